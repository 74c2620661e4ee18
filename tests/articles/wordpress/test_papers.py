"""PDFs of the old site: brought with the articles that link to them."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from articles.models import Article, Document, Page
from articles.writing.documents import library
from tests.articles.wordpress.sites import attachment, bring, item, said
from tests.makers import make_document
from tests.pdfs import pdf_bytes

pytestmark = pytest.mark.django_db
UPLOADS = "https://old.example/wp-content/uploads/2024/09"
LINK = f'<p>Read <a href="{UPLOADS}/report.pdf">the report</a>.</p>'


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media" / "2024" / "09"
    folder.mkdir(parents=True)
    (folder / "report.pdf").write_bytes(pdf_bytes(pages=4))
    return tmp_path / "media"


@pytest.fixture
def site(export) -> Path:
    return export(
        attachment(11, "report.pdf", parent=10),
        item(10, "The visit", "the-visit", content=LINK),
        item(20, "Second", "second"),
    )


def test_an_article_gets_the_pdf_that_it_links_to(client, site, media):
    report = bring(site, media=media)

    document = Document.objects.get()
    article = Article.objects.get(slug="the-visit")
    assert (document.title, document.page_count) == ("Picture 11", 4)
    assert [one.pk for one in article.documents.all()] == [document.pk]
    assert not Article.objects.get(slug="second").documents.exists()
    assert "1 documents" in said(report)
    assert "Documents: 1 new, 0 changed, 0 as before" in said(report)
    page = lxml_html.fromstring(client.get(article.get_absolute_url()).content)
    url = page.xpath("//div[@class='prose']//a/@href")[0]
    assert url == document.get_absolute_url()
    assert client.head(url).status_code == 200


def test_its_former_address_leads_to_it(client, site, media):
    bring(site, media=media)

    response = client.get("/wp-content/uploads/2024/09/report.pdf")

    assert response.status_code == 301
    assert response["Location"] == Document.objects.get().get_absolute_url()


def test_doing_it_twice_is_doing_it_once_also_after_it_was_renamed(site, media):
    bring(site, media=media)
    document = Document.objects.get()
    document.title = "The Arctic"
    library.save(document)
    before = Article.objects.get(slug="the-visit").latest_revision_id

    report = bring(site, media=media)

    assert Document.objects.get().title == "The Arctic"
    assert Article.objects.get(slug="the-visit").latest_revision_id == before
    assert "Documents: 0 new, 0 changed, 1 as before" in said(report)


def test_a_file_that_the_library_has_is_not_added_again(site, media):
    document = make_document("Ours", pages=4)

    bring(site, media=media)

    assert Document.objects.get() == document
    assert list(Article.objects.get(slug="the-visit").documents.all()) == [document]


def test_what_staff_removed_stays_removed(site, media):
    bring(site, media=media)
    Article.objects.get(slug="the-visit").article_documents.all().delete()
    document = Document.objects.get()
    library.remove(document, None)

    report = bring(site, media=media)

    assert not Document.objects.usable().exists()
    assert "report.pdf" in said(report)


@pytest.mark.parametrize(
    ("data", "why"), [(None, "not in the folder"), (b"<html>", "not a PDF, whatever its name")]
)
def test_a_file_that_is_missing_or_none_is_told(site, media, data, why):
    file = media / "2024" / "09" / "report.pdf"
    file.unlink() if data is None else file.write_bytes(data)

    report = bring(site, media=media)

    assert not Document.objects.exists()
    assert "PDFs that are not here; links to them lead nowhere (1):" in said(report)
    assert why in said(report)
    assert "1 other file" in said(report)
    assert UPLOADS in Article.objects.get(slug="the-visit").body


def test_a_page_offers_none_which_is_told(export, media):
    site = export(
        attachment(11, "report.pdf", parent=2),
        item(2, "About", "about", kind="page", content=LINK, terms=[]),
    )

    report = bring(site, media=media)

    assert Document.objects.get().get_absolute_url() in Page.objects.get().body
    assert "PDFs that pages link to; they are served once an article offers them" in said(report)
    assert "Picture 11 – “About”" in said(report)


def test_an_export_of_posts_alone_brings_what_they_link_to(export, media):
    site = export(item(10, "The visit", "the-visit", content=LINK + LINK))

    for _ in range(2):
        report = bring(site, media=media)

    document = Document.objects.get()
    assert document.title == "report"
    assert list(Article.objects.get().documents.all()) == [document]
    assert Article.objects.get().body.count(document.get_absolute_url()) == 2
    assert "Documents: 0 new, 0 changed, 1 as before" in said(report)
    assert "articles: 0 new, 0 changed, 1 as before" in said(report)
