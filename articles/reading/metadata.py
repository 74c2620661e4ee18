"""What a page says of itself to search engines, other sites and citation tools."""

import json
from typing import Any

from django.core.files.storage import storages
from django.utils.safestring import SafeString, mark_safe

from articles.images.models import Credit, Image
from articles.images.picturing import share_address, usual_rendition
from articles.reading.offered import PDF, documents_of
from articles.text.plaintext import excerpt, plain
from articles.writing.models import Article, Document, Page
from articles.writing.rendering import Materials
from iria.links import absolute
from iria.models import Institute

SCRIPT_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028"}
SCHOLARLY = ("analysis", "backgrounder", "report")


def of_article(row: Article, institute: Institute, materials: Materials) -> dict[str, Any]:
    """`metadata` for Open Graph and citation tags, `jsonld` for schema.org's NewsArticle."""
    used = [image for image in (row.lead_image, *materials.pictures.values()) if image]
    pictures = list(dict.fromkeys(image.shown for image in used if image.shown))
    authors = [byline.author for byline in row.bylines.all()]
    lead = row.lead_image.shown if row.lead_image else None
    data = {
        "title": row.title,
        "description": description(row),
        "url": absolute(row.get_absolute_url()),
        "type": "article",
        "image": absolute(share_address(lead)) if lead else "",
        "image_alt": row.lead_image.shown_alt(row.lead_alt) if row.lead_image else "",
        "published": row.go_live_at.isoformat(),
        "modified": (row.revised_at or row.go_live_at).isoformat(),
        "authors": [author.name for author in authors] or [institute.name],
        "section": next((f.category.name for f in row.filings.all()), ""),
        "tags": [tagging.tag.name for tagging in row.taggings.all()],
        "scholarly": row.kind in SCHOLARLY,
        "pdf": _own_pdf(row),
    }
    return {"metadata": data, "jsonld": script_json(news_article(data, row, institute, pictures))}


def _own_pdf(row: Article) -> str:
    """The first document in the language of the article: the one that citations mean."""
    same = (one for one in documents_of(row) if one.language == row.language)
    first = next(same, None)
    return absolute(first.get_absolute_url()) if first else ""


def of_page(row: Page) -> dict[str, Any]:
    return {
        "metadata": {
            "title": row.title,
            "description": description(row),
            "url": absolute(row.get_absolute_url()),
            "type": "website",
            "image": "",
        }
    }


def description(row: Article | Page) -> str:
    standfirst = getattr(row, "standfirst", "")
    return row.description or standfirst or excerpt(row.body, 200)


def news_article(
    data: dict[str, Any], row: Article, institute: Institute, pictures: list[Image]
) -> dict[str, Any]:
    """schema.org/NewsArticle with all authors and every picture's credit."""
    authors = [byline.author for byline in row.bylines.all()]
    publisher = {"@type": "Organization", "name": institute.name, "url": absolute("/")}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": row.title,
        "description": data["description"],
        "url": data["url"],
        "mainEntityOfPage": data["url"],
        "datePublished": data["published"],
        "dateModified": data["modified"],
        "inLanguage": row.language,
        "articleSection": [f.category.name for f in row.filings.all()],
        "keywords": data["tags"],
        "author": [
            {
                "@type": "Person" if author.kind == "person" else "Organization",
                "name": author.name,
                "url": absolute(author.get_absolute_url()),
            }
            for author in authors
        ]
        or [publisher],
        "publisher": publisher,
        "image": [image_object(image) for image in pictures],
    } | _documents(row)


def _documents(row: Article) -> dict[str, Any]:
    found = [media_object(document) for document in documents_of(row)]
    return {"associatedMedia": found} if found else {}


def media_object(document: Document) -> dict[str, Any]:
    """schema.org/MediaObject; `contentSize` in bytes."""
    return {
        "@type": "MediaObject",
        "name": document.title,
        "contentUrl": absolute(document.get_absolute_url()),
        "encodingFormat": PDF,
        "contentSize": f"{document.byte_size} B",
        "inLanguage": document.language,
    }


def image_object(image: Image) -> dict[str, Any]:
    """schema.org/ImageObject as search engines read the licences of pictures
    (developers.google.com/search/docs/appearance/structured-data/image-license-metadata). The
    address is that of the img on the page, by which they tell the picture that is meant. What is
    not known is left out."""
    usual = usual_rendition(image)
    found = {
        "@type": "ImageObject",
        "contentUrl": absolute(storages["pictures"].url(usual.name)),
        "width": usual.width,
        "height": usual.height,
        "caption": plain(image.caption) or image.title,
    }
    if credit := image.credit:
        found |= {
            "creditText": credit.line,
            "creator": creator(credit),
            "copyrightNotice": credit.copyright_notice,
            "license": credit.terms_url,
            "acquireLicensePage": credit.acquire_url,
        }
    return {name: value for name, value in found.items() if value}


def creator(credit: Credit) -> dict[str, str]:
    """Whoever made it; where nobody is named, for whom."""
    if credit.photographer:
        return {"@type": "Person", "name": credit.photographer}
    return {"@type": "Organization", "name": credit.agency}


def script_json(data: dict[str, Any]) -> SafeString:
    """JSON for a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    for character, escape in SCRIPT_ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(text)
