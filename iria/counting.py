"""How many rows several sets have, in one query."""

from collections.abc import Mapping

from django.db.models import IntegerField, QuerySet, Subquery

from iria.models import User


class CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def counts(user: User, sets: Mapping[str, QuerySet]) -> dict[str, int]:
    """The numbers under the names of the sets. They stand beside the row of whoever asks, since
    a query needs something to select from."""
    if not sets:
        return {}
    wanted = [CountOf(rows.order_by().values("pk")) for rows in sets.values()]
    numbers = User.objects.filter(pk=user.pk).values_list(*wanted).get()
    return dict(zip(sets, numbers, strict=True))
