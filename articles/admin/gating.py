"""How the desk shows what the gate found: sentences with links to the place where each is
mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.writing.checks import Finding, Lack, Place


@dataclass(frozen=True, slots=True)
class Line:
    """`figure` and `nth` say which figure of the editor a link to the text means; see
    js/admin/editor/jumps.js. `elsewhere` is a page that opens beside the form."""

    said: str
    href: str
    label: str
    figure: str = ""
    nth: int = 0
    elsewhere: bool = False


def lines(found: Sequence[Finding], *, may_look: bool) -> list[Line]:
    """`may_look`: whether whoever sees them may open the picture library."""
    return [_line(finding, may_look=may_look) for finding in found]


def _line(finding: Finding, *, may_look: bool) -> Line:
    said, use = str(finding), finding.use
    if finding.is_mended_with_the_picture and may_look:
        href = reverse("admin:articles_image_change", args=[use.image.pk])
        is_credit = finding.lack == Lack.CREDIT
        field = "#id_credit" if is_credit else "#id_alt"
        label = _("Give it a credit") if is_credit else _("Open the picture")
        return Line(said, href + field, label, elsewhere=True)
    if use.place == Place.LEAD:
        return Line(said, "#id_lead_alt", _("To its field")) if may_look else Line(said, "", "")
    label = _("To the picture in the text")
    return Line(said, "#id_body", label, use.image.key, use.nth)


def refusal(why: Exception) -> SafeString:
    """With a link to the panel over the form."""
    said = _("Saved as a draft, not published. %(why)s") % {"why": why}
    return format_html('{} <a href="#gate">{}</a>', said, _("Where to mend it"))
