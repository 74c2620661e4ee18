"""An export becomes articles, pages, pictures, categories and addresses; twice is once."""

import pytest
from django.core.management import CommandError, call_command
from lxml import html as lxml_html

from articles.images.models import Image
from articles.writing import publishing
from articles.writing.forms import seen
from articles.writing.models import Article
from tests.articles.admin.test_writing import change_url, typed
from tests.articles.wordpress.sites import bring, counts, item, said
from tests.makers import edit_article, make_editor

pytestmark = pytest.mark.django_db


def test_the_article_is_read_as_it_was(reference, client):
    bring(reference)

    page = lxml_html.fromstring(client.get("/articles/the-visit/").content)
    prose = page.xpath("//div[@class='prose']")[0]
    assert [p.text_content() for p in prose.xpath("./p")] == [
        "The first paragraph.",
        "The second one, with a link.",
        "The last paragraph.",
    ]
    assert [h.text_content() for h in prose.xpath("./h2")] == ["A section"]
    assert prose.xpath("string(.//figcaption)") == (
        "The meeting in the old hall. (Image Credit: Sofia Sand/TASK)"
    )
    assert prose.xpath(".//p//a/@href") == ["/articles/second/"]
    assert page.xpath("//*[@class='filed']//a/text()") == ["Europe", "News"]


def test_caption_alternative_text_and_credit_are_apart(reference):
    bring(reference)

    image = Image.objects.get(imported_from="old.example:11")
    article = Article.objects.get(slug="the-visit")
    assert image.alt == "Two people in a hall"
    assert (image.credit.photographer, image.credit.agency) == ("Sofia Sand", "TASK")
    assert f'data-image="{image.key}" data-alt="Two people in a hall"' in article.body
    assert "<figcaption>The meeting in the old hall.</figcaption>" in article.body
    assert image.to_review


def test_what_pictures_lack_holds_no_import_back(reference, desk):
    bring(reference)
    article = Article.objects.get(slug="the-visit")
    Image.objects.filter(imported_from="old.example:11").update(credit=None)

    # A correction of what was brought is not held back either, and says what is missing.
    sent = typed(title="Mended", body=article.body, revision=seen(article), _publish="")
    response = desk.post(change_url(article), sent, follow=True)

    article.refresh_from_db()
    assert (article.is_public(), article.title) == (True, "Mended")
    assert "has no credit." in response.content.decode()


def test_the_order_of_categories_is_the_order_of_the_export(export):
    turned = [("category", "news", "News"), ("category", "europe", "Europe")]

    bring(export(item(10, "A", "a"), item(11, "B", "b", terms=turned)))

    lines = {a.slug: [f.category.name for f in a.filings.all()] for a in Article.objects.all()}
    assert lines == {"a": ["Europe", "News"], "b": ["News", "Europe"]}


def test_twice_is_once(reference):
    bring(reference)
    before, revisions = counts(), Article.objects.get(slug="the-visit").revisions.count()

    report = bring(reference)

    assert counts() == before
    assert not report.new
    assert not report.changed
    assert Article.objects.get(slug="the-visit").revisions.count() == revisions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/the-visit/", "/articles/the-visit/"),
        ("/the-visit", "/articles/the-visit/"),
        ("/?p=10", "/articles/the-visit/"),
        ("/picture-11/", "/articles/the-visit/"),
        ("/?attachment_id=11", "/articles/the-visit/"),
        ("/category/europe/", "/categories/europe/"),
        ("/category/europe/news/", "/categories/news/"),
        ("/category/europe/feed/", "/categories/europe/feed/"),
        ("/?cat=3", "/categories/europe/"),
        ("/author/desk/", "/authors/desk/"),
        ("/?page_id=2", "/about/"),
    ],
)
def test_an_old_address_leads_to_the_new_one_by_one_301(reference, client, old, new):
    bring(reference)

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


def test_the_about_page_keeps_its_address(reference, client):
    bring(reference)

    assert client.get("/about/").status_code == 200


@pytest.mark.parametrize("status", ["draft", "pending", "private"])
def test_what_was_not_public_stays_unseen(export, client, status):
    report = bring(export(item(10, "Quiet", "quiet", status=status)))

    assert Article.objects.get().state == "draft"
    assert client.get("/articles/quiet/").status_code == 404
    assert client.get("/quiet/").status_code == 404
    assert any("Quiet" in line for lines in report.notes.values() for line in lines)


def test_what_had_a_password_stays_unseen(export, client):
    bring(export(item(10, "Quiet", "quiet", password="x")))

    assert client.get("/articles/quiet/").status_code == 404


def test_what_lay_in_the_bin_is_left_there(export):
    report = bring(export(item(10, "Gone", "gone", status="trash")))

    assert not Article.objects.exists()
    assert "1 text in the old site's bin: “Gone”" in said(report)


def test_what_was_scheduled_is_scheduled(export, client):
    bring(export(item(10, "Later", "later", status="future", date="2099-01-01 00:00:00")))

    assert Article.objects.get().is_scheduled
    assert client.get("/articles/later/").status_code == 404


def test_drafts_without_an_address_do_not_share_one(export):
    links = {"link": "https://old.example/?p=1", "status": "draft"}

    bring(export(item(10, "A", "", **links), item(11, "B", "", **links)))

    assert sorted(Article.objects.values_list("slug", flat=True)) == ["a", "b"]


def test_what_staff_changed_here_is_left_alone(reference):
    bring(reference)
    article = Article.objects.get(slug="the-visit")
    edit_article(article, make_editor(), title="Edited here")
    publishing.publish(article, None)

    report = bring(reference)

    assert Article.objects.get(pk=article.pk).title == "Edited here"
    assert any(
        "The visit" in line or "Edited here" in line
        for lines in report.notes.values()
        for line in lines
    )


def test_markup_in_a_title_is_text(export, client):
    bring(export(item(10, "&lt;script&gt;alert(1)&lt;/script&gt; A &amp;amp; B", "a")))

    page = client.get("/articles/a/").content.decode()
    assert "<script>alert" not in page


def test_the_command_prints_a_report(reference, capsys, tmp_path):
    report = tmp_path / "report.txt"

    call_command("import_wordpress", reference, no_fetch=True, report=report)

    printed = capsys.readouterr().out
    assert "articles: 2 new, 0 changed, 0 as before" in printed
    assert "hall.png" in printed
    assert report.read_text() == printed


@pytest.mark.parametrize("content", ["not xml at all", "<html><body>No</body></html>", ""])
def test_a_file_that_is_no_export_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "notes.txt"
    path.write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("import_wordpress", path)

    assert 10 < len(str(refused.value)) < 300


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        call_command("import_wordpress", tmp_path / "none.xml")
