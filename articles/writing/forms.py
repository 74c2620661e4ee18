"""The forms in which articles and pages are written. They show and save the draft: the newest
revision, not the row that readers see."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.catalogue import naming
from articles.catalogue.models import Author, Category, Tag
from articles.images.models import Image
from articles.writing.choices import OrderedChoiceField, OrderedChoiceWidget
from articles.writing.content import ArticleContent, Content, PageContent
from articles.writing.editor import BodyField, PictureField
from articles.writing.locking import seen
from articles.writing.pickfield import PicksField, PicksWidget
from articles.writing.revisions import content_class, content_of, filed, standing_with
from articles.writing.states import LABELS, state_of
from articles.writing.tables.articles import Article
from articles.writing.tables.pages import Page
from articles.writing.tables.through import (
    ArticleCategory,
    ArticleDocument,
    ArticleTag,
    Byline,
    Document,
)
from iria import moments

format_html_lazy = lazy(format_html, str)
# Columns that no revision holds and that take effect at once.
AT_ONCE = ("pinned", "comments_open")
# Fields of ordered choices, and what is chosen there.
FILED = (("byline", "Author"), ("categories", "Category"), ("tags", "Tag"))


class TextForm(forms.ModelForm):
    """What articles and pages share. `revision` is what the form was filled from (`seen`)."""

    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        # Of several lines where it is long; breaks are taken out.
        widget=forms.Textarea({"rows": 1, "class": "text-title"}),
    )

    slug = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_("Empty: made from the title. The old address goes on leading here."),
    )
    body = BodyField(label=_("Text"), required=False)
    revision = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.instance
        if text.pk and text.latest_revision_id:
            content = content_class(type(text)).of(text.latest_revision)
            today = filed(content)
            self.initial |= self.initial_of(standing_with(content, today))
            for name, model in FILED:
                if name in self.fields and model in today:
                    self.fields[name].widget.names = today[model].names
            self.initial["revision"] = seen(text)

    def initial_of(self, content: Content) -> dict[str, Any]:
        return {
            name: getattr(content, name)
            for name in ("title", "slug", "body", "description", "language")
        }

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not title:
            raise ValidationError(_("Give it a title."), code="required")
        return title

    def clean_slug(self) -> str:
        slug = (self.cleaned_data.get("slug") or "").strip().strip("/")
        model = type(self.instance)
        if not slug:
            return self.instance.slug or ""
        model._meta.get_field("slug").run_validators(slug)
        if naming.is_reserved(model, slug):
            raise ValidationError(_("This address is used by the site itself. Choose another."))
        if not naming.is_free(model, slug, of=self.instance):
            raise ValidationError(_("Something else has or had this address. Choose another."))
        return slug

    def clean(self) -> dict[str, Any]:
        """A save over what somebody else did meanwhile is refused once, with everything still
        typed; the form then knows of it."""
        cleaned = super().clean()
        text, before = self.instance, cleaned.get("revision")
        if text.pk and before and before != seen(text):
            self.data = self.data.copy()
            self.data[self.add_prefix("revision")] = seen(text)
            newer = before.partition(".")[0] != str(text.latest_revision_id)
            raise self._saved_by_another() if newer else self._moved_by_another()
        return cleaned

    def _saved_by_another(self) -> ValidationError:
        newest = self.instance.latest_revision
        return ValidationError(
            _(
                "%(who)s saved this text at %(when)s, after you opened it. Yours is not saved "
                "yet. Look at both below, then save again to put yours on top; both stay in the "
                "history."
            ),
            params={"who": newest.user or _("Somebody"), "when": moments.clock(newest.created_at)},
            code="newer",
        )

    def _moved_by_another(self) -> ValidationError:
        return ValidationError(
            _(
                "This text was published or withdrawn at %(when)s, after you opened it. It is "
                "now: %(state)s. Yours stands below, not saved yet; press the button again if it "
                "is still what you want."
            ),
            params={
                "when": moments.clock(self.instance.changed_at),
                "state": LABELS[state_of(self.instance)],
            },
            code="moved",
        )

    def _post_clean(self) -> None:
        """The instance is left alone: it is what readers see, and no form writes it."""

    def content(self) -> Content:
        """What was typed, as a revision holds it."""
        values = self.cleaned_data
        return PageContent(
            **{name: values[name] for name in ("title", "slug", "body", "description", "language")}
        )


class PageForm(TextForm):
    class Meta:
        model = Page
        fields = ("title", "slug", "body", "description", "language")


class ArticleForm(TextForm):
    # What whoever fills it in may see, and so pick: the screen says it, else what is public.
    nameable: models.QuerySet | None = None

    lead_image = PictureField(label=_("Lead picture"), required=False)
    byline = OrderedChoiceField(
        Author.objects.filter(merged_into=None, deleted_at=None),
        label=_("Byline"),
        required=False,
        widget=OrderedChoiceWidget(
            Byline._meta.get_field("author"), with_role=True, placeholder=_("Add an author…")
        ),
    )
    categories = OrderedChoiceField(
        Category.objects.filter(merged_into=None, deleted_at=None),
        label=_("Categories"),
        required=False,
        widget=OrderedChoiceWidget(
            ArticleCategory._meta.get_field("category"), placeholder=_("Add a category…")
        ),
        help_text=_("In the order in which they stand over the title."),
    )
    tags = OrderedChoiceField(
        Tag.objects.filter(merged_into=None, deleted_at=None),
        label=_("Tags"),
        required=False,
        allow_new=True,
        widget=OrderedChoiceWidget(ArticleTag._meta.get_field("tag"), placeholder=_("Add a tag…")),
        help_text=_("Type a new one and press Enter."),
    )
    picks = PicksField(
        label=_("Related articles"),
        required=False,
        widget=PicksWidget(
            url_name="admin:articles_article_pick", placeholder=_("Add an article…")
        ),
        help_text=_("Shown first under the text, in this order. Others are chosen by the site."),
    )
    documents = OrderedChoiceField(
        Document.objects.usable(),
        label=_("Documents"),
        required=False,
        widget=OrderedChoiceWidget(
            ArticleDocument._meta.get_field("document"), placeholder=_("Add a document…")
        ),
        help_text=format_html_lazy(
            '{} <a href="{}" target="_blank">{}</a>',
            _("PDFs of the library, in the order in which readers find them."),
            reverse_lazy("admin:articles_document_changelist"),
            _("The library of documents"),
        ),
    )

    class Meta:
        model = Article
        # Declared above: the draft's, not the rows that readers see.
        exclude = ("categories", "tags", "documents")  # noqa: DJ006
        fields = (
            "title",
            "slug",
            "standfirst",
            "body",
            "lead_alt",
            "lead_caption",
            "kind",
            "language",
            "description",
            "pinned",
            "comments_open",
        )
        widgets = {
            "standfirst": forms.Textarea({"rows": 2}),
            "lead_caption": forms.Textarea({"rows": 2}),
            "description": forms.Textarea({"rows": 2}),
        }

    def initial_of(self, content: ArticleContent) -> dict[str, Any]:
        lead = Image.objects.filter(pk=content.lead_image).values_list("key", flat=True).first()
        return super().initial_of(content) | {
            "standfirst": content.standfirst,
            "kind": content.kind,
            "lead_image": lead,
            "lead_alt": content.lead_alt,
            "lead_caption": content.lead_caption,
            "byline": [(str(pk), role) for pk, role in content.byline],
            "categories": [(str(pk), "") for pk in content.categories],
            "tags": [(str(pk), "") for pk in content.tags],
            "documents": [(str(pk), "") for pk in content.documents],
            "picks": [(str(pk), "") for pk in content.picks],
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picks" in self.fields:
            stand = [int(pk) for pk, _role in self.initial.get("picks", ())]
            nameable = Article.objects.public() if self.nameable is None else self.nameable
            self.fields["picks"].offer(nameable, self.instance.pk, stand)
        for name in AT_ONCE:
            if name in self.fields:
                # What was shown is sent beside it.
                shown = not self.is_bound or self.add_initial_prefix(name) in self.data
                self.fields[name].show_hidden_initial = shown

    def content(self) -> ArticleContent:
        """What this form does not show to whoever fills it in stays as it stands."""
        values = self.cleaned_data
        names = ("title", "slug", "body", "description", "language", "standfirst", "kind")
        stands = ArticleContent(title="", slug="")
        if self.instance.latest_revision_id:
            stands = content_of(self.instance)
        return replace(
            stands,
            **{name: values[name] for name in names},
            **self._lead(),
            byline=[[author.pk, role] for author, role in values["byline"]],
            categories=[category.pk for category, _role in values["categories"]],
            tags=[tag.pk for tag in self._tags(values["tags"])],
            picks=[article.pk for article, _role in values["picks"]],
            **self._documents(),
        )

    def _documents(self) -> dict[str, Any]:
        if "documents" not in self.fields:
            return {}
        return {"documents": [document.pk for document, _role in self.cleaned_data["documents"]]}

    def _lead(self) -> dict[str, Any]:
        if "lead_image" not in self.fields:
            return {}
        values, lead = self.cleaned_data, self.cleaned_data["lead_image"]
        return {
            "lead_image": lead.pk if lead else None,
            "lead_alt": values["lead_alt"] or (lead.alt if lead else ""),
            "lead_caption": values["lead_caption"],
        }

    def _tags(self, chosen: list[tuple[Tag | str, str]]) -> list[Tag]:
        """New ones are made in the order of their names, so that of two saves that make the same
        ones neither waits for the other."""
        tags = [tag for tag, _role in chosen]
        new = {
            name: naming.add(Tag, name) for name in sorted({t for t in tags if isinstance(t, str)})
        }
        return [new[tag] if isinstance(tag, str) else tag for tag in tags]

    def settings(self) -> dict[str, Any]:
        """Of AT_ONCE, what whoever filled in this form was shown and changed. What another changed
        meanwhile stays."""
        return {name: self.cleaned_data[name] for name in AT_ONCE if name in self.changed_data}
