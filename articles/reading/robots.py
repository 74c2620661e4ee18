from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from iria.links import absolute
from iria.pagecache import public_page

LINES = ("User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Disallow: /preview/")


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = [*LINES, "", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
