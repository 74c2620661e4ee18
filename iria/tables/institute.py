import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from iria.fields import LineField, ProseField
from iria.loading import load


def validate_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Enter a time zone such as Europe/Berlin or UTC."))


def validate_founded(year: int) -> None:
    if year > timezone.localdate().year:
        raise ValidationError(_("This year is still to come."))


class Institute(models.Model):
    """The one row that says who publishes here (id 1)."""

    name = LineField(
        _("name"), max_length=200, default="International Relations Insights & Analysis"
    )
    short_name = LineField(_("short name"), max_length=40, default="IRIA")
    tagline = LineField(_("line under the name"), max_length=200, blank=True)
    about = ProseField(
        _("about"), blank=True, help_text=_("A paragraph shown at the foot of every page.")
    )
    reports_text = LineField(
        _("line about exclusive reports"),
        max_length=200,
        blank=True,
        default="To get IRIA exclusive reports contact at",
        help_text=_("Stands before the address below."),
    )
    contact_address = models.EmailField(_("address for exclusive reports"), blank=True)
    postal_address = ProseField(_("postal address"), blank=True)
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        default=2014,
        validators=[MinValueValidator(1000), validate_founded],
        help_text=_("The first year of the copyright line."),
    )
    logo = models.ImageField(
        _("logo"),
        upload_to="institute/",
        blank=True,
        help_text=_("PNG, JPEG or WebP of at least 512 px, at most 4,000 px and 2 MB."),
    )
    language = models.CharField(
        _("language"), max_length=35, choices=settings.TEXT_LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=63, default="UTC", validators=[validate_time_zone]
    )
    byline_without_author = models.BooleanField(
        _("sign articles without an author"),
        default=True,
        help_text=_("They carry the institute's name; otherwise no byline."),
    )
    comments_open = models.BooleanField(
        _("comments open"),
        default=True,
        help_text=_("Unticked, no article takes comments; those that stand stay."),
    )
    comments_closed_because = LineField(
        _("why they are closed"),
        max_length=300,
        blank=True,
        help_text=_("A line that readers see while comments are closed everywhere."),
    )
    comments_days = models.PositiveSmallIntegerField(
        _("close after days"),
        default=90,
        help_text=_("Counted from publication. 0: they stay open."),
    )
    comments_trusted_after = models.PositiveSmallIntegerField(
        _("trust after approvals"),
        default=0,
        help_text=_(
            "Who was approved this often, and never refused, is not held any more. 0: all are "
            "held. Nobody proves to own the address they type."
        ),
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("institute")
        verbose_name_plural = _("institute")
        permissions = [
            ("erase_person", _("May export and erase what is held about a person")),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="iria_institute_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Institute":
        """The row, or one with the defaults that is not stored yet. In SQL, since every request
        asks for it and Django takes longer to write the query than the database to answer it."""
        stored = load(cls, "SELECT * FROM iria_institute WHERE id = 1", [])
        return stored[0] if stored else cls(pk=1)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)
