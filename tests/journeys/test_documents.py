"""A report's PDF, from the upload to the reader's folder."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Document
from articles.writing import publishing
from iria.models import User
from tests.journeys.accessibility import violations
from tests.journeys.conftest import Open, Site
from tests.journeys.desk import change_url, choose, open_form, told
from tests.makers import make_article, make_document
from tests.pdfs import pdf_bytes


def pdf(folder: Path, name: str, pages: int) -> Path:
    path = folder / name
    path.write_bytes(pdf_bytes(pages=pages))
    return path


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("link", name=name).click()
    assert caught.value.suggested_filename == f"{name}.pdf"
    return Path(caught.value.path()).read_bytes()


def test_a_pdf_is_added_offered_read_replaced_and_withdrawn_with_its_article(
    open_browser: Open, live_site: Site, staff: User, page: Page, tmp_path: Path
) -> None:
    first, second = pdf(tmp_path, "first.pdf", 2), pdf(tmp_path, "second.pdf", 5)
    article = make_article("The ice retreats", published=False)
    desk = open_browser(staff)
    form = desk.new_page()

    form.goto(f"{live_site.url}/admin/articles/document/add/")
    form.get_by_label("File").set_input_files(first)
    form.get_by_label("Title").fill("The Arctic, a report")
    form.get_by_role("button", name="Save", exact=True).click()
    told(form, "The Arctic, a report")
    form.close()

    text = open_form(desk, change_url(live_site, article))
    choose(text, "Documents", "arctic", "The Arctic, a report")
    text.get_by_role("button", name="Publish", exact=True).click()
    told(text, "ublished")

    page.goto(live_site.url + article.get_absolute_url())
    offered = page.get_by_role("region", name="Document")
    expect(offered).to_contain_text("2 pages")
    assert downloaded(page, "The Arctic, a report") == first.read_bytes()
    url = page.get_by_role("link", name="The Arctic, a report").get_attribute("href")

    document = Document.objects.get()
    text.goto(f"{live_site.url}/admin/articles/document/{document.pk}/change/")
    text.get_by_label("Replace the file").set_input_files(second)
    text.get_by_role("button", name="Save", exact=True).click()
    told(text, "The Arctic, a report")

    page.reload()
    expect(offered).to_contain_text("5 pages")
    assert page.get_by_role("link", name="The Arctic, a report").get_attribute("href") == url
    assert downloaded(page, "The Arctic, a report") == second.read_bytes()

    publishing.withdraw(Article.objects.get(), None, reason="The figures were wrong.")
    answer = page.request.get(live_site.url + url)
    assert (answer.status, "The figures were wrong." in answer.text()) == (410, True)


@pytest.mark.once
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_what_readers_are_offered_is_accessible(
    open_browser: Open, live_site: Site, scheme: str, width: int
) -> None:
    other = make_document("Доклад о Севере", language="ru", pages=3)
    article = make_article(documents=[make_document("A_title_without_any_blank" * 6), other])
    page = open_browser(bypass_csp=True, color_scheme=scheme).new_page()
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(live_site.url + article.get_absolute_url())

    assert page.get_by_role("region", name="Documents").get_by_role("link").count() == 2
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
