"""The import of subscribers: a list is chosen, looked at without changing anything, imported."""

import csv
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from iria import log
from iria.spreadsheets import harmless
from newsletter.importing import keeping, loading
from newsletter.importing.forms import ImportForm
from newsletter.importing.keeping import Kept
from newsletter.importing.loading import Agreement
from newsletter.importing.parsing import Refusal
from newsletter.models import Subscriber

STEP = 10_000  # people in one request
SHOWN = 200  # lines that are not imported
FIRST = 5  # people, as they were understood
may_import = permission_required("newsletter.import_subscriber", raise_exception=True)


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.user.pk, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        look_up(form)
        return HttpResponseRedirect(look_url(form.key))
    context = _context(request) | {"title": _("Import subscribers"), "form": form.with_kept()}
    return TemplateResponse(request, "admin/newsletter/import.html", context)


def look_up(form: ImportForm) -> None:
    """The dry run: of those on the list, the new ones are kept."""
    found = loading.outlook(keeping.people(form.key))
    kept = form.list
    kept.wording, kept.at = form.cleaned_data["wording"], timezone.now().isoformat()
    kept.new, kept.already, kept.left_out = len(found.new), found.already, found.left_out
    kept.first = found.new[:FIRST]
    keeping.keep(kept, found.new, form.key)


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, key: str) -> HttpResponse:
    """What the dry run found; POST imports the next people from `at` on. Sent twice, it imports
    nobody twice."""
    kept = keeping.find(key, request.user.pk)
    if kept is None or not kept.at:
        messages.warning(
            request,
            _("This list was imported already, or is older than a day. You can choose it again."),
        )
        return HttpResponseRedirect(reverse("admin:newsletter_subscriber_import"))
    at = _number(request.POST.get("at") or request.GET.get("at"))
    agreement = Agreement(kept.wording, request.user, parse_datetime(kept.at))
    if request.method == "POST":
        loading.load(keeping.people(key)[at : at + STEP], agreement)
        if at + STEP < kept.new:
            return HttpResponseRedirect(f"{look_url(key)}?at={at + STEP}")
        return _done(request, key, kept, agreement)
    context = _context(request) | {
        "title": _("Import subscribers") if at else _("What would be imported"),
        "kept": kept,
        "key": key,
        "at": min(at, kept.new),
        "at_words": f"{min(at, kept.new):,}",
        "done_words": f"{loading.loaded(agreement):,}" if at else "",
        "new_words": f"{kept.new:,}",
        "tally": tally(kept),
        "out": left_out(kept)[:SHOWN],
        "out_count": len(kept.refused) + len(kept.left_out),
        "out_words": f"{len(kept.refused) + len(kept.left_out):,}",
    }
    return TemplateResponse(request, "admin/newsletter/import_look.html", context)


def tally(kept: Kept) -> list[tuple[str, str, str]]:
    """What becomes of the lines: adds up to all that were read."""
    counts = (
        (_("New"), kept.new, _("would be subscribed")),
        (_("Subscribed"), kept.already, _("already, and stay as they are")),
        (_("Left out"), len(kept.left_out), _("left before, or are not mailed")),
        (_("Refused"), len(kept.refused), _("lines that nobody can be taken from")),
    )
    return [(name, f"{number:,}", told) for name, number, told in counts]


def _done(request: HttpRequest, key: str, kept: Kept, agreement: Agreement) -> HttpResponse:
    count = loading.loaded(agreement)
    said = ngettext(
        "%(count)s person is subscribed now. No mail was sent.",
        "%(count)s people are subscribed now. No mail was sent.",
        count,
    ) % {"count": f"{count:,}"}
    if count < kept.new:
        more = _("%(count)s subscribed or left by themselves meanwhile.")
        said = f"{said} {more % {'count': f'{kept.new - count:,}'}}"
    source = kept.source or _("pasted lines")
    shown = _("Import: %(source)s") % {"source": source}
    log.note_many(Subscriber, request.user, said, ADDITION, shown=shown)
    keeping.drop(key)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:newsletter_subscriber_changelist"))


@may_import
@require_safe
def not_imported(request: HttpRequest, key: str) -> HttpResponse:
    kept = keeping.find(key, request.user.pk)
    if kept is None:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-imported.csv"'
    writer = csv.writer(response)
    writer.writerow([_("line"), _("what stands there"), _("why it is not imported")])
    for one in left_out(kept):
        writer.writerow([one.line, harmless(one.text), one.reason])
    return response


def left_out(kept: Kept) -> list[Refusal]:
    return sorted([*kept.refused, *kept.left_out], key=lambda one: one.line)


def look_url(key: str) -> str:
    return reverse("admin:newsletter_subscriber_import_look", args=[key])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _context(request: HttpRequest) -> dict[str, Any]:
    return admin.site.each_context(request) | {"opts": Subscriber._meta}
