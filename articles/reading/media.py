"""Pictures, served from here when nothing stands in front. Names hold a hash and never change."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.images.models import Image
from articles.text.keys import KEY

mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("image/avif", ".avif")


def missing(path: str) -> HttpResponse:
    """410 for what was taken down: who keeps copies removes them sooner than with a 404."""
    key = path.rpartition("/")[2].partition("-")[0]
    taken_down = Image.objects.filter(key=key).exclude(taken_down_at=None)
    if KEY.fullmatch(key) and taken_down.exists():
        return HttpResponse("Gone.", status=410, content_type="text/plain")
    return HttpResponse("Not found.", status=404, content_type="text/plain")


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    storage = storages["pictures"]
    try:
        file = storage.open(path, "rb")
    except (OSError, SuspiciousFileOperation, ValueError):
        return missing(path)
    response = FileResponse(file)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # What was uploaded is shown as a picture or not at all.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
