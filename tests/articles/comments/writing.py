"""What a reader does: fills in the form that stands under an article."""

from django.test import Client
from lxml import html as lxml_html

from articles.models import Article, Comment
from articles.writing.models import Article as Text


def typed(page: bytes, **fields: str) -> dict[str, str]:
    """The fields of the form as they stand in a page, and what is typed."""
    form = lxml_html.fromstring(page).get_element_by_id("form")
    return (
        {name: value or "" for name, value in form.fields.items()}
        | {
            "text": "A thoughtful word.",
            "name": "Ada",
            "address": "ada@example.org",
        }
        | fields
    )


def url_of(article: Text) -> str:
    return f"{article.get_absolute_url()}comments/"


def send(client: Client, article: Article, *, to: str = "", **fields: str):
    page = (
        client.get(url_of(article), {"to": to}) if to else client.get(article.get_absolute_url())
    )
    return client.post(url_of(article), typed(page.content, **fields))


def make_comment(client: Client, article: Article, **fields: str) -> Comment:
    send(client, article, **fields)
    return Comment.objects.latest("id")
