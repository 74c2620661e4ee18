"""Two editors press Save on one text at the same moment, each with a connection of their own."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Kept
from articles.text.keys import new_key
from articles.writing import keeping
from articles.writing.forms import seen
from articles.writing.locking import locked
from tests.articles.admin.test_keeping import signed_in
from tests.articles.admin.test_writing import change_url, typed
from tests.articles.writing.test_concurrency import at_once
from tests.makers import make_article, make_editor

pytestmark = pytest.mark.django_db(transaction=True)


def editors(count: int) -> list[Client]:
    return [signed_in(make_editor(address=f"editor{n}@example.org")) for n in range(count)]


def test_of_several_saves_of_one_version_one_is_taken_and_the_others_are_told():
    article = make_article("One")
    opened, answers = seen(article), []

    def save(client: Client, n: int) -> None:
        data = typed(title=f"Mine {n}", slug=article.slug, revision=opened, _save="")
        answers.append((n, client.post(change_url(article), data)))

    raised = at_once(*[lambda c=c, n=n: save(c, n) for n, c in enumerate(editors(4))])

    assert raised == []
    taken = [n for n, answer in answers if answer.status_code == 302]
    refused = [answer.content.decode() for _n, answer in answers if answer.status_code == 200]
    article.refresh_from_db()
    assert len(taken) == 1
    assert article.latest_revision.values["title"] == f"Mine {taken[0]}"
    assert article.revisions.count() == 2
    assert ["saved this text at" in page for page in refused] == [True] * 3


def test_what_one_form_tells_at_once_is_kept_in_one_row():
    article, tab, (client,) = make_article(), new_key(), editors(1)
    place = keeping.Place(client.user, type(article), article, tab)

    raised = at_once(*[lambda n=n: keeping.keep(place, "", [("title", str(n))]) for n in range(6)])

    assert raised == []
    assert Kept.objects.get().fields in [[("title", str(n))] for n in range(6)]


def test_a_word_that_comes_while_its_form_is_saved_disturbs_nothing():
    article, tab, (client,) = make_article("One"), new_key(), editors(1)
    data = typed(title="Mine", slug=article.slug, revision=seen(article), kept_tab=tab, _save="")
    url = reverse("admin:articles_article_keep", args=[article.pk])
    statuses = []

    def tell() -> None:
        values = {"tab": tab, "user": client.user.pk, "fields": '[["title", "Mine"]]'}
        statuses.append(signed_in(client.user).post(url, values).status_code)

    raised = at_once(lambda: client.post(change_url(article), data), tell, tell)

    article.refresh_from_db()
    assert (raised, statuses) == ([], [200, 200])
    assert article.latest_revision.values["title"] == "Mine"


def test_what_is_typed_is_kept_while_somebody_else_holds_the_text():
    """Who saves waits at the end for kept words; if they waited for the text, nobody would go on.
    SQLite has one writer at a time: there they come after."""
    article, (client,) = make_article("One"), editors(1)
    url = reverse("admin:articles_article_keep", args=[article.pk])
    values = {"tab": new_key(), "user": client.user.pk, "fields": '[["title", "Mine"]]'}
    told = []

    def tell() -> None:
        told.append(signed_in(client.user).post(url, values).status_code)
        connection.close()

    teller = threading.Thread(target=tell)
    with transaction.atomic():
        locked(article)
        if connection.vendor == "postgresql":
            teller.start()
            teller.join(timeout=10)
        while_held = list(told)
    if connection.vendor == "sqlite":
        teller.start()
    teller.join()

    assert while_held == ([200] if connection.vendor == "postgresql" else [])
    assert told == [200]
    assert Kept.objects.get().fields == [("title", "Mine")]
