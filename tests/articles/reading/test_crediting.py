"""The list of all credits, for readers: a page and a table."""

import csv
import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from lxml import html as lxml_html

from articles.models import Credit, Image
from articles.reading import crediting as reading
from articles.writing import crediting, publishing, takedown
from iria.pages import Pages
from tests.iria.pages.asking import Answer
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_credit,
    make_image,
    make_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unscaled")]
kept = pytest.mark.django_db(transaction=True)
FIGURE = '<figure data-image="{}" data-alt="A hall"></figure>'


def agencies(client, path: str = "/credits/") -> dict[str, dict[str, list[str]]]:
    """Texts by credit by agency."""
    page = lxml_html.fromstring(client.get(path).content)
    return {
        part.find("h2").text_content().strip(): {
            line.find("h3").text_content(): line.xpath("./ul/li/a//text()")
            for line in part.xpath("./ul/li")
        }
        for part in page.xpath("//div[@class='credits']/section")
    }


def table(client) -> list[dict[str, str]]:
    text = client.get("/credits.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_credits_stand_by_agency_with_the_texts_that_show_their_pictures(client):
    ada, bo = make_credit("Ada", "TASS"), make_credit("Bo", "TASS")
    nobody, kremlin = make_credit("Zoë", ""), make_credit("", "Kremlin")
    lead, hall, own = (make_image(credit=credit) for credit in (ada, bo, nobody))
    make_article("First", lead_image=lead, body=FIGURE.format(hall.key))
    make_article("Second", body=FIGURE.format(hall.key) + f'<div data-gallery="{own.key}"></div>')
    make_page("About", body=FIGURE.format(make_image(credit=kremlin).key))
    make_author("Ada Writer", portrait=own)

    assert agencies(client) == {
        "Kremlin": {"Kremlin": ["About"]},
        "TASS": {"Ada/TASS": ["First"], "Bo/TASS": ["Second", "First"]},
        "Without an agency": {"Zoë": ["Second", "Ada Writer"]},
    }
    assert list(agencies(client)) == ["Kremlin", "TASS", "Without an agency"]


def test_what_readers_do_not_see_is_not_there(client):
    images = [make_image(credit=make_credit("", f"Agency {n}")) for n in range(5)]
    live = make_article("Live", lead_image=images[0])
    edit_article(live, lead_image=images[1].pk, body=FIGURE.format(images[1].key))
    make_article("Draft", published=False, lead_image=images[2])
    withdrawn = make_article("Withdrawn", lead_image=images[3])
    publishing.withdraw(withdrawn, None)
    page = make_page("About", body=FIGURE.format(images[4].key))
    Image.objects.filter(pk=images[4].pk).update(rendition_hash="")

    assert page.is_public()
    assert list(agencies(client)) == ["Agency 0"]
    assert [row["Picture"] for row in table(client)] == ["Field"]

    publishing.publish(live, None)
    assert list(agencies(client)) == ["Agency 1"]


def test_what_stands_in_has_its_own_credit_there(client):
    gone, other = (make_image(credit=make_credit("", name)) for name in ("TASS", "NATO"))
    alone = make_image(credit=make_credit("", "Kremlin"))
    make_article("Here", lead_image=gone, body=FIGURE.format(alone.key))

    takedown.take_down(gone, None, why="They ask.", stand_in=other)
    takedown.take_down(alone, None, why="They ask.", stand_in=None)

    assert agencies(client) == {"NATO": {"NATO": ["Here"]}}


def test_terms_and_source_are_linked(client):
    credit = make_credit(
        "Ada",
        "",
        licence="cc-by-4.0",
        source_url="https://example.org/a",
        acquire_url="https://example.org/buy",
        copyright_notice="© Ada",
    )
    make_article(lead_image=make_image(credit=credit))

    page = lxml_html.fromstring(client.get("/credits/").content)

    (entry,) = page.xpath(f"//li[@id='credit-{credit.pk}']")
    links = {a.text_content(): a.get("href") for a in entry.xpath("./p//a")}
    assert links == {
        "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "Source": "https://example.org/a",
        "Acquire a licence": "https://example.org/buy",
    }
    assert "© Ada" in entry.text_content()


def test_the_table_has_a_row_for_each_picture_in_each_text(client, settings):
    settings.SITE_URL = "https://iria.example"
    credit = make_credit("Ada", "TASS", licence="agency", source_url="https://example.org/a")
    make_article("One", slug="one", lead_image=make_image(credit=credit, title="A hall"))

    response = client.get("/credits.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert table(client) == [
        {
            "Article": "One",
            "Address": "https://iria.example/articles/one/",
            "Picture": "A hall",
            "Photographer": "Ada",
            "Agency or institution": "TASS",
            "Licence": "Agency licence",
            "Terms": "",
            "Source": "https://example.org/a",
            "Copyright notice": "",
        }
    ]


def test_no_cell_of_the_table_is_a_formula(client):
    credit = make_credit("=cmd|' /C calc'!A0", "@SUM(A1)", copyright_notice="-1")
    make_article("+1", lead_image=make_image(credit=credit, title="=1+1"))

    (row,) = table(client)

    assert [row[name] for name in ("Article", "Picture", "Photographer")] == [
        "'+1",
        "'=1+1",
        "'=cmd|' /C calc'!A0",
    ]
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_a_long_list_goes_on_at_addresses_of_its_own(client, monkeypatch):
    monkeypatch.setattr(reading, "PER_PAGE", 2)
    for n in range(5):
        make_article(lead_image=make_image(credit=make_credit("", f"Agency {n}")))

    parts = [list(agencies(client, path)) for path in ("/credits/", "/credits/2/", "/credits/3/")]
    second = lxml_html.fromstring(client.get("/credits/2/").content)

    assert parts == [["Agency 0", "Agency 1"], ["Agency 2", "Agency 3"], ["Agency 4"]]
    assert second.xpath("//a[@rel='prev']/@href") == ["/credits/"]
    assert second.xpath("//a[@rel='next']/@href") == ["/credits/3/"]
    for path in ("/credits/0/", "/credits/1/", "/credits/4/", "/credits/999999999999999999999/"):
        assert client.get(path).status_code == 404


def test_without_any_credit_it_says_so(client):
    make_article(lead_image=make_image(credit=None))

    assert "No picture with a credit is shown yet." in client.get("/credits/").content.decode()
    assert table(client) == []


def test_footer_and_sitemap_lead_there(client):
    home = lxml_html.fromstring(client.get("/").content)

    assert home.xpath("//footer//a[@href='/credits/']")
    assert b"/credits/</loc>" in client.get("/sitemap-own.xml").content


def test_it_takes_as_many_queries_for_many_as_for_few(client, django_assert_num_queries):
    def fill(number: int) -> None:
        for _n in range(number):
            image = make_image(credit=make_credit("", f"Agency {Credit.objects.count()}"))
            article = make_article(lead_image=image, body=FIGURE.format(image.key))
            edit_article(article, lead_image=make_image().pk)

    fill(2)
    client.get("/credits/")
    with django_assert_num_queries(8):
        client.get("/credits/")
    with django_assert_num_queries(6):
        client.get("/credits.csv")
    fill(6)
    with django_assert_num_queries(8):
        client.get("/credits/")
    with django_assert_num_queries(6):
        client.get("/credits.csv")


@kept
def test_it_is_kept_and_shows_each_change_at_once(db):
    pages = Pages(WSGIHandler())

    def seen() -> list[str]:
        return [name for name in ("TASS", "NATO", "Kremlin") if name in credits_page()]

    def credits_page() -> str:
        return Answer(pages, "/credits/").body.decode()

    credit = make_credit("", "TASS")
    image = make_image(credit=credit)
    before = seen()
    article = make_article(lead_image=image)
    published = seen()
    credit.agency = "NATO"
    crediting.save(credit)
    renamed = seen()
    crediting.merge(credit, make_credit("", "Kremlin"))
    merged = seen()
    image.refresh_from_db()
    takedown.take_down(image, None, why="They ask.", stand_in=None)
    gone = seen()
    takedown.bring_back(image, None)
    back = seen()
    publishing.withdraw(article, None)

    assert (before, published, renamed, merged, gone, back, seen()) == (
        [],
        ["TASS"],
        ["NATO"],
        ["Kremlin"],
        [],
        ["Kremlin"],
        [],
    )
