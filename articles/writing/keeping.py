"""What was typed into a form and not saved yet, and who has a text open now. None of it is a
version: nobody but the one who typed it can read it."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from articles.images.models import Image
from articles.text.keys import KEY
from articles.writing.choices import OrderedChoiceField
from articles.writing.content import Content
from articles.writing.editor import PictureField
from articles.writing.forms import TextForm
from articles.writing.locking import seen
from articles.writing.tables.kept import Kept, KeptQuerySet, open_now
from articles.writing.tables.texts import Text, tied_to
from iria.characters import printable
from iria.models import User

MOST_BYTES = 4 * 1024 * 1024
LONGEST_REVISION = Kept._meta.get_field("revision").max_length
WITHOUT_WORDS = timedelta(hours=1)
WITH_WORDS = timedelta(days=30)
# Halves of characters: JSON can hold them, UTF-8 cannot.
SURROGATES = re.compile("[\ud800-\udfff]")

Fields = list[tuple[str, str]]


class NotKept(Exception):
    """What was sent is no form of ours."""


class TooLarge(NotKept):
    """More than MOST_BYTES."""


@dataclass(frozen=True, slots=True)
class Place:
    """One form: whose, of which text (None: a new one of the kind), in which tab."""

    user: User
    model: type[Text]
    text: Text | None
    tab: str

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.tab):
            raise NotKept

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def columns(self) -> dict[str, object]:
        return {"kind": self.kind} | (tied_to(self.text) if self.text else {})


def read(sent: str) -> Fields:
    """The fields out of JSON as a page sends them, without characters that no text holds."""
    if len(sent.encode(errors="replace")) > MOST_BYTES:
        raise TooLarge
    try:
        found = json.loads(sent)
        return [(_sound(name), _sound(value)) for name, value in map(_pair, found)]
    except (ValueError, TypeError, RecursionError) as error:
        raise NotKept from error


def _pair(found: object) -> list[object]:
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _sound(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return SURROGATES.sub("\ufffd", printable(value))


def look(place: Place, revision: str, *, is_open: bool = True) -> Kept:
    """Its form is open and seen now; or what is told comes later, from a page that has gone."""
    now = timezone.now()
    about = {"revision": revision[:LONGEST_REVISION], "opened_at": now, "seen_at": now}
    kept, is_new = Kept.objects.defer("words").get_or_create(
        user=place.user,
        tab=place.tab,
        defaults=place.columns | about | {"is_closed": not is_open},
    )
    if (kept.kind, kept.article_id or kept.page_id) != (place.kind, place.text and place.text.pk):
        raise NotKept
    if is_open and not is_new:
        Kept.objects.filter(pk=kept.pk).update(seen_at=now, is_closed=False)
    return kept


def keep(
    place: Place,
    revision: str,
    fields: Fields,
    *,
    age: timedelta = timedelta(0),
    is_open: bool = True,
) -> Kept:
    """Keeps what was typed so long ago, unless something newer is kept of this form. Without
    fields there is nothing to be kept any more."""
    words = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) if fields else ""
    typed_at = timezone.now() - min(max(age, timedelta(0)), WITH_WORDS)
    with transaction.atomic():
        kept = look(place, revision, is_open=is_open)
        older = Q(typed_at=None) | Q(typed_at__lte=typed_at)
        Kept.objects.filter(older, pk=kept.pk).update(
            words=words,
            typed_at=typed_at if fields else None,
            revision=revision[:LONGEST_REVISION],
        )
    return kept


def replaced(kept: Kept, number: int | None) -> None:
    """These words were put into a form, which keeps them from now on."""
    if number is not None:
        Kept.objects.filter(user=kept.user_id, pk=number).exclude(pk=kept.pk).delete()


def leave(place: Place) -> None:
    """Its page was closed; what was typed there stays."""
    of_tab = Kept.objects.filter(user=place.user, tab=place.tab)
    of_tab.filter(typed_at=None).delete()
    of_tab.update(is_closed=True)


def saved(user: User, tab: str, instead: int | None = None) -> None:
    """What was typed in this form, and what was put into it, stands in a version now. To be called
    in its transaction."""
    Kept.objects.filter(Q(tab=tab) | Q(pk=instead), user=user).delete()


def own(user: User, model: type[Text]) -> KeptQuerySet:
    """All with words that somebody typed into texts of a kind."""
    of_kind = Kept.objects.filter(user=user, kind=model._meta.model_name)
    return of_kind.filter(typed_at__isnull=False).select_related("article", "page")


def around(place: Place) -> tuple[list[Kept], list[Kept]]:
    """One query: the other forms that are open on this text, and those with words that this
    person left, newest first."""
    of_text = Kept.objects.of(place.model, place.text).exclude(user=place.user, tab=place.tab)
    mine = Q(user=place.user, typed_at__isnull=False)
    wanted = mine | open_now() if place.text else mine
    rows = of_text.filter(wanted).select_related("user").defer("words").order_by("opened_at", "pk")
    opened = [kept for kept in rows if kept.is_open and place.text]
    left = [kept for kept in rows if kept.typed_at and kept.user_id == place.user.pk]
    return opened, sorted(left, key=lambda kept: kept.typed_at, reverse=True)


def data_of(kept: Kept) -> QueryDict:
    """The fields as if the form had been sent."""
    data = QueryDict(mutable=True)
    for name, value in kept.fields:
        data.appendlist(name, value)
    return data


def differs(form: TextForm) -> bool:
    """Whether a form that holds kept words says something else than what stands."""
    return bool(set(form.changed_data) - {"revision"} or boxes(form.data))


def boxes(data: QueryDict) -> dict[str, str]:
    """What stands half-typed in the boxes of ordered choices, by NAME_box."""
    return {name: data[name] for name in data if name.endswith("_box")}


def content_in(form: TextForm) -> tuple[Content, list[str]]:
    """What a bound form says, to be compared: fields that it refuses as they were typed. Tags that
    would be new are given by name and not made."""
    form.is_valid()
    values = form.cleaned_data
    for name in form.fields:
        if name not in values:
            values[name] = _as_typed(form, name)
    tags = values.get("tags", [])
    new = [tag for tag, _role in tags if isinstance(tag, str)]
    if "tags" in values:
        values["tags"] = [(tag, role) for tag, role in tags if not isinstance(tag, str)]
    return form.content(), new


def _as_typed(form: TextForm, name: str) -> str | Image | list | None:
    """Of what is no choice, the one that stands."""
    field, value = form.fields[name], form[name].data
    if isinstance(field, PictureField):
        return None
    if isinstance(value, str) and not isinstance(field, forms.ChoiceField):
        return value
    if isinstance(field, OrderedChoiceField):
        return []
    return form.get_initial_for_field(field, name) or ""


def is_older(kept: Kept, text: Text | None) -> bool:
    """Whether somebody saved since these words were begun."""
    before = kept.revision.partition(".")[0]
    return text is not None and bool(before) and before != seen(text).partition(".")[0]


def forget_old(limit: int) -> int:
    """Chore: the rows of forms that nothing was typed into after an hour, others after 30 days."""
    now = timezone.now()
    old = Q(typed_at=None, seen_at__lt=now - WITHOUT_WORDS) | Q(seen_at__lt=now - WITH_WORDS)
    ids = list(Kept.objects.filter(old).values_list("pk", flat=True)[:limit])
    return Kept.objects.filter(pk__in=ids).delete()[0]
