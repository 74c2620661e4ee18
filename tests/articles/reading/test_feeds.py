from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.reading.sitemaps import ArticleSitemap
from articles.writing import publishing
from tests.makers import (
    make_article,
    make_author,
    make_category,
    make_credit,
    make_image,
    make_page,
    make_tag,
)

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feed(client, path="/feed/"):
    response = client.get(path, HTTP_HOST="localhost")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return etree.fromstring(response.content)


def test_the_feed_has_full_texts_with_credits_and_full_addresses(client, settings):
    settings.SITE_URL = "https://iria.example"
    image = make_image(credit=make_credit("Sofya Sand", "TASK"))
    other = make_article("Other", at=timezone.now() - timedelta(days=1))
    body = (
        f'<figure data-image="{image.key}" data-alt="A table"><figcaption>Talks.</figcaption>'
        f'</figure><p><a data-article="{other.key}">More</a> &amp; <em>more</em>.</p>'
    )
    make_article("News <of> the day", body=body, authors=[make_author("A B"), make_author("C D")])

    entry = feed(client).find("a:entry", ATOM)

    content = entry.findtext("a:content", namespaces=ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == "News <of> the day"
    assert [a.text for a in entry.findall("a:author/a:name", ATOM)] == ["A B", "C D"]
    assert 'src="https://iria.example/media/' in content
    assert "Talks. <span" in content
    assert "(Image Credit: Sofya Sand/TASK)" in content
    assert f'href="https://iria.example{other.get_absolute_url()}"' in content
    assert "&amp; <em>more</em>" in content
    assert entry.find("a:link", ATOM).get("href").startswith("https://iria.example/articles/")


@pytest.mark.parametrize("path", ["/feed/", "/newsletter/archive/feed/"])
def test_a_feed_without_entries_is_the_same_each_time(client, path):
    """Django would tell the time of the rendering, microseconds included."""
    first = client.get(path, HTTP_HOST="localhost").content

    assert client.get(path, HTTP_HOST="localhost").content == first


def test_the_lead_picture_of_a_feed_entry_has_its_credit(client):
    image = make_image(credit=make_credit("", "Kremlin"))
    make_article(lead_image=image, lead_caption="A <em>hall</em>", lead_alt="Hall")

    content = feed(client).findtext("a:entry/a:content", namespaces=ATOM)

    assert 'alt="Hall"' in content
    assert 'A <em>hall</em> <span class="credit">(Image Credit: Kremlin)</span>' in content


@pytest.mark.parametrize("kind", ["category", "tag", "author"])
def test_lists_have_feeds_of_their_own(client, kind):
    rows = {"category": make_category(), "tag": make_tag(), "author": make_author()}
    fields = {"categories": [rows["category"]], "tags": [rows["tag"]], "authors": [rows["author"]]}
    make_article("In", **fields)
    make_article("Out")

    found = feed(client, f"{rows[kind].get_absolute_url()}feed/")

    assert [t.text for t in found.findall("a:entry/a:title", ATOM)] == ["In"]


def test_what_is_withdrawn_leaves_the_feed_and_the_sitemap(client):
    article = make_article("Gone")
    publishing.withdraw(article, None)

    sitemap = client.get("/sitemap-articles.xml").content.decode()

    assert feed(client).find("a:entry", ATOM) is None
    assert article.slug not in sitemap


def test_the_sitemap_index_names_parts_under_the_address_of_the_site(client, settings):
    settings.SITE_URL = "https://iria.example"
    make_article("One", slug="one", categories=[make_category("Europe")])
    make_page("About")

    index = etree.fromstring(client.get("/sitemap.xml", HTTP_HOST="localhost").content)
    parts = [loc.text for loc in index.findall(".//s:loc", SITEMAP)]
    found = []
    for part in parts:
        path = part.removeprefix("https://iria.example")
        root = etree.fromstring(client.get(path).content)
        found += [loc.text for loc in root.findall(".//s:loc", SITEMAP)]

    assert parts[0] == "https://iria.example/sitemap-articles.xml"
    assert set(found) == {
        f"https://iria.example{path}"
        for path in ("/articles/one/", "/about/", "/categories/europe/", "/credits/")
    }


def test_the_sitemap_names_no_category_or_author_before_their_first_article(client):
    fields = {"categories": [make_category("Europe")], "authors": [make_author("A B")]}
    later = timezone.now() + timedelta(hours=1)
    make_article("Later", at=later, **fields)
    before = client.get("/sitemap-lists.xml").content.decode()

    make_article("Here", **fields)

    after = client.get("/sitemap-lists.xml").content.decode()
    assert "<loc>" not in before
    assert after.count("<loc>") == 2


def test_robots_leads_to_the_sitemap(client, settings):
    settings.SITE_URL = "https://iria.example"

    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: https://iria.example/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_parts_of_the_sitemap_are_ranges_of_ids_and_hold_each_article_once(client, monkeypatch):
    monkeypatch.setattr(ArticleSitemap, "limit", 2)
    articles = [make_article(f"No {n}") for n in range(5)]
    publishing.withdraw(articles[1], None)
    index = etree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc for loc in index.xpath("//s:loc/text()", namespaces=SITEMAP) if "articles" in loc]

    found = []
    for part in parts:
        urls = etree.fromstring(client.get(part.partition("8000")[2]).content)
        found.append(urls.xpath("//s:url/s:loc/text()", namespaces=SITEMAP))

    assert max(map(len, found)) <= 2
    assert sorted(url.split("/")[-2] for urls in found for url in urls) == [
        *("no-0", "no-2", "no-3", "no-4"),
    ]
