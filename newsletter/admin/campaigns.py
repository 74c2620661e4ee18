"""Campaigns: the list and the form of a draft. One that is no draft has the page of its run."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.text.keys import row_id
from newsletter import campaigns
from newsletter.admin import looking, running, sending
from newsletter.admin.campaignforms import CampaignForm, mailable
from newsletter.admin.states import StateFilter, badge
from newsletter.models import Campaign

State = Campaign.State
FOUND = 20
MOST = 50


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin):
    form = CampaignForm
    change_form_template = "admin/newsletter/campaign.html"
    list_display = ("subject", "state_badge", "people", "planned_at", "ended_at")
    list_filter = (StateFilter,)
    list_per_page = 50
    sortable_by = ()
    ordering = ("-id",)
    show_full_result_count = False
    search_fields = ("subject",)
    search_help_text = gettext_lazy("Subject")
    actions = None
    words = ("subject", "preheader", "chosen", "introduction")

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, view: Any, name: str) -> URLPattern:
            return path(
                route, self.admin_site.admin_view(view), name=f"newsletter_campaign_{name}"
            )

        return [
            named("find/", self.find_view, "find"),
            named("<int:pk>/preview/", looking.preview, "preview"),
            named("<int:pk>/preview/html/", looking.html, "html"),
            named("<int:pk>/test/", looking.test, "test"),
            named("<int:pk>/send/", sending.send, "send"),
            named("<int:pk>/mails/", running.mails, "mails"),
            *(named(f"<int:pk>/{name}/", act, name) for name, act in sending.ACTS.items()),
            *super().get_urls(),
        ]

    # Who may what

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("newsletter.send_campaign")

    def has_delete_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        """What was sent is a record."""
        return super().has_delete_permission(request, obj) and (
            obj is None or obj.state == State.DRAFT
        )

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Campaign | None = None) -> tuple:
        may_write = self.has_change_permission(request, obj) or obj is None
        words = (*self.words, "seen") if may_write else self.words
        return (
            (None, {"fields": words}),
            (_("Form"), {"fields": ("whole_text", "language", "shown_on_web")}),
        )

    @admin.display(description=gettext_lazy("articles"))
    def chosen(self, campaign: Campaign) -> str:
        """For those who may look and not write."""
        rows = campaign.choices.select_related("article").only("position", "article__title")
        return ", ".join(f"“{row.article.title}”" for row in rows)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """`?articles=7,9`: those, and what one of them says of itself."""
        asked = request.GET.get("articles", "").split(",")[:MOST]
        pks = [pk for part in asked if (pk := row_id(part))]
        found = mailable().only("pk", "title", "standfirst", "language").in_bulk(pks)
        articles = [found[pk] for pk in dict.fromkeys(pks) if pk in found]
        initial: dict[str, Any] = {"chosen": [(article.pk, "") for article in articles]}
        initial["language"] = articles[0].language if articles else request.institute.language
        return initial | (campaigns.about(articles[0]) if len(articles) == 1 else {})

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        campaign = self.get_object(request, object_id)
        # What was typed into a form that came too late is shown with the reason.
        if campaign is not None and campaign.state != State.DRAFT and request.method != "POST":
            return running.show(request, campaign)
        return super().change_view(request, object_id, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Campaign, form: CampaignForm, change: bool
    ) -> None:
        if not change:
            obj.made_by = request.user
        obj.save()

    def save_related(
        self, request: HttpRequest, form: CampaignForm, formsets: list, change: bool
    ) -> None:
        form.write_choices()

    def response_add(
        self, request: HttpRequest, obj: Campaign, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._after(request, obj)

    def response_change(self, request: HttpRequest, obj: Campaign) -> HttpResponse:
        return self._after(request, obj)

    def _after(self, request: HttpRequest, campaign: Campaign) -> HttpResponse:
        if "_preview" in request.POST:
            return HttpResponseRedirect(
                reverse("admin:newsletter_campaign_preview", args=[campaign.pk])
            )
        messages.success(request, _("Saved. Nothing is sent until you say so."))
        return HttpResponseRedirect(
            reverse("admin:newsletter_campaign_change", args=[campaign.pk])
        )

    def find_view(self, request: HttpRequest) -> JsonResponse:
        """Articles by words of the title, in the form of Django's autocomplete view."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return JsonResponse({"results": []}, status=403)
        articles = mailable()
        for word in request.GET.get("term", "").split()[:8]:
            articles = articles.filter(title__icontains=word)
        found = articles.order_by("-go_live_at", "-pk").only("pk", "title")[:FOUND]
        return JsonResponse({"results": [{"id": str(a.pk), "text": a.title} for a in found]})

    # Columns

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, campaign: Campaign) -> SafeString:
        return badge(campaign)

    @admin.display(description=gettext_lazy("people"))
    def people(self, campaign: Campaign) -> str:
        return f"{campaign.total:,}" if campaign.total else ""
