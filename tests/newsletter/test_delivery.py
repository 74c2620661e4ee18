"""A campaign goes out: once to everybody who wants it, to nobody else."""

import os
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as default_policy

import pytest
from django.utils import timezone

from articles.writing import publishing, takedown
from iria import people
from newsletter import campaigns, composing, delivery, memberships, planning
from newsletter.models import Campaign, Chunk, Consent, Delivery, Subscriber
from tests.iria.smtp import BREAK, counting_server
from tests.iria.test_crash import database_url
from tests.makers import make_article, make_credit, make_editor, make_image
from tests.newsletter import making
from tests.newsletter.crash import POINTS
from tests.newsletter.test_mailed import parts

pytestmark = pytest.mark.django_db
# For what another process sees.
committed = pytest.mark.django_db(transaction=True)
MANY = 12


def make_subscribers(many: int = MANY) -> list[Subscriber]:
    return Subscriber.objects.bulk_create(
        [
            Subscriber(
                address=f"reader{n}@example.org",
                address_key=f"reader{n}@example.org",
                state="subscribed",
            )
            for n in range(many)
        ]
    )


def make_campaign(*articles, **fields) -> Campaign:
    return making.make_campaign(*(articles or [make_article()]), **fields)


def start(campaign: Campaign) -> None:
    campaigns.schedule(campaign, timezone.now(), make_editor())
    delivery.run_due(20)
    while planning.plan_due():
        pass


def work(limit: int = 20) -> None:
    while delivery.run_due(limit):
        pass


def adds_up(campaign: Campaign) -> bool:
    campaign.refresh_from_db()
    return sum(campaigns.counts(campaign).values()) == campaign.total


def states(campaign: Campaign) -> dict[str, int]:
    return {state: n for state, n in campaigns.counts(campaign).items() if n}


def test_everybody_who_is_subscribed_gets_it_once(settings, monkeypatch):
    monkeypatch.setattr(planning, "CHUNK", 5)
    make_subscribers()
    Subscriber.objects.create(address="a@example.org", address_key="a@example.org", state="left")
    campaign = make_campaign()

    with counting_server(settings) as server:
        start(campaign)
        work()

    campaign.refresh_from_db()
    assert sorted(server.recipients) == sorted(f"reader{n}@example.org" for n in range(MANY))
    assert (campaign.state, campaign.total, states(campaign)) == ("sent", MANY, {"sent": MANY})
    assert campaign.ended_at


def test_each_mail_carries_the_headers_and_the_link_of_its_person(settings):
    make_subscribers(2)
    campaign = make_campaign()

    with counting_server(settings) as server:
        start(campaign)
        work()

    for person in Subscriber.objects.all():
        raw = next(m for m in server.messages if person.address.encode() in m)
        message = message_from_bytes(raw, policy=default_policy)
        sent = Delivery.objects.get(subscriber=person)
        link = f"http://127.0.0.1:8000/newsletter/leave/{person.key}/"
        mailto = f"<mailto:news@localhost?subject=unsubscribe%20{person.key}>"
        assert message["List-Unsubscribe"].strip() == f"<{link}>, {mailto}"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["List-Id"] == "IRIA News <news.127.0.0.1>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Feedback-ID"].startswith(campaign.key)
        assert message["Message-ID"] == f"<{campaign.key}.{sent.pk}@127.0.0.1>"
        for kind in ("plain", "html"):
            text = message.get_body((kind,)).get_content()
            assert text.count(link) >= 2
            assert composing.KEY_MARK not in text


def test_who_leaves_while_it_is_under_way_gets_nothing(settings):
    people_ = make_subscribers()
    campaign = make_campaign()
    start(campaign)

    memberships.leave(people_[0], Consent.End.ONE_CLICK)
    people.erase(people_[1].address, None)
    Subscriber.objects.filter(pk=people_[2].pk).update(state="left")
    with counting_server(settings) as server:
        work()

    gone = {p.address for p in people_[:3]}
    assert not gone & set(server.recipients)
    assert states(campaign) == {"sent": MANY - 3, "suppressed": 3}
    assert adds_up(campaign)


@pytest.mark.parametrize("act", ["pause", "cancel"])
def test_a_campaign_stops_at_any_mail(settings, act):
    make_subscribers()
    campaign = make_campaign()
    start(campaign)

    with counting_server(settings) as server:
        delivery.run_due(4)
        getattr(campaigns, act)(campaign)
        work()
        stopped = len(server.recipients)
        stood = states(campaign)
        if act == "pause":
            campaigns.resume(campaign)
            work()

    assert stopped == 4
    if act == "pause":
        assert stood == {"sent": 4, "waiting": MANY - 4}
        assert states(campaign) == {"sent": MANY}
        assert len(set(server.recipients)) == len(server.recipients) == MANY
    else:
        assert stood == {"sent": 4, "cancelled": MANY - 4}
        with pytest.raises(campaigns.NotNow):
            campaigns.resume(campaign)


def test_a_time_to_come_is_waited_for(settings):
    make_subscribers(1)
    campaign = make_campaign()
    campaigns.schedule(campaign, timezone.now() + timedelta(hours=1), make_editor())

    with counting_server(settings) as server:
        work()
        early = list(server.recipients)
        Campaign.objects.update(send_at=timezone.now())
        work()

    assert early == []
    assert len(server.recipients) == 1


def test_an_article_that_is_withdrawn_is_in_no_mail_sent_afterwards(settings):
    make_subscribers()
    first, second = make_article("First of all"), make_article("Second to none")
    campaign = make_campaign(first, second)
    start(campaign)

    with counting_server(settings) as server:
        delivery.run_due(4)
        publishing.withdraw(first, None)
        delivery.run_due(4)
        publishing.withdraw(second, None)
        work()

    campaign.refresh_from_db()
    assert [b"First of all" in m for m in server.messages] == [True] * 4 + [False] * 4
    assert (campaign.state, campaign.trouble) == ("paused", "None of its articles is public.")
    assert states(campaign) == {"sent": 8, "waiting": MANY - 8}


@pytest.mark.parametrize("is_replaced", [True, False])
def test_a_picture_that_is_taken_down_is_in_no_mail_sent_afterwards(settings, is_replaced):
    """Whether its article goes out whole or in a list; what was prepared before is not sent."""
    make_subscribers()
    image = make_image(alt="The minister", credit=make_credit("Sofia", "TASK"))
    other = make_image(alt="A hall", credit=make_credit("Bo Stand", "NATO"))
    body = f'<figure data-image="{image.key}" data-alt="The minister"></figure>'
    article = make_article(lead_image=image, lead_alt="The minister", body=body)
    for campaign in (make_campaign(article), make_campaign(article, make_article("Another"))):
        start(campaign)

    with counting_server(settings) as server:
        delivery.run_due(8)
        before = len(server.messages)
        takedown.take_down(image, None, why="They ask.", stand_in=other if is_replaced else None)
        work()
        mails = [parts(raw) for raw in server.messages]

    assert before == 8
    assert len(mails) == 2 * MANY
    assert all(image.key in html and "Sofia/TASK" in html for html, _text in mails[:before])
    for html, text in mails[before:]:
        for gone in (image.key, "Sofia/TASK", "The minister"):
            assert gone not in html + text
        assert (other.key in html) == is_replaced
        assert ("Bo Stand/NATO" in html) == is_replaced


@pytest.mark.parametrize(
    ("answers", "after", "state"),
    [
        ({"rcpt": "450 later"}, {"waiting": MANY}, "sending"),
        ({"rcpt": "550 no"}, {"failed": 10, "waiting": MANY - 10}, "paused"),
        ({"mail": "421 closing"}, {"waiting": MANY}, "sending"),
        ({"rcpt": BREAK}, {"waiting": MANY}, "sending"),
        ({"data": BREAK}, {"uncertain": 3, "waiting": MANY - 3}, "paused"),
        ({"data": "554 spam"}, {"failed": 10, "waiting": MANY - 10}, "paused"),
        ({"data": "451 later"}, {"waiting": MANY}, "sending"),
    ],
)
def test_whatever_the_server_answers_the_account_adds_up(settings, answers, after, state):
    make_subscribers()
    campaign = make_campaign()
    start(campaign)

    with counting_server(settings, **answers):
        work()

    assert states(campaign) == after
    assert adds_up(campaign)
    assert campaign.state == state


def test_what_was_put_off_is_sent_later(settings, monkeypatch):
    make_subscribers()
    campaign = make_campaign()
    start(campaign)
    with counting_server(settings, rcpt="450 later"):
        work()

    Chunk.objects.update(due_at=timezone.now())
    Delivery.objects.update(due_at=None)
    with counting_server(settings) as server:
        work()

    assert states(campaign) == {"sent": MANY}
    assert len(set(server.recipients)) == len(server.recipients) == MANY


def test_a_server_that_is_not_there_costs_nobody_a_try(settings):
    make_subscribers()
    campaign = make_campaign()
    start(campaign)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    work()

    assert states(campaign) == {"waiting": MANY}
    assert not Delivery.objects.exclude(attempts=0).exists()


def killed_worker(point: str, settings) -> int:
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "DJANGO_SETTINGS_MODULE": "iria.settings",
    }
    command = [sys.executable, "-m", "tests.newsletter.crash", point]
    return subprocess.run(command, env=environment, timeout=60, check=False).returncode


@committed
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_is_killed_and_nobody_is_mailed_twice_or_forgotten(settings, point):
    make_subscribers()
    campaign = make_campaign()
    start(campaign)

    with counting_server(settings) as server:
        code = killed_worker(point, settings)
        assert adds_up(campaign)
        Chunk.objects.exclude(leased_until=None).update(
            leased_until=timezone.now() - timedelta(seconds=1)
        )
        work()

    found = states(campaign)
    doubt = found.get("uncertain", 0)
    assert code == -9
    assert len(server.recipients) == len(set(server.recipients))
    assert doubt == (1 if "answer" in point or "intent" in point else 0)
    assert found["sent"] == MANY - doubt
    # Whoever is not listed as uncertain has the mail.
    sent = set(Delivery.objects.filter(state="sent").values_list("address", flat=True))
    assert sent <= set(server.recipients)
    assert adds_up(campaign)


@committed
def test_a_worker_that_sends_again_what_it_does_not_know_of_mails_twice(settings):
    """The control: the same flow without claim and intent, so that the test above shows
    something."""
    make_subscribers()
    campaign = make_campaign()
    start(campaign)

    with counting_server(settings) as server:
        killed_worker("after the answer", settings)
        Chunk.objects.update(lease_token=None, leased_until=None)
        Delivery.objects.update(state="waiting")
        work()

    assert len(server.recipients) > len(set(server.recipients))
