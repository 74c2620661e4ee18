"""A date and a time as people type them, in the institute's time zone."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MomentWidget(forms.SplitDateTimeWidget):
    """The browser's own pickers, whose values are always of this form."""

    def __init__(self) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": gettext_lazy("Date")},
            time_attrs={"type": "time", "aria-label": gettext_lazy("Time")},
        )


class MomentField(forms.SplitDateTimeField):
    """Cleans to an aware time in the current zone. A time that the clocks leave out, or that they
    show twice, is refused with the times around it."""

    widget = MomentWidget
    default_error_messages = {
        "required": gettext_lazy("Give a date and a time."),
        "invalid_date": gettext_lazy("This is no date of the calendar."),
        "invalid_time": gettext_lazy("This is no time of day; write it as 09:30."),
    }

    def compress(self, values: list[Any]) -> datetime | None:
        if not values:
            return None
        if None in values or "" in values:
            return super().compress(values)
        wall = datetime.combine(*values)
        self._refuse_gap(wall)
        self._refuse_double(wall)
        return super().compress(values)

    def _refuse_gap(self, wall: datetime) -> None:
        before, after = _readings(wall)
        if before.utcoffset() < after.utcoffset() and _shown(before) != wall:
            step = after.utcoffset() - before.utcoffset()
            raise ValidationError(
                _(
                    "There is no %(time)s on this day: the clocks are put forward by "
                    "%(minutes)d minutes then. Choose an earlier or a later time."
                ),
                params={"time": f"{wall:%H:%M}", "minutes": step.total_seconds() // 60},
                code="gap",
            )

    def _refuse_double(self, wall: datetime) -> None:
        before, after = _readings(wall)
        if before.utcoffset() > after.utcoffset() and _shown(before) == _shown(after) == wall:
            raise ValidationError(
                _(
                    "The clocks show %(time)s twice on this day, since they are put back then. "
                    "Choose an earlier or a later time."
                ),
                params={"time": f"{wall:%H:%M}"},
                code="double",
            )


def refuse_past(at: datetime | None) -> None:
    """Raises ValidationError, which says what time it is now, and where."""
    if at is not None and at <= timezone.now():
        raise ValidationError(
            _("This time has passed. It is now %(now)s (%(zone)s)."),
            params={"now": said(timezone.now()), "zone": timezone.get_current_timezone_name()},
            code="past",
        )


def said(at: datetime) -> str:
    """ "27 November 2026, 09:00", in the current zone."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def clock(at: datetime) -> str:
    """ "09:00", in the current zone."""
    return date_format(timezone.localtime(at), "H:i")


def _readings(wall: datetime) -> tuple[datetime, datetime]:
    """A wall time with the offset from before and from after a change of the clocks (PEP 495);
    at any other time both are the same."""
    zone = timezone.get_current_timezone()
    return wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)


def _shown(at: datetime) -> datetime:
    """What the clocks show at that instant."""
    return at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None, fold=0)
