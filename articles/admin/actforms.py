"""What is asked before an act on a text: a reason, a note, a time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.writing import gate, mailing
from articles.writing.locking import seen
from articles.writing.tables.articles import Article
from articles.writing.tables.texts import Text
from iria import moments
from iria.models import User

LONGEST = 2000  # characters of a note or a reason


def seen_whole(text: Text) -> str:
    """With the time to go live: who moves a schedule has seen what it was."""
    at = text.go_live_at
    return f"{seen(text)}.{at.isoformat() if at else ''}"


def words(label: Any, help_text: Any) -> forms.CharField:
    """Some lines that may be left empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=help_text,
    )


class ActForm(forms.Form):
    """`seen` is what the page was drawn from: a text that somebody else changed meanwhile is
    looked at once more."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, text: Text, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = self.initial["seen"] = seen_whole(text)

    def clean(self) -> dict[str, Any]:
        before = self.cleaned_data.pop("seen", "")
        if before and before != self.stands:
            self.data = self.data.copy()
            self.data["seen"] = self.stands
            raise ValidationError(
                _(
                    "Somebody changed this text since you opened this page. Look at it again; "
                    "press the button once more if it is still what you want."
                ),
                code="moved",
            )
        return self.cleaned_data


class WithdrawForm(ActForm):
    reason = words(
        _("Reason"), _("Readers who open its address are told this. You may leave it empty.")
    )


class SubmitForm(ActForm):
    note = words(_("Note"), _("What should be looked at? Readers never see it."))


class SendBackForm(ActForm):
    note = words(
        _("What is missing"),
        _("Goes to whoever began the text, by a letter, and stands over the form."),
    )


class PublishAnywayForm(ActForm):
    """`when` is asked of what is scheduled."""

    NOW, THEN = "now", "then"

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands in the log, with what is missing. Readers never see it."),
    )
    when = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect)

    def __init__(self, text: Text, *args: Any, **kwargs: Any) -> None:
        super().__init__(text, *args, **kwargs)
        if not text.is_scheduled:
            del self.fields["when"]
            return
        at = {"at": moments.said(text.go_live_at)}
        choices = [(self.THEN, _("At its time, %(at)s") % at), (self.NOW, _("Now"))]
        self.fields["when"].choices = choices
        self.initial["when"] = self.THEN


class ScheduleForm(ActForm):
    """`mail` is asked where the text can be mailed and whoever asks may send campaigns; `reason`
    where a first schedule is stopped by what pictures lack."""

    at = moments.MomentField(label=_("Publish at"))
    mail = forms.BooleanField(
        label=_("Mail it to all subscribers when it is published"),
        required=False,
        help_text=_("As a campaign of its own, with its whole text. Nothing else is to be done."),
    )
    reason = words(
        _("Reason to schedule it all the same"),
        _("Only if what is missing above cannot be had. It stands in the log."),
    )

    def __init__(self, text: Text, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(text, *args, user=user, **kwargs)
        if text.is_scheduled:
            self.initial["at"] = text.go_live_at
        if isinstance(text, Article) and user is not None and mailing.may_ask(user):
            self.initial["mail"] = text.mail_when_published
        else:
            del self.fields["mail"]
        if text.is_scheduled or not gate.missing(text):
            del self.fields["reason"]

    def clean_at(self) -> Any:
        at = self.cleaned_data["at"]
        moments.refuse_past(at)
        return at
