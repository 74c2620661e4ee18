"""Links for readers outside: what they show, for how long, and where nothing shows."""

from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, PreviewLink
from articles.writing import previews, publishing
from iria.pages import Pages
from tests.articles.reading.previewing import look, small_image, words
from tests.freezing import later
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_page,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
NOINDEX = "noindex, nofollow, noarchive"


def test_no_search_engine_and_no_cache_keeps_it_and_its_address_is_told_to_nobody(link_to):
    response = look(
        link_to(make_article(kind="analysis", published=False, lead_image=small_image()))
    )

    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == NOINDEX
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Cache-Tag" not in response
    policy = response["Content-Security-Policy"]
    for part in ("script-src 'none'", "form-action 'none'", "frame-ancestors 'none'"):
        assert part in policy
    page = lxml_html.fromstring(response.content)
    assert page.xpath("//meta[@name='robots']/@content") == [NOINDEX]
    for unsaid in (b'rel="canonical"', b"atom+xml", b"ld+json", b"og:", b"citation_", b"<script"):
        assert unsaid not in response.content


def test_robots_may_fetch_what_tells_them_not_to_list_it(client):
    assert "/preview/" not in client.get("/robots.txt").content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_is_drawn_anew_each_time(link_to):
    pages = Pages(WSGIHandler())
    article = make_article("Before", published=False)
    path = link_to(article).get_absolute_url()

    def ask() -> bytes:
        environ = RequestFactory().get(path, HTTP_HOST="testserver").environ
        return b"".join(pages(environ, lambda status, headers: None))

    first = ask()
    edit_article(article, title="After")
    second = ask()

    assert b"Before" in first
    assert b"After" in second
    assert b"Before" not in second
    assert pages.store.pages == {}


def test_a_reader_needs_no_account_and_gets_no_cookie(link_to):
    client = Client()

    response = look(link_to(make_article(published=False)), client)

    assert response.cookies == {}
    assert response.get("Vary", "") == ""
    assert not response.wsgi_request.session.accessed


def test_staff_get_the_same_as_everybody(desk, link_to, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    link = link_to(make_article(published=False))

    assert look(link, desk).content == look(link).content


def test_asking_changes_nothing_and_nothing_else_is_answered(client, link_to):
    link = link_to(make_article("Draft", published=False))
    before = list(PreviewLink.objects.values()), list(Article.objects.values())

    answers = [getattr(client, how)(link.get_absolute_url()) for how in ("get", "head", "post")]

    assert [answer.status_code for answer in answers] == [200, 200, 405]
    assert answers[1].content == b""
    assert (list(PreviewLink.objects.values()), list(Article.objects.values())) == before


def test_a_link_ends_after_seven_days(link_to, monkeypatch):
    link = link_to(make_article("Draft", published=False))

    later(monkeypatch, days=6, hours=23)
    before = look(link)
    later(monkeypatch, hours=1)

    assert "Draft" in words(before)
    assert look(link).status_code == 404


def test_whatever_ended_or_never_was_gets_the_same_answer(link_to, monkeypatch):
    article, binned = make_article("Draft", published=False), make_article("Binned")
    revoked, expired, departed = link_to(article), link_to(article), link_to(article)
    of_binned, unknown = link_to(binned), PreviewLink(token="x" * 32)
    previews.revoke(revoked, revoked.made_by)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    PreviewLink.objects.filter(pk=departed.pk).update(made_by=make_user(is_active=False))
    Article.objects.filter(pk=binned.pk).update(deleted_at=timezone.now())

    links = (unknown, revoked, expired, departed, of_binned)
    answers = [look(link) for link in links]

    assert [answer.status_code for answer in answers] == [404] * 5
    # The form at the foot names the address that was asked for.
    bodies = {
        a.content.replace(b.token.encode(), b"") for a, b in zip(answers, links, strict=True)
    }
    assert len(bodies) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    assert answers[0]["Cache-Control"] == "no-store, private"
    assert answers[0]["X-Robots-Tag"] == NOINDEX
    assert answers[0]["Referrer-Policy"] == "same-origin"
    assert b"Draft" not in answers[0].content


def test_the_link_of_a_page_in_the_bin_shows_nothing(link_to):
    page = make_page(published=False)
    link = link_to(page)
    type(page).objects.update(deleted_at=timezone.now())

    assert look(link).status_code == 404


@pytest.mark.parametrize("make", [make_article, make_page])
@pytest.mark.parametrize("ends", ["", "revoked", "expired", "deactivated", "binned"])
def test_the_set_and_the_row_agree_on_what_works(link_to, maker, make, ends):
    text = make(published=False)
    link, now = link_to(text), timezone.now()
    if ends == "revoked":
        previews.revoke(link, link.made_by)
    elif ends == "expired":
        PreviewLink.objects.update(expires_at=now)
    elif ends == "deactivated":
        type(maker).objects.filter(pk=maker.pk).update(is_active=False)
    elif ends == "binned":
        type(text).objects.update(deleted_at=now)

    row = PreviewLink.objects.get()

    assert row.works() == (not ends)
    assert PreviewLink.objects.working().exists() == (not ends)


def test_what_readers_see_by_now_is_read_on_its_public_page(link_to):
    article = make_article("Draft", published=False)
    link = link_to(article)
    publishing.publish(article, None)

    published = look(link)
    edit_article(article, title="Changed")
    changed = look(link)

    assert (published.status_code, published["Location"]) == (302, article.get_absolute_url())
    assert published["Cache-Control"] == "no-store, private"
    assert published["Referrer-Policy"] == "no-referrer"
    assert "Changed" in words(changed)


def test_what_is_scheduled_without_changes_is_shown_until_its_time_comes(link_to, monkeypatch):
    article = make_article("Later", at=timezone.now() + timedelta(days=1))
    link = link_to(article)

    before = look(link)
    later(monkeypatch, days=1)

    assert "Later" in words(before)
    assert look(link)["Location"] == article.get_absolute_url()


def test_nothing_of_a_draft_shows_where_readers_look(client, link_to):
    category, tag, author = make_category("Europe"), make_tag("Law"), make_author("Ada")
    filed = {"categories": [category], "tags": [tag], "authors": [author]}
    make_article("Standing", **filed)
    article = make_article("Zanzibar", published=False, body="<p>Zanzibar.</p>", **filed)
    link = link_to(article)
    look(link)
    places = [
        "/",
        "/feed/",
        "/archive/",
        "/search/?q=zanzibar",
        "/sitemap.xml",
        "/sitemap-lists.xml",
    ]
    places += [row.get_absolute_url() for row in (category, tag, author)]
    places += [f"{row.get_absolute_url()}feed/" for row in (category, tag, author)]
    places += ["/sitemap-articles.xml", "/articles/standing/"]

    for place in places:
        response = client.get(place)

        assert response.status_code == 200, place
        shown = response.content.decode().replace('value="zanzibar"', "")
        assert link.token not in shown
        assert "Zanzibar" not in shown, place
    assert client.get(article.get_absolute_url()).status_code == 404


def test_links_that_ended_thirty_days_ago_are_deleted(link_to, monkeypatch):
    article = make_article(published=False)
    expired, revoked = link_to(article), link_to(article)
    previews.revoke(revoked, revoked.made_by)
    later(monkeypatch, days=31)
    kept = link_to(article)

    first = previews.forget_ended(20), set(PreviewLink.objects.all())
    later(monkeypatch, days=7)
    second = previews.forget_ended(20), set(PreviewLink.objects.all())

    assert first == (1, {expired, kept})
    assert second == (1, {kept})


def test_the_worker_deletes_old_links(settings):
    assert "articles.writing.previews.forget_ended" in settings.CHORES


def test_a_token_cannot_be_guessed(link_to):
    article = make_article(published=False)

    tokens = {link_to(article).token for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) == 32 for token in tokens)  # 6 bits each
