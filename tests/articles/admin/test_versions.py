"""The history of a text, and its versions one by one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from articles.writing import publishing, refiling
from articles.writing.forms import seen
from tests.articles.admin.test_writing import ADD, author_client, change_url, typed
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_image,
    make_page,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db


def history_url(article: Article) -> str:
    return reverse("admin:articles_article_history", args=[article.pk])


def version_url(text, version, kind: str = "article") -> str:
    return reverse(f"admin:articles_{kind}_version", args=[text.pk, version.pk])


def lines(response) -> list[str]:
    """What the rows say, newest first: "version" or what was done."""
    return [row.said or "version" for row in response.context["rows"]]


def test_the_history_tells_when_readers_got_and_lost_the_text(desk, editor):
    desk.post(ADD, typed(_publish=""))
    article = Article.objects.get()
    desk.post(
        change_url(article),
        typed(title="Later", revision=seen(article), _publish=""),
    )
    desk.post(reverse("admin:articles_article_withdraw", args=[article.pk]), {"reason": ""})
    article.refresh_from_db()
    desk.post(
        change_url(article),
        typed(title="Later", revision=seen(article), _publish=""),
    )

    response = desk.get(history_url(article))

    assert lines(response) == [
        "Published again.",
        "Withdrawn.",
        "Published changes.",
        "version",
        "Published.",
        "version",
    ]
    assert {row.user for row in response.context["rows"]} == {editor}
    assert "Published changes." in response.content.decode()


def test_the_history_tells_of_a_publication_that_no_log_has(desk):
    article = make_article("Imported", at=timezone.now() - timedelta(days=400))

    assert lines(desk.get(history_url(article))) == ["version", "Published."]


def test_the_history_tells_nothing_of_what_is_still_to_come(desk):
    article = make_article("Later", at=timezone.now() + timedelta(days=1))

    assert lines(desk.get(history_url(article))) == ["version"]


def test_the_history_tells_seconds_and_opens_each_version(desk):
    article = make_article("One")
    edit_article(article, title="Two")
    first, last = article.revisions.order_by("pk")

    page = desk.get(history_url(article)).content.decode()

    for version in (first, last):
        assert f"{timezone.localtime(version.created_at):%H:%M:%S}" in page
        assert f'href="{version_url(article, version)}"' in page


def test_what_happened_stands_on_the_page_of_its_time(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.versions.PER_PAGE", 2)
    desk.post(ADD, typed(title="0", _publish=""))
    article = Article.objects.get()
    for n in range(1, 5):
        edit_article(article, title=f"{n}")
    publishing.publish(article, None)
    desk.post(reverse("admin:articles_article_withdraw", args=[article.pk]))

    pages = [lines(desk.get(history_url(article), {"p": n})) for n in (1, 2, 3)]

    assert pages == [
        ["Withdrawn.", "version", "version"],
        ["version", "version"],
        ["Published.", "version"],
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["history", "withdraw"])
def test_a_form_that_is_sent_to_another_screen_is_no_error(client: Client, name):
    user, article = make_user(is_superuser=True), make_article()
    client.force_login(user, backend="iria.rights.RightsBackend")

    response = client.post(reverse(f"admin:articles_article_{name}", args=[article.pk]))

    assert response.status_code in (200, 302)


def test_an_overwritten_version_is_read_as_readers_would_see_it(desk):
    category, tag, author = make_category("Europe"), make_tag("Treaties"), make_author("Ada")
    image, linked = make_image(), make_article("Linked")
    article = make_article(
        "First",
        user=make_user(name="Wri Ter"),
        published=False,
        standfirst="In short.",
        body=f'<p>Lost <a data-article="{linked.key}">words</a>.</p>'
        f'<figure data-image="{image.key}" data-alt="A field"><figcaption>Talks</figcaption>'
        "</figure>",
        categories=[category],
        tags=[tag],
        authors=[author],
        lead_image=image,
        lead_caption="A <em>hall</em>",
    )
    version = article.latest_revision
    edit_article(article, title="Second", body="<p>Other.</p>", categories=[], tags=[])

    response = desk.get(version_url(article, version))

    shown = lxml_html.fromstring(response.content.decode()).xpath("//article")[0]
    words = " ".join(shown.text_content().split())
    for part in ("Europe", "First", "In short.", "Ada", "Lost words.", "Treaties", "A hall"):
        assert part in words
    assert f'href="{linked.get_absolute_url()}"' in response.content.decode()
    assert "(Image Credit: Sofia Sand/TASK)" in words
    assert len(shown.xpath(".//img")) == 2
    assert "Wri Ter saved on" in response.content.decode()
    assert "Other." not in words


def test_a_version_names_rows_as_they_are_called_today(desk):
    old, new = make_category("Defense"), make_category("Defence")
    article = make_article(categories=[old])
    refiling.merge(old, new)

    page = desk.get(version_url(article, article.latest_revision)).content.decode()

    assert "Defence" in page
    assert "Defense" not in page


def test_a_version_runs_in_the_direction_of_its_language(desk):
    article = make_article(language="ar")

    page = desk.get(version_url(article, article.latest_revision)).content.decode()

    assert 'lang="ar" dir="rtl"' in page


def test_versions_of_pages_open_too(desk):
    page = make_page("About", body="<p>Who we are.</p>")

    response = desk.get(version_url(page, page.latest_revision, "page"))

    assert "Who we are." in response.content.decode()


def test_a_version_of_another_text_is_not_there(desk):
    one, two = make_article("One"), make_article("Two")

    assert desk.get(version_url(one, two.latest_revision)).status_code == 404
    assert desk.get(f"/admin/articles/article/{one.pk}/versions/{'9' * 30}/").status_code == 404


def test_an_author_reads_no_versions_of_others(editor):
    client = author_client("view_article", "change_article")
    theirs = make_article("Theirs", user=editor, published=False)
    mine = make_article("Mine", user=client.user, published=False)

    answers = [client.get(version_url(a, a.latest_revision)) for a in (theirs, mine)]

    assert [answer.status_code for answer in answers] == [404, 200]
