"""The field of an article's form in which other articles are picked to stand with it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy

from articles.finding import related
from articles.text.keys import row_id
from articles.writing import picks
from articles.writing.choices import OrderedChoiceField, OrderedChoiceWidget
from articles.writing.tables.articles import Article


class PicksWidget(OrderedChoiceWidget):
    """Says the state of each article beside its title."""

    with_note = True
    stand: Sequence[int] = ()

    def _names(self, ids: list[int]) -> dict[int, str]:
        rows = self.queryset.only(*picks.NAMED).in_bulk(ids) if ids else {}
        self.notes = {pk: picks.described(row) for pk, row in rows.items()}
        titles = {pk: row.title for pk, row in rows.items()}
        return titles | picks.hidden(pk for pk in self.stand if pk not in titles)


class PicksField(OrderedChoiceField):
    default_error_messages = {"itself": gettext_lazy("An article is not related to itself.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Article.objects.all(), most=related.SHOWN, **kwargs)
        self.article_id: int | None = None

    def offer(self, nameable: models.QuerySet, article_id: int | None, stand: list[int]) -> None:
        """`nameable` are the articles that whoever picks may see. Those that stand in the version
        may stay, whoever picked them."""
        self.article_id = article_id
        self.queryset, self.widget.queryset = nameable, nameable
        self.widget.url_args = (article_id,) if article_id else ()
        self.widget.stand = stand
        if stand:
            self.queryset = nameable | Article.objects.filter(pk__in=stand)

    def to_python(self, value: list[tuple[str, str]] | None) -> list[tuple[Any, str]]:
        if self.article_id and any(row_id(pk) == self.article_id for pk, _role in value or []):
            raise ValidationError(self.error_messages["itself"], code="itself")
        return super().to_python(value)
