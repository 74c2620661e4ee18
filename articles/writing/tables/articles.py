from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.writing.tables.querysets import ArticleQuerySet
from articles.writing.tables.texts import WAITS, Text, state_is_whole
from iria.reversing import path_to


class Kind(models.TextChoices):
    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    BACKGROUNDER = "backgrounder", _("Backgrounder")
    REPORT = "report", _("Report")
    COMMENTARY = "commentary", _("Commentary")


class Article(Text):
    Kind = Kind

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("One or two sentences under the title.")
    )
    lead_image = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("lead picture"),
    )
    lead_alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    lead_caption = models.TextField(_("caption"), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    comments_open = models.BooleanField(_("comments open"), default=True)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    mail_when_published = models.BooleanField(
        _("mail it to the subscribers when it is published"),
        default=False,
        help_text=_("Once, to everybody who is subscribed then, with its whole text."),
    )
    mail_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("mail asked for by"),
    )
    mail_asked_at = models.DateTimeField(_("mail asked for"), null=True, editable=False)
    # Which item of which site it came from: "example.org:101".
    imported_from = models.CharField(  # noqa: DJ001  NULL for what was written here
        max_length=300, null=True, unique=True, editable=False
    )

    authors = models.ManyToManyField("articles.Author", through="articles.Byline")
    categories = models.ManyToManyField("articles.Category", through="articles.ArticleCategory")
    # Only read: `.add()` knows nothing of position and published_at.
    tags = TaggableManager(through="articles.ArticleTag", blank=True)
    documents = models.ManyToManyField("articles.Document", through="articles.ArticleDocument")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            state_is_whole("articles_article"),
            models.CheckConstraint(
                condition=Q(mail_when_published=False)
                | Q(mail_asked_by__isnull=False, mail_asked_at__isnull=False),
                name="articles_article_mail_is_asked_for",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "deleted_at", "-go_live_at", "-id"],
                name="articles_article_public",
            ),
            models.Index(
                fields=["kind", "state", "deleted_at", "-go_live_at", "-id"],
                name="articles_article_kind",
            ),
            # By a condition: SQLite looks up no index for a column that is asked for as it is.
            models.Index(
                fields=["-go_live_at", "-id"],
                condition=models.Q(pinned=True),
                name="articles_article_pins",
            ),
            # The list of the desk, whole, filtered, and by another column. The bin is left out by
            # a condition: PostgreSQL takes no order from an index that begins with a NULL.
            *(
                models.Index(
                    fields=fields,
                    condition=models.Q(deleted_at=None),
                    name=f"articles_desk_{name}",
                )
                for name, fields in {
                    "list": ["-changed_at", "-id"],
                    "state": ["state", "-changed_at", "-id"],
                    "kind": ["kind", "-changed_at", "-id"],
                    "language": ["language", "-changed_at", "-id"],
                    "owner": ["owner", "-changed_at", "-id"],
                    "own_state": ["owner", "state"],
                    "title": ["title"],
                    "published": ["go_live_at"],
                }.items()
            ),
            models.Index(fields=["-changed_at"], condition=WAITS, name="articles_desk_waiting"),
            models.Index(
                fields=["owner"],
                condition=models.Q(sent_back_at__isnull=False),
                name="articles_desk_sent_back",
            ),
            models.Index(
                fields=["-changed_at"],
                condition=models.Q(submitted_revision__isnull=False),
                name="articles_desk_review",
            ),
        ]
        permissions = [
            ("publish_article", _("May publish, schedule and withdraw articles")),
            ("edit_all_articles", _("May edit the articles of others")),
        ]

    def get_absolute_url(self) -> str:
        return path_to("article", self.slug)
