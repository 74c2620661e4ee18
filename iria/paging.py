"""Pages of long lists at the desk."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class BoundedPaginator(Paginator):
    """Counts to a limit: nobody turns a thousand pages, and a million rows take long to count."""

    limit = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.limit].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than pages."""
        return self.count >= self.limit
