"""Atom feeds of the site, a category, a tag and an author: full texts with credits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db import models
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Enclosure
from django.views.decorators.http import require_safe
from lxml import html as lxml_html

from articles.catalogue.models import Author, Category, Tag
from articles.images.figures import shared_element
from articles.reading.fetching import furnish
from articles.reading.lists import carried, filed_ids, note_cards
from articles.reading.offered import PDF, documents_of
from articles.writing.models import Article, ArticleCategory, ArticleTag, Byline
from articles.writing.rendering import Materials, gather
from iria.atom import Atom
from iria.links import absolute
from iria.pagecache import LISTS, public_page, shows

MOST = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Which feed is asked for: `row` is what it is limited to, if anything."""

    request: HttpRequest
    row: models.Model | None = None
    through: type[models.Model] | None = None


class FullTextAtom(Atom):
    """With the whole text as `content` and the standfirst as `summary`."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class ArticleFeed(Feed):
    feed_type = FullTextAtom

    def get_object(self, request: HttpRequest) -> Asked:
        shows(request, LISTS)
        return Asked(request)

    def title(self, asked: Asked) -> str:
        name = asked.request.institute.short_name
        return f"{name}: {asked.row}" if asked.row else name

    def subtitle(self, asked: Asked) -> str:
        return asked.request.institute.tagline

    def link(self, asked: Asked) -> str:
        return absolute(asked.row.get_absolute_url() if asked.row else "/")

    def feed_url(self, asked: Asked) -> str:
        return absolute(asked.request.path)

    def items(self, asked: Asked) -> list[Article]:
        if asked.through is None:
            found = list(Article.objects.public().newest()[:MOST])
        else:
            field = asked.row._meta.model_name
            ids = filed_ids(asked.through, MOST, **{field: asked.row})
            found = Article.objects.public_among(ids)
        furnish(found, ("bylines", "filings", "article_documents"))
        materials = gather(found, Article.objects.all())
        note_cards(asked.request, found)
        for image in materials.pictures.values():
            shows(asked.request, image, image.credit)
        shows(asked.request, *(f"article:{pk}" for pk in materials.linked))
        for article in found:
            shows(asked.request, *documents_of(article))
            article.content = content(article, materials)
        return found

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        return f"urn:iria:article:{item.key}"

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.standfirst

    def item_pubdate(self, item: Article) -> datetime:
        return item.go_live_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.revised_at or item.go_live_at

    def item_categories(self, item: Article) -> list[str]:
        return [filing.category.name for filing in item.filings.all()]

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        return [
            Enclosure(absolute(one.get_absolute_url()), str(one.byte_size), PDF)
            for one in documents_of(item)
        ]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        authors = [byline.author.name for byline in item.bylines.all()]
        return {"content": item.content, "authors": authors}


def content(article: Article, materials: Materials) -> str:
    """The text with its lead picture, and full addresses throughout."""
    body = str(materials.body(article, absolute, shared_element))
    image = article.lead_image
    if image is None or image.is_removed:
        return body
    figure = lxml_html.fragment_fromstring("<figure><figcaption></figcaption></figure>")
    figure.insert(0, shared_element(image, article.lead_alt, absolute))
    said = image.shown_caption(article.lead_caption)
    caption = f"{said} " if said else ""
    figure.replace(
        figure.find("figcaption"),
        lxml_html.fragment_fromstring(f"<figcaption>{caption}</figcaption>"),
    )
    credit = lxml_html.fragment_fromstring('<span class="credit"></span>')
    credit.text = image.shown_credit_line
    figure.find("figcaption").append(credit)
    return lxml_html.tostring(figure, encoding="unicode") + body


class FiledFeed(ArticleFeed):
    """The feed of one category, tag or author."""

    def __init__(self, model: type[models.Model], through: type[models.Model]) -> None:
        self.model, self.through = model, through

    def get_object(self, request: HttpRequest, slug: str) -> Asked:
        row = get_object_or_404(self.model.objects.usable(), slug=slug)
        if self.model is Tag and not carried(row):
            raise Http404
        shows(request, row)
        return Asked(request, row, self.through)


def _view(feed: ArticleFeed) -> Any:
    return require_safe(public_page(feed))


site = _view(ArticleFeed())
category = _view(FiledFeed(Category, ArticleCategory))
tag = _view(FiledFeed(Tag, ArticleTag))
author = _view(FiledFeed(Author, Byline))
