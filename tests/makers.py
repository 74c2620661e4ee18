"""Rows for tests, made by the functions that the desk uses."""

import hashlib
import io
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow

from articles.catalogue import naming
from articles.images import rendering, uploads
from articles.models import (
    Article,
    Author,
    Category,
    Credit,
    Document,
    HourlyViews,
    Image,
    Page,
    Tag,
)
from articles.reading.readership import hour_of
from articles.writing import publishing, revisions
from articles.writing.content import ArticleContent, PageContent
from articles.writing.documents import library
from articles.writing.documents.pdf import Checked
from iria import roles
from iria.models import User
from tests.pdfs import pdf_file

_numbers = count(1)


def make_user(address: str = "", **fields: Any) -> User:
    address = address or f"user{next(_numbers)}@example.org"
    return User.objects.create_user(address, "a long password", **fields)


def make_editor(**fields: Any) -> User:
    return make_user(name="Ed Itor", is_superuser=True, **fields)


def make_member(*names: str, **fields: Any) -> User:
    """A member of staff in the groups of these names. Tests that commit empty the tables, the
    groups of the migration too."""
    roles.install()
    user = make_user(**{"name": " and ".join(names)} | fields)
    user.groups.set(Group.objects.filter(name__in=names))
    assert user.groups.count() == len(names)
    return user


def client_of(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend="iria.rights.RightsBackend")
    client.user = user
    return client


def make_category(name: str = "Europe", **fields: Any) -> Category:
    return naming.add(Category, name, **fields)


def make_tag(name: str = "Treaties") -> Tag:
    return naming.add(Tag, name)


def make_author(name: str = "Ada Writer", **fields: Any) -> Author:
    return naming.add(Author, name, **fields)


def make_credit(photographer: str = "Sofia Sand", agency: str = "TASK", **fields: Any) -> Credit:
    return Credit.objects.create(photographer=photographer, agency=agency, **fields)


def picture_bytes(
    width: int = 640, height: int = 400, form: str = "PNG", colour: Any = (18, 53, 91), **save: Any
) -> bytes:
    out = io.BytesIO()
    mode = save.pop("mode", "RGB")
    Pillow.new(mode, (width, height), colour).save(out, form, **save)
    return out.getvalue()


def picture_file(name: str = "picture.png", data: bytes | None = None) -> ContentFile:
    return ContentFile(picture_bytes() if data is None else data, name=name)


def make_image(
    file: ContentFile | None = None, *, all_renditions: bool = False, **fields: Any
) -> Image:
    """With the first renditions, or with all of them as a worker leaves it."""
    fields = {"alt": "A blue field", "title": "Field"} | fields
    if "credit" not in fields:
        fields["credit"] = make_credit()
    image = uploads.add(file or picture_file(), None, **fields)
    if all_renditions:
        while rendering.run_due(1):
            pass
        image.refresh_from_db()
    return image


def make_document(
    title: str = "The year in the Arctic", *, pages: int = 1, language: str = "en", **has: Any
) -> Document:
    """Of a PDF that is not checked: that takes a program of its own. `has` is put into it."""
    file = pdf_file(pages=pages, **has)
    sha256 = hashlib.sha256(file.read()).hexdigest()
    document = Document(title=title, language=language)
    library.put(document, file, Checked(sha256, file.size, pages, "", ""), None)
    document.save()
    return document


def article_content(title: str = "A treaty is signed", **fields: Any) -> ArticleContent:
    """`categories`, `tags`, `documents`, `picks` and `authors` may be rows."""
    for name in ("categories", "tags", "documents", "picks"):
        fields[name] = [getattr(row, "pk", row) for row in fields.get(name, [])]
    fields["byline"] = [[author.pk, ""] for author in fields.pop("authors", [])]
    if lead := fields.get("lead_image"):
        fields["lead_image"] = getattr(lead, "pk", lead)
    fields.setdefault("slug", "")
    fields.setdefault("body", "<p>The text of the article.</p>")
    return ArticleContent(title=title, **fields)


def make_article(
    title: str = "A treaty is signed",
    *,
    published: bool = True,
    at: datetime | None = None,
    user: User | None = None,
    **fields: Any,
) -> Article:
    article = revisions.create(Article, article_content(title, **fields), user)
    if published or at is not None:
        article = publishing.publish(article, user, at=at)
    return article


def edit_article(article: Article, user: User | None = None, **fields: Any) -> Article:
    """Saves a draft that differs from the newest one in these fields."""
    values = {name: getattr(revisions.content_of(article), name) for name in _names()} | fields
    revisions.save(article, ArticleContent(**values), user)
    article.refresh_from_db()
    return article


def _names() -> list[str]:
    return list(ArticleContent.__dataclass_fields__)


def make_page(
    title: str = "About", *, published: bool = True, body: str = "<p>We are.</p>"
) -> Page:
    page = revisions.create(Page, PageContent(title=title, slug="", body=body), None)
    return publishing.publish(page, None) if published else page


def make_views(article: Article, views: int = 1, hours: int = 2) -> HourlyViews:
    """As if it had been read in the hour that was so many hours ago."""
    hour = hour_of(timezone.now() - timedelta(hours=hours))
    return HourlyViews.objects.create(article=article, hour=hour, views=views)
