"""Pictures, served from here when nothing stands in front. Names hold a hash and never change."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("image/avif", ".avif")


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse | HttpResponse:
    storage = storages["pictures"]
    try:
        file = storage.open(path, "rb")
    except (OSError, SuspiciousFileOperation, ValueError):
        return HttpResponse("Not found.", status=404, content_type="text/plain")
    response = FileResponse(file)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # What was uploaded is shown as a picture or not at all.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
