"""The draft for somebody outside, by a link that the desk made."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from articles.reading import drafts
from articles.reading.errors import not_found
from articles.writing.models import PreviewLink

WITH_VERSIONS = (
    "article__latest_revision",
    "article__live_revision",
    "page__latest_revision",
    "page__live_revision",
)


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """One answer for what never was, has ended or was revoked. A token has too many bits to be
    guessed, so tries are not counted."""
    links = PreviewLink.objects.working().select_related(*WITH_VERSIONS)
    link = links.filter(token=token).first()
    if link is None:
        response = drafts.kept_from_others(not_found(request, Http404()))
        # The form at its foot is refused where a browser may not say that it is our own.
        response["Referrer-Policy"] = "same-origin"
        return response
    text = link.text
    if text.is_public() and not text.has_unpublished_changes:
        return drafts.kept_from_others(HttpResponseRedirect(text.get_absolute_url()))
    return drafts.show(request, text, link=link)
