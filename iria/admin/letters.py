"""Single mails at the desk: who was written to, and what became of it. And whether a worker is
there to send them."""

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iria import beats, outbox
from iria.adminsite import Count, Counts, Panel
from iria.models import Letter
from iria.readonly import ReadOnlyAdmin


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """Only looked at: a letter follows from what somebody did elsewhere. Its text is not shown,
    since a link in it may let somebody in."""

    list_display = ("about", "address", "state_badge", "attempts", "created_at", "sent_at")
    list_filter = ("state", "kind")
    search_fields = ("address", "address_key")
    search_help_text = gettext_lazy("Address")
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("subject", "address", "kind", "state", "error", "attempts", "message_id")
    readonly_fields = ("created_at", "due_at", "expires_at", "sent_at")

    def get_fields(self, request: HttpRequest, obj: Letter | None = None) -> tuple:
        return (*self.fields, *self.readonly_fields)

    @admin.display(description=gettext_lazy("subject"), ordering="subject")
    def about(self, letter: Letter) -> str:
        return letter.subject or _("erased")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, letter: Letter) -> SafeString:
        return format_html(
            '<span class="state state-{}">{}</span>', letter.state, letter.get_state_display()
        )


def mail_counts(request: HttpRequest) -> Counts | None:
    if not admin.site.get_model_admin(Letter).has_view_permission(request):
        return None
    url = reverse("admin:iria_letter_changelist")
    return {
        state: Count(label, Letter.objects.filter(state=state), f"{url}?state__exact={state}")
        for state, label in (
            (Letter.State.WAITING.value, _("Waiting")),
            (Letter.State.FAILED.value, _("Failed")),
            (Letter.State.UNCERTAIN.value, _("Uncertain")),
        )
    } | {"workers": Count("", beats.at_work())}


def draw_mail(request: HttpRequest, entries: list, numbers: dict[str, int]) -> str:
    """What waits or went wrong, and a word if no worker is at work."""
    context = {
        "entries": entries,
        "worker_is_late": not numbers["workers"],
        "outbox_url": reverse("outbox") if outbox.is_open() else "",
    }
    return render_to_string("admin/iria/overview_mail.html", context, request)


admin.site.register_panel(Panel(90, mail_counts, draw_mail))
