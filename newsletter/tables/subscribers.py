import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from iria.addresses import MAX_LENGTH
from iria.fields import LineField


def new_key() -> str:
    """128 bits, in 22 characters that an address may hold."""
    return secrets.token_urlsafe(16)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def subscribed(self) -> "SubscriberQuerySet":
        return self.filter(state=Subscriber.State.SUBSCRIBED)


class Subscriber(models.Model):
    """An address that asked for the newsletter. The row stays when somebody leaves or is erased,
    so that the link in an old mail still answers and what was sent still adds up."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked, not confirmed")
        SUBSCRIBED = "subscribed", _("subscribed")
        LEFT = "left", _("left")

    # What the links in mails rest on; never changed, never expires.
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    address = models.CharField(_("address"), max_length=MAX_LENGTH, blank=True)
    address_key = models.CharField(  # noqa: DJ001  NULL once a person is erased
        max_length=MAX_LENGTH, unique=True, null=True, editable=False
    )
    name = LineField(_("name"), max_length=150, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    created_at = models.DateTimeField(_("first asked"), auto_now_add=True)
    subscribed_at = models.DateTimeField(_("subscribed"), null=True)
    left_at = models.DateTimeField(_("left"), null=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        permissions = [
            ("import_subscriber", _("May import subscribers")),
            ("export_subscriber", _("May export subscribers")),
        ]
        indexes = [
            # A campaign is planned along it.
            models.Index(
                fields=["key"], name="newsletter_subscribed", condition=Q(state="subscribed")
            ),
            models.Index(fields=["state", "-id"], name="newsletter_subscriber_state"),
        ]

    def __str__(self) -> str:
        return self.address or f"#{self.pk}"


class Consent(models.Model):
    """How somebody came to be subscribed, kept as evidence: who asked for what, where, in which
    words, and which answer to which letter confirmed it. What is never confirmed is deleted after
    a month. Somebody who asks through the form has no subscriber yet: the worker looks that up,
    so that the answer takes the same time for every address."""

    class Source(models.TextChoices):
        FORM = "form", _("form on the site")
        IMPORT = "import", _("import by staff")

    class End(models.TextChoices):
        LINK = "link", _("by the link in a mail")
        ONE_CLICK = "one-click", _("by the mail program (RFC 8058)")
        STAFF = "staff", _("by staff")
        ERASED = "erased", _("erased")

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, null=True, related_name="consents")
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    address = models.CharField(_("address"), max_length=MAX_LENGTH, blank=True)
    address_key = models.CharField(  # noqa: DJ001  NULL once a person is erased
        max_length=MAX_LENGTH, null=True
    )
    wording = models.TextField(_("words agreed to"))
    wording_version = models.CharField(_("version of the words"), max_length=16)
    page = LineField(_("page"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    asked_network = models.CharField(_("asked from"), max_length=64, blank=True)
    handled_at = models.DateTimeField(null=True)
    letter_id = models.CharField(_("letter"), max_length=255, blank=True)  # its Message-ID
    letter_sent_at = models.DateTimeField(_("letter sent"), null=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    confirmed_network = models.CharField(_("confirmed from"), max_length=64, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.CharField(_("ended by"), max_length=10, choices=End.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [
            models.Index(fields=["address_key", "asked_at"], name="newsletter_consent_address"),
            models.Index(fields=["asked_network", "asked_at"], name="newsletter_consent_network"),
            models.Index(
                fields=["id"], name="newsletter_consent_queue", condition=Q(handled_at=None)
            ),
            models.Index(
                fields=["asked_at"],
                name="newsletter_consent_open",
                condition=Q(confirmed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}, {self.asked_at:%Y-%m-%d}"


class Suppression(models.Model):
    """An address that is not mailed, known by a keyed hash only: it outlasts erasure, and an
    import does not bring it back. Asking again and confirming ends it, unless staff blocked it."""

    class Cause(models.TextChoices):
        LEFT = "left", _("left")
        ERASED = "erased", _("erased")
        BOUNCE = "bounce", _("mail came back")
        COMPLAINT = "complaint", _("reported as spam")
        BLOCKED = "blocked", _("blocked by staff")

    hash = models.CharField(max_length=64, unique=True)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause.choices)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.hash[:12]}"
