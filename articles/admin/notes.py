"""The page of the notes about a text."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _

from articles.admin.screens import ScreensAdmin
from articles.writing import noting
from articles.writing.tables.notes import Note


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("text", "is_todo")
        widgets = {"text": forms.Textarea({"rows": 3})}


class NotesAdmin(ScreensAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("<int:pk>/notes/", self.notes_view, "notes"),
            self.page("<int:pk>/notes/<int:number>/done/", self.done_view, "note_done"),
            *super().get_urls(),
        ]

    def notes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Those who may work on the text write here; others who see it read."""
        text = self.text_seen(request, pk)
        may_write = self.has_change_permission(request, text)
        form = NoteForm(request.POST or None)
        if request.method == "POST":
            self.refuse_unless_changed_by(request, text)
            if form.is_valid():
                values = form.cleaned_data
                noting.add(text, request.user, values["text"], is_todo=values["is_todo"])
                return HttpResponseRedirect(self.url_of("notes", text))
        context: dict[str, Any] = self.admin_site.each_context(request) | {
            "title": _("Notes about “%(title)s”") % {"title": text},
            "original": text,
            "opts": self.opts,
            "form": form if may_write else None,
            "errors": form.errors,
            "notes": text.notes.select_related("user", "done_by"),
            "may_write": may_write,
            "back_url": self.url_of("change", text),
        }
        return TemplateResponse(request, "admin/articles/notes.html", context)

    def done_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """POST ticks a to-do off, or opens it again."""
        text = self.text_seen(request, pk)
        note = get_object_or_404(text.notes, pk=number)
        self.refuse_unless_changed_by(request, text)
        if request.method == "POST":
            noting.set_done(note, request.user, done="undo" not in request.POST)
        return HttpResponseRedirect(self.url_of("notes", text))
