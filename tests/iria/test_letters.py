from datetime import timedelta
from email import message_from_bytes
from email.policy import default as default_policy

import pytest
from django.db import transaction
from django.utils import timezone

from iria import letters
from iria.models import Letter
from tests.iria.smtp import BREAK, counting_server
from tests.makers import make_user

pytestmark = pytest.mark.django_db
State = Letter.State


def write(address: str = "reader@example.org", **options: object) -> Letter | None:
    user = make_user()
    context = {"user": user, "link": "https://example.org/link", "days": 3}
    return letters.write("reset", address, "mail/reset", context, **options)


def due_now() -> None:
    Letter.objects.update(due_at=timezone.now())


def test_a_letter_goes_out_with_both_texts_and_its_headers(settings):
    settings.DEFAULT_FROM_EMAIL = "IRIA <news@example.org>"
    letter = write(headers={"X-Kind": "test"})

    with counting_server(settings) as server:
        letters.run_due(10)

    message = message_from_bytes(server.messages[0], policy=default_policy)
    assert (message["From"], message["To"]) == ("IRIA <news@example.org>", "reader@example.org")
    assert (message["Auto-Submitted"], message["X-Kind"]) == ("auto-generated", "test")
    assert message["Message-ID"] == letter.message_id
    assert "https://example.org/link" in message.get_body(("plain",)).get_content()
    assert "https://example.org/link" in message.get_body(("html",)).get_content()


def test_a_sent_letter_keeps_its_account_and_not_its_link(settings):
    write()

    with counting_server(settings):
        letters.run_due(10)

    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.text, letter.html) == (State.SENT, 1, "", "")
    assert letter.sent_at is not None


def test_what_is_rolled_back_is_not_mailed(settings):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_one_of_a_name_is_written_once():
    assert write(once="reset:1") is not None
    assert write(once="reset:1") is None
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("answer", ["450 later", "421 closing", BREAK])
def test_who_asks_to_wait_is_asked_again_later_and_later(settings, answer):
    write()
    waits = []

    with counting_server(settings, rcpt=answer):
        for _ in range(3):
            due_now()
            letters.run_due(10)
            letter = Letter.objects.get()
            waits.append(round((letter.due_at - timezone.now()).total_seconds() / 60))

    assert waits == [1, 5, 15]
    assert (letter.state, letter.attempts) == (State.WAITING, 3)


def test_it_gives_up_in_the_end(settings):
    write()

    with counting_server(settings, rcpt="450 later"):
        for _ in range(len(letters.PAUSES) + 1):
            due_now()
            letters.run_due(10)

    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == (State.FAILED, len(letters.PAUSES) + 1)
    assert "450 later" in letter.error


def test_a_no_for_good_ends_it(settings):
    write()

    with counting_server(settings, rcpt="550 nobody here") as server:
        letters.run_due(10)
        due_now()
        letters.run_due(10)

    assert Letter.objects.get().state == State.FAILED
    assert server.messages == []


def test_what_may_have_been_taken_is_listed_and_never_sent_again(settings):
    write()

    with counting_server(settings, data=BREAK) as server:
        letters.run_due(10)
        server.answers.clear()
        due_now()
        letters.run_due(10)

    assert Letter.objects.get().state == State.UNCERTAIN
    assert len(server.messages) == 1


def test_one_that_fails_leaves_the_others_their_way(settings):
    first, second = write("one@example.org"), write("two@example.org")
    Letter.objects.filter(pk=first.pk).update(subject="A\r\nBcc: everybody@example.org")

    with counting_server(settings) as server:
        letters.run_due(10)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.FAILED, State.SENT)
    assert server.recipients == ["two@example.org"]


def test_what_came_too_late_is_not_sent(settings):
    write(expires_in=timedelta(hours=1))
    Letter.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with counting_server(settings) as server:
        letters.run_due(10)

    letter = Letter.objects.get()
    assert (letter.state, letter.text) == (State.EXPIRED, "")
    assert server.messages == []


def test_a_letter_that_another_worker_holds_is_left_to_it(settings):
    write()
    Letter.objects.update(leased_until=timezone.now() + timedelta(minutes=1))

    with counting_server(settings) as server:
        assert letters.run_due(10) == 0
        Letter.objects.update(leased_until=timezone.now() - timedelta(minutes=1))
        assert letters.run_due(10) == 1

    assert len(server.messages) == 1


def test_a_worker_that_died_in_the_middle_leaves_one_in_doubt(settings):
    write()
    Letter.objects.update(state=State.SENDING, leased_until=timezone.now() - timedelta(minutes=1))

    with counting_server(settings) as server:
        letters.run_due(10)

    assert Letter.objects.get().state == State.UNCERTAIN
    assert server.messages == []


def test_an_address_in_another_script_is_reached(settings):
    write("käthe@bücher.example")

    with counting_server(settings) as server:
        letters.run_due(10)

    assert Letter.objects.get().error == ""
    assert server.recipients == ["käthe@xn--bcher-kva.example"]


def test_old_letters_are_forgotten_and_waiting_ones_are_not():
    old, waiting, new = write(), write(), write()
    long_ago = timezone.now() - timedelta(days=91)
    Letter.objects.filter(pk__in=[old.pk, waiting.pk]).update(created_at=long_ago)
    Letter.objects.filter(pk__in=[old.pk, new.pk]).update(state=State.SENT)

    letters.forget_old(10)

    assert set(Letter.objects.values_list("pk", flat=True)) == {waiting.pk, new.pk}
