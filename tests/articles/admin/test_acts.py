"""What is done to a text from a page that asks first: a time, a note, a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles.admin.actforms import seen_whole
from articles.admin.acts import ACTS
from articles.models import Article
from articles.writing import noting, publishing, reviewing, scheduling
from articles.writing.forms import seen
from iria.models import Institute, Letter
from tests.articles.admin.test_writing import change_url, said, typed
from tests.makers import client_of, edit_article, make_article, make_member, make_page

pytestmark = pytest.mark.django_db


def url_of(name: str, text: Article) -> str:
    kind = text._meta.model_name
    return reverse(f"admin:articles_{kind}_{name.replace('-', '_')}", args=[text.pk])


def act(client, name: str, text: Article, /, **data: object):
    return client.post(url_of(name, text), data, follow=True)


def at(moment: datetime) -> dict[str, str]:
    """A moment as it is typed, in the institute's zone."""
    local = moment.astimezone(Institute.current().zone)
    return {"at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M}"}


def logged(text: Article) -> list[str]:
    """What was done, in words, oldest first."""
    entries = LogEntry.objects.filter(object_id=str(text.pk)).order_by("pk")
    return [e.change_message for e in entries if not e.change_message.startswith("[")]


@pytest.fixture
def author():
    return client_of(make_member("Author", address="author@example.org"))


@pytest.fixture
def noon():
    return (timezone.now() + timedelta(days=2)).replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize("make", [make_article, make_page])
def test_a_text_is_scheduled_moved_and_called_off(desk, make, noon):
    text = make(published=False)

    scheduled = act(desk, "schedule", text, **at(noon))
    text.refresh_from_db()
    first = (text.state, text.go_live_at, text.is_public())
    act(desk, "schedule", text, **at(noon + timedelta(days=1)))
    text.refresh_from_db()
    second = text.go_live_at
    act(desk, "unschedule", text)
    text.refresh_from_db()

    assert "It goes before readers on" in said(scheduled)
    assert first == ("approved", noon, False)
    assert second == noon + timedelta(days=1)
    assert (text.state, text.go_live_at, text.live_revision) == ("draft", None, None)
    assert [line.split(" ")[0] for line in logged(text)] == ["Scheduled", "Moved", "Schedule"]


def test_readers_find_a_scheduled_article_from_its_second_on(desk, client, noon, monkeypatch):
    article = make_article("On time", published=False)
    act(desk, "schedule", article, **at(noon))
    url = article.get_absolute_url()

    monkeypatch.setattr(timezone, "now", lambda: noon - timedelta(microseconds=1))
    before = client.get(url).status_code
    monkeypatch.setattr(timezone, "now", lambda: noon)
    after = client.get(url).status_code

    assert (before, after) == (404, 200)


def test_a_time_is_meant_in_the_zone_of_the_institute(desk):
    institute = Institute.current()
    institute.time_zone = "Asia/Tokyo"
    institute.save()
    article = make_article(published=False)

    act(desk, "schedule", article, at_0="2031-06-01", at_1="09:00")

    article.refresh_from_db()
    assert article.go_live_at == datetime(2031, 6, 1, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("2020-01-01", "12:00", "This time has passed. It is now"),
        # In 2031 clocks in Berlin go forward on 30 March and back on 26 October.
        ("2031-03-30", "02:30", "There is no 02:30 on this day"),
        ("2031-10-26", "02:30", "The clocks show 02:30 twice on this day"),
        ("2031-10-26", "", "Give a date and a time."),
        ("", "", "Give a date and a time."),
        ("tomorrow", "12:00", "This is no date of the calendar."),
        ("2031-10-26", "noon", "This is no time of day"),
    ],
)
def test_a_time_that_cannot_be_is_refused_where_it_was_typed(desk, day, time, sentence):
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})
    article = make_article(published=False)

    response = act(desk, "schedule", article, at_0=day, at_1=time)

    article.refresh_from_db()
    page = response.content.decode()
    assert article.state == "draft"
    assert any(sentence in error for error in response.context["form"].errors["at"])
    assert sentence in page
    assert f'value="{day}"' in page or not day


@pytest.mark.parametrize("time", ["01:59", "03:00"])
def test_the_times_around_a_gap_are_taken(desk, time):
    Institute.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})
    article = make_article(published=False)

    act(desk, "schedule", article, at_0="2031-03-30", at_1=time)

    article.refresh_from_db()
    assert article.go_live_at.astimezone(Institute.current().zone).strftime("%H:%M") == time


def test_what_readers_know_is_not_scheduled(desk, noon):
    article = make_article()

    response = act(desk, "schedule", article, **at(noon))

    assert "changes are published by hand" in said(response)
    assert Article.objects.public().get() == article


def test_changes_to_a_scheduled_article_wait_until_they_are_approved(desk, noon):
    article = make_article("First", at=noon)
    data = typed(title="Second", revision=seen(article))

    desk.post(change_url(article), data | {"_save": "1"})
    article.refresh_from_db()
    saved = (article.title, article.go_live_at)
    approving = typed(title="Second", revision=seen(article), _approve="1")
    response = desk.post(change_url(article), approving, follow=True)
    article.refresh_from_db()

    assert saved == ("First", noon)
    assert (article.title, article.go_live_at) == ("Second", noon)
    assert "Approved. It goes before readers on" in said(response)
    assert logged(article)[-1].startswith("Approved changes, for")


def test_a_scheduled_article_goes_out_now_if_that_is_pressed(desk, noon):
    article = make_article("First", at=noon)

    desk.post(change_url(article), typed(title="First", revision=seen(article), _publish="1"))

    assert Article.objects.public().get() == article


def test_the_buttons_that_lead_on_save_what_was_typed_first(desk, author):
    mine = make_article("Mine", published=False, user=author.user)

    scheduling_page = desk.post(
        change_url(mine), typed(title="By desk", revision=seen(mine), _schedule="1"), follow=True
    )
    mine.refresh_from_db()
    submitting = typed(title="By author", revision=seen(mine), _submit="1")
    submit_page = author.post(change_url(mine), submitting, follow=True)
    mine.refresh_from_db()

    assert scheduling_page.redirect_chain[-1][0] == url_of("schedule", mine)
    assert submit_page.redirect_chain[-1][0] == url_of("submit", mine)
    assert mine.latest_revision.values["title"] == "By author"


def test_a_draft_is_submitted_sent_back_by_letter_and_submitted_again(desk, author):
    article = make_article("Draft", published=False, user=author.user)

    act(author, "submit", article, note="The second source?")
    article.refresh_from_db()
    submitted = (article.state, article.review_note, article.submitted_revision)
    seen_by_editor = desk.get(change_url(article)).content.decode()
    act(desk, "send-back", article, note="Name the second source.")
    article.refresh_from_db()
    seen_by_author = author.get(change_url(article)).content.decode()
    letter = Letter.objects.get()
    state = article.state
    act(author, "submit", article, note="")
    article.refresh_from_db()

    assert submitted == ("review", "The second source?", article.latest_revision)
    assert "The second source?" in seen_by_editor
    assert state == "draft"
    assert "Name the second source." in seen_by_author
    assert letter.address == "author@example.org"
    assert letter.subject == "Sent back: “Draft”"
    assert "Name the second source." in letter.text
    assert change_url(article) in letter.text
    assert article.state == "review"
    assert logged(article) == [
        "Submitted for review: “The second source?”",
        "Sent back: “Name the second source.”",
        "Submitted for review.",
    ]


def test_changes_to_a_live_article_wait_for_review_without_touching_it(desk, author, client):
    article = make_article("Live", user=author.user)
    url = article.get_absolute_url()
    before = client.get(url).content

    data = typed(title="Changed", revision=seen(article), _submit="1")
    author.post(change_url(article), data)
    act(author, "submit", article, note="A figure was wrong.")
    article.refresh_from_db()
    listed = desk.get(reverse("admin:articles_article_changelist") + "?state=review")
    waiting = list(listed.context["cl"].queryset)
    during = client.get(url).content
    desk.post(change_url(article), typed(title="Changed", revision=seen(article), _publish="1"))
    article.refresh_from_db()

    assert article.submitted_revision is None
    assert article.review_note == ""
    assert waiting == [article]
    assert during == before
    assert article.title == "Changed"


def test_changes_that_are_sent_back_leave_the_live_article_as_it_is(desk, author):
    article = make_article("Live", user=author.user)
    edit_article(article, author.user, title="Changed")
    reviewing.submit(article, author.user)

    act(desk, "send-back", article, note="No.")

    article.refresh_from_db()
    assert (article.state, article.title) == ("approved", "Live")
    assert not reviewing.waits(article)
    assert "The changes were sent back:" in author.get(change_url(article)).content.decode()


def test_who_submitted_takes_it_back(author):
    article = make_article(published=False, user=author.user)
    act(author, "submit", article)

    response = act(author, "take-back", article)

    article.refresh_from_db()
    assert (article.state, article.submitted_revision) == ("draft", None)
    assert "Taken back." in said(response)


def test_a_withdrawn_article_waits_for_review_and_stays_withdrawn(author, client):
    article = publishing.withdraw(make_article(user=author.user), None, reason="An error.")

    act(author, "submit", article, note="Corrected.")

    article.refresh_from_db()
    assert (article.state, reviewing.waits(article)) == ("withdrawn", True)
    assert client.get(article.get_absolute_url()).status_code == 410


def test_readers_are_told_the_reason_until_it_is_published_again(desk, client):
    article = make_article("A treaty")

    act(desk, "withdraw", article, reason=" A source <b>withdrew</b> its word. ")
    gone = client.get(article.get_absolute_url())
    article.refresh_from_db()
    desk.post(change_url(article), typed(title="A treaty", revision=seen(article), _publish="1"))
    back = client.get(article.get_absolute_url())

    assert gone.status_code == 410
    assert "A source &lt;b&gt;withdrew&lt;/b&gt; its word." in gone.content.decode()
    assert back.status_code == 200
    assert logged(article) == [
        "Withdrawn. Readers are told: “A source <b>withdrew</b> its word.”",
        "Published again.",
    ]


@pytest.mark.parametrize("name", ACTS)
def test_a_page_that_asks_changes_nothing_by_being_opened(desk, name):
    article = make_article("Live") if name == "withdraw" else make_article(published=False)
    if name in ("send-back", "take-back"):
        reviewing.submit(article, None)
    if name == "unschedule":
        scheduling.schedule(article, None, at=timezone.now() + timedelta(days=1))
    article.refresh_from_db()
    before = Article.objects.values().get()

    response = desk.get(url_of(name, article))

    assert response.status_code == 200
    assert Article.objects.values().get() == before
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("name", ["schedule", "withdraw", "submit", "send-back", "bin"])
def test_a_text_that_another_changed_meanwhile_is_looked_at_once_more(desk, name):
    article = make_article("Live") if name == "withdraw" else make_article(published=False)
    if name == "send-back":
        article = reviewing.submit(article, None)
    before = seen_whole(article)
    edit_article(article, title="By another")
    asked = {"seen": before, "note": "My note", "reason": "My reason"}

    moment = at(timezone.now() + timedelta(days=3))
    response = act(desk, name, article, **asked, **moment)
    article.refresh_from_db()
    page = response.content.decode()
    again = act(desk, name, article, **asked | moment | {"seen": seen_whole(article)})

    assert "Somebody changed this text since you opened this page." in page
    for typed_word in {"withdraw": ["My reason"], "submit": ["My note"]}.get(name, []):
        assert typed_word in page
    assert again.redirect_chain
    assert len(logged(article)) == 1


def test_an_act_that_no_longer_fits_says_so_and_leads_back(desk):
    article = make_article(published=False)

    responses = [act(desk, name, article) for name in ("withdraw", "unschedule", "send-back")]

    assert [r.redirect_chain[-1][0] for r in responses] == [change_url(article)] * 3
    assert not LogEntry.objects.exists()


def test_an_address_that_another_took_stops_the_publication_and_keeps_the_draft(desk, noon):
    article = make_article("Live", slug="live")
    edit_article(article, slug="wanted", title="Better")
    make_article("Other", slug="wanted")
    draft = make_article("Draft", published=False, slug="free")

    response = desk.post(
        change_url(article),
        typed(title="Best", slug="wanted", revision=seen(article), _publish="1"),
    )
    article.refresh_from_db()
    pressed = act(desk, "schedule", draft, **at(noon))

    assert "Something else has or had this address." in response.content.decode()
    assert (article.title, article.slug) == ("Live", "live")
    assert pressed.status_code == 200


def test_who_may_send_asks_for_the_mail_with_the_schedule_and_takes_it_back(noon):
    both = client_of(make_member("Editor", "Mail manager"))
    editor = client_of(make_member("Editor"))
    article = make_article(published=False)

    act(both, "schedule", article, mail="on", **at(noon))
    article.refresh_from_db()
    asked = (article.mail_when_published, article.mail_asked_by, article.is_scheduled)
    form = both.get(change_url(article)).content.decode()
    act(editor, "schedule", article, mail="", **at(noon + timedelta(hours=1)))
    article.refresh_from_db()
    kept = article.mail_when_published
    act(both, "schedule", article, **at(noon + timedelta(hours=1)))
    article.refresh_from_db()

    assert asked == (True, both.user, True)
    assert "It is mailed to all subscribers then." in form
    assert kept is True
    assert (article.mail_when_published, article.go_live_at) == (False, noon + timedelta(hours=1))
    assert "mail" not in editor.get(url_of("schedule", article)).context["form"].fields


def test_what_was_asked_for_with_a_schedule_that_is_refused_is_not_kept(noon):
    client = client_of(make_member("Editor", "Mail manager"))
    article = make_article(published=False)
    noting.add(article, client.user, "Call the ministry.", is_todo=True)

    response = act(client, "schedule", article, mail="on", **at(noon))

    article.refresh_from_db()
    assert "Still to be done" in response.content.decode()
    assert (article.state, article.mail_when_published) == ("draft", False)
    assert logged(article) == []
