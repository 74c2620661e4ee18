"""Comparing versions at the desk, and restoring one."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from articles.writing import publishing, revisions
from articles.writing.content import PageContent
from articles.writing.forms import seen
from tests.articles.admin.test_writing import author_client, change_url, said
from tests.makers import edit_article, make_article, make_category, make_page, make_user

pytestmark = pytest.mark.django_db
MAY = ("view_article", "change_article")


def url(name: str, text, *more: int, kind: str = "article") -> str:
    return reverse(f"admin:articles_{kind}_{name}", args=[text.pk, *more])


def versions(article: Article) -> list:
    """Oldest first."""
    return list(article.revisions.order_by("pk"))


def three_titles(**fields) -> Article:
    article = make_article("One", **fields)
    edit_article(article, title="Two")
    return edit_article(article, title="Three")


def compare(client, article: Article, **chosen):
    return client.get(url("compare", article), {k: v.pk for k, v in chosen.items()})


def compared(response) -> tuple[int, int]:
    return response.context["before"].pk, response.context["after"].pk


def restore(client, article: Article, version, opened: str = ""):
    data = {"revision": opened or seen(Article.objects.get(pk=article.pk))}
    return client.post(url("restore", article, version.pk), data, follow=True)


# Comparing


def test_any_two_versions_are_compared_the_earlier_first(desk):
    article = three_titles()
    one, two, three = versions(article)

    for chosen in ({"before": one, "after": three}, {"before": three, "after": one}):
        response = compare(desk, article, **chosen)
        assert compared(response) == (one.pk, three.pk)
        assert "Three" in response.content.decode()
    assert compared(compare(desk, article, after=two)) == (one.pk, two.pk)
    assert compared(compare(desk, article, before=one)) == (one.pk, three.pk)
    assert compared(compare(desk, article)) == (two.pk, three.pk)


def test_the_page_says_who_saved_each_and_which_is_live(desk):
    article = make_article("One", user=make_user(name="Wri Ter"))
    edit_article(article, make_user(name="Ed Two"), title="Two")
    one, two = versions(article)

    page = compare(desk, article, before=one, after=two).content.decode()

    earlier, later = page.split("<dt>Later</dt>")
    assert "Wri Ter, " in earlier
    assert "what readers see" in earlier
    assert "Ed Two, " in later
    assert "newest" in later


def test_two_versions_that_say_the_same_differ_in_nothing(desk):
    article = make_article("One")
    edit_article(article, title="Two")
    edit_article(article, title="One")
    one, _two, three = versions(article)

    response = compare(desk, article, before=one, after=three)

    assert "Nothing differs." in response.content.decode()


@pytest.mark.parametrize("which", ["same", "first"])
def test_without_two_versions_one_is_sent_to_choose(desk, which):
    article = make_article("One")
    (one,) = versions(article)
    chosen = {"before": one, "after": one} if which == "same" else {"after": one}

    response = desk.get(url("compare", article), {k: v.pk for k, v in chosen.items()}, follow=True)

    assert response.redirect_chain[-1][0] == url("history", article)
    assert "Choose two versions" in said(response)


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "²", "theirs"])
def test_versions_that_are_not_of_this_text_are_not_there(desk, number):
    article, other = three_titles(), make_article("Other")
    number = other.latest_revision_id if number == "theirs" else number

    assert desk.get(url("compare", article), {"before": number}).status_code == 404


def test_an_author_compares_and_restores_no_versions_of_others(editor):
    client = author_client(*MAY)
    theirs = three_titles(user=editor, published=False)
    mine = three_titles(user=client.user, published=False)

    assert compare(client, theirs).status_code == 404
    assert restore(client, theirs, versions(theirs)[0]).status_code == 404
    assert compare(client, mine).status_code == 200
    restore(client, mine, versions(mine)[0])
    assert [Article.objects.get(pk=a.pk).title for a in (theirs, mine)] == ["Three", "One"]


def test_who_may_only_view_compares_and_restores_nothing():
    client = author_client("view_article", "edit_all_articles")
    article = three_titles()
    first = versions(article)[0]

    pages = [
        compare(client, article),
        client.get(url("version", article, first.pk)),
        client.get(url("history", article)),
    ]
    refused = restore(client, article, first)

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any("/restore/" in page.content.decode() for page in pages)
    assert refused.status_code == 403
    assert article.revisions.count() == 3


def test_who_may_see_no_articles_compares_none():
    client = author_client("view_page")

    assert compare(client, three_titles(user=client.user)).status_code == 403


def test_a_comparison_takes_the_same_queries_whatever_differs(desk):
    def counted(article: Article) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert compare(desk, article).status_code == 200
        return len(queries)

    short, long = make_article("A"), make_article("B", body="<p>x</p>" * 50)
    one, two = make_category("One"), make_category("Two")
    edit_article(short, categories=[one.pk])
    edit_article(long, categories=[one.pk, two.pk], title="C", body="<p>y</p>" * 60)
    counted(short)

    assert counted(short) == counted(long) <= 20


# Choosing in the history


def ticked(response) -> dict[str, int | None]:
    return response.context["picked"]


def test_the_history_has_the_newest_two_ticked_and_says_what_changed_in_each(desk):
    article = three_titles()
    one, two, three = versions(article)

    response = desk.get(url("history", article))

    page, address = response.content.decode(), url("compare", article)
    assert ticked(response) == {"after": three.pk, "before": two.pk}
    assert page.count(" checked>") == 2
    for version in (two, three):
        assert f'href="{address}?after={version.pk}"' in page
        assert f'href="{address}?before={one.pk}&amp;after={version.pk}"' in page
    assert f'?after={one.pk}"' not in page


def test_a_text_with_one_version_offers_nothing_to_compare(desk):
    page = desk.get(url("history", make_article())).content.decode()

    assert 'type="radio"' not in page
    assert "Compare" not in page


def test_what_was_ticked_goes_along_to_other_pages_of_the_history(desk, monkeypatch):
    monkeypatch.setattr("articles.admin.versions.PER_PAGE", 2)
    article = three_titles()
    one, two, three = versions(article)

    response = desk.get(url("history", article), {"p": 2, "before": two.pk, "after": three.pk})

    page = response.content.decode()
    assert [row.version for row in response.context["rows"] if row.version] == [one]
    for name, version in (("before", two), ("after", three)):
        assert f'name="{name}" value="{version.pk}" checked' in page


def test_the_history_takes_the_same_queries_for_many_versions(desk):
    few, many = three_titles(), three_titles()
    for n in range(20):
        edit_article(many, title=f"{n}")

    def counted(article: Article) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(url("history", article))
        return len(queries)

    counted(few)
    assert counted(few) == counted(many)


def test_the_form_of_a_changed_text_leads_to_what_differs_from_what_readers_see(desk):
    article = make_article("One")
    live = article.live_revision_id
    unchanged = desk.get(change_url(article)).content.decode()
    edit_article(article, title="Two")

    page = desk.get(change_url(article)).content.decode()

    address = f"{url('compare', article)}?before={live}&amp;after={article.latest_revision_id}"
    assert f'href="{address}"' in page
    assert url("compare", article) not in unchanged


# Restoring


def test_a_version_is_restored_as_a_draft_and_readers_see_nothing_of_it(desk, client, editor):
    article = make_article("One", body="<p>First words.</p>")
    edit_article(article, title="Two", body="<p>Other words.</p>")
    publishing.publish(article, None)
    before = client.get(article.get_absolute_url()).content

    response = restore(desk, article, versions(article)[0])

    article.refresh_from_db()
    assert response.redirect_chain[-1][0] == change_url(article)
    assert "is the newest again, as a draft. Readers see it once you publish it." in said(response)
    assert article.latest_revision.values["title"] == "One"
    assert article.latest_revision.body == "<p>First words.</p>"
    assert article.latest_revision.user == editor
    assert client.get(article.get_absolute_url()).content == before
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (editor, str(article.pk))
    assert entry.change_message.startswith("Restored the version of ")
    history = desk.get(url("history", article)).content.decode()
    assert "Restored: version of" in history
    assert "Restored the version of" in history


def test_restoring_after_somebody_else_saved_shows_what_it_would_change_now(desk):
    article = three_titles()
    opened, first = seen(article), versions(article)[0]
    edit_article(article, make_user(name="Other Editor"), title="Theirs")

    response = restore(desk, article, first, opened)

    assert "Other Editor saved this text at" in said(response)
    assert "Nothing was restored." in said(response)
    assert compared(response) == (first.pk, article.latest_revision_id)
    assert article.revisions.count() == 4
    assert LogEntry.objects.count() == 0

    restore(desk, article, first, response.context["seen"])
    assert [version.values["title"] for version in versions(article)][-2:] == ["Theirs", "One"]


def test_restoring_after_somebody_published_says_so(desk):
    article = three_titles(published=False)
    opened = seen(article)
    publishing.publish(article, None)

    response = restore(desk, article, versions(article)[0], opened)

    assert "published or withdrawn" in said(response)
    assert "It is now: Published." in said(response)
    assert article.revisions.count() == 3


def test_a_form_that_does_not_say_what_was_seen_restores_nothing(desk):
    article = three_titles()

    desk.post(url("restore", article, versions(article)[0].pk), {})

    assert article.revisions.count() == 3


def test_a_version_like_the_newest_is_not_restored_and_that_is_said(desk):
    article = make_article("One")
    edit_article(article, title="Two")
    edit_article(article, title="One")

    response = restore(desk, article, versions(article)[0])

    assert "The newest version says the same." in said(response)
    assert article.revisions.count() == 3
    assert LogEntry.objects.count() == 0


def test_opening_the_address_of_restoring_restores_nothing(desk):
    article = three_titles()

    response = desk.get(url("restore", article, versions(article)[0].pk))

    assert response.status_code == 405
    assert article.revisions.count() == 3


def test_the_version_of_another_text_is_not_restored(desk):
    article, other = three_titles(), make_article("Other")

    response = restore(desk, article, other.latest_revision)

    assert response.status_code == 404
    assert article.revisions.count() == 3


def test_a_version_offers_to_be_restored_unless_it_is_the_newest(desk):
    article = three_titles()
    one, _two, three = versions(article)

    old = desk.get(url("version", article, one.pk)).content.decode()
    newest = desk.get(url("version", article, three.pk)).content.decode()

    assert f'action="{url("restore", article, one.pk)}"' in old
    assert f'value="{seen(article)}"' in old
    assert "/restore/" not in newest


def test_pages_are_compared_and_restored(desk):
    page = make_page("About")
    first = page.latest_revision
    revisions.save(page, PageContent(title="Us", slug="about", body="<p>Other.</p>"), None)

    shown = desk.get(url("compare", page, kind="page"))
    desk.post(url("restore", page, first.pk, kind="page"), {"revision": seen(page)})

    page.refresh_from_db()
    assert [part.name for part in shown.context["comparison"].parts] == ["title", "body"]
    assert page.latest_revision.values["title"] == "About"
