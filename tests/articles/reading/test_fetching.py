"""What is kept of a rendered page between requests follows each change at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.images import rendering
from articles.models import Article, Image
from articles.writing import publishing
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_credit,
    make_document,
    make_image,
    make_tag,
)

pytestmark = pytest.mark.django_db
FIGURE = '<figure data-image="{}" data-alt="A square"><figcaption>At night.</figcaption></figure>'


@pytest.fixture
def image() -> Image:
    return make_image(credit=make_credit("Sofya Sand", "TASK"))


@pytest.fixture
def linked() -> Article:
    return make_article("Linked")


@pytest.fixture
def article(image: Image, linked: Article) -> Article:
    body = f'{FIGURE.format(image.key)}<p><a data-article="{linked.key}">see</a></p>'
    return make_article("The one", body=body, lead_image=image)


def before_and_after(
    client: Client, article: Article, change: Callable[[], object]
) -> tuple[str, str]:
    """Both asked for twice, so that whatever is kept is used."""
    pages = []
    for act in (lambda: None, change):
        act()
        pages += [client.get(article.get_absolute_url()).content.decode() for _ in range(2)]
    assert pages[0] == pages[1]
    assert pages[2] == pages[3]
    return pages[0], pages[2]


def test_a_credit_that_is_changed(client, article, image):
    def change():
        image.credit.agency = "Kremlin"
        image.credit.save()

    before, after = before_and_after(client, article, change)

    assert before.count("Sofya Sand/TASK") == after.count("Sofya Sand/Kremlin") > 2
    assert "TASK" not in after


def test_a_picture_that_is_taken_down(client, article, image):
    def change():
        Image.objects.update(taken_down_at=timezone.now())

    before, after = before_and_after(client, article, change)

    assert f"{image.key}-{image.rendition_hash}" in before
    assert image.rendition_hash not in after
    assert "This picture was removed." in after


def test_a_picture_that_stands_in_for_one_that_was_taken_down(client, article, image):
    other = make_image(credit=make_credit("Ada Other"), caption="Another", alt="Another square")

    def change():
        Image.objects.filter(pk=image.pk).update(taken_down_at=timezone.now(), stand_in=other)

    _before, after = before_and_after(client, article, change)

    assert image.rendition_hash not in after
    assert "Sofya Sand" not in after
    assert after.count("Ada Other") > 2


def test_renditions_that_are_made(client, article, image):
    _before, after = before_and_after(client, article, lambda: rendering.run_due(1))

    made = Image.objects.get(pk=image.pk).rendition_hash
    assert f"{image.key}-{made}-whole-480.avif" in after


def test_a_linked_article_that_is_withdrawn(client, article, linked):
    change = lambda: publishing.withdraw(linked, None)  # noqa: E731

    before, after = before_and_after(client, article, change)

    assert f'<a href="{linked.get_absolute_url()}">see</a>' in before
    assert linked.get_absolute_url() not in after


def test_a_text_that_is_changed(client, article):
    def change():
        publishing.publish(edit_article(article, body="<h2>New</h2><p>Corrected.</p>"), None)

    _before, after = before_and_after(client, article, change)

    assert "Corrected." in after
    assert "At night." not in after


def test_what_it_is_filed_under_stands_in_its_order(client):
    rows = {
        "categories": [make_category("Zones"), make_category("Asia")],
        "tags": [make_tag("Two"), make_tag("One")],
        "authors": [make_author("Zoe Writer", bio="Of zones."), make_author("Ada Writer")],
        "documents": [make_document("Second", pages=3), make_document("First", language="ru")],
    }
    article = make_article(**rows)

    context = client.get(article.get_absolute_url()).context

    assert context["categories"] == rows["categories"]
    assert context["tags"] == rows["tags"]
    assert [byline.author for byline in context["bylines"]] == rows["authors"]
    assert context["bylines"][0].author.bio == "Of zones."
    documents = [offer.document for offer in context["offers"]]
    assert documents == rows["documents"]
    assert [one.get_absolute_url() for one in documents] == [
        one.get_absolute_url() for one in rows["documents"]
    ]
    assert [(one.page_count, one.byte_size > 0) for one in documents] == [(3, True), (1, True)]
