"""Articles that staff picked to stand with another: what readers see of them, and when."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article, ArticlePick
from articles.writing import binning, bulk, previews, publishing, refiling, revisions, scheduling
from articles.writing.content import ArticleContent
from tests.makers import (
    edit_article,
    make_article,
    make_category,
    make_editor,
    make_image,
    make_tag,
)

pytestmark = pytest.mark.django_db


def related_on(response) -> list[str]:
    """Titles of the related articles on a page."""
    titles = lxml_html.fromstring(response.content).xpath("//*[@class='related']//h3")
    return [" ".join(title.text_content().split()) for title in titles]


def shown(client, article: Article) -> list[str]:
    return related_on(client.get(article.get_absolute_url()))


def picked(article: Article) -> list[str]:
    """Titles of the rows."""
    return list(article.article_picks.values_list("other__title", flat=True))


def later(**how_long: float):
    return timezone.now() + timedelta(**how_long)


def test_they_stand_first_in_their_order_and_computed_ones_fill_up(client):
    tag = make_tag()
    near = [make_article(f"Near {n}", tags=[tag], at=later(days=-n - 1)) for n in range(5)]
    far = make_article("Far", at=later(days=-90))

    article = make_article("Itself", tags=[tag], picks=[far, near[4]])

    assert shown(client, article) == ["Far", "Near 4", "Near 0", "Near 1"]


def test_one_that_is_near_too_stands_there_once_at_the_place_that_staff_gave_it(client):
    tag = make_tag()
    one, two = (make_article(f"Near {n}", tags=[tag]) for n in range(2))

    article = make_article("Itself", tags=[tag], picks=[one])

    assert shown(client, article) == ["Near 0", "Near 1"]
    assert two.related.filter(other=article).exists()


def test_one_that_the_text_links_to_stands_there_too(client):
    other = make_article("Other")
    link = f'<p>See <a data-article="{other.key}">it</a>.</p>'

    article = make_article("Itself", body=link, picks=[other])

    assert shown(client, article) == ["Other"]
    assert (
        f'<a href="{other.get_absolute_url()}">it</a>'
        in client.get(article.get_absolute_url()).content.decode()
    )


def test_no_article_stands_under_itself(client):
    other = make_article("Other")
    article = make_article("Itself")
    edit_article(article, picks=[article.pk, other.pk])

    publishing.publish(article, None)

    assert picked(article) == ["Other"]
    assert shown(client, article) == ["Other"]


def test_those_of_a_draft_wait_until_it_is_approved(client):
    far = make_article("Far", at=later(days=-90))
    for n in range(4):
        make_article(f"New {n}")
    article = make_article("Itself", at=later(days=-80))
    edit_article(article, picks=[far.pk])
    before = shown(client, article)

    publishing.publish(article, None)

    assert "Far" not in before
    assert shown(client, article)[0] == "Far"


def test_to_pick_others_is_no_update_of_the_text():
    other = make_article("Other")
    article = edit_article(make_article("Itself"), picks=[other.pk])

    publishing.publish(article, None)

    article.refresh_from_db()
    assert (article.revised_at, picked(article)) == (None, ["Other"])


def test_a_version_that_is_restored_brings_them_back(client):
    one, two = make_article("One"), make_article("Two")
    article = make_article("Itself", picks=[two, one])
    former = article.latest_revision
    publishing.publish(edit_article(article, picks=[]), None)
    assert picked(article) == []

    revisions.restore(article, former, None)
    publishing.publish(article, None)

    assert picked(article) == ["Two", "One"]


def test_a_version_from_before_there_were_picks_has_none_and_stands_when_it_is_saved():
    article = make_article("Itself")
    revision = article.latest_revision
    revision.data = revision.data.replace('"picks":[],', "")
    revision.sha256 = "of another form"
    revision.save()

    saved = revisions.save(article, revisions.content_of(article), None)

    assert "picks" not in revision.values
    assert ArticleContent.of(revision).picks == []
    assert saved == revision


def test_one_that_readers_may_not_see_falls_out_and_comes_back(client):
    one, two = make_article("One", slug="one"), make_article("Two")
    article = make_article("Itself", picks=[two, one])
    publishing.withdraw(two, None)
    withdrawn = shown(client, article)
    binning.put_away(two, None)
    binned = shown(client, article)

    binning.bring_back(two, None)
    publishing.publish(two, None)

    assert withdrawn == binned == ["One"]
    assert shown(client, article) == ["Two", "One"]


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_one_that_is_not_public_yet_is_nowhere_on_the_page(client, state):
    at = later(hours=1) if state == "scheduled" else None
    make_article("Secret plan", published=False, at=at, slug="secret")
    article = make_article("Itself", picks=[Article.objects.get(slug="secret")])

    page = client.get(article.get_absolute_url())

    assert b"ecret" not in page.content
    assert picked(article) == ["Secret plan"]


def test_one_that_is_removed_for_good_leaves_nothing_behind(client):
    gone, stays = make_article("Gone"), make_article("Stays")
    article = make_article("Itself", picks=[gone, stays])
    publishing.withdraw(gone, None)
    binning.put_away(gone, None)
    Article.objects.filter(pk=gone.pk).update(deleted_at=later(days=-31))

    assert binning.remove_due(10) == 1

    assert ArticlePick.objects.filter(other_id=gone.pk).count() == 0
    assert shown(client, article) == ["Stays"]
    article.refresh_from_db()
    assert revisions.content_of(article).picks == [stays.pk]
    assert revisions.restore(article, article.revisions.last(), None) == article.latest_revision


def test_an_article_that_is_removed_takes_its_picks_along():
    article = make_article("Itself", picks=[make_article("Other")])

    article.delete()

    assert not ArticlePick.objects.exists()


def test_computing_anew_renaming_merging_and_filing_leave_them_as_they_are(client):
    tag, same = make_tag("Treaty"), make_tag("Treaties")
    category = make_category()
    others = [make_article(f"No {n}", at=later(days=-n - 1)) for n in range(3)]
    article = make_article("Itself", tags=[tag], picks=[others[2], others[0]])
    expected = ["No 2", "No 0"]

    call_command("relate", verbosity=0)
    assert picked(article) == expected
    publishing.publish(edit_article(others[2], tags=[tag.pk]), None)
    publishing.publish(edit_article(others[2], tags=[]), None)
    assert picked(article) == expected
    refiling.merge(tag, same)
    same.name = "Treaties and laws"
    refiling.save(same)
    assert picked(article) == expected
    bulk.refile(article, category, bulk.Refiling.ADD, make_editor())
    assert picked(article) == expected
    publishing.publish(edit_article(article, title="Another title"), None)
    assert picked(article) == expected
    assert shown(client, article)[:2] == expected


def test_a_copy_has_the_same():
    other = make_article("Other")
    article = make_article("Itself", picks=[other])

    copy = bulk.duplicate(article, make_editor())

    assert picked(copy) == ["Other"]


def test_a_schedule_that_is_moved_or_cancelled_keeps_them():
    other = make_article("Other")
    article = make_article("Itself", at=later(hours=1), picks=[other])

    scheduling.move(article, None, at=later(hours=2))
    moved = picked(article)
    scheduling.cancel(article, None)

    assert (moved, picked(article)) == (["Other"], ["Other"])


@pytest.mark.parametrize("size", [0, 4])
def test_a_page_with_them_takes_no_more_queries(client, django_assert_num_queries, size):
    image, tag = make_image(), make_tag()
    others = [make_article(f"Other {n}", lead_image=image, tags=[tag]) for n in range(6)]
    article = make_article("The one", tags=[tag], picks=others[:size])
    client.get(article.get_absolute_url())

    with django_assert_num_queries(6):
        client.get(article.get_absolute_url())


@pytest.mark.parametrize("who", ["desk", "link"])
def test_a_preview_shows_those_of_the_draft_that_are_public(client, desk, editor, who):
    tag = make_tag()
    near = [make_article(f"Near {n}", tags=[tag], at=later(days=-n - 1)) for n in range(4)]
    far = make_article("Far", at=later(days=-90))
    secret = make_article("Secret", published=False)
    article = make_article("Itself", tags=[tag])
    edit_article(article, picks=[secret.pk, near[3].pk, far.pk])
    url = reverse("admin:articles_article_draft", args=[article.pk])
    link = previews.make(article, editor).get_absolute_url()

    drawn = {"desk": desk, "link": client}[who].get({"desk": url, "link": link}[who])

    assert related_on(drawn) == ["Near 3", "Far", "Near 0", "Near 1"]
    assert "Far" not in shown(client, article)
