"""The preview at the desk, and the links for readers outside: who may, and what is noted."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, Page, PreviewLink
from articles.writing import previews, publishing
from articles.writing.forms import seen
from tests.articles.admin.test_writing import ADD, author_client, change_url, said, typed
from tests.freezing import later
from tests.makers import edit_article, make_article, make_page, make_user

pytestmark = pytest.mark.django_db
WRITING = ("view_article", "change_article", "add_article")


def preview_url(text) -> str:
    return url("preview", text)


def url(name: str, text, *more: object) -> str:
    return reverse(f"admin:articles_{text._meta.model_name}_{name}", args=[text.pk, *more])


def links_shown(response) -> list[str]:
    """The addresses of those that work."""
    page = lxml_html.fromstring(response.content)
    return page.xpath("//*[@class='draft-address']/a/@href")


def listed(response) -> list[str]:
    page = lxml_html.fromstring(response.content)
    return [
        " ".join(li.text_content().split()) for li in page.xpath("//*[@class='draft-list']/li")
    ]


def test_save_and_preview_saves_a_new_draft_and_shows_it(desk):
    response = desk.post(ADD, typed(title="New words", _preview="1"), follow=True)

    article = Article.objects.get()
    assert response.redirect_chain == [(preview_url(article), 302)]
    assert (article.title, article.state) == ("New words", "draft")
    assert "A draft. Readers do not see it." in response.content.decode()
    assert "There is no category" in said(response)
    assert "New words" in desk.get(url("draft", article)).content.decode()


def test_save_and_preview_keeps_changes_from_readers(desk, client):
    article = make_article("Live")
    data = typed(title="Changed", revision=seen(article), _preview="1")

    response = desk.post(change_url(article), data, follow=True)

    assert response.redirect_chain == [(preview_url(article), 302)]
    assert "Readers still see the version of" in response.content.decode()
    assert "Changed" in desk.get(url("draft", article)).content.decode()
    assert "Changed" not in client.get(article.get_absolute_url()).content.decode()


def test_save_and_preview_stays_on_the_form_where_something_is_refused(desk):
    response = desk.post(ADD, typed(title="", _preview="1"))

    assert response.status_code == 200
    assert response.context["errors"]


def test_save_and_preview_publishes_nothing_whoever_presses_it(desk):
    page = {"title": "Privacy", "slug": "", "body": "<p>x</p>", "language": "en", "_preview": "1"}

    response = desk.post(reverse("admin:articles_page_add"), page)

    assert response["Location"] == preview_url(Page.objects.get())
    assert Page.objects.get().state == "draft"


def test_the_form_has_the_button_and_who_only_looks_has_a_link(desk):
    article = make_article("Draft", published=False)
    looking = author_client("view_article", "edit_all_articles")

    writing, reading = (c.get(change_url(article)).content.decode() for c in (desk, looking))

    assert 'name="_preview"' in writing
    assert f'href="{preview_url(article)}"' not in writing
    assert 'name="_preview"' not in reading
    assert f'href="{preview_url(article)}"' in reading


@pytest.mark.parametrize("make", [make_article, make_page])
def test_the_preview_frames_the_newest_draft_twice(desk, make):
    text = make(published=False)

    page = lxml_html.fromstring(desk.get(preview_url(text)).content)

    frames = page.xpath("//iframe")
    assert [frame.get("src") for frame in frames] == [f"{url('draft', text)}?framed"] * 2
    assert all(frame.get("title") for frame in frames)
    for frame in frames:
        assert "allow-scripts" not in frame.get("sandbox")
        assert "allow-forms" not in frame.get("sandbox")


def test_the_phone_is_shown_alone(desk):
    article = make_article(published=False)

    page = lxml_html.fromstring(desk.get(preview_url(article), {"only": "phone"}).content)

    assert len(page.xpath("//iframe")) == 1


def test_the_preview_bears_the_title_of_the_draft(desk):
    article = edit_article(make_article("Live"), title="Changed")

    page = lxml_html.fromstring(desk.get(preview_url(article)).content)

    assert page.xpath("//h1")[0].text == "Changed"


def test_only_our_own_pages_may_frame_a_draft_and_nothing_in_it_runs(desk):
    article = make_article(published=False)

    draft, around = desk.get(url("draft", article)), desk.get(preview_url(article))

    assert draft["X-Frame-Options"] == "SAMEORIGIN"
    policy = draft["Content-Security-Policy"]
    for part in ("frame-ancestors 'self'", "script-src 'none'", "form-action 'none'"):
        assert part in policy
    assert "no-store" in draft["Cache-Control"]
    assert "private" in draft["Cache-Control"]
    assert "noindex" in draft["X-Robots-Tag"]
    assert around["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in around["Content-Security-Policy"]


def test_in_a_frame_links_open_a_window_but_those_within_the_text(desk):
    body = (
        '<h2>One</h2><p>Words<span data-footnote>A note.</span> <a href="/about/">about</a> '
        '&lt;a href="#x"&gt;</p>'
    )
    article = make_article(published=False, body=body)

    framed = lxml_html.fromstring(desk.get(url("draft", article), {"framed": ""}).content)
    alone = desk.get(url("draft", article)).content

    inner = framed.xpath("//a[starts-with(@href, '#')]")
    assert framed.xpath("//base/@target") == ["_blank"]
    assert len(inner) > 3
    assert all(link.get("target") == "_self" for link in inner)
    assert framed.xpath("//a[@href='/about/']")[0].get("target") is None
    assert '<a href="#x">' in framed.text_content()
    assert b"target=" not in alone


def test_staff_see_the_draft_as_readers_would_without_links_to_the_desk(desk):
    page = desk.get(url("draft", make_article(published=False))).content.decode()

    assert "staff-bar" not in page
    assert "/admin/" not in page


def test_an_author_previews_the_own_drafts_alone(editor):
    client = author_client(*WRITING)
    theirs = make_article("Theirs", user=editor, published=False)
    mine = make_article("Mine", user=client.user, published=False)
    link = previews.make(theirs, editor)

    for name in ("preview", "draft"):
        assert client.get(url(name, mine)).status_code == 200
        assert client.get(url(name, theirs)).status_code == 404
    assert client.post(preview_url(mine), {"for_whom": ""}).status_code == 302
    assert client.post(preview_url(theirs), {"for_whom": ""}).status_code == 404
    assert client.post(url("revoke", theirs, link.pk)).status_code == 404
    # Not by way of an article of one's own either.
    assert client.post(url("revoke", mine, link.pk)).status_code == 404
    assert PreviewLink.objects.get(article=theirs).revoked_at is None


def test_who_only_looks_makes_and_sees_no_links(editor):
    client = author_client("view_article", "edit_all_articles")
    article = make_article(published=False)
    link = previews.make(article, editor)

    shown = client.get(preview_url(article))
    made = client.post(preview_url(article), {"for_whom": ""})
    revoked = client.post(url("revoke", article, link.pk))

    assert shown.status_code == 200
    assert link.token not in shown.content.decode()
    assert "Make a link" not in shown.content.decode()
    assert (made.status_code, revoked.status_code) == (403, 403)
    assert PreviewLink.objects.get().revoked_at is None


@pytest.mark.parametrize("name", ["preview", "draft"])
def test_who_may_not_open_articles_previews_none(client, name):
    article = make_article(published=False)

    assert author_client("view_page").get(url(name, article)).status_code in (403, 404)
    assert client.get(url(name, article)).status_code == 302


def test_what_is_in_the_bin_is_not_previewed(desk):
    article = make_article(published=False)
    Article.objects.update(deleted_at=timezone.now())

    assert desk.get(preview_url(article)).status_code == 404


@pytest.mark.parametrize("make", [make_article, make_page])
def test_a_link_is_made_listed_and_noted(desk, editor, settings, make):
    settings.SITE_URL = "https://iria.example"
    text = make(published=False)

    response = desk.post(preview_url(text), {"for_whom": "Dr. Bat, reviewer"}, follow=True)

    link = PreviewLink.objects.get()
    address = f"https://iria.example/preview/{link.token}/"
    assert (link.text, link.made_by, link.for_whom) == (text, editor, "Dr. Bat, reviewer")
    assert link.expires_at - link.made_at == timedelta(days=7)
    assert "Link made. It works until" in said(response)
    assert links_shown(response) == [address]
    assert f'data-copy="{address}"' in response.content.decode()
    (line,) = listed(response)
    assert "Dr. Bat, reviewer" in line
    assert "Made by Ed Itor" in line
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (
        editor,
        "Preview link made for Dr. Bat, reviewer.",
    )
    assert Client().get(f"/preview/{link.token}/").status_code == 200


def test_a_link_needs_no_name(desk):
    article = make_article(published=False)

    response = desk.post(preview_url(article), {"for_whom": ""}, follow=True)

    assert "Without a name" in listed(response)[0]
    assert LogEntry.objects.get().change_message == "Preview link made."


def test_a_name_that_is_too_long_is_refused_and_comes_back(desk):
    article = make_article(published=False)

    response = desk.post(preview_url(article), {"for_whom": "x" * 121})

    assert response.status_code == 200
    assert "x" * 121 in response.content.decode()
    assert "at most 120 characters" in response.content.decode()
    assert not PreviewLink.objects.exists()


def test_a_link_is_revoked_at_once_and_noted_once(desk):
    article = make_article(published=False)
    desk.post(preview_url(article), {"for_whom": ""})
    link = PreviewLink.objects.get()
    revoke = url("revoke", article, link.pk)

    looked = desk.get(revoke).status_code
    response = desk.post(revoke, follow=True)
    desk.post(revoke)

    assert looked == 405
    assert Client().get(f"/preview/{link.token}/").status_code == 404
    assert links_shown(response) == []
    assert "Revoked" in listed(response)[0]
    said_so = [e.change_message for e in LogEntry.objects.order_by("pk")]
    assert said_so == ["Preview link made.", "Preview link revoked."]
    history = desk.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert "Preview link revoked." in history.content.decode()


def test_what_ended_is_listed_with_the_reason(desk, monkeypatch):
    article, gone = make_article(published=False), make_user(name="Go Ne")
    link = previews.make(article, gone, "Ann")
    works = listed(desk.get(preview_url(article)))
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    left = desk.get(preview_url(article))
    type(gone).objects.filter(pk=gone.pk).update(is_active=True)
    later(monkeypatch, days=8)
    ended = desk.get(preview_url(article))

    assert "Works until" in works[0]
    assert "Ended with the account of whoever made it." in listed(left)[0]
    assert "Ended" in listed(ended)[0]
    assert "account" not in listed(ended)[0]
    for response in (left, ended):
        assert link.token not in response.content.decode()
        assert "Revoke</" not in response.content.decode()


def test_links_that_work_stand_before_those_that_ended(desk, editor):
    article = make_article(published=False)
    for name in ("First", "Second", "Third"):
        link = previews.make(article, editor, name)
    previews.revoke(link, link.made_by)

    lines = listed(desk.get(preview_url(article)))

    assert [line.split()[0] for line in lines] == ["Second", "First", "Third"]


def test_the_screen_says_where_a_link_leads_once_readers_see_the_same(desk):
    article = make_article("Draft", published=False)
    before = desk.get(preview_url(article)).content.decode()
    publishing.publish(article, None)

    after = desk.get(preview_url(article)).content.decode()

    assert "reads the newest draft" in before
    assert "a link leads to the public page" in after


@pytest.mark.parametrize("count", [1, 8])
def test_queries_are_the_same_however_many_links(desk, editor, count, django_assert_num_queries):
    article = make_article(published=False)
    for n in range(count):
        previews.make(article, make_user(), f"{n}")
    desk.get(preview_url(article))

    with django_assert_num_queries(5):
        desk.get(preview_url(article))
