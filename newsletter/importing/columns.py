"""Which column of a file says what, by its header, in the words of WordPress (its users, MailPoet,
Newsletter), Mailchimp, listmonk, Ghost and our own export."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.text.characters import one_line
from iria.spreadsheets import plain

# The first that a header has; "address" is often that of a house.
ADDRESS = (
    "email",
    "emailaddress",
    "useremail",
    "subscriberemail",
    "emailadresse",
    "mail",
    "mailaddress",
    "address",
)
NAME = ("name", "fullname", "displayname")
# Beside a last name, a name is the first one.
FIRST, LAST = ("firstname", "givenname", "name"), ("lastname", "surname", "familyname")
# What is not among the good words of such a column keeps a row out.
STATUS = (
    "status",
    "globalstatus",
    "subscriptionstatus",
    "subscriberstatus",
    "memberstatus",
    "emailstatus",
    "subscribedtoemails",
)
GOOD = {"", "subscribed", "active", "enabled", "confirmed", "yes", "true", "1", "y", "c"}
# These may be the state of a country, or a date: only some of their words keep a row out.
STATE = ("state", "subscribed")
BAD = {
    "no",
    "false",
    "0",
    "unsubscribed",
    "left",
    "asked",
    "unconfirmed",
    "pending",
    "cleaned",
    "bounced",
    "blocked",
    "blocklisted",
    "complained",
    "deleted",
    "erased",
    "inactive",
}
# Whatever stands in such a column tells that somebody left.
ENDED = (
    "unsubtime",
    "unsubscribetime",
    "unsubscribedat",
    "unsubscribed",
    "cleantime",
    "deletedat",
    "leftat",
)
NOTHING = {"", "0", "no", "false", "null", "none", "\\n", "0000-00-00 00:00:00", "0000-00-00"}
BESIDE_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of columns. Without an address there was no header."""

    address: int | None = None
    # The first of them that holds one.
    names: tuple[tuple[int, ...], ...] = ()
    status: int | None = None
    state: int | None = None
    ended: tuple[int, ...] = ()

    def name_in(self, cells: list[str]) -> str:
        """In one line; a first and a last name say more than a shown name, maybe a login."""
        for numbers in self.names:
            parts = (plain(cell(cells, number)) for number in numbers)
            if name := one_line(" ".join(parts)):
                return name
        return ""

    def why_out(self, cells: list[str]) -> str:
        """Why the file itself keeps a row out; empty where it does not."""
        status, state = cell(cells, self.status), cell(cells, self.state)
        if status.lower() not in GOOD:
            return _("Its status in the file is “%(status)s”.") % {"status": status[:50]}
        if state.lower() in BAD:
            return _("Its status in the file is “%(status)s”.") % {"status": state[:50]}
        if any(cell(cells, number).lower() not in NOTHING for number in self.ended):
            return _("The file says that this person left.")
        return ""


def cell(cells: list[str], number: int | None) -> str:
    return cells[number].strip() if number is not None and number < len(cells) else ""


def columns_of(header: list[str]) -> Columns:
    """No address: this is no header."""
    if any("@" in title for title in header):
        return Columns()
    titles: dict[str, int] = {}
    for number, title in enumerate(header):
        titles.setdefault(BESIDE_LETTERS.sub("", title).lower(), number)
    return Columns(
        address=_first(titles, ADDRESS),
        names=_names(titles),
        status=_first(titles, STATUS),
        state=_first(titles, STATE),
        ended=tuple(titles[title] for title in ENDED if title in titles),
    )


def _first(titles: dict[str, int], wanted: tuple[str, ...]) -> int | None:
    return next((titles[title] for title in wanted if title in titles), None)


def _names(titles: dict[str, int]) -> tuple[tuple[int, ...], ...]:
    parts = [_first(titles, FIRST), _first(titles, LAST)]
    ways = (
        [parts, [_first(titles, NAME)]] if None not in parts else [[_first(titles, NAME)], parts]
    )
    return tuple(tuple(number for number in way if number is not None) for way in ways)
