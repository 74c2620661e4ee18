"""The PDFs that articles offer: on their pages, in feeds, and who gets them when."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.handlers.wsgi import WSGIHandler
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.utils import timezone
from lxml import etree
from lxml import html as lxml_html

from articles.models import Article, Document
from articles.writing import binning, previews, publishing, scheduling
from articles.writing.documents import library, pdf
from iria.pages import Pages
from tests.iria.pages.asking import Answer
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_document,
    make_editor,
    make_user,
)
from tests.pdfs import pdf_file

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def stored(document: Document) -> bytes:
    with document.original.open() as file:
        return file.read()


def status(client: Client, document: Document) -> int:
    return client.head(document.get_absolute_url()).status_code


def page_of(client: Client, article: Article):
    return lxml_html.fromstring(client.get(article.get_absolute_url()).content.decode())


def test_the_page_offers_each_with_what_it_is(client):
    first = make_document("The Arctic, a report", pages=12)
    second = make_document("Доклад", language="ru")
    article = make_article(documents=[second, first])

    links = page_of(client, article).xpath("//section[@class='documents']//li")

    assert [" ".join(link.text_content().split()) for link in links] == [
        f"Доклад PDF, Русский, {size(second)}, 1 page",
        f"The Arctic, a report PDF, {size(first)}, 12 pages",
    ]
    addresses = [link.find("a") for link in links]
    assert [a.get("href") for a in addresses] == [
        second.get_absolute_url(),
        f"/documents/{first.key}/the-arctic-a-report.pdf",
    ]
    assert [a.get("hreflang") for a in addresses] == ["ru", "en"]
    assert {a.get("type") for a in addresses} == {"application/pdf"}


def size(document: Document) -> str:
    return filesizeformat(document.byte_size).replace("\xa0", " ")


def test_an_article_without_documents_says_nothing_of_them(client):
    article = make_article()

    page = page_of(client, article)

    assert not page.xpath("//section[@class='documents']")
    assert b"associatedMedia" not in client.get(article.get_absolute_url()).content


def test_it_is_told_to_search_engines_and_to_those_who_cite(client, settings):
    settings.SITE_URL = "https://iria.example"
    other, own = make_document("Другой", language="ru"), make_document(pages=3)
    article = make_article(kind="report", documents=[other, own])

    page = page_of(client, article)

    told = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    url = f"https://iria.example{own.get_absolute_url()}"
    assert page.xpath("//meta[@name='citation_pdf_url']/@content") == [url]
    assert told["associatedMedia"][1] == {
        "@type": "MediaObject",
        "name": own.title,
        "contentUrl": url,
        "encodingFormat": "application/pdf",
        "contentSize": f"{own.byte_size} B",
        "inLanguage": "en",
    }


def test_the_feed_encloses_it(client, settings):
    settings.SITE_URL = "https://iria.example"
    first, second = make_document(), make_document("Other", pages=2)
    make_article(documents=[first, second])

    feed = etree.fromstring(client.get("/feed/", HTTP_HOST="localhost").content)

    links = feed.findall("a:entry/a:link[@rel='enclosure']", ATOM)
    assert [dict(link.attrib) for link in links] == [
        {
            "rel": "enclosure",
            "href": f"https://iria.example{one.get_absolute_url()}",
            "length": str(one.byte_size),
            "type": "application/pdf",
        }
        for one in (first, second)
    ]


@pytest.mark.parametrize("count", [1, 6])
def test_a_feed_asks_once_for_all(client, count, django_assert_num_queries):
    for n in range(count):
        make_article(f"Article {n}", documents=[make_document(f"Document {n}", pages=n + 1)])
    client.get("/feed/")

    # Institute, articles, what they are filed under, signed and offered with.
    with django_assert_num_queries(3):
        client.get("/feed/")


def test_a_reader_gets_the_file_to_keep(client):
    document = make_document("«Арктика»: 2025/26?")
    make_article(documents=[document])

    response = client.get(document.get_absolute_url())

    assert response.status_code == 200
    assert body(response) == stored(document)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(document.byte_size)
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C2%AB%D0%90%D1%80%D0%BA%D1%82%D0%B8%D0%BA%D0%B0"
        "%C2%BB%202025%2026.pdf"
    )
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("count", [1, 4])
def test_a_file_takes_three_queries_and_no_session(client, count, django_assert_num_queries):
    document = make_document()
    for n in range(count):
        make_article(f"Article {n}", documents=[document])
    body(client.get(document.get_absolute_url()))

    # Institute, document, whether an article is public.
    with django_assert_num_queries(3):
        body(client.get(document.get_absolute_url()))


def test_parts_and_known_versions(client):
    document = make_document()
    make_article(documents=[document])
    url = document.get_absolute_url()

    part = client.get(url, headers={"range": "bytes=0-4"})
    known = client.get(url, headers={"if-none-match": part["ETag"]})
    head = client.head(url)

    assert (part.status_code, body(part)) == (206, b"%PDF-")
    assert (known.status_code, known.content) == (304, b"")
    assert known["Cache-Control"] == "public, no-cache"
    assert (head.status_code, head["Content-Length"]) == (200, str(document.byte_size))
    assert client.post(url).status_code == 405


def test_another_name_leads_to_the_right_one(client):
    document = make_document("Report")
    make_article(documents=[document])
    former = document.get_absolute_url()
    document.title = "The Arctic"
    library.save(document)

    response = client.get(former)

    assert response.status_code == 301
    assert response["Location"] == f"/documents/{document.key}/the-arctic.pdf"
    # A browser that kept this for ever would go round in circles once the title is changed back.
    assert response["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("state", ["draft", "scheduled", "unpublished", "called off", "none"])
def test_what_no_public_article_offers_is_not_there(client, editor, state):
    document = make_document()
    if state == "none":
        make_article()
    elif state == "unpublished":
        edit_article(make_article(), documents=[document.pk])
    else:
        article = make_article(published=False, documents=[document])
        tomorrow = timezone.now() + timedelta(days=1)
        if state in ("scheduled", "called off"):
            scheduling.schedule(article, editor, at=tomorrow)
        if state == "called off":
            publishing.withdraw(article, editor)

    assert status(client, document) == 404
    # Nor does the right name become known.
    assert client.get(f"/documents/{document.key}/x.pdf").status_code == 404


def test_with_the_article_it_comes_and_goes(client, editor):
    document = make_document()
    article = make_article(published=False, documents=[document])
    assert status(client, document) == 404

    article = publishing.publish(article, editor)
    assert status(client, document) == 200

    article = publishing.withdraw(article, editor, reason="The figures were wrong.")
    gone = client.get(document.get_absolute_url())
    assert gone.status_code == 410
    assert "The figures were wrong." in gone.content.decode()
    assert "PDF" not in gone.headers.get("Content-Type", "")

    binning.put_away(article, editor)
    assert status(client, document) == 410


def test_one_public_article_is_enough(client, editor):
    document = make_document()
    publishing.withdraw(make_article("Gone", documents=[document]), editor)
    make_article("Live", documents=[document])

    assert status(client, document) == 200


def test_what_was_removed_is_not_there(client):
    document = make_document()
    Document.objects.update(deleted_at=timezone.now())
    make_article(documents=[])

    assert status(client, document) == 404
    assert client.get("/documents/unknownkey22/x.pdf").status_code == 404


def test_a_file_that_is_lost_is_not_there(client):
    document = make_document()
    make_article(documents=[document])
    document.original.storage.delete(document.original.name)

    assert client.get(document.get_absolute_url()).status_code == 404


def test_staff_who_see_the_library_get_what_is_in_a_draft(client):
    document = make_document()
    make_article(published=False, documents=[document])
    reads, other = make_user(is_staff=True), make_user(is_staff=True)
    reads.user_permissions.add(Permission.objects.get(codename="view_document"))

    response = client_of(reads).head(document.get_absolute_url())

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert status(client_of(other), document) == 404


def test_a_replaced_file_has_the_same_address(client, editor):
    document = make_document("Report", pages=2)
    article = make_article(documents=[document])
    url = document.get_absolute_url()
    before = client.head(url)["ETag"]
    file = pdf_file(pages=5)

    library.replace(document, file, pdf.check(file), editor)

    after = client.get(url, headers={"if-none-match": before})
    assert after.status_code == 200
    assert body(after) == stored(document)
    assert "5 pages" in page_of(client, article).text_content()


@pytest.mark.django_db(transaction=True)
def test_kept_pages_say_at_once_what_changed():
    document = make_document("Report", pages=2)
    article = make_article(documents=[document])
    pages = Pages(WSGIHandler())

    def page() -> str:
        return Answer(pages, article.get_absolute_url()).body.decode()

    assert "2 pages" in page()
    file = pdf_file(pages=5)
    library.replace(document, file, pdf.check(file), make_editor())
    assert "5 pages" in page()
    document.title = "The Arctic"
    library.save(document)
    assert "The Arctic" in page()
    assert Answer(pages, document.get_absolute_url()).body.startswith(b"%PDF")
    publishing.withdraw(article, None)
    assert Answer(pages, document.get_absolute_url()).status.startswith("410")


def test_readers_find_the_article_by_the_title_of_its_document(client):
    document = make_document("Yearbook of the Northern Sea Route")
    make_article("A treaty is signed", documents=[document])

    response = client.get("/search/", {"q": "yearbook sea"})

    page = lxml_html.fromstring(response.content.decode())
    assert (
        page.xpath("//h2[@class='card-title']")[0].text_content().strip() == "A treaty is signed"
    )
    snippet = page.xpath("//p[@class='card-standfirst']")[0]
    assert snippet.text_content().strip() == "Yearbook of the Northern Sea Route"
    assert [mark.text for mark in snippet.findall("mark")] == ["Yearbook", "Sea"]

    document.title = "Almanac"
    library.save(document)

    assert "A treaty is signed" in client.get("/search/?q=almanac").content.decode()
    assert "No article has" in client.get("/search/?q=yearbook").content.decode()


def test_a_draft_shows_its_documents_to_whoever_has_a_link(client, editor):
    live, waiting = make_document("Live"), make_document("Waiting", pages=4)
    article = edit_article(make_article(documents=[live]), documents=[waiting.pk])
    link = previews.make(article, editor)

    page = lxml_html.fromstring(client.get(link.get_absolute_url()).content.decode())
    urls = page.xpath("//section[@class='documents']//a/@href")

    assert urls == [f"/preview/{link.token}/{waiting.key}/waiting.pdf"]
    response = client.get(urls[0])
    assert response.status_code == 200
    assert body(response) == stored(waiting)
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"].startswith("noindex")
    # Only what this draft offers, and only while the link works.
    assert client.get(f"/preview/{link.token}/{live.key}/live.pdf").status_code == 404
    assert status(client, waiting) == 404
    previews.revoke(link, editor)
    assert client.get(urls[0]).status_code == 404
