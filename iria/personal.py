"""What this app holds about a person: letters, an account, tries to sign in."""

from axes.models import AccessAttempt, AccessLog
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from iria import letters, people
from iria.models import Letter, User

ACCOUNT = "staff_account"


def export_letters(key: str) -> list[people.Row]:
    """Without the text, which is kept until a letter is sent: a link in it may let somebody in."""
    return [
        {
            "address": letter.address,
            "subject": letter.subject,
            "state": letter.get_state_display(),
            "written_at": letter.created_at.isoformat(),
            "sent_at": letter.sent_at and letter.sent_at.isoformat(),
        }
        for letter in Letter.objects.filter(address_key=key).order_by("id")
    ]


def erase_letters(key: str) -> int:
    rows = Letter.objects.filter(address_key=key)
    return letters.empty(rows, address="", address_key=None)


def export_account(key: str) -> list[people.Row]:
    return [
        {
            "name": user.name,
            "address": user.address,
            "joined_at": user.date_joined.isoformat(),
            "groups": [group.name for group in user.groups.all()],
            "state": gettext("active") if user.is_active else gettext("deactivated"),
        }
        for user in User.objects.filter(address_key=key).prefetch_related("groups")
    ]


def keep_account(key: str) -> int:
    """Work at the desk is signed by it; whoever manages the staff ends it."""
    return 0


def export_sign_ins(key: str) -> list[people.Row]:
    rows = [row for table in (AccessAttempt, AccessLog) for row in _signed_in(table, key)]
    return [
        {
            "tried_at": row.attempt_time.isoformat(),
            "network": row.ip_address,
            "browser": row.user_agent,
        }
        for row in sorted(rows, key=lambda row: row.attempt_time)
    ]


def erase_sign_ins(key: str) -> int:
    """Those of an account stay with it: they show who tried to get in."""
    if User.objects.filter(address_key=key).exists():
        return 0
    return sum(_signed_in(table, key).delete()[0] for table in (AccessAttempt, AccessLog))


def _signed_in(table: type[AccessAttempt] | type[AccessLog], key: str) -> QuerySet:
    typed = User.objects.filter(address_key=key).values_list("address", flat=True)
    return table.objects.filter(username__in={key, *typed})


HOLDINGS = (
    people.Holding(
        "letters",
        export_letters,
        erase_letters,
        title=_("Letters to this address"),
        fate=_("They are emptied: that there was one stays. What waits is not sent."),
        labels={
            "address": _("address"),
            "subject": _("subject"),
            "state": _("state"),
            "written_at": _("written"),
            "sent_at": _("sent"),
        },
        place=90,
    ),
    people.Holding(
        ACCOUNT,
        export_account,
        keep_account,
        title=_("Account of a member of staff"),
        fate=_("It stays, since work is signed by it. It is deactivated at the desk under Staff."),
        labels={
            "name": _("name"),
            "address": _("address"),
            "joined_at": _("joined"),
            "groups": _("groups"),
            "state": _("state"),
        },
        place=60,
    ),
    people.Holding(
        "sign_ins",
        export_sign_ins,
        erase_sign_ins,
        title=_("Tries to sign in to the desk"),
        fate=_("They are deleted; those of an account stay with it."),
        labels={"tried_at": _("tried"), "network": _("network"), "browser": _("browser")},
        place=70,
    ),
)


def register() -> None:
    for holding in HOLDINGS:
        people.register(holding)
