"""Searches that found nothing: what readers miss."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.finding.models import EmptySearch
from iria.readonly import ReadOnlyAdmin


@admin.register(EmptySearch)
class EmptySearchAdmin(ReadOnlyAdmin):
    """Read only: readers write it, a chore forgets it."""

    list_display = ("searched", "count", "last_day")
    list_display_links = None
    ordering = ("-count", "words")
    search_fields = ("words",)
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description=gettext_lazy("words"), ordering="words")
    def searched(self, row: EmptySearch) -> SafeString:
        """Leads to the search as readers see it today."""
        url = f"{reverse('search')}?{urlencode({'q': row.words})}"
        return format_html('<a href="{}">{}</a>', url, row.words)

    def has_view_permission(self, request: HttpRequest, obj: EmptySearch | None = None) -> bool:
        """Those who decide what is published."""
        return request.user.has_perm("articles.publish_article")
