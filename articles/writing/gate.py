"""The gate before readers: what is published has a credit and an alternative text for each of its
pictures, or somebody who may publish says why not."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.writing import checks, noting
from articles.writing.checks import Finding
from articles.writing.locking import Refused
from articles.writing.revisions import content_class
from articles.writing.tables.texts import Text
from iria import log
from iria.models import User


class Incomplete(Refused):
    """Pictures of the newest revision lack what readers need: `missing`."""

    def __init__(self, missing: list[Finding]) -> None:
        said = ngettext(
            "Something is missing: %(what)s",
            "%(n)d things are missing: %(what)s",
            len(missing),
        )
        super().__init__(said % {"n": len(missing), "what": listed(missing)})
        self.missing = missing


def findings(text: Text) -> list[Finding]:
    """Of the newest revision: one query at most."""
    return checks.findings(content_class(type(text)).of(text.latest_revision))


def missing(text: Text) -> list[Finding]:
    """Those that stop the newest revision."""
    return [finding for finding in findings(text) if finding.stops]


def pass_through(text: Text, user: User, *, reason: str = "") -> None:
    """To be called before the newest revision is published or scheduled, in that transaction.
    With a reason it passes whatever pictures lack, and the log has both. Raises Refused."""
    noting.refuse_open(text)
    if text.is_public() and not text.has_unpublished_changes:
        return
    found = missing(text)
    if not found:
        return
    if not reason.strip():
        raise Incomplete(found)
    said = _("Let out although something is missing: %(what)s Reason: “%(why)s”")
    log.note(text, user, said % {"what": listed(found), "why": reason.strip()})


def listed(found: list[Finding]) -> str:
    return " ".join(map(str, found))
