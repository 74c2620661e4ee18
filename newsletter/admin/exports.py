"""Subscribers as a file, and the evidence of one person's consent."""

from collections.abc import Iterator

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from iria import log
from newsletter import exporting
from newsletter.admin.person import screen_of
from newsletter.models import Subscriber

may_export = permission_required("newsletter.export_subscriber", raise_exception=True)


@may_export
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Those that the list shows, or all who are subscribed where it is neither searched nor
    filtered."""
    try:
        shown = screen_of(Subscriber).get_changelist_instance(request)
    except IncorrectLookupParameters:
        return HttpResponseRedirect(reverse("admin:newsletter_subscriber_changelist"))
    narrowed = shown.query or shown.has_active_filters
    people = shown.queryset if narrowed else Subscriber.objects.subscribed()
    response = StreamingHttpResponse(
        counted(request, people), content_type="text/csv; charset=utf-8"
    )
    name = f"subscribers-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def counted(request: HttpRequest, people: QuerySet[Subscriber]) -> Iterator[str]:
    """Logged when it ends, also where it is broken off."""
    count = -1  # the header
    try:
        for line in exporting.lines(people):
            count += 1
            yield line
    finally:
        said = ngettext("%(count)d person exported.", "%(count)d people exported.", max(count, 0))
        said %= {"count": max(count, 0)}
        log.note_many(Subscriber, request.user, said, shown=_("Export of subscribers"))


@may_export
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    subscriber = get_object_or_404(Subscriber, pk=pk)
    screen_of(Subscriber).log_change(request, subscriber, _("Evidence of consent exported."))
    response = JsonResponse(
        exporting.evidence(subscriber), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="consent-{pk}.json"'
    return response
