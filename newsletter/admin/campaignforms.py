"""The forms of a campaign: what it says, and when it goes out."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.writing.choices import OrderedChoiceField, OrderedChoiceWidget
from iria import moments
from newsletter import campaigns
from newsletter.models import Campaign, CampaignArticle


def mailable():
    """Articles that readers see, now or once their time has come."""
    return Article.objects.public() | Article.objects.scheduled()


class CampaignForm(forms.ModelForm):
    """`seen` is when the row changed last, as the person who edits it saw it."""

    chosen = OrderedChoiceField(
        Article.objects.none(),
        label=_("Articles"),
        required=False,
        widget=OrderedChoiceWidget(
            url_name="admin:newsletter_campaign_find", placeholder=_("Words of the title")
        ),
        help_text=_("In the order of the mail. Only what is published can be mailed."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Campaign
        fields = ("subject", "preheader", "introduction", "whole_text", "language", "shown_on_web")
        widgets = {"introduction": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was chosen stays a choice, also where it was withdrawn since.
        rows = Article.objects.kept() if self.instance.pk else mailable()
        self.fields["chosen"].queryset = self.fields["chosen"].widget.queryset = rows
        if self.instance.pk:
            self.initial.setdefault("chosen", [(pk, "") for pk in self._stored()])
            self.initial["seen"] = self.instance.changed_at.isoformat()

    def _stored(self) -> list[int]:
        if not self.instance.pk:
            return []
        return list(self.instance.choices.values_list("article_id", flat=True))

    def clean_chosen(self) -> list[Article]:
        articles = [article for article, _role in self.cleaned_data["chosen"]]
        new = {article.pk for article in articles} - set(self._stored())
        if mailable().filter(pk__in=new).count() < len(new):
            raise ValidationError(_("Only articles that are published can be mailed."))
        return articles

    def clean(self) -> dict[str, Any]:
        self._look_for_others()
        if not self.errors and not (
            self.cleaned_data["chosen"] or self.cleaned_data["introduction"].strip()
        ):
            self.add_error("chosen", _("Choose an article, or write an introduction."))
        return self.cleaned_data

    def _look_for_others(self) -> None:
        """Nobody's words are written over unseen."""
        if not self.instance.pk:
            return
        rows = Campaign.objects.select_for_update(no_key=True)
        stands = rows.get(pk=self.instance.pk)
        if stands.state != Campaign.State.DRAFT:
            raise ValidationError(
                _("This campaign is no longer a draft, so that nothing was saved.")
            )
        seen = self.cleaned_data.get("seen")
        if seen and seen != stands.changed_at.isoformat():
            self.data = self.data.copy()
            self.data["seen"] = stands.changed_at.isoformat()
            raise ValidationError(
                _(
                    "Somebody saved this campaign since you opened it. What you typed is still "
                    "here: look at theirs in another window, then save yours over it."
                )
            )

    def write_choices(self) -> None:
        """The chosen articles as rows, in their order."""
        self.instance.choices.all().delete()
        CampaignArticle.objects.bulk_create(
            CampaignArticle(campaign=self.instance, article=article, position=position)
            for position, article in enumerate(self.cleaned_data["chosen"])
        )


class SendForm(forms.Form):
    """When it goes out and, where many people get it, how many: typed, not clicked."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("at", _("At a time"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = moments.MomentField(label=_("Date and time"), required=False)
    # When the campaign changed last, as whoever sends it saw it.
    seen = forms.CharField(widget=forms.HiddenInput)
    typed = forms.CharField(label=_("Number of people"), max_length=20, required=False)

    def __init__(self, campaign: Campaign, *args: Any, people: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.stands = people, campaign.changed_at.isoformat()
        self.initial["seen"] = self.stands
        if people < campaigns.TYPED_FROM:
            del self.fields["typed"]
        else:
            self.fields["typed"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean_typed(self) -> str:
        """The number as people write it: "1,204", "1 204" and "1.204" are one."""
        typed = self.cleaned_data["typed"]
        if re.sub(r"[\s.,'’]", "", typed) != str(self.people):
            raise ValidationError(
                _("This goes to %(people)s people. Type that number to send it."),
                params={"people": f"{self.people:,}"},
            )
        return typed

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("seen") != self.stands:
            self.data = self.data.copy()
            self.data["seen"] = self.stands
            raise ValidationError(
                _("The campaign was changed since you opened this page. Look at it once more.")
            )
        if self.cleaned_data.get("when") != "at" or self.errors:
            return self.cleaned_data
        at = self.cleaned_data.get("at")
        if at is None:
            self.add_error("at", _("Say when: a date and a time."))
        else:
            try:
                moments.refuse_past(at)
            except ValidationError as refusal:
                self.add_error("at", refusal)
        return self.cleaned_data

    def moment(self) -> datetime:
        return self.cleaned_data["at"] if self.cleaned_data["when"] == "at" else timezone.now()
