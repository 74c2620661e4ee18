"""The newsletter on the first page of the desk."""

from django.contrib import admin
from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from newsletter.admin.subscribers import lately
from newsletter.models import Subscriber


def newsletter_panel(request: HttpRequest) -> str:
    """Who is subscribed, who came and went: one query."""
    if not admin.site.get_model_admin(Subscriber).has_view_or_change_permission(request):
        return ""
    url = reverse("admin:newsletter_subscriber_changelist")
    counts = Subscriber.objects.aggregate(
        subscribed=Count("pk", Q(state=Subscriber.State.SUBSCRIBED)),
        joined=Count("pk", lately("joined")),
        left=Count("pk", lately("left")),
    )
    context = {
        "entries": [
            (_("Subscribed"), counts["subscribed"], f"{url}?state=subscribed"),
            (_("Joined"), counts["joined"], f"{url}?lately=joined"),
            (_("Left"), counts["left"], f"{url}?lately=left"),
        ]
    }
    return render_to_string("admin/newsletter/overview.html", context, request)


admin.site.register_panel(30, newsletter_panel)
