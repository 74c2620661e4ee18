"""What search engines are told of the pictures of an article."""

import json

import pytest
from lxml import html as lxml_html

from articles.models import Article, Image
from articles.writing import takedown
from tests.makers import make_article, make_credit, make_image

pytestmark = pytest.mark.django_db
FIGURE = '<figure data-image="{}" data-alt="A hall"></figure>'
OURS = {"@type", "contentUrl", "width", "height", "caption"}


def pictures(client, article: Article) -> tuple[list[dict], list[str]]:
    """The data of the pictures, and the addresses of those that stand on the page."""
    page = lxml_html.fromstring(client.get(article.get_absolute_url()).content)
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)["image"], page.xpath("//article//img/@src")


def test_each_picture_of_the_page_has_all_that_is_known_of_it(client, settings):
    settings.SITE_URL = "https://iria.example"
    credit = make_credit(
        "Sofia Sand",
        "TASK",
        licence="cc-by-4.0",
        acquire_url="https://example.org/buy",
        copyright_notice="© TASK 2026",
    )
    lead, hall = make_image(credit=credit, caption="A <em>lead</em>"), make_image(credit=credit)
    article = make_article(lead_image=lead, lead_alt="Blue", body=FIGURE.format(hall.key))

    told, shown = pictures(client, article)

    assert [one["contentUrl"] for one in told] == [f"https://iria.example{src}" for src in shown]
    assert told[0] == {
        "@type": "ImageObject",
        "contentUrl": f"https://iria.example{shown[0]}",
        "width": 640,
        "height": 400,
        "caption": "A lead",
        "creditText": "Sofia Sand/TASK",
        "creator": {"@type": "Person", "name": "Sofia Sand"},
        "copyrightNotice": "© TASK 2026",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "acquireLicensePage": "https://example.org/buy",
    }


def test_so_it_is_with_all_renditions(client):
    article = make_article(lead_image=make_image(all_renditions=True), lead_alt="Blue")

    (told,), shown = pictures(client, article)

    assert told["contentUrl"].endswith(shown[0])


def test_where_nobody_is_named_it_was_made_by_the_agency(client):
    article = make_article(lead_image=make_image(credit=make_credit("", "Kremlin")))

    (told,), _shown = pictures(client, article)

    assert told["creator"] == {"@type": "Organization", "name": "Kremlin"}


@pytest.mark.parametrize("has_credit", [True, False])
def test_what_is_not_known_is_left_out(client, has_credit):
    credit = make_credit("", "Kremlin") if has_credit else None
    article = make_article(lead_image=make_image(credit=credit))

    (told,), _shown = pictures(client, article)

    assert set(told) == OURS | ({"creditText", "creator"} if has_credit else set())


def test_a_picture_that_stands_twice_is_told_of_once(client):
    image = make_image()
    article = make_article(lead_image=image, body=FIGURE.format(image.key))

    told, _shown = pictures(client, article)

    assert len(told) == 1


def test_of_one_that_was_taken_down_nothing_is_told(client):
    image, other = make_image(), make_image(credit=make_credit("", "NATO"))
    alone = make_image(credit=make_credit("", "Kremlin"))
    article = make_article(lead_image=image, body=FIGURE.format(alone.key))
    takedown.take_down(image, None, why="They ask.", stand_in=other)
    takedown.take_down(alone, None, why="They ask.", stand_in=None)

    told, _shown = pictures(client, article)

    assert [one["creditText"] for one in told] == ["NATO"]


def test_one_without_a_file_is_left_out(client):
    article = make_article(lead_image=make_image())
    Image.objects.update(rendition_hash="")

    assert pictures(client, article) == ([], [])
