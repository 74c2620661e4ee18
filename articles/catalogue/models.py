"""How articles are filed and signed. Rows that a revision may name are never deleted: they are
merged into another or marked, so that old revisions still resolve."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from articles.text.slugs import SLUG_LENGTH, validate_slug
from iria.fields import LineField, ProseField
from iria.reversing import path_to


class FiledQuerySet(models.QuerySet):
    def usable(self) -> "FiledQuerySet":
        return self.filter(merged_into=None, deleted_at=None)


class Category(models.Model):
    name = LineField(_("name"), max_length=100)
    slug = models.CharField(
        _("address"), max_length=SLUG_LENGTH, unique=True, validators=[validate_slug]
    )
    description = ProseField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = FiledQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("category", self.slug)


class Tag(TagBase):
    name = LineField(_("name"), max_length=100)
    slug = models.CharField(
        _("address"), max_length=SLUG_LENGTH, unique=True, validators=[validate_slug]
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = FiledQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name", "id"]

    def get_absolute_url(self) -> str:
        return path_to("tag", self.slug)


class Author(models.Model):
    """Who signs: staff, a guest without a login, or an institution."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        INSTITUTION = "institution", _("institution")

    name = LineField(_("name"), max_length=150)
    slug = models.CharField(
        _("address"), max_length=SLUG_LENGTH, unique=True, validators=[validate_slug]
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("login"),
        help_text=_("Empty for guests and institutions."),
    )
    role = LineField(_("position"), max_length=150, blank=True)
    bio = ProseField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )
    orcid = models.CharField(
        "ORCID",
        max_length=19,
        blank=True,
        validators=[
            RegexValidator(
                r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$", _("Four groups of four: 0000-0002-1825-0097.")
            )
        ],
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = FiledQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("author", self.slug)

    @property
    def initials(self) -> str:
        """ "MO" of Maria Okafor; of one word its first letter."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
