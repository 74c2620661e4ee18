"""The documents beside an article, as its page names them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from articles.writing.models import Article, Document
from iria.institute import direction

PDF = "application/pdf"
LANGUAGES = dict(settings.TEXT_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Offer:
    """`language_name` is in that language, and empty where it is the article's."""

    document: Document
    url: str
    language_name: str

    @property
    def dir(self) -> str:
        return direction(self.document.language)


def documents_of(row: Article) -> list[Document]:
    """In their order. Fetched with the article (`articles.writing.tied`)."""
    return [attached.document for attached in row.article_documents.all()]


def offers(row: Article, token: str = "") -> list[Offer]:
    """With the token of a preview link, addresses that open with it."""
    return [_offer(row, document, token) for document in documents_of(row)]


def _offer(row: Article, document: Document, token: str) -> Offer:
    url = document.get_absolute_url()
    if token:
        url = reverse("preview-document", args=[token, document.key, document.name])
    is_same = document.language == row.language
    return Offer(document, url, "" if is_same else LANGUAGES.get(document.language, ""))
