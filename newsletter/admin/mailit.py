"""Articles go to a new campaign from their own list."""

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.models import Article
from newsletter.admin.campaigns import MOST


@admin.action(description=gettext_lazy("Mail as a newsletter…"), permissions=["mail"])
def mail(screen: ModelAdmin, request: HttpRequest, articles: QuerySet) -> HttpResponse:
    """To the form of a campaign; nothing is sent by it."""
    pks = articles.values_list("pk", flat=True)[:MOST]
    chosen = ",".join(str(pk) for pk in pks)
    return HttpResponseRedirect(f"{reverse('admin:newsletter_campaign_add')}?articles={chosen}")


def has_mail_permission(request: HttpRequest) -> bool:
    return request.user.has_perm("newsletter.add_campaign")


# Added from here, since articles know nothing of a newsletter.
_screen = admin.site.get_model_admin(Article)
_screen.actions = [*_screen.actions, mail]
_screen.has_mail_permission = has_mail_permission
