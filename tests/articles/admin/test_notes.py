"""Notes between those who work on a text, and what must be done before it is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Note
from articles.writing.forms import seen
from tests.articles.admin.test_acts import act, at, url_of
from tests.articles.admin.test_writing import change_url, said, typed
from tests.makers import client_of, make_article, make_member, make_page, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_article, make_page])
def test_a_note_is_written_and_read_by_others_as_words(desk, make):
    text = make(published=False)

    act(desk, "notes", text, text="Ask <b>Ada</b>.\n\nShe knows.")

    page = client_of(make_member("Editor")).get(url_of("notes", text)).content.decode()
    assert "Ask &lt;b&gt;Ada&lt;/b&gt;." in page
    assert Note.objects.get().is_todo is False


def test_an_empty_note_is_refused_and_a_long_one_kept_where_it_was_typed(desk):
    article = make_article(published=False)

    answers = [act(desk, "notes", article, text=words) for words in ("", "long " * 401)]

    assert not Note.objects.exists()
    assert ["Not written down yet" in a.content.decode() for a in answers] == [True, True]
    assert "long long" in answers[1].content.decode()


def test_an_open_to_do_stops_publication_and_schedule_until_it_is_done(desk, editor):
    article = make_article("Draft", published=False)
    act(desk, "notes", article, text="Call the ministry.", is_todo="on")
    note = Note.objects.get()
    press = {"revision": seen(article), "_publish": "1"}
    noon = at(timezone.now() + timedelta(days=1))

    refused = desk.post(change_url(article), typed(title="Changed", **press), follow=True)
    article.refresh_from_db()
    unscheduled = act(desk, "schedule", article, **noon)
    article.refresh_from_db()
    kept = (article.state, article.latest_revision.values["title"])
    desk.post(f"{url_of('notes', article)}{note.pk}/done/")
    note.refresh_from_db()
    press = {"revision": seen(article), "_publish": "1"}
    desk.post(change_url(article), typed(title="Changed", **press))
    article.refresh_from_db()

    assert "Still to be done: “Call the ministry.”" in said(refused)
    assert "Still to be done: “Call the ministry.”" in unscheduled.content.decode()
    assert kept == ("draft", "Changed")
    assert note.done_by == editor
    assert article.is_public()


def test_a_to_do_that_was_ticked_off_too_early_is_opened_again(desk):
    article = make_article(published=False)
    act(desk, "notes", article, text="Call.", is_todo="on")
    done = f"{url_of('notes', article)}{Note.objects.get().pk}/done/"

    desk.post(done)
    looked = desk.get(done, follow=True)
    desk.post(done, {"undo": "1"})

    assert "Open it again" in looked.content.decode()
    assert Note.objects.open().count() == 1
    assert "Still to be done before it is published:" in desk.get(change_url(article)).text


def test_notes_about_the_articles_of_others_are_not_for_authors():
    author = client_of(make_member("Author"))
    mine = make_article("Mine", published=False, user=author.user)
    theirs = make_article("Theirs", published=False, user=make_user())

    answers = [
        author.post(url_of("notes", a), {"text": "Hm."}).status_code for a in (mine, theirs)
    ]

    assert answers == [302, 404]
    assert Note.objects.get().article == mine


def test_a_note_of_another_text_is_not_ticked_off_through_this_one(desk):
    one, two = make_article("One", published=False), make_article("Two", published=False)
    act(desk, "notes", one, text="Call.", is_todo="on")

    answer = desk.post(f"{url_of('notes', two)}{Note.objects.get().pk}/done/")

    assert answer.status_code == 404
    assert Note.objects.open().count() == 1
