"""The field of an article's form in which staff pick what stands with it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from articles.text.keys import new_key
from articles.writing import binning, publishing, revisions
from articles.writing.forms import seen
from tests.articles.admin.test_keeping import fields, keep_url, offers, tell
from tests.articles.admin.test_writing import ADD, change_url, said, typed
from tests.makers import client_of, edit_article, make_article, make_member, make_user

pytestmark = pytest.mark.django_db
PICK = reverse("admin:articles_article_pick")
HIDDEN = "A draft of others"


@pytest.fixture
def author() -> Client:
    return client_of(make_member("Author"))


def rows(response) -> list[tuple[str, str]]:
    """Titles and notes of what is picked in the form."""
    page = lxml_html.fromstring(response.content)
    chosen = page.xpath("//div[@data-name='picks']/ol/li")
    parts = [[li.find_class(f"choice-{name}")[0] for name in ("name", "note")] for li in chosen]
    return [tuple(part.text_content() for part in pair) for pair in parts]


def found(client: Client, term: str, url: str = PICK) -> dict[str, str]:
    """Notes by title."""
    results = client.get(url, {"term": term}).json()["results"]
    assert all(Article.objects.get(pk=one["id"]).title == one["text"] for one in results)
    return {one["text"]: one["note"] for one in results}


def picks_of(article: Article) -> list[int]:
    article.refresh_from_db()
    return revisions.content_of(article).picks


def test_they_are_picked_in_order_and_wait_for_publication(desk):
    one, two = make_article("One"), make_article("Two", published=False)
    article = make_article("Itself", picks=[one])
    data = typed(picks=[two.pk, one.pk], revision=seen(article), slug=article.slug)

    response = desk.post(change_url(article), data | {"_save": ""}, follow=True)

    assert [title for title, _note in rows(response)] == ["Two", "One"]
    assert picks_of(article) == [two.pk, one.pk]
    assert [pick.other for pick in article.article_picks.all()] == [one]
    publishing.publish(article, None)
    assert [pick.other for pick in article.article_picks.all()] == [two, one]


def test_the_state_of_each_is_named(desk, settings):
    settings.TIME_ZONE = "UTC"
    at = timezone.now() + timedelta(days=1)
    states = {
        "Live": make_article("Live one"),
        "Draft": make_article("Draft one", published=False),
        "Scheduled": make_article("Scheduled one", at=at),
        "Changed": edit_article(make_article("Changed one"), title="Other words"),
        "Withdrawn": publishing.withdraw(make_article("Withdrawn one"), None),
        "Binned": binning.put_away(make_article("Binned one", published=False), None),
    }
    article = make_article("Itself", picks=list(states.values())[:4])

    notes = found(desk, "one")

    assert {title: note.partition(",")[0] for title, note in notes.items()} == {
        "Live one": "Published",
        "Draft one": "Draft",
        "Scheduled one": "Scheduled",
        "Changed one": "Published",
        "Withdrawn one": "Withdrawn",
    }
    assert str(at.year) in notes["Scheduled one"]
    assert rows(desk.get(change_url(article)))[1] == ("Draft one", "Draft")


def test_all_words_of_the_title_are_looked_for_and_not_itself(desk):
    article = make_article("The law of the sea")
    make_article("The law of the land")
    own = reverse("admin:articles_article_pick", args=[article.pk])

    assert set(found(desk, "sea law")) == {"The law of the sea"}
    assert set(found(desk, "law", own)) == {"The law of the land"}
    assert len(found(desk, "")) == 2


def test_the_form_asks_where_the_article_itself_is_left_out(desk):
    article = make_article()

    pages = [desk.get(url).content.decode() for url in (ADD, change_url(article))]

    assert f'data-url="{PICK}"' in pages[0]
    assert f'data-url="{reverse("admin:articles_article_pick", args=[article.pk])}"' in pages[1]


def test_an_article_that_picks_itself_is_told_so(desk):
    article = make_article("Itself")
    data = typed(title="Typed", picks=[article.pk], revision=seen(article), slug=article.slug)

    response = desk.post(change_url(article), data | {"_save": ""})

    assert response.context["adminform"].form.errors == {
        "picks": ["An article is not related to itself."]
    }
    assert b"Typed" in response.content
    assert article.revisions.count() == 1


@pytest.mark.parametrize(
    ("number", "error"), [(4, None), (5, "Choose at most 4.")], ids=["four", "five"]
)
def test_four_are_taken_and_five_are_not(desk, number, error):
    others = [make_article(f"No {n}").pk for n in range(number)]

    response = desk.post(ADD, typed(picks=others, _save=""))

    errors = response.context["adminform"].form.errors if error else None
    assert (errors and errors["picks"]) == (error and [error])
    if error:
        assert len(rows(response)) == 5


@pytest.mark.parametrize("value", ["999999", "x", "", "-1", "9" * 30, "0x1"])
def test_what_is_no_article_is_refused(desk, value):
    response = desk.post(ADD, typed(picks=[value], _save=""))

    assert "One of these is no longer there." in str(response.context["adminform"].form.errors)


# What somebody may see


def test_an_author_finds_own_texts_and_public_ones_by_what_readers_see(author):
    make_article("My treaty", published=False, user=author.user)
    make_article("Their treaty", published=False)
    edit_article(make_article("A live treaty"), title="A secret name")

    assert set(found(author, "treaty")) == {"My treaty", "A live treaty"}
    assert found(author, "secret") == {}


def test_who_writes_no_articles_finds_none():
    make_article("Treaty")

    for group in ("Moderator", "Picture desk", "Mail manager"):
        assert client_of(make_member(group)).get(PICK, {"term": "treaty"}).status_code == 403


def test_a_draft_of_others_is_not_picked_by_its_number_and_not_named(author):
    secret = make_article("Secret plan", published=False)

    response = author.post(ADD, typed(picks=[secret.pk], _save=""))

    assert "One of these is no longer there." in str(response.context["adminform"].form.errors)
    assert b"Secret plan" not in response.content
    assert not Article.objects.filter(title="A treaty").exists()


def test_what_an_editor_picked_stays_without_its_title_when_an_author_saves(author):
    secret = make_article("Secret plan", published=False)
    article = make_article("Mine", published=False, user=author.user, picks=[secret])

    shown = author.get(change_url(article))
    data = typed(title="Mine again", picks=[secret.pk], revision=seen(article), slug="mine")
    author.post(change_url(article), data | {"_save": ""})

    assert rows(shown) == [(HIDDEN, "")]
    article.refresh_from_db()
    assert (article.title, picks_of(article)) == ("Mine again", [secret.pk])


@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_versions_and_comparisons_name_what_somebody_may_see(role):
    client = client_of(make_member(role))
    secret, other = make_article("Secret plan", published=False), make_article("Other")
    article = make_article("Mine", published=False, user=client.user, picks=[other])
    before = article.latest_revision
    after = edit_article(article, picks=[secret.pk]).latest_revision
    named = {"Author": HIDDEN, "Editor": "Secret plan"}[role]
    compared = reverse("admin:articles_article_compare", args=[article.pk])

    page = client.get(compared, {"before": before.pk, "after": after.pk})
    version = client.get(reverse("admin:articles_article_version", args=[article.pk, after.pk]))

    marked = lxml_html.fromstring(page.content)
    assert marked.xpath("//del[contains(., 'Other')]")
    assert marked.xpath(f"//ins[contains(., '{named}')]")
    assert f"Related articles: <bdi>{named}</bdi>" in version.content.decode()


# What was typed


def test_kept_words_bring_them_back_and_compare_them(editor):
    desk = client_of(editor)
    one, two = make_article("One"), make_article("Two", published=False)
    article = make_article("Itself", picks=[one])
    words = fields(title="Itself", slug=article.slug, picks=[two.pk, one.pk])
    tell(desk, keep_url(article), new_key(), words, revision=seen(article))
    (kept,) = offers(desk.get(change_url(article)))

    put_in = desk.get(change_url(article), {"kept": kept.pk})
    compared = desk.get(reverse("admin:articles_article_kept", args=[kept.pk]))

    assert [title for title, _note in rows(put_in)] == ["Two", "One"]
    assert lxml_html.fromstring(compared.content).xpath("//ins[contains(., 'Two')]")


def test_a_save_over_a_newer_one_shows_both_and_keeps_what_was_picked(desk):
    mine, theirs = make_article("My pick"), make_article("Their pick", published=False)
    article = make_article("Live")
    opened = seen(article)
    edit_article(article, make_user(name="Bo Editor"), picks=[theirs.pk])
    data = typed(title="Live", slug=article.slug, picks=[mine.pk], revision=opened, _save="")

    refused = desk.post(change_url(article), data)

    page = lxml_html.fromstring(refused.content)
    assert page.xpath("//*[@class='kept-both']//del[contains(., 'Their pick')]")
    assert page.xpath("//*[@class='kept-both']//ins[contains(., 'My pick')]")
    assert [title for title, _note in rows(refused)] == ["My pick"]
    assert picks_of(article) == [theirs.pk]


def test_one_that_was_removed_for_good_is_no_longer_in_the_form(desk):
    gone = make_article("Gone", published=False)
    article = make_article("Itself", picks=[gone])
    gone.delete()

    response = desk.get(change_url(article))
    data = typed(slug=article.slug, revision=seen(article), _save="")

    assert rows(response) == []
    assert "Saved." in said(desk.post(change_url(article), data, follow=True))


def test_who_may_only_look_gets_the_form():
    user = make_user(is_staff=True)
    rights = ("view_article", "edit_all_articles")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    article = make_article(picks=[make_article("Other")])

    assert client_of(user).get(change_url(article)).status_code == 200


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_the_form_takes_no_more_queries_for_many(django_assert_max_num_queries, role, size):
    client = client_of(make_member(role))
    picks = [make_article(f"No {n}") for n in range(size)]
    article = edit_article(make_article(user=client.user, picks=picks), title="Changed")
    client.get(change_url(article))

    with django_assert_max_num_queries(12):
        response = client.get(change_url(article))

    assert len(rows(response)) == size
