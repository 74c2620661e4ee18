"""Whether a worker is at work."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from iria.tables.workers import Worker

LATE = timedelta(minutes=2)
FORGOTTEN = timedelta(days=1)


def beat(name: str) -> None:
    """Notes that this worker is at work, and forgets those that ended long ago."""
    now = timezone.now()
    if not Worker.objects.filter(name=name).update(seen_at=now):
        Worker.objects.bulk_create(
            [Worker(name=name, started_at=now, seen_at=now)], ignore_conflicts=True
        )
        Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def end(name: str) -> None:
    """A worker that ends in good order leaves no row that looks like a late one."""
    Worker.objects.filter(name=name).delete()


def at_work() -> QuerySet[Worker]:
    """The workers that are not late. `is_late` says whether there is one."""
    return Worker.objects.filter(seen_at__gte=timezone.now() - LATE)


def seconds_since() -> int | None:
    """Since any worker was seen; None where there is none."""
    newest = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return None if newest is None else max(0, round((timezone.now() - newest).total_seconds()))


def is_late() -> bool:
    return not at_work().exists()
