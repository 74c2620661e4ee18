from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from iria.links import absolute
from iria.pagecache import public_page

# Not /preview/: a robot that may not fetch a page never sees its noindex, and may list the address
# it found elsewhere, which is the key to the draft.
# https://developers.google.com/search/docs/crawling-indexing/block-indexing
LINES = ("User-agent: *", "Disallow: /admin/", "Disallow: /search/")


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = [*LINES, "", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
