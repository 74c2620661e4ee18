from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.images import licences, renditions
from articles.text.keys import new_key
from iria.fields import LineField, ProseField


def originals() -> Storage:
    return storages["originals"]


# What a credit says of the picture and its terms. Where it leads, merging alone says.
OF_CREDIT = (
    "photographer",
    "agency",
    "licence",
    "licence_url",
    "source_url",
    "copyright_notice",
    "acquire_url",
)


class CreditQuerySet(models.QuerySet["Credit"]):
    def usable(self) -> "CreditQuerySet":
        return self.filter(merged_into=None, deleted_at=None)


class Credit(models.Model):
    """Who made a picture and on which terms it may be shown. Shared by many pictures."""

    photographer = LineField(
        _("photographer"), max_length=200, blank=True, help_text=_("Or who drew it.")
    )
    agency = LineField(
        _("agency or institution"), max_length=200, blank=True, help_text=_("TASS, Kremlin, NATO")
    )
    source_url = models.URLField(_("found at"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=licences.CHOICES, blank=True)
    licence_url = models.URLField(
        _("terms"),
        max_length=500,
        blank=True,
        help_text=_("Empty: the usual address of the licence."),
    )
    acquire_url = models.URLField(_("where to acquire a licence"), max_length=500, blank=True)
    copyright_notice = LineField(_("copyright notice"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CreditQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["agency", "photographer", "id"]
        indexes = [models.Index(fields=["agency", "photographer"], name="articles_credit_names")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(photographer="", agency=""),
                name="articles_credit_names_somebody",
                violation_error_message=_("Name a photographer, or an agency or institution."),
            )
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """ "Sofya Sandurskaya/TASS", "Kremlin"."""
        return "/".join(name for name in (self.photographer, self.agency) if name)

    @property
    def terms_url(self) -> str:
        return self.licence_url or licences.TERMS.get(self.licence, "")


def joined(field: str = "") -> list[str]:
    """For select_related(): what a picture needs to be shown with its credit, that which stands
    in for it included. `field` leads to the picture."""
    prefix = f"{field}__" if field else ""
    return [f"{prefix}credit", f"{prefix}stand_in__credit"]


def unread(field: str) -> list[str]:
    """For defer(): what files say of themselves is long, and nothing that readers see."""
    return [f"{field}__file_says", f"{field}__stand_in__file_says"]


class ImageQuerySet(models.QuerySet["Image"]):
    def usable(self) -> "ImageQuerySet":
        """The library: neither deleted nor replaced by another row."""
        return self.filter(merged_into=None, deleted_at=None)

    def offered(self) -> "ImageQuerySet":
        """What staff may place."""
        return self.usable().filter(taken_down_at=None)

    def with_credit(self) -> "ImageQuerySet":
        return self.select_related(*joined()).defer("file_says", "stand_in__file_says")


class Image(models.Model):
    """A picture of the library. The caption offered here belongs to the use, where it is copied;
    the credit belongs to the picture and is never copied."""

    class Stage(models.IntegerChoices):
        NONE = 0, _("none")
        FIRST = 1, _("first")  # made with the upload: few widths, WebP
        ALL = 2, _("all")

    class Kind(models.TextChoices):
        PHOTOGRAPH = "photograph", _("photograph")
        MAP = "map", _("map")
        CHART = "chart", _("chart")
        DRAWING = "drawing", _("drawing")

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    original = models.FileField(
        _("file"), storage=originals, upload_to="pictures/%Y/%m/", max_length=255, blank=True
    )
    file_name = LineField(_("file name"), max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    format = models.CharField(max_length=10, blank=True, editable=False)
    byte_size = models.PositiveBigIntegerField(default=0, editable=False)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    # Part of the names of all renditions: what they were made from and how. Empty: none made.
    rendition_hash = models.CharField(max_length=16, blank=True, editable=False)
    # Which of them there are under that hash.
    rendition_stage = models.PositiveSmallIntegerField(
        choices=Stage.choices, default=Stage.NONE, editable=False
    )
    # From when a worker may make them; moved on by the one that takes them up. NULL: all is made.
    renditions_due_at = models.DateTimeField(null=True, editable=False)
    # How often it was tried since they were ordered.
    rendition_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    rendition_error = models.CharField(max_length=500, blank=True, editable=False)
    # What the file says of itself, as text: see articles.images.metadata.
    file_says = models.JSONField(default=dict, blank=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind.choices, default=Kind.PHOTOGRAPH
    )
    title = LineField(_("title"), max_length=250, blank=True)
    alt = LineField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = ProseField(
        _("caption"), blank=True, help_text=_("Offered where the picture is placed.")
    )
    credit = models.ForeignKey(
        Credit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="images",
        verbose_name=_("credit"),
    )
    focal_x = models.FloatField(
        default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    to_review = models.BooleanField(
        _("to review"), default=False, help_text=_("Credit or texts come from an import.")
    )
    review_note = LineField(_("what to review"), max_length=500, blank=True)
    source_url = models.CharField(_("imported from"), max_length=1000, blank=True, editable=False)
    # Which item of which site it came from: "example.org:101", or a hash of its address there.
    imported_from = models.CharField(  # noqa: DJ001  NULL for what was uploaded here
        max_length=300, null=True, unique=True, editable=False
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, editable=False)
    taken_down_at = models.DateTimeField(null=True, editable=False)
    taken_down_why = LineField(max_length=500, blank=True, editable=False)
    # Shown in the place of a picture that was taken down.
    stand_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="stands_in_for"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        app_label = "articles"
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="articles_image_newest"),
            models.Index(
                fields=["renditions_due_at"],
                name="articles_image_due",
                condition=Q(renditions_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name or self.key

    @property
    def is_shown(self) -> bool:
        """Whether it may be seen itself."""
        return bool(self.rendition_hash) and not self.is_gone

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.taken_down_at is not None

    @property
    def is_removed(self) -> bool:
        """Taken down or deleted, with nothing in its place."""
        return self.is_gone and self.shown is None

    @property
    def shown(self) -> "Image | None":
        """What is seen in its place: itself, or what stands in for it where it was taken down.
        None: the place is marked."""
        if self.is_shown:
            return self
        stand_in = self.stand_in if self.is_gone else None
        return stand_in if stand_in is not None and stand_in.is_shown else None

    @property
    def rows_shown(self) -> list[models.Model]:
        """What a page that shows it depends on."""
        rows = [self, self.credit, self.stand_in, self.stand_in and self.stand_in.credit]
        return [row for row in rows if row is not None]

    def shown_alt(self, alt: str) -> str:
        """The words for what is seen in its place. What was said of the picture does not fit
        that which stands in for it."""
        return alt if self.shown in (self, None) else self.shown.alt

    def shown_caption(self, caption: str) -> str:
        """HTML; as with `shown_alt`. Nothing is said of a picture that was taken down."""
        if not self.is_gone:
            return caption
        return self.shown.caption if self.shown else ""

    @property
    def shown_credit_line(self) -> str:
        """That of what is seen in its place; none of a picture that was taken down."""
        shown = self.shown or (None if self.is_gone else self)
        return shown.credit_line if shown else ""

    @property
    def credit_label(self) -> str:
        return {
            self.Kind.MAP: _("Map"),
            self.Kind.CHART: _("Chart"),
            self.Kind.DRAWING: _("Drawing"),
        }.get(self.kind, _("Image Credit"))

    @property
    def credit_line(self) -> str:
        """ "(Image Credit: Sofya Sandurskaya/TASS)", or an empty string without a credit."""
        return f"({self.credit_label}: {self.credit.line})" if self.credit else ""

    def renditions(
        self, shape: str = "whole", form: str = renditions.FIRST_FORM
    ) -> list[renditions.Rendition]:
        """Those that there are, narrowest first; computed, without a query."""
        found = renditions.planned(
            self.key, self.rendition_hash, self.width, self.height, shape, form
        )
        if self.rendition_stage == self.Stage.ALL:
            return found
        return [one for one in found if renditions.is_first(shape, form, one.width)]
