"""Campaigns at the desk: written, looked at, tested, sent, held, ended, asked about."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from articles.writing import publishing
from iria import letters
from iria.models import Institute, Letter
from newsletter import campaigns, planning
from newsletter.models import Campaign, Delivery
from tests.freezing import later
from tests.makers import make_article, make_editor, make_user
from tests.newsletter.making import add_delivery, add_subscriber, make_campaign

pytestmark = pytest.mark.django_db
LIST = reverse("admin:newsletter_campaign_changelist")
ADD = reverse("admin:newsletter_campaign_add")
State = Campaign.State


def staff(*rights: str) -> Client:
    user, client = make_user(is_staff=True), Client()
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user, backend="iria.rights.RightsBackend")
    return client


def url(name: str, campaign: Campaign) -> str:
    return reverse(f"admin:newsletter_campaign_{name}", args=[campaign.pk])


def add_campaign(*articles, **fields) -> Campaign:
    return make_campaign(*(articles or [make_article()]), **fields)


def text_of(response) -> str:
    main = lxml_html.fromstring(response.content.decode()).get_element_by_id("content-main")
    return " ".join(" ".join(main.itertext()).split())


def form_of(response) -> dict[str, object]:
    """The values of the campaign's form as they stand in the page."""
    form = lxml_html.fromstring(response.content.decode()).get_element_by_id("campaign_form")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"} | {
        "chosen": [
            box.get("value")
            for box in form.xpath("//*[@name='chosen' and not(ancestor::template)]")
        ]
    }


def send(desk: Client, campaign: Campaign, values: dict[str, str], **more: bool):
    """The form as its page holds it, with these values."""
    seen = Campaign.objects.get(pk=campaign.pk).changed_at.isoformat()
    return desk.post(url("send", campaign), {"seen": seen} | values, **more)


def filled(**fields: object) -> dict[str, object]:
    return {"subject": "The week", "language": "en", "shown_on_web": "on"} | fields


# Who may do what

RIGHTS = {"add", "change", "view", "send", "delete"}
ADDRESSES = {
    "changelist": ("get", {"view", "change"}),
    "add": ("get", {"add"}),
    "find": ("get", {"add", "change"}),
    "change": ("get", {"view", "change"}),
    "history": ("get", {"view", "change"}),
    "preview": ("get", {"view", "change"}),
    "html": ("get", {"view", "change"}),
    "mails": ("get", {"view", "change"}),
    "test": ("post", {"change"}),
    "delete": ("post", {"delete"}),
    # Those who send see what they send.
    "send": ("post", set()),
    "unschedule": ("post", set()),
    "pause": ("post", set()),
    "resume": ("post", set()),
    "cancel": ("post", set()),
    "show": ("post", set()),
    "hide": ("post", set()),
}


@pytest.mark.parametrize("right", [None, *sorted(RIGHTS)])
@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_is_open_to_those_who_have_its_right(name, right):
    campaign = add_campaign()
    method, allowed = ADDRESSES[name]
    args = [] if name in ("changelist", "add", "find") else [campaign.pk]
    client = staff(f"{right}_campaign") if right else staff()

    response = getattr(client, method)(reverse(f"admin:newsletter_campaign_{name}", args=args))

    assert (response.status_code != 403) == (right in allowed)
    assert not Letter.objects.exists() or right in allowed


@pytest.mark.parametrize(
    "name", ["send", "unschedule", "pause", "resume", "cancel", "show", "hide"]
)
def test_sending_needs_its_own_right(name):
    campaign = add_campaign()

    seeing = staff("view_campaign", "change_campaign").post(url(name, campaign))
    sending = staff("view_campaign", "send_campaign").post(url(name, campaign))

    assert (seeing.status_code, sending.status_code) in {(403, 302), (403, 200)}


@pytest.mark.parametrize("name", ["test", "unschedule", "pause", "resume", "show", "hide"])
def test_no_link_acts(desk, name):
    campaign = add_campaign()

    assert desk.get(url(name, campaign)).status_code == 405


@pytest.mark.parametrize("name", ["send", "cancel", "pause", "test"])
def test_a_form_of_another_site_does_nothing(editor, name):
    add_subscriber()
    campaign, strict = add_campaign(), Client(enforce_csrf_checks=True)
    strict.force_login(editor, backend="iria.rights.RightsBackend")

    response = strict.post(url(name, campaign), {"when": "now"})

    campaign.refresh_from_db()
    assert (response.status_code, campaign.state) == (403, "draft")
    assert not Letter.objects.exists()


# Writing


def test_an_article_is_made_a_campaign_by_its_link(desk, editor):
    article = make_article("A treaty is signed", standfirst="What it binds.", language="fr")

    page = desk.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    form = desk.get(f"{ADD}?articles={article.pk}")
    saved = desk.post(ADD, form_of(form))

    campaign = Campaign.objects.get()
    assert f"{ADD}?articles={article.pk}" in page
    assert saved["Location"] == url("change", campaign)
    assert (campaign.subject, campaign.preheader) == ("A treaty is signed", "What it binds.")
    assert (campaign.language, campaign.state, campaign.made_by) == ("fr", "draft", editor)
    assert [choice.article for choice in campaign.choices.all()] == [article]


def test_a_draft_of_an_article_has_no_link_to_mail_it(desk):
    article = make_article(published=False)

    page = desk.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert ADD not in page.content.decode()


def test_chosen_articles_of_the_list_come_to_the_form_in_their_order(desk):
    first, second, draft = make_article("One"), make_article("Two"), make_article(published=False)

    answer = desk.post(
        reverse("admin:articles_article_changelist"),
        {"action": "mail", "_selected_action": [first.pk, second.pk, draft.pk]},
    )
    form = desk.get(answer["Location"])

    assert answer["Location"].startswith(f"{ADD}?articles=")
    # What is not published cannot be mailed.
    assert sorted(form_of(form)["chosen"]) == sorted([str(first.pk), str(second.pk)])


def test_the_action_is_offered_to_those_alone_who_may_make_campaigns():
    make_article()
    listed = reverse("admin:articles_article_changelist")
    rights = ("view_article", "change_article", "edit_all_articles")

    without = staff(*rights).get(listed).content.decode()
    with_ = staff(*rights, "add_campaign").get(listed).content.decode()

    assert "Mail as a newsletter" not in without
    assert "Mail as a newsletter" in with_


def test_the_order_of_the_articles_is_kept(desk):
    one, two = make_article("One"), make_article("Two")
    campaign = add_campaign(one, two)

    desk.post(
        url("change", campaign),
        form_of(desk.get(url("change", campaign))) | {"chosen": [two.pk, one.pk]},
    )

    assert [choice.article for choice in campaign.choices.all()] == [two, one]


def test_what_is_refused_comes_back_as_typed(desk):
    typed = filled(subject="", introduction="Dear readers", chosen=[make_article().pk])

    response = desk.post(ADD, typed)

    assert "Dear readers" in response.content.decode()
    assert form_of(response)["chosen"] == [str(typed["chosen"][0])]
    assert "This field is required" in response.content.decode()
    assert not Campaign.objects.exists()


def test_a_campaign_says_something(desk):
    response = desk.post(ADD, filled())

    assert "Choose an article, or write an introduction" in response.content.decode()


def test_only_what_is_published_can_be_chosen(desk):
    draft = make_article(published=False)

    response = desk.post(ADD, filled(chosen=[draft.pk]))
    found = desk.get(reverse("admin:newsletter_campaign_find")).json()

    assert "no longer there" in response.content.decode()
    assert found == {"results": []}


def test_articles_are_found_by_words_of_their_titles(desk):
    article = make_article("The law of straits")
    make_article("A river")
    soon = make_article("Straits to come", at=timezone.now() + timedelta(days=2))

    found = desk.get(reverse("admin:newsletter_campaign_find"), {"term": "strait"}).json()

    assert [one["id"] for one in found["results"]] == [str(soon.pk), str(article.pk)]


@pytest.mark.parametrize("line", ["The week\r\nBcc: all@example.org", "The\nweek", "The\x00week"])
def test_a_subject_is_one_line(desk, line):
    desk.post(ADD, filled(subject=line, introduction="Dear readers"))

    subjects = [campaign.subject for campaign in Campaign.objects.all()]
    # What holds a NUL is refused as a whole.
    assert subjects == [] if "\x00" in line else [" ".join(line.split())]


def test_a_save_over_somebody_elses_is_refused_with_all_that_was_typed(desk):
    campaign = add_campaign(introduction="Ours")
    typed = form_of(desk.get(url("change", campaign))) | {"introduction": "Mine"}
    desk.post(url("change", campaign), typed | {"introduction": "Theirs"})

    refused = desk.post(url("change", campaign), typed)
    again = desk.post(url("change", campaign), form_of(refused))

    assert "Somebody saved this campaign since you opened it" in refused.content.decode()
    assert form_of(refused)["introduction"].strip() == "Mine"
    assert again.status_code == 302
    campaign.refresh_from_db()
    assert campaign.introduction == "Mine"


def test_a_campaign_that_is_scheduled_meanwhile_is_not_changed(desk):
    campaign = add_campaign()
    typed = form_of(desk.get(url("change", campaign))) | {"introduction": "Late words"}
    campaigns.schedule(campaign, timezone.now() + timedelta(days=1), make_editor())

    response = desk.post(url("change", campaign), typed)

    campaign.refresh_from_db()
    assert "no longer a draft" in response.content.decode()
    assert "Late words" in response.content.decode()
    assert campaign.introduction == ""


def test_a_draft_can_be_deleted_and_a_record_cannot(desk):
    draft, sent = add_campaign(), add_delivery(add_subscriber()).campaign
    Campaign.objects.filter(pk=sent.pk).update(state="sent")

    answers = [desk.post(url("delete", one), {"post": "yes"}) for one in (draft, sent)]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert [one.pk for one in Campaign.objects.all()] == [sent.pk]


def test_who_may_look_alone_sees_the_articles_and_no_button():
    campaign = add_campaign(make_article("One"), make_article("Two"))

    page = staff("view_campaign").get(url("change", campaign))

    assert "“One”, “Two”" in text_of(page)
    assert "Save draft" not in text_of(page)
    assert "Seen" not in text_of(page)


# Looking


def test_the_preview_shows_html_and_text_as_they_would_go_out(desk):
    campaign = add_campaign(make_article("The law of straits"), preheader="In short")

    page = desk.get(url("preview", campaign))
    html = desk.get(url("html", campaign))

    assert "The law of straits" in text_of(page)
    assert "In short" in text_of(page)
    assert page.content.decode().count(url("html", campaign)) == 2
    assert "The law of straits" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert "script-src" not in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_a_preview_changes_nothing(desk):
    campaign = add_campaign()
    before = Campaign.objects.values().get()

    for name in ("preview", "html", "send", "mails", "change"):
        desk.get(url(name, campaign))

    assert Campaign.objects.values().get() == before
    assert not campaign.variants.exists()
    assert not LogEntry.objects.exists()


def test_a_large_mail_is_warned_of(desk):
    long = make_article(body="<p>" + "Many words. " * 9000 + "</p>")

    page = text_of(desk.get(url("preview", add_campaign(long))))

    assert "cut it off at 100 kB" in page


def test_an_article_to_come_is_previewed_and_named(desk):
    soon = make_article("To come", at=timezone.now() + timedelta(days=2))
    campaign = add_campaign(soon)

    page = text_of(desk.get(url("preview", campaign)))

    assert "“To come” is published on" in page
    assert "The text of the article." in page


def test_a_campaign_without_anything_public_says_so(desk):
    article, reader = make_article(), add_subscriber()
    campaign = add_campaign(article)
    publishing.withdraw(article, None)

    for name in ("preview", "send"):
        assert "None of its articles is public" in text_of(desk.get(url(name, campaign)))
    send(desk, campaign, {"when": "now"})

    campaign.refresh_from_db()
    assert (campaign.state, reader.state) == ("draft", "subscribed")
    assert desk.get(url("html", campaign)).status_code == 404


def test_a_test_goes_to_whoever_asks_and_to_nobody_else(desk, editor, mailoutbox):
    add_subscriber()
    campaign = add_campaign(make_article("The law of straits"))

    response = desk.post(url("test", campaign), follow=True)

    letter = Letter.objects.get()
    assert letter.address == editor.address
    assert letter.subject == "[Test] The week"
    assert "The law of straits" in letter.html
    assert "The law of straits" in letter.text
    assert f"A test is on its way to {editor.address}" in response.content.decode()
    letters.run_due(10)
    assert [mail.to for mail in mailoutbox] == [[editor.address]]
    assert not Delivery.objects.exists()


# Sending


def test_a_campaign_is_sent_now(desk, editor):
    add_subscriber()
    campaign = add_campaign()

    page = text_of(desk.get(url("send", campaign)))
    answer = send(desk, campaign, {"when": "now"}, follow=True)

    campaign.refresh_from_db()
    assert "It goes to 1 person who is subscribed today" in page
    assert (campaign.state, campaign.sent_by) == ("scheduled", editor)
    assert campaign.send_at <= timezone.now()
    assert "It is on its way" in answer.content.decode()
    assert LogEntry.objects.get().object_id == str(campaign.pk)


def test_a_campaign_is_sent_at_a_time_of_the_institute(desk):
    Institute.objects.create(pk=1, time_zone="Asia/Ulaanbaatar")
    add_subscriber()
    campaign = add_campaign()

    send(desk, campaign, {"when": "at", "at_0": "2031-03-01", "at_1": "09:30"})

    campaign.refresh_from_db()
    assert campaign.state == "scheduled"
    assert campaign.send_at.isoformat() == "2031-03-01T01:30:00+00:00"
    assert "1 Mar 2031, 09:30" in text_of(desk.get(url("change", campaign)))


@pytest.mark.parametrize(
    ("day", "clock", "said"),
    [
        ("2020-03-01", "09:30", "This time has passed"),
        ("", "", "Say when"),
        ("2031-02-30", "09:30", "This is no date of the calendar"),
        # Clocks go forward in Vienna: there is no half past two.
        ("2031-03-30", "02:30", "There is no 02:30 on this day"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_was_typed(desk, day, clock, said):
    Institute.objects.create(pk=1, time_zone="Europe/Vienna")
    add_subscriber()
    campaign = add_campaign()

    answer = send(desk, campaign, {"when": "at", "at_0": day, "at_1": clock})

    campaign.refresh_from_db()
    assert said in text_of(answer)
    assert f'value="{day}"' in answer.content.decode() or not day
    assert campaign.state == "draft"


@pytest.mark.parametrize(
    ("typed", "state"),
    [("", "draft"), ("1", "draft"), ("33", "draft"), ("3", "scheduled"), (" 3. ", "scheduled")],
)
def test_the_number_of_many_people_is_typed(desk, monkeypatch, typed, state):
    monkeypatch.setattr(campaigns, "TYPED_FROM", 3)
    for n in range(3):
        add_subscriber(f"reader{n}@example.org")
    campaign = add_campaign()

    answer = send(desk, campaign, {"when": "now", "typed": typed})

    campaign.refresh_from_db()
    assert campaign.state == state
    if state == "draft":
        assert "This goes to 3 people. Type that number to send it." in text_of(answer)


@pytest.mark.parametrize("typed", ["1234", "1,234", "1 234", "1.234", "1’234"])
def test_a_number_is_typed_as_people_write_it(desk, monkeypatch, typed):
    monkeypatch.setattr(campaigns, "people", lambda: 1234)
    campaign = add_campaign()

    send(desk, campaign, {"when": "now", "typed": typed})

    campaign.refresh_from_db()
    assert campaign.state == "scheduled"


def test_nobody_to_send_to_is_said(desk):
    campaign = add_campaign()

    answer = send(desk, campaign, {"when": "now"})

    campaign.refresh_from_db()
    assert "Nobody is subscribed yet" in text_of(answer)
    assert campaign.state == "draft"


def test_nothing_goes_out_before_its_articles(desk):
    add_subscriber()
    soon = make_article("To come", at=timezone.now() + timedelta(days=2))
    campaign = add_campaign(soon)
    late = (timezone.now() + timedelta(days=3)).date().isoformat()

    now = send(desk, campaign, {"when": "now"})
    campaign.refresh_from_db()
    before = campaign.state
    send(desk, campaign, {"when": "at", "at_0": late, "at_1": "12:00"})

    campaign.refresh_from_db()
    assert "Choose a later time, or take it out" in text_of(now)
    assert (before, campaign.state) == ("draft", "scheduled")


def test_what_was_changed_meanwhile_is_looked_at_before_it_goes_out(desk):
    add_subscriber()
    campaign = add_campaign()
    seen = campaign.changed_at.isoformat()
    desk.post(url("change", campaign), form_of(desk.get(url("change", campaign))))

    refused = desk.post(url("send", campaign), {"when": "now", "seen": seen})
    campaign.refresh_from_db()
    before = campaign.state
    form = lxml_html.fromstring(refused.content.decode()).xpath("//form[contains(@class, 'send')]")
    desk.post(url("send", campaign), dict(form[0].form_values()))

    campaign.refresh_from_db()
    assert "The campaign was changed since you opened this page" in refused.content.decode()
    assert (before, campaign.state) == ("draft", "scheduled")


def test_a_change_in_the_instant_of_sending_is_not_sent_unseen():
    seen = add_campaign()
    add_subscriber()
    Campaign.objects.get().save()

    with pytest.raises(campaigns.NotNow):
        campaigns.schedule(seen, timezone.now(), make_editor())


def test_pressing_send_twice_sends_once(desk):
    add_subscriber()
    campaign = add_campaign()
    send(desk, campaign, {"when": "now"})

    answer = send(desk, campaign, {"when": "now"}, follow=True)

    assert "in another state by now" in answer.content.decode()
    assert LogEntry.objects.count() == 1


# The run


def begun(people: int = 3) -> Campaign:
    for n in range(people):
        add_subscriber(f"reader{n}@example.org", name=f"Reader {n}")
    campaign = add_campaign()
    campaigns.schedule(campaign, timezone.now(), make_editor())
    planning.begin(campaign.pk)
    while planning.plan(campaign.pk):
        campaign.refresh_from_db()
        if campaign.planned_at:
            break
    return campaign


def test_the_run_shows_each_state_and_the_sum(desk, monkeypatch):
    campaign = begun(4)
    rows = list(campaign.deliveries.order_by("pk"))
    now = timezone.now()
    for row, state in zip(rows, ("sent", "failed", "uncertain"), strict=False):
        Delivery.objects.filter(pk=row.pk).update(state=state, settled_at=now)
    later(monkeypatch, minutes=2)

    page = desk.get(url("change", campaign))

    body = lxml_html.fromstring(page.content.decode())
    numbers = [cell.text_content() for cell in body.xpath("//td[@class='is-number']")]
    assert numbers == ["1", "1", "1", "1", "4"]
    assert "3 of 4 settled" in text_of(page)
    assert "Rate 1 mail a minute" in text_of(page)
    assert "Done at about" in text_of(page)


def test_a_run_is_paused_and_goes_on_and_is_ended(desk):
    campaign = begun()
    states = []
    for name in ("pause", "resume", "cancel"):
        desk.post(url(name, campaign))
        campaign.refresh_from_db()
        states.append(campaign.state)

    counts = campaigns.counts(campaign)
    assert states == ["paused", "sending", "cancelled"]
    assert (counts["cancelled"], sum(counts.values())) == (3, campaign.total)
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Paused. The mail that is on its way just now still arrives.",
        "It goes on.",
        "Cancelled. 3 mails that waited are not sent.",
    ]


def test_a_scheduled_one_is_taken_back(desk):
    add_subscriber()
    campaign = add_campaign()
    campaigns.schedule(campaign, timezone.now() + timedelta(days=1), make_editor())

    answer = desk.post(url("unschedule", campaign), follow=True)

    campaign.refresh_from_db()
    assert (campaign.state, campaign.send_at) == ("draft", None)
    assert "campaign_form" in answer.content.decode()


def test_an_act_that_comes_too_late_says_so(desk):
    campaign = add_campaign(state="sent")

    for name in ("pause", "resume", "cancel", "unschedule"):
        answer = desk.post(url(name, campaign), follow=True)
        assert "in another state by now" in answer.content.decode()

    campaign.refresh_from_db()
    assert campaign.state == "sent"


def test_cancelling_asks_first(desk):
    campaign = begun()

    page = text_of(desk.get(url("cancel", campaign)))

    campaign.refresh_from_db()
    assert "The 3 that wait are never sent" in page
    assert campaign.state == "sending"


def test_a_campaign_is_taken_off_the_web_and_put_back(desk, client):
    campaign = begun(1)
    path = reverse("newsletter-campaign", args=[campaign.key])
    listed = reverse("newsletter-archive")
    before = client.get(path).status_code

    desk.post(url("hide", campaign))
    hidden = (client.get(path).status_code, campaign.key in client.get(listed).content.decode())
    desk.post(url("show", campaign))

    assert (before, hidden) == (200, (404, False))
    assert client.get(path).status_code == 200
    assert campaign.key in client.get(listed).content.decode()


@pytest.mark.parametrize("who", ["reader1@example.org", "READER1@Example.org", "reader1@"])
def test_whether_somebody_got_it_is_answered(desk, who):
    campaign = begun()
    Delivery.objects.filter(address="reader1@example.org").update(
        state="failed", error="550 No such user", settled_at=timezone.now()
    )

    page = text_of(desk.get(url("mails", campaign), {"who": who}))

    assert "reader1@example.org" in page
    assert "550 No such user" in page
    assert "reader2" not in page


def test_who_did_not_get_it_is_answered_too(desk):
    campaign = begun()
    add_subscriber("new@example.org")

    known = text_of(desk.get(url("mails", campaign), {"who": "new@example.org"}))
    unknown = text_of(desk.get(url("mails", campaign), {"who": "nobody@example.org"}))

    assert "Known here, but not subscribed when this campaign began" in known
    assert "Nobody like that is known here" in unknown


def test_mails_are_listed_by_state_in_pages(desk, monkeypatch):
    monkeypatch.setattr("newsletter.admin.running.SHOWN", 2)
    campaign = begun(3)

    first = desk.get(url("mails", campaign), {"state": "waiting"})
    link = lxml_html.fromstring(first.content.decode()).xpath("//a[text()='Older ones']/@href")[0]
    second = desk.get(url("mails", campaign) + link)
    none = desk.get(url("mails", campaign), {"state": "sent"})

    assert text_of(first).count("@example.org") == 2
    assert text_of(second).count("@example.org") == 1
    assert "state=waiting" in link
    assert "None." in text_of(none)


def test_what_a_server_said_is_shown_as_text(desk):
    campaign = begun(1)
    campaign.deliveries.update(state="failed", error="<script>alert(1)</script>")

    page = desk.get(url("mails", campaign)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


# The overview and the list


def test_the_overview_shows_what_is_under_way_in_trouble_and_in_doubt(desk):
    Campaign.objects.create(subject="Quiet draft")
    Campaign.objects.create(subject="Held", state="paused", trouble="550 Relaying denied")
    add_delivery(add_subscriber(), "Doubtful", state="uncertain", settled_at=timezone.now())

    page = desk.get("/admin/").content.decode()

    assert "550 Relaying denied" in page
    assert "1 mail in doubt" in page
    assert "Quiet draft" not in page


def test_the_list_takes_as_many_queries_for_many_as_for_few(desk, django_assert_num_queries):
    desk.get(LIST)
    for n in range(12):
        Campaign.objects.create(subject=f"Campaign {n}")

    with django_assert_num_queries(5):
        page = desk.get(LIST)

    assert "Campaign 11" in page.content.decode()


def test_a_page_of_a_run_takes_as_many_queries_for_many_as_for_few(
    desk, django_assert_num_queries
):
    few = begun(2)
    desk.get(url("change", few))

    with django_assert_num_queries(7):
        desk.get(url("change", few))
    with django_assert_num_queries(5):
        desk.get(url("mails", few))
