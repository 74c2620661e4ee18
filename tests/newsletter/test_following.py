"""What was asked to be mailed when it is published is mailed then: once, or it shows why not."""

import threading
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.models import Article
from articles.writing import mailing, publishing
from iria import beats
from iria.management.commands import work
from iria.models import User
from newsletter import campaigns, delivery, following
from newsletter.models import Campaign, FollowUp
from tests.articles.writing.test_concurrency import at_once
from tests.freezing import later
from tests.iria.smtp import counting_server
from tests.makers import edit_article, make_article
from tests.newsletter.making import add_subscriber, make_campaign
from tests.newsletter.test_campaigns_admin import staff

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)
State = Campaign.State


def wished(editor: User, title: str = "A treaty", *, hours: float = 0, **fields) -> Article:
    """Asked to be mailed, and published now or in some hours."""
    article = make_article(title, published=False, **fields)
    mailing.ask(article, editor, True)
    at = timezone.now() + timedelta(hours=hours) if hours else None
    return publishing.publish(article, editor, at=at)


def turn() -> None:
    """What a worker does until nothing is due."""
    while following.run_due(20) + delivery.run_due(20):
        pass


def subjects() -> list[str]:
    return list(Campaign.objects.order_by("pk").values_list("subject", flat=True))


# Once, after its time


@committed
def test_a_scheduled_article_is_mailed_after_its_time_and_once(editor, settings, monkeypatch):
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    add_subscriber()
    wished(editor, "A treaty", hours=1, standfirst="What it binds.", body="<p>Both sides.</p>")

    with counting_server(settings) as server:
        call_command("work", once=True)
        before = list(server.recipients)
        later(monkeypatch, hours=1, seconds=1)
        call_command("work", once=True)
        call_command("work", once=True)

    campaign = Campaign.objects.get()
    assert (before, server.recipients) == ([], ["ada@example.org"])
    assert b"Subject: A treaty" in server.messages[0]
    assert b"Both sides." in server.messages[0]
    assert (campaign.subject, campaign.preheader) == ("A treaty", "What it binds.")
    assert (campaign.made_by, campaign.sent_by) == (editor, editor)
    assert (campaign.state, campaign.whole_text) == ("sent", True)


def test_its_campaign_speaks_its_language_and_the_log_says_where_it_comes_from(editor):
    add_subscriber()
    wished(editor, "Un traité", language="fr", standfirst="Mot. " * 90)

    following.run_due(20)

    campaign = Campaign.objects.get()
    entry = LogEntry.objects.get(content_type__model="campaign")
    assert campaign.language == "fr"
    assert len(campaign.preheader) == 200
    assert campaign.preheader.endswith("…")
    assert (entry.user, entry.object_id) == (editor, str(campaign.pk))
    assert entry.change_message == "Made when the article was published, as asked for."


def test_what_nobody_asked_for_is_not_mailed(editor):
    add_subscriber()
    make_article()
    wish = wished(editor, hours=1)
    mailing.ask(wish, editor, False)
    Article.objects.update(go_live_at=timezone.now(), first_published_at=timezone.now())

    assert following.run_due(20) == 0
    assert not Campaign.objects.exists()


def test_what_is_withdrawn_before_its_time_is_not_mailed(editor, monkeypatch):
    add_subscriber()
    publishing.withdraw(wished(editor, hours=1), editor)
    later(monkeypatch, hours=2)

    turn()

    assert not Campaign.objects.exists()
    assert not FollowUp.objects.exists()


def test_what_is_withdrawn_and_published_again_is_mailed_once(editor, settings):
    add_subscriber()
    article = wished(editor)

    with counting_server(settings) as server:
        turn()
        publishing.withdraw(article, editor)
        turn()
        publishing.publish(article, editor)
        turn()

    assert server.recipients == ["ada@example.org"]
    assert Campaign.objects.count() == 1


def test_what_is_withdrawn_before_a_worker_came_waits_until_it_is_back(editor, settings):
    add_subscriber()
    article = wished(editor)
    publishing.withdraw(article, editor)

    with counting_server(settings) as server:
        turn()
        before = len(server.messages)
        publishing.publish(article, editor)
        turn()

    assert (before, len(server.messages)) == (0, 1)


def test_the_mail_shows_the_text_that_readers_see(editor, settings, monkeypatch):
    add_subscriber()
    article = wished(editor, "First", hours=1, body="<p>The first text.</p>")
    edit_article(article, title="Second", body="<p>The second text.</p>")
    publishing.publish(article, editor, at=article.go_live_at)
    edit_article(article, title="Third", body="<p>A draft.</p>")
    later(monkeypatch, hours=2)

    with counting_server(settings) as server:
        turn()

    assert subjects() == ["Second"]
    assert b"The second text." in server.messages[0]
    assert b"A draft." not in server.messages[0]


def test_a_campaign_that_was_deleted_is_not_made_anew(editor):
    add_subscriber()
    wished(editor)
    following.run_due(20)
    campaign = Campaign.objects.get()
    campaigns.unschedule(campaign)
    campaign.delete()

    assert following.run_due(20) == 0
    assert not Campaign.objects.exists()


def test_two_days_after_its_publication_it_is_no_news(editor, monkeypatch):
    add_subscriber()
    wished(editor, "Old")
    later(monkeypatch, hours=47)
    wished(editor, "New")
    later(monkeypatch, hours=2)

    following.run_due(20)

    assert subjects() == ["New"]


def test_a_worker_takes_some_at_a_time_the_oldest_first(editor, monkeypatch):
    add_subscriber()
    wished(editor, "Second", hours=2)
    wished(editor, "First", hours=1)
    later(monkeypatch, hours=3)

    assert [following.run_due(1), subjects()] == [1, ["First"]]
    assert [following.run_due(1), subjects()] == [1, ["First", "Second"]]
    assert following.run_due(1) == 0


# Several workers, and one that dies


@committed
def test_two_workers_at_the_same_instant_make_one_campaign(editor, monkeypatch):
    add_subscriber()
    wished(editor)
    barrier, follow, answers = threading.Barrier(2), following.follow, []

    def both_found_it(pk: int) -> bool:
        barrier.wait(10)
        answers.append(follow(pk))
        return answers[-1]

    monkeypatch.setattr(following, "follow", both_found_it)

    raised = at_once(lambda: following.run_due(20), lambda: following.run_due(20))

    assert raised == []
    assert sorted(answers) == [False, True]
    assert (Campaign.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_no_article_is_followed_twice_whatever_a_program_does(editor):
    add_subscriber()
    article = wished(editor)
    following.run_due(20)

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(article=article, made_at=timezone.now())


@committed
def test_a_worker_that_dies_halfway_leaves_nothing_and_the_next_one_begins_anew(
    editor, monkeypatch
):
    add_subscriber()
    wished(editor)
    with monkeypatch.context() as patch:
        patch.setattr(FollowUp.objects, "create", dies)
        with pytest.raises(KeyboardInterrupt):
            following.run_due(20)
    left = Campaign.objects.count()

    following.run_due(20)

    assert left == 0
    assert Campaign.objects.get().state == State.SCHEDULED
    assert FollowUp.objects.get().campaign == Campaign.objects.get()


def dies(**_: object) -> None:
    raise KeyboardInterrupt


# What is not mailed, and shows


def front(desk) -> str:
    """The panel's words on the first page of the desk."""
    page = lxml_html.fromstring(desk.get("/admin/").content.decode())
    return " ".join(" ".join(page.xpath("//main//text()")).split())


def links(desk) -> list[str]:
    page = lxml_html.fromstring(desk.get("/admin/").content.decode())
    return page.xpath("//*[contains(@class, 'panel-warning')]//a/@href")


def test_with_nobody_subscribed_the_campaign_waits_and_says_so(editor, desk, settings):
    wished(editor)

    following.run_due(20)
    turn()

    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.trouble) == (State.PAUSED, "Nobody is subscribed yet.")
    assert "Nobody is subscribed yet." in front(desk)
    add_subscriber()
    campaigns.resume(campaign)
    with counting_server(settings) as server:
        turn()
    assert server.recipients == ["ada@example.org"]


@pytest.mark.parametrize("state", [State.SCHEDULED, State.SENDING, State.PAUSED, State.SENT])
def test_what_staff_mail_by_hand_is_not_mailed_by_itself_and_they_are_told(editor, desk, state):
    add_subscriber()
    article = wished(editor)
    by_hand = make_campaign(article, subject="The week", send_at=timezone.now())
    Campaign.objects.update(state=state)

    assert (following.run_due(20), following.run_due(20)) == (1, 0)

    assert FollowUp.objects.get().campaign == by_hand
    assert subjects() == ["The week"]
    assert "was not mailed by itself when it was published: it stands in “ The week" in front(desk)


@pytest.mark.parametrize(("total", "expected"), [(0, 2), (3, 1)])
def test_a_cancelled_campaign_counts_where_some_got_it(editor, total, expected):
    add_subscriber()
    make_campaign(wished(editor), state=State.CANCELLED, total=total)

    following.run_due(20)

    assert Campaign.objects.count() == expected


def test_who_mails_it_by_hand_too_is_told_before(editor, desk):
    add_subscriber()
    waits, mailed = wished(editor, "To come", hours=1), wished(editor, "Mailed")
    following.run_due(20)
    both = make_campaign(waits, mailed, make_article("Another"))
    own = FollowUp.objects.get().campaign

    was, will = following.notes(both)

    assert was == "“Mailed” was mailed when it was published."
    assert will.startswith("It was asked that “To come” be mailed when it is published:")
    assert following.notes(own) == []
    for name in ("preview", "send"):
        page = desk.get(reverse(f"admin:newsletter_campaign_{name}", args=[both.pk]))
        assert "“Mailed” was mailed when it was published." in page.content.decode()


def test_a_draft_of_the_staff_holds_nothing_up(editor):
    add_subscriber()
    make_campaign(wished(editor), subject="A draft")

    following.run_due(20)

    assert subjects() == ["A draft", "A treaty"]


def test_the_desk_says_since_when_a_mail_is_late_and_that_no_worker_is_there(
    editor, desk, monkeypatch
):
    article = wished(editor)
    later(monkeypatch, minutes=1)
    in_time = front(desk)
    later(monkeypatch, minutes=2)
    late, lead = front(desk), links(desk)
    beats.beat("host:1")
    with_worker = front(desk)

    assert "been late" not in in_time
    assert "The mail of “ A treaty ” has been late since" in late
    assert "no worker is at work" in late
    assert lead[0] == f"/admin/articles/article/{article.pk}/change/"
    assert "The mail of “ A treaty ” has been late since" in with_worker
    assert "no worker is at work" not in with_worker


def test_a_campaign_whose_time_has_passed_is_called_late(desk, monkeypatch):
    make_campaign(make_article(), state=State.SCHEDULED, send_at=timezone.now())
    before = front(desk)
    later(monkeypatch, minutes=3)

    assert "Late" not in before
    assert "Late: no worker is at work." in front(desk)


def test_what_no_worker_came_to_in_time_is_said_until_staff_mail_it(editor, desk, monkeypatch):
    article = wished(editor)
    later(monkeypatch, days=3)
    missed = front(desk)
    make_campaign(article, state=State.SENT)

    assert "“ A treaty ” was not mailed as asked" in missed
    assert "was not mailed as asked" not in front(desk)


def test_many_that_are_late_are_counted_in_as_many_queries_as_few(editor, desk, monkeypatch):
    def look() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            page = front(desk)
        return len(queries), page

    for n in range(6):
        wished(editor, f"Treaty {n}")
    later(monkeypatch, hours=1)
    desk.get("/admin/")
    few, page_of_few = look()
    for n in range(6, 12):
        wished(editor, f"Treaty {n}")
    later(monkeypatch, hours=1)
    many, page_of_many = look()

    assert many == few
    assert "1 more article was not mailed as asked." in page_of_few
    assert "7 more articles were not mailed as asked." in page_of_many
    assert page_of_many.count("has been late since") == 5


def test_who_may_not_see_campaigns_is_told_of_none(editor, monkeypatch):
    wished(editor)
    later(monkeypatch, hours=1)

    assert "been late" not in front(staff("view_article"))
