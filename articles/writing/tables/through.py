"""What ties an article or a page to the rest.

`published_at` of the first three is the article's time to go live while it is approved and not
in the bin, else null: a list reads its index in order and needs no sort.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.images.models import originals
from articles.text.keys import new_key
from articles.text.slugs import make_slug
from iria.fields import LineField
from iria.reversing import path_to


class Filed(models.Model):
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ArticleCategory(Filed):
    ARTICLE_ID = "article_id"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="filings")
    category = models.ForeignKey("articles.Category", models.PROTECT, related_name="filings")

    class Meta:
        app_label = "articles"
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["category", "published_at", "article"], name="articles_category_list"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "category"], name="articles_articlecategory_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.category_id}"


class ArticleTag(Filed, ItemBase):
    ARTICLE_ID = "content_object_id"

    content_object = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="taggings", db_column="article_id"
    )
    tag = models.ForeignKey("articles.Tag", models.PROTECT, related_name="taggings")

    class Meta:
        app_label = "articles"
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["tag", "published_at", "content_object"], name="articles_tag_list"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="articles_articletag_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object_id} tagged {self.tag_id}"


class Byline(Filed):
    """One name over an article, in order."""

    ARTICLE_ID = "article_id"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", models.PROTECT, related_name="bylines")
    role = LineField(_("role"), max_length=100, blank=True)

    class Meta:
        app_label = "articles"
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["author", "published_at", "article"], name="articles_author_list")
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="articles_byline_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} by {self.author_id}"


class ArticleImage(models.Model):
    """A picture that the live text or the newest revision of an article names."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="pictures")
    image = models.ForeignKey("articles.Image", models.PROTECT, related_name="in_articles")

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(fields=["article", "image"], name="articles_articleimage_once")
        ]

    def __str__(self) -> str:
        return f"{self.image_id} in article {self.article_id}"


class PageImage(models.Model):
    page = models.ForeignKey("articles.Page", models.CASCADE, related_name="pictures")
    image = models.ForeignKey("articles.Image", models.PROTECT, related_name="in_pages")

    class Meta:
        app_label = "articles"
        constraints = [
            models.UniqueConstraint(fields=["page", "image"], name="articles_pageimage_once")
        ]

    def __str__(self) -> str:
        return f"{self.image_id} in page {self.page_id}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def usable(self) -> "DocumentQuerySet":
        return self.filter(deleted_at=None)


class Document(models.Model):
    """A PDF offered with articles, such as that of a report. The key and so the address stay when
    the file is replaced; the former file stays in the storage, named by its hash."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    title = LineField(_("title"), max_length=250)
    language = models.CharField(
        _("language"), max_length=35, choices=settings.TEXT_LANGUAGES, default="en"
    )
    original = models.FileField(
        _("file"), storage=originals, upload_to="documents/%Y/%m/", max_length=255
    )
    file_name = LineField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    byte_size = models.PositiveBigIntegerField(default=0, editable=False)
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("document", self.key, self.name)

    @property
    def name(self) -> str:
        """The last part of its address, which follows the title."""
        return f"{make_slug(self.title, 'document')}.pdf"


class ArticleDocument(models.Model):
    ARTICLE_ID = "article_id"

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="article_documents"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="in_articles")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "articles"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "document"], name="articles_articledocument_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} with {self.article_id}"


class ArticlePick(models.Model):
    """An article that staff picked to stand with another, public or not. What stands there besides
    is computed: `articles.finding.models.Related`, which each publication writes anew."""

    ARTICLE_ID = "article_id"

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="article_picks", db_index=False
    )
    # Without a constraint of the database, as in Related: two that are published at once and pick
    # each other do not wait for each other. Readers are shown what is joined.
    other = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="picked_by", db_constraint=False
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "articles"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="articles_articlepick_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("other")),
                name="articles_articlepick_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} picked for {self.article_id}"
