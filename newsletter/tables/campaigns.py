from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.text.keys import new_key
from iria.addresses import MAX_LENGTH
from iria.fields import LineField, ProseField
from newsletter.tables.subscribers import Subscriber


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def on_web(self) -> "CampaignQuerySet":
        """What the archive shows: campaigns whose sending has begun. `Campaign.is_on_web` says
        the same of one row."""
        return self.filter(shown_on_web=True).exclude(planned_at=None)


class Campaign(models.Model):
    """A mailing, as staff see it. Each of its forms is a Variant, each mail a Delivery."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("cancelled")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    subject = LineField(
        _("subject"), max_length=200, help_text=_("Mail programs show 40 to 70 characters.")
    )
    preheader = LineField(
        _("preview line"),
        max_length=200,
        blank=True,
        help_text=_("Shown beside the subject in the list of mails."),
    )
    introduction = ProseField(
        _("introduction"),
        blank=True,
        help_text=_("Stands above the articles. A blank line parts paragraphs."),
    )
    whole_text = models.BooleanField(
        _("whole text"),
        default=True,
        help_text=_(
            "A single article goes out with its text and pictures. "
            "Several are a list of titles with links."
        ),
    )
    language = models.CharField(
        _("language"), max_length=35, choices=settings.TEXT_LANGUAGES, default="en"
    )
    shown_on_web = models.BooleanField(_("in the archive on the web"), default=True)
    articles = models.ManyToManyField("articles.Article", through="newsletter.CampaignArticle")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    # Why it was paused by itself.
    trouble = LineField(_("trouble"), max_length=500, blank=True, editable=False)
    send_at = models.DateTimeField(_("send at"), null=True, blank=True)
    # People are planned in the order of their keys; up to this one so far.
    planned_to = models.CharField(max_length=22, blank=True, editable=False)
    planned_at = models.DateTimeField(_("begun"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    total = models.PositiveIntegerField(_("people"), default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent by"),
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-id"]
        permissions = [("send_campaign", _("May send, pause and cancel campaigns"))]
        indexes = [
            models.Index(
                fields=["state", "send_at"],
                name="newsletter_campaign_due",
                condition=Q(state__in=["scheduled", "sending"]),
            ),
            models.Index(fields=["-planned_at"], name="newsletter_campaign_web"),
        ]

    def __str__(self) -> str:
        return self.subject

    def is_on_web(self) -> bool:
        return self.shown_on_web and self.planned_at is not None


class CampaignArticle(models.Model):
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="choices")
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="mailings")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "article"], name="newsletter_article_once")
        ]

    def __str__(self) -> str:
        return str(self.article)


class Variant(models.Model):
    """One rendered form of a campaign, with a mark where each person's own key goes. It is good
    as long as nothing it shows has changed: none of its `tags` has a number above `number`."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="variants")
    # Who gets this form; one for all so far.
    name = models.CharField(max_length=64, default="", blank=True)
    subject = models.CharField(max_length=998)  # RFC 5322, 2.1.1
    text = models.TextField()
    html = models.TextField()
    tags = models.JSONField(default=list)
    number = models.BigIntegerField(default=0)
    generation = models.PositiveIntegerField(default=1)
    rendered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="newsletter_variant_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.name or '-'}"


class Chunk(models.Model):
    """Some people of a campaign, for one worker at a time: claimed by a token and a lease."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="chunks")
    seq = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    lease_token = models.UUIDField(null=True, default=None)
    leased_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chunk")
        verbose_name_plural = _("chunks")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "seq"], name="newsletter_chunk_once")
        ]
        indexes = [
            models.Index(
                fields=["campaign", "seq"],
                name="newsletter_chunk_open",
                condition=Q(done_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.seq}"


class Delivery(models.Model):
    """One mail of a campaign to one person, and what became of it. The address is that of the
    time of planning; erasing a person empties it and keeps the row."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        SUPPRESSED = "suppressed", _("not wanted any more")
        UNCERTAIN = "uncertain", _("uncertain")
        CANCELLED = "cancelled", _("cancelled")

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="deliveries", db_index=False
    )
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="deliveries")
    chunk = models.ForeignKey(Chunk, models.CASCADE, related_name="deliveries")
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+", db_index=False)
    address = models.CharField(_("address"), max_length=MAX_LENGTH, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("what the server said"), max_length=500, blank=True)
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "subscriber"], name="newsletter_delivery_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["settled_at"],
                name="newsletter_delivery_doubt",
                condition=Q(state="uncertain"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.address or '-'}"
