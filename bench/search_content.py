"""An archive of many articles for readers' search, indexed as `manage.py rebuild_search` does.
Prints the seconds that this took."""

import time

from django.core.management import call_command
from django.db import connection, transaction

from articles.writing import indexing
from bench.desk_content import Desk
from iria.models import Institute

STEP = 500


def main(size: str) -> None:
    """Into an empty database."""
    call_command("migrate", verbosity=0)
    Institute.objects.create(pk=1, name="Measured")
    Archive(int(size)).make()


class Archive(Desk):
    """What readers see, and the versions that it needs."""

    def make(self) -> None:
        self._archive()
        begun = time.perf_counter()
        self._index()
        print(time.perf_counter() - begun)

    def _index(self) -> None:
        known = indexing.known_or_approved().order_by("pk").values_list("pk", flat=True)
        ids = list(known)
        for start in range(0, len(ids), STEP):
            with transaction.atomic():
                indexing.write(ids[start : start + STEP])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
