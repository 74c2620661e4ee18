"""Writes the demonstration content."""

import re
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from articles.catalogue import naming
from articles.catalogue.models import Author, Category, Tag
from articles.demonstration.files import FOLDER, Entry, demo_key, names, read_entries, read_list
from articles.images import uploads
from articles.images.models import Credit, Image
from articles.text.plaintext import plain
from articles.writing import publishing, revisions
from articles.writing.content import ArticleContent, PageContent
from articles.writing.documents import library
from articles.writing.models import Article, Document, MenuItem, Page
from iria.models import Institute
from iria.pagecache import SITE, changes, forget

TAGLINE = "Security, defence, terrorism and foreign affairs"


def load() -> None:
    """Leaves alone what is there already."""
    pictures = load_pictures()
    documents = load_documents()
    with changes():
        load_institute()
        authors = load_authors()
        for entry in read_entries("pages"):
            load_page(entry, pictures)
        for entry in sorted(read_entries("articles"), key=lambda e: -e.head["days_ago"]):
            load_article(entry, pictures, authors, documents)
        load_menus()
        forget([SITE])


def load_institute() -> None:
    institute = Institute.current()
    institute.is_demonstration = True
    for name, text in institute_texts().items():
        setattr(institute, name, getattr(institute, name) or text)
    institute.save()


def institute_texts() -> dict[str, str]:
    """By the field of Institute."""
    about = next(entry for entry in read_entries("pages") if entry.head["slug"] == "about")
    return {
        "tagline": TAGLINE,
        "about": plain(about.body).split("\n\n")[0],
        "contact_address": "editor@example.org",
    }


def load_pictures() -> dict[str, Image]:
    """By the stem of the file, which is the name that the texts use."""
    terms = {entry.pop("key"): entry for entry in read_list("credits.toml")["credits"]}
    rows: dict[str, Credit] = {}
    pictures: dict[str, Image] = {}
    for entry in read_list("pictures.toml")["pictures"]:
        path = FOLDER / "pictures" / entry["file"]
        key = demo_key("picture", path.stem)
        standing = Image.objects.filter(key=key).first()
        if standing is None:
            name = entry["credit"]
            if name not in rows:
                rows[name] = Credit.objects.get_or_create(**terms[name])[0]
            texts = {field: entry[field] for field in ("title", "alt", "caption", "kind")}
            file = ContentFile(path.read_bytes(), name=path.name)
            standing = uploads.add(file, None, key=key, credit=rows[name], **texts)
        pictures[path.stem] = standing
    return pictures


def load_documents() -> dict[str, Document]:
    """By the stem of the file, which is the name that the articles use."""
    rows = {}
    for name in names("documents", "*.pdf"):
        key = demo_key("document", name)
        standing = Document.objects.filter(key=key).first()
        if standing is None:
            content = (FOLDER / "documents" / f"{name}.pdf").read_bytes()
            standing = library.add(ContentFile(content, name=f"{name}.pdf"), None, key=key)
        rows[name] = standing
    return rows


def load_authors() -> dict[str, Author]:
    rows = {}
    for entry in read_list("authors.toml")["authors"]:
        fields = {name: entry.get(name, "") for name in ("role", "bio")}
        fields |= {"name": entry["name"], "kind": entry.get("kind", "person")}
        rows[entry["name"]] = Author.objects.get_or_create(slug=entry["slug"], defaults=fields)[0]
    return rows


def named(model: type[models.Model], name: str) -> models.Model:
    return model.objects.usable().filter(name=name).first() or naming.add(model, name)


def with_keys(body: str, pictures: dict[str, Image]) -> str:
    """Names of pictures and articles replaced by their keys."""

    def shown(m: re.Match[str]) -> str:
        return f'{m[1]}="{" ".join(pictures[name].key for name in m[2].split())}"'

    body = re.sub(r'(data-image|data-gallery)="([^"]+)"', shown, body)
    return re.sub(
        r'data-article="([^"]+)"',
        lambda m: f'data-article="{demo_key("article", m[1])}"',
        body,
    )


def load_article(
    entry: Entry,
    pictures: dict[str, Image],
    authors: dict[str, Author],
    documents: dict[str, Document],
) -> None:
    head, key = entry.head, demo_key("article", entry.head["slug"])
    if Article.objects.filter(key=key).exists():
        return
    lead = pictures.get(head.get("picture", ""))
    content = ArticleContent(
        title=head["title"],
        slug=head["slug"],
        body=with_keys(entry.body, pictures),
        kind=head["kind"],
        standfirst=head["standfirst"],
        lead_image=lead.pk if lead else None,
        lead_alt=head.get("lead_alt", ""),
        lead_caption=head.get("lead_caption", ""),
        byline=[[authors[name].pk, role] for name, role in head["authors"]],
        categories=[named(Category, name).pk for name in head["categories"]],
        tags=[named(Tag, name).pk for name in head["tags"]],
        documents=[documents[name].pk for name in head.get("documents", [])],
    )
    article = revisions.create(Article, content, None, key=key)
    morning = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    publishing.publish(article, None, at=morning - timedelta(days=head["days_ago"]))


def load_page(entry: Entry, pictures: dict[str, Image]) -> None:
    key = demo_key("page", entry.head["slug"])
    if Page.objects.filter(key=key).exists():
        return
    body = with_keys(entry.body, pictures)
    content = PageContent(title=entry.head["title"], slug=entry.head["slug"], body=body)
    publishing.publish(revisions.create(Page, content, None, key=key), None)


def load_menus() -> None:
    if MenuItem.objects.exists():
        return
    for menu, entries in read_list("menus.toml").items():
        for position, entry in enumerate(entries):
            MenuItem.objects.create(menu=menu, position=position, **target(entry))


def target(entry: dict[str, str]) -> dict[str, Any]:
    """What one entry of menus.toml leads to."""
    label = {"label": entry["label"]} if "label" in entry else {}
    if "category" in entry:
        return label | {"category": named(Category, entry["category"])}
    if "page" in entry:
        return label | {"page": Page.objects.get(key=demo_key("page", entry["page"]))}
    return label | {"address": entry["address"]}
