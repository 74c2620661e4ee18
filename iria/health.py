from django.db import connection
from django.http import HttpRequest, JsonResponse

from iria import beats


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; with the seconds since a worker was seen, or null."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse(
        {"status": "ok", "database": connection.vendor, "worker": beats.seconds_since()}
    )
