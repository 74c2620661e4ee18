"""A draft looks as the page will once it is published."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html as lxml_html

from articles.comments.models import Comment
from articles.models import Article
from articles.writing import publishing, refiling, revisions
from articles.writing.content import PageContent
from articles.writing.tables.texts import State
from iria.models import Institute
from tests.articles.reading.previewing import FIGURE, bar, look, small_image, words
from tests.freezing import later
from tests.makers import (
    edit_article,
    make_article,
    make_author,
    make_category,
    make_credit,
    make_page,
    make_tag,
)

pytestmark = pytest.mark.django_db


def everything(**fields):
    """An article with all that a page can show."""
    image, lead, other = small_image(), small_image(), make_article("Other", slug="other")
    body = (
        f"<h2>One</h2><p>It <span data-footnote>A note.</span> "
        f'<a data-article="{other.key}">links</a>.</p><h2>Two</h2>'
        f"{FIGURE.format(image.key)}<h2>Three</h2><p>{'word ' * 700}</p>"
    )
    return {
        "title": "A treaty is signed",
        "standfirst": "In short.",
        "body": body,
        "lead_image": lead,
        "lead_alt": "A field",
        "lead_caption": "A <em>hall</em>",
        "categories": [make_category("Europe"), make_category("News")],
        "tags": [make_tag("Treaties"), make_tag("Law")],
        "authors": [make_author("Bo Second"), make_author("Ada Writer", bio="Writes.")],
    } | fields


def main_of(response) -> str:
    """What stands between header and footer, without the comments and the line for paper."""
    (main,) = lxml_html.fromstring(response.content).xpath("//main")
    for part in main.xpath(".//*[@id='comments'] | .//p[@class='source']"):
        part.getparent().remove(part)
    return lxml_html.tostring(main, encoding="unicode")


def test_a_draft_looks_as_the_page_does_once_it_is_published(client, link_to, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    article = make_article(**everything(), published=False)

    draft = look(link_to(article))
    publishing.publish(article, None)
    published = client.get(article.get_absolute_url())

    assert draft.status_code == published.status_code == 200
    assert main_of(draft) == main_of(published)


def test_changes_look_as_the_page_does_once_they_are_published(client, link_to, monkeypatch):
    article = make_article("Before", categories=[make_category("Asia")], slug="one")
    later(monkeypatch, days=1)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    fields = everything(slug="one")
    fields["byline"] = [[author.pk, "maps"] for author in fields.pop("authors")]
    for name in ("categories", "tags"):
        fields[name] = [row.pk for row in fields[name]]
    edit_article(article, **fields | {"lead_image": fields["lead_image"].pk})

    before = client.get(article.get_absolute_url())
    draft = look(link_to(article))
    publishing.publish(article, None)
    published = client.get(article.get_absolute_url())

    assert main_of(draft) == main_of(published)
    assert "Updated" in words(draft)
    assert main_of(draft) != main_of(before)


def test_a_page_is_previewed_as_it_will_stand(client, link_to):
    page = make_page("About", published=False)

    draft = look(link_to(page))
    publishing.publish(page, None)

    assert bar(draft).startswith("Preview: not published.")
    assert main_of(draft) == main_of(client.get(page.get_absolute_url()))


def test_changes_of_a_live_page_are_previewed(client, link_to):
    page = make_page("About", body="<p>Old.</p>")
    revisions.save(page, PageContent(title="About", slug="about", body="<p>New.</p>"), None)

    draft = look(link_to(page))

    assert "New." in words(draft)
    assert "New." not in words(client.get(page.get_absolute_url()))
    assert bar(draft).startswith("Preview: readers see another version.")


def test_the_newest_draft_at_the_time_of_asking_is_shown(link_to):
    article = make_article("First", published=False)
    link = link_to(article)
    edit_article(article, title="Second")

    shown = words(look(link))

    assert "Second" in shown
    assert "First" not in shown


@pytest.mark.parametrize("kind", ["scheduled", "withdrawn", "review", "withdrawn before its time"])
def test_what_readers_do_not_see_is_previewed_whatever_its_state(link_to, kind):
    article = make_article("Hidden", published=kind == "withdrawn")
    if kind.startswith(("scheduled", "withdrawn before")):
        publishing.publish(article, None, at=timezone.now() + timedelta(days=3))
    if kind.startswith("withdrawn"):
        publishing.withdraw(article, None)
    if kind == "review":
        Article.objects.update(state=State.REVIEW)
    article.refresh_from_db()

    response = look(link_to(article))

    assert "Hidden" in words(response)
    assert bar(response).startswith("Preview: not published.")


def test_what_is_scheduled_bears_the_date_of_its_publication(link_to):
    at = timezone.now() + timedelta(days=40)
    article = make_article("Later", at=at)

    page = lxml_html.fromstring(look(link_to(article)).content)

    (moment,) = page.xpath("//article/header//time/@datetime")
    assert moment == at.isoformat()


def test_the_bar_says_when_it_was_saved_and_until_when_the_link_works(link_to, monkeypatch):
    Institute.objects.create(pk=1, time_zone="Asia/Ulaanbaatar")
    moment = timezone.now().replace(year=2026, month=3, day=1, hour=23, minute=30)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    article = make_article(published=False)

    said = bar(look(link_to(article)))

    assert said == (
        "Preview: not published. Saved 2 Mar 2026, 07:30. This link works until 9 Mar 2026, 07:30."
    )


def test_credits_and_names_are_those_of_today(link_to):
    image, old, new = (
        small_image(credit=make_credit("Sofya")),
        make_category("A"),
        make_category("B"),
    )
    article = make_article(
        published=False, body=FIGURE.format(image.key), categories=[old], lead_image=image
    )
    image.credit.photographer = "Sofia"
    image.credit.save()
    refiling.merge(old, new)

    page = lxml_html.fromstring(look(link_to(article)).content)

    lines = {credit.text for credit in page.xpath("//*[@class='credit']")}
    assert lines == {"(Image Credit: Sofia/TASK)"}
    assert page.xpath("//*[@class='filed']/a/text()") == ["B"]


def test_links_lead_to_what_is_public_and_to_no_draft(link_to):
    live, draft = make_article("Live", slug="live"), make_article("Hidden", published=False)
    body = f'<p><a data-article="{live.key}">one</a> <a data-article="{draft.key}">two</a></p>'
    article = make_article("Mine", published=False, body=body)

    response = look(link_to(article))

    (prose,) = lxml_html.fromstring(response.content).xpath("//div[@class='prose']")
    assert prose.xpath(".//a/@href") == ["/articles/live/"]
    assert "Hidden" not in words(response)


def test_comments_that_readers_see_show_and_nothing_can_be_sent(client, link_to):
    article = make_article("Live")
    Comment.objects.create(
        article=article, name="Ann", text="Well said.", state="approved", created_at=timezone.now()
    )
    Article.objects.update(comment_count=1)
    edit_article(article, title="Changed")
    article.refresh_from_db()
    link = link_to(article)

    live, withdrawn = look(link), None
    publishing.withdraw(article, None)
    withdrawn = look(link)

    for response in (live, withdrawn):
        assert "Comments are closed." in words(response)
        assert b"<form" not in response.content
        assert b"Reply" not in response.content
    assert "Well said." in words(live)
    assert "Well said." not in words(withdrawn)
    assert b"<form" in client.get("/").content


@pytest.mark.parametrize("size", [1, 4])
def test_queries_are_the_same_however_much_there_is(
    client, link_to, size, django_assert_num_queries
):
    images = [small_image() for _ in range(size)]
    body = "".join(FIGURE.format(image.key) for image in images)
    filed = {
        "categories": [make_category(f"C{n}") for n in range(size)],
        "tags": [make_tag(f"T{n}") for n in range(size)],
        "authors": [make_author(f"A{n}") for n in range(size)],
    }
    for n in range(size):
        make_article(f"Other {n}", lead_image=images[n], **filed)
    article = make_article("Live", body=body, lead_image=images[0], **filed)
    edit_article(article, title="Changed")
    link = link_to(article)

    # Institute, link with its text and versions, two for what stands today, lead picture, byline,
    # categories, tags, pictures, three for related, menus.
    with django_assert_num_queries(12):
        look(link, client)
