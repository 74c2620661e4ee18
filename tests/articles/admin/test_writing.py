"""The article form and list, through the admin's own addresses."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.writing import publishing, refiling
from articles.writing.forms import seen
from articles.writing.models import Article, Page, Revision
from tests.makers import (
    client_of,
    edit_article,
    make_article,
    make_author,
    make_category,
    make_image,
    make_member,
    make_page,
    make_tag,
    make_user,
)

pytestmark = pytest.mark.django_db
ADD = reverse("admin:articles_article_add")
LIST = reverse("admin:articles_article_changelist")


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def typed(**fields: object) -> dict[str, object]:
    return {
        "title": "A treaty",
        "body": "<p>Text.</p>",
        "kind": "analysis",
        "language": "en",
        "comments_open": "on",
    } | fields


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def author_client(*names: str) -> Client:
    """Somebody with these permissions and no more."""
    user = make_user(name="Au Thor")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return client_of(user)


def test_a_draft_is_saved_with_all_that_was_typed(desk, editor):
    news, europe = make_category("News"), make_category("Europe")
    one, two = make_author("One"), make_author("Two")
    image, tag = make_image(), make_tag("ICC")

    response = desk.post(
        ADD,
        typed(
            standfirst="In short.",
            categories=[europe.pk, news.pk],
            byline=[two.pk, one.pk],
            byline_role=["", "maps"],
            tags=[tag.pk, "+New tag"],
            lead_image=image.key,
            lead_caption="A <em>hall</em><script>x</script>",
            _save="",
        ),
        follow=True,
    )

    article = Article.objects.get()
    assert said(response) == "Saved."
    assert (article.state, article.owner, article.slug) == ("draft", editor, "a-treaty")
    assert [f.category for f in article.filings.all()] == [europe, news]
    assert [(b.author, b.role) for b in article.bylines.all()] == [(two, ""), (one, "maps")]
    assert [t.tag.name for t in article.taggings.all()] == ["ICC", "New tag"]
    assert article.lead_image == image
    assert article.lead_alt == image.alt
    assert article.lead_caption == "A <em>hall</em>"


def test_publish_says_so_with_the_address(desk):
    response = desk.post(ADD, typed(_publish=""), follow=True)

    article = Article.objects.get()
    assert article.is_public()
    assert "Published." in said(response)
    assert f'href="{article.get_absolute_url()}"' in said(response)
    assert f'data-copy="http://127.0.0.1:8000{article.get_absolute_url()}"' in said(response)


def test_the_form_of_a_live_article_shows_the_draft_and_says_so(desk):
    article = make_article("Live title")
    edit_article(article, title="Draft title")

    page = desk.get(change_url(article)).content.decode()

    assert re.search(r'<textarea name="title"[^>]*>\s*Draft title</textarea>', page)
    assert "Publish changes" in page
    assert "Published, with changes" in page


def test_saving_a_live_article_changes_nothing_for_readers(desk, client):
    article = make_article("Live title")
    before = client.get(article.get_absolute_url()).content

    response = desk.post(
        change_url(article),
        typed(title="Draft", slug=article.slug, revision=seen(article), _save=""),
        follow=True,
    )

    assert "Readers see these changes once you publish them." in said(response)
    assert client.get(article.get_absolute_url()).content == before


def test_publish_changes_puts_the_draft_before_readers(desk):
    article = make_article("Live title")
    data = typed(title="New title", revision=seen(article), _publish="")

    desk.post(change_url(article), data)

    assert Article.objects.public().get().title == "New title"


def test_a_save_over_a_newer_one_is_refused_once_and_nothing_typed_is_lost(desk):
    article = make_article("Mine", published=False)
    opened = seen(article)
    edit_article(article, make_user(name="Other Editor"), title="Theirs")

    refused = desk.post(change_url(article), typed(title="Mine, later", revision=opened, _save=""))
    newest = refused.context["adminform"].form["revision"].value()
    again = desk.post(
        change_url(article), typed(title="Mine, later", revision=newest, _save=""), follow=True
    )

    assert "Other Editor saved this text" in refused.content.decode()
    assert refused.context["adminform"].form["title"].value() == "Mine, later"
    assert said(again).endswith("Saved.")
    article.refresh_from_db()
    assert article.title == "Mine, later"
    assert article.revisions.count() == 3


def test_what_was_withdrawn_meanwhile_does_not_come_back_by_a_stale_form(desk):
    article = make_article("Live")
    opened = seen(article)
    publishing.withdraw(article, None, reason="By order of a court.")

    refused = desk.post(change_url(article), typed(title="Live", revision=opened, _publish=""))

    article.refresh_from_db()
    assert article.state == "withdrawn"
    assert "It is now: Withdrawn." in refused.content.decode()


def test_a_form_of_an_article_whose_category_was_merged_keeps_it_filed(desk):
    old, new = make_category("Old"), make_category("New")
    article = make_article(categories=[old])
    refiling.merge(old, new)

    form = desk.get(change_url(article)).context["adminform"].form

    assert form["categories"].value() == [(str(new.pk), "")]


def test_refused_input_comes_back_with_everything_typed(desk):
    category, tag = make_category("Europe"), make_tag("ICC")

    response = desk.post(
        ADD,
        typed(
            title="",
            body="<p>Long work</p>",
            categories=[category.pk],
            tags=[tag.pk, "+Quite new"],
            _save="",
        ),
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert not Article.objects.exists()
    assert "Long work" in page
    assert "Europe" in page
    assert "Quite new" in page


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("taken", "Something else has or had this address."),
        ("former", "Something else has or had this address."),
        ("a b", "Use letters, digits and hyphens"),
        ("x" * 181, "Use letters, digits and hyphens"),
    ],
)
def test_an_address_is_never_given_twice(desk, slug, sentence):
    make_article(slug="taken")
    moved = make_article(slug="former")
    edit_article(moved, slug="elsewhere")
    publishing.publish(moved, None)

    response = desk.post(ADD, typed(slug=slug, _save=""))

    assert sentence in response.content.decode()


def test_a_page_may_not_take_an_address_of_the_site(desk):
    data = {"title": "Search", "slug": "search", "body": "", "language": "en", "_save": ""}

    response = desk.post(reverse("admin:articles_page_add"), data)

    assert "used by the site itself" in response.content.decode()
    assert not Page.objects.exists()


def test_the_preview_says_what_is_missing(desk):
    image = make_image(credit=None, title="The square")
    body = f'<figure data-image="{image.key}" data-alt=""><figcaption></figcaption></figure>'

    response = desk.post(ADD, typed(body=body, _preview=""), follow=True)

    assert "The picture “The square” has no credit." in said(response)
    assert "The picture “The square” has no alternative text." in said(response)


def test_withdrawing_asks_first_and_keeps_the_reason(desk, client):
    article = make_article("A claim")
    url = reverse("admin:articles_article_withdraw", args=[article.pk])
    asked = desk.get(url)
    still = client.get(article.get_absolute_url()).status_code

    desk.post(url, {"reason": "It was wrong."})

    assert asked.status_code == 200
    assert still == 200
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "It was wrong." in gone.content.decode()


def test_history_lists_the_versions(desk):
    article = make_article("One", user=make_user(name="Wri Ter"))
    edit_article(article, title="Two")

    page = desk.get(reverse("admin:articles_article_history", args=[article.pk]))

    assert [r.values["title"] for r in page.context["page"]] == ["Two", "One"]
    assert "Wri Ter" in page.content.decode()


# Rights


def test_an_author_sees_only_the_own_articles(editor):
    client = author_client("view_article", "change_article", "add_article")
    make_article("Of others", user=editor)
    make_article("Of mine", user=client.user)

    page = client.get(LIST).content.decode()
    others = client.get(change_url(Article.objects.get(title="Of others")))

    assert "Of mine" in page
    assert "Of others" not in page
    assert others.status_code == 302


def test_an_author_may_not_withdraw():
    client = author_client("view_article", "change_article", "add_article")
    mine = make_article("Of mine", user=client.user)

    response = client.post(reverse("admin:articles_article_withdraw", args=[mine.pk]))

    assert response.status_code == 403
    assert Article.objects.get().is_public()


def test_the_form_offers_an_author_no_publish_button():
    client = author_client("view_article", "change_article", "add_article")

    page = client.get(ADD).content.decode()

    assert 'name="_save"' in page
    assert 'name="_publish"' not in page


@pytest.mark.parametrize(
    "name", ["article_add", "article_changelist", "image_pick", "article_find"]
)
def test_who_has_no_right_gets_nothing(name):
    client = author_client()

    assert client.get(reverse(f"admin:articles_{name}")).status_code == 403


def test_a_stranger_is_led_to_the_login(client):
    response = client.get(LIST)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


# The list


def test_filters_by_state(desk):
    make_article("Draft", published=False)
    make_article("Later", at=timezone.now() + timedelta(days=1))
    publishing.withdraw(make_article("Gone"), None)
    edit_article(make_article("Changed"), title="Changed again")
    make_article("Live")

    found = {
        state: {a.title for a in desk.get(LIST, {"state": state}).context["cl"].result_list}
        for state in ("draft", "scheduled", "published", "changed", "withdrawn")
    }

    assert found == {
        "draft": {"Draft"},
        "scheduled": {"Later"},
        "published": {"Live", "Changed"},
        "changed": {"Changed"},
        "withdrawn": {"Gone"},
    }


def test_it_searches_and_filters_by_category(desk):
    europe = make_category("Europe")
    make_article("Treaty of Europe", categories=[europe])
    make_article("Treaty elsewhere")

    by_word = desk.get(LIST, {"q": "treaty"}).context["cl"].result_count
    by_category = desk.get(LIST, {"categories__id__exact": europe.pk}).context["cl"].result_count

    assert (by_word, by_category) == (2, 1)


@pytest.mark.parametrize("size", [2, 15])
def test_the_list_takes_at_most_twelve_queries(desk, django_assert_max_num_queries, size):
    image, author, category = make_image(), make_author(), make_category()
    for n in range(size):
        make_article(f"{n}", lead_image=image, authors=[author], categories=[category])

    with django_assert_max_num_queries(12):
        assert desk.get(LIST).status_code == 200


def act(desk: Client, action: str, *articles: Article, **data: object):
    selected = {"action": action, "_selected_action": [a.pk for a in articles]}
    return desk.post(LIST, selected | data, follow=True)


def test_pinning_many(desk):
    one, two, three = (make_article(name) for name in "abc")

    pinned = act(desk, "pin", one, two)
    unpinned = act(desk, "unpin", two)

    assert said(pinned) == "2 articles pinned."
    assert said(unpinned) == "1 article unpinned."
    assert list(Article.objects.filter(pinned=True)) == [one]
    assert three not in Article.objects.filter(pinned=True)


def test_duplicates_are_drafts_of_their_own(desk):
    article = make_article("A treaty", body="<p>Long.</p>", categories=[make_category()])

    response = act(desk, "duplicate", article)

    assert said(response) == "1 article duplicated."
    copy = Article.objects.exclude(pk=article.pk).get()
    assert (copy.title, copy.slug, copy.state) == ("A treaty (copy)", "a-treaty-copy", "draft")
    assert copy.body == article.body
    assert copy.key != article.key
    assert copy.filings.count() == 1


def test_refiling_many_asks_for_the_category_then_acts(desk):
    old, new = make_category("Old"), make_category("New")
    live, draft = make_article("L", categories=[old]), make_article("D", published=False)

    asked = act(desk, "refile", live, draft)
    done = act(desk, "refile", live, draft, category=new.pk, how="first")

    assert said(done) == "2 articles filed."
    assert "File under another category" in asked.content.decode()
    assert [f.category for f in live.filings.all()] == [new, old]
    assert [f.category for f in draft.filings.all()] == [new]
    live.refresh_from_db()
    assert live.revised_at is None
    assert not live.has_unpublished_changes


@pytest.mark.parametrize(
    "fields",
    [
        {"how": "zzz"},
        {"category": "²"},
        {"category": "9" * 5_000},
        {"category": "9" * 30},
        {"category": ""},
    ],
)
def test_refiling_in_no_known_way_asks_again(desk, fields):
    article, new = make_article(), make_category("New")

    response = act(desk, "refile", article, **({"category": new.pk, "how": "add"} | fields))

    assert response.status_code == 200
    assert said(response) == "Choose a category, and how to file under it."
    assert "File under another category" in response.content.decode()
    assert not article.filings.exists()


def test_refiling_leaves_changes_that_wait_waiting(desk):
    new = make_category("New")
    article = make_article("Live")
    edit_article(article, title="Waiting")

    act(desk, "refile", article, category=new.pk, how="add")

    article.refresh_from_db()
    assert article.title == "Live"
    assert list(article.categories.all()) == [new]
    assert article.has_unpublished_changes
    assert article.latest_revision.values["title"] == "Waiting"
    assert article.latest_revision.values["categories"] == [new.pk]


def test_nothing_written_can_be_deleted(desk):
    article = make_article()

    response = desk.post(
        reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Revision.objects.count() == 1


def test_pages_are_written_the_same_way(desk, client):
    data = {
        "title": "Privacy",
        "slug": "",
        "body": "<p>None.</p>",
        "language": "en",
        "_publish": "",
    }

    desk.post(reverse("admin:articles_page_add"), data)

    assert client.get("/privacy/").status_code == 200
    assert desk.get("/privacy/").content.decode().count("/change/") >= 1


def test_view_and_edit_lead_to_each_other(desk):
    article = make_article()
    page = make_page()

    for text, name in ((article, "article"), (page, "page")):
        url = reverse(f"admin:articles_{name}_change", args=[text.pk])
        assert f'href="{url}"' in desk.get(text.get_absolute_url()).content.decode()
        assert f'href="{text.get_absolute_url()}"' in desk.get(url).content.decode()


@pytest.mark.parametrize("size", [1, 6])
@pytest.mark.parametrize("role", ["Author", "Editor"])
def test_the_form_takes_at_most_twelve_queries(django_assert_max_num_queries, role, size):
    client = client_of(make_member(role))
    named = {
        "categories": [make_category(f"C{n}") for n in range(size)],
        "tags": [make_tag(f"T{n}") for n in range(size)],
        "authors": [make_author(f"A{n}") for n in range(size)],
    }
    article = make_article(user=client.user, lead_image=make_image(), **named)
    edit_article(article, title="Changed")
    client.get(change_url(article))

    with django_assert_max_num_queries(12):
        response = client.get(change_url(article))

    assert response.status_code == 200
