"""Subscribers at the desk: list, search, one person, import, export, and who may do what."""

import csv
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from iria.models import Letter
from iria.paging import BoundedPaginator
from newsletter import memberships, suppression
from newsletter.admin import exports, imports
from newsletter.admin.subscribers import SubscriberAdmin
from newsletter.models import Consent, Subscriber
from tests.articles.admin.columns import headings
from tests.freezing import later
from tests.makers import make_user
from tests.newsletter.making import add_delivery, add_subscriber
from tests.newsletter.test_memberships import erased

pytestmark = pytest.mark.django_db
LIST = reverse("admin:newsletter_subscriber_changelist")
IMPORT = reverse("admin:newsletter_subscriber_import")
EXPORT = reverse("admin:newsletter_subscriber_export")
WORDS = "Sign-up sheet of the summer conference, Vienna, 12 June 2026."


def staff(*rights: str) -> Client:
    user, client = make_user(), Client()
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user, backend="iria.rights.RightsBackend")
    return client


def url(name: str, subscriber: Subscriber) -> str:
    return reverse(f"admin:newsletter_subscriber_{name}", args=[subscriber.pk])


def listed(client: Client, query: str = "") -> list[str]:
    page = lxml_html.fromstring(client.get(f"{LIST}?{query}").content.decode())
    return [cell.text_content() for cell in page.xpath("//th[contains(@class, 'field-who')]")]


def text_of(response) -> str:
    main = lxml_html.fromstring(response.content.decode()).get_element_by_id("content-main")
    return " ".join(" ".join(main.itertext()).split())


def given(client: Client, text: str | bytes, name: str = "people.csv", **fields: str):
    """The form with a file; answers with the page after it."""
    data = text.encode() if isinstance(text, str) else text
    values = {"file": SimpleUploadedFile(name, data), "wording": WORDS, "agreed": "on"}
    values |= fields
    return client.post(IMPORT, {k: v for k, v in values.items() if v is not None}, follow=True)


def look_url(response) -> str:
    return response.redirect_chain[-1][0]


# Who may do what

EVERY_RIGHT = {"view", "change", "import", "export"}
ADDRESSES = {
    "changelist": ("get", {"view", "change"}),
    "change": ("get", {"view", "change"}),
    "history": ("get", {"view", "change"}),
    "leave": ("post", {"change"}),
    "block": ("post", {"change"}),
    "unblock": ("post", {"change"}),
    "import": ("get", {"import"}),
    "import_look": ("get", {"import"}),
    "import_refused": ("get", {"import"}),
    "export": ("get", {"export"}),
    "evidence": ("get", {"export"}),
    "add": ("get", set()),
    "delete": ("post", set()),
}


@pytest.mark.parametrize("right", [None, *sorted(EVERY_RIGHT)])
@pytest.mark.parametrize("name", ADDRESSES)
def test_each_address_is_open_to_those_who_have_its_right(name, right):
    ada = add_subscriber()
    method, allowed = ADDRESSES[name]
    args = {"changelist": [], "import": [], "export": [], "add": []}.get(name, [ada.pk])
    args = ["x" * 22] if name.startswith("import_") else args
    client = staff(f"{right}_subscriber") if right else staff()

    response = getattr(client, method)(
        reverse(f"admin:newsletter_subscriber_{name}", args=args), {"post": "yes"}
    )

    assert (response.status_code != 403) == (right in allowed)
    assert Subscriber.objects.count() == 1
    if right not in allowed:
        ada.refresh_from_db()
        assert ada.state == "subscribed"


@pytest.mark.parametrize("name", ["changelist", "import", "export"])
def test_who_is_not_signed_in_is_led_to_the_door(client, name):
    response = client.get(reverse(f"admin:newsletter_subscriber_{name}"))

    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("name", ["leave", "block", "unblock"])
def test_a_form_of_another_site_does_nothing(editor, name):
    ada, strict = add_subscriber(), Client(enforce_csrf_checks=True)
    strict.force_login(editor, backend="iria.rights.RightsBackend")

    response = strict.post(url(name, ada))

    ada.refresh_from_db()
    assert response.status_code == 403
    assert ada.state == "subscribed"


def test_buttons_stand_only_where_they_work():
    ada = add_subscriber()
    viewer, changer = staff("view_subscriber"), staff("view_subscriber", "change_subscriber")

    seen = {client: text_of(client.get(url("change", ada))) for client in (viewer, changer)}
    lists = viewer.get(LIST).content.decode()

    assert "Unsubscribe" not in seen[viewer]
    assert "Unsubscribe" in seen[changer]
    assert IMPORT not in lists
    assert EXPORT not in lists


def test_nobody_is_added_or_changed_by_hand(desk):
    ada = add_subscriber()

    added = desk.get(reverse("admin:newsletter_subscriber_add"))
    desk.post(url("change", ada), {"address": "other@example.org", "state": "left"})

    ada.refresh_from_db()
    assert added.status_code == 403
    assert (ada.address, ada.state) == ("ada@example.org", "subscribed")


# The list


def test_the_list_shows_who_is_subscribed_since_when_and_who_left(desk):
    add_subscriber("ada@example.org", name="Ada Writer")
    add_subscriber("bo@example.org", "left")
    erased(add_subscriber("cleo@example.org"))

    response = desk.get(LIST)

    text = text_of(response)
    assert headings(response) == ["Address", "Name", "State", "Subscribed", "Left"]
    assert listed(desk) == ["erased", "bo@example.org", "ada@example.org"]
    assert "Ada Writer Subscribed" in text
    assert "cleo" not in text


def test_the_list_is_narrowed_by_state_and_by_the_last_month(monkeypatch):
    add_subscriber("old@example.org")
    add_subscriber("gone@example.org", "left")
    later(monkeypatch, days=31)
    add_subscriber("new@example.org")
    add_subscriber("asked@example.org", "asked")
    add_subscriber("left@example.org", "left")
    desk = staff("view_subscriber")

    assert listed(desk, "state=subscribed") == ["new@example.org", "old@example.org"]
    assert listed(desk, "state=asked") == ["asked@example.org"]
    assert listed(desk, "state=left") == ["left@example.org", "gone@example.org"]
    assert listed(desk, "lately=joined") == ["new@example.org"]
    assert listed(desk, "lately=left") == ["left@example.org"]
    assert len(listed(desk, "state=nonsense")) == 5


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada@example.org", ["ada@example.org"]),
        ("ADA@Example.org ", ["ada@example.org"]),
        ("ada", ["adam@example.org", "ada@example.org"]),
        ("ada@", ["ada@example.org"]),
        ("writer", ["adam@example.org"]),
        ("Özil", ["zoe@example.org"]),
        ("özil", ["zoe@example.org"]),
        ("100%", []),
        ("_da", []),
        ("nobody@example.org", []),
        ("example.org", []),
    ],
)
def test_search_finds_by_address_its_beginning_and_name(desk, words, found):
    add_subscriber("ada@example.org", name="Ada")
    add_subscriber("adam@example.org", name="Adam Writer")
    add_subscriber("zoe@example.org", name="Zoë Özil")

    page = desk.get(LIST, {"q": words})

    cells = lxml_html.fromstring(page.content.decode()).xpath("//th[contains(@class,'field-who')]")
    assert [cell.text_content() for cell in cells] == found


def test_search_finds_by_the_key_of_the_links_in_mails(desk):
    ada = add_subscriber()
    add_subscriber("bo@example.org")

    assert listed(desk, f"q={ada.key}") == ["ada@example.org"]
    assert listed(desk, f"q={ada.key}&state=left") == []


def test_the_list_counts_to_a_limit_and_says_so(desk, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "limit", 3)
    monkeypatch.setattr(SubscriberAdmin, "list_per_page", 2)
    for number in range(5):
        add_subscriber(f"p{number}@example.org")

    text = text_of(desk.get(LIST))

    assert "The first 3; search or filter for others" in text
    assert [listed(desk, f"p={page}") for page in (1, 2)] == [
        ["p4@example.org", "p3@example.org"],
        ["p2@example.org"],
    ]


@pytest.mark.parametrize("size", [1, 60])
@pytest.mark.parametrize("query", ["", "q=p1", "q=p1@example.org", "state=subscribed&q=p"])
def test_the_list_takes_the_same_queries_however_many_there_are(
    desk, django_assert_max_num_queries, size, query
):
    for number in range(size):
        add_subscriber(f"p{number}@example.org")

    # Session, user, institute; three to search; a count and a page.
    with django_assert_max_num_queries(8):
        desk.get(f"{LIST}?{query}")


# One person


def test_the_page_of_a_person_answers_what_was_mailed(desk):
    ada = add_subscriber(name="Ada Writer")
    add_delivery(ada, "May news", state="failed", error="550 No such user")
    add_delivery(ada, "June news", state="sent", settled_at=ada.subscribed_at)

    text = text_of(desk.get(url("change", ada)))

    june, may = text.index("June news Sent"), text.index("May news Failed")
    assert june < may
    assert "550 No such user" in text
    assert "Ada Writer" in text
    assert ada.key in text


def test_the_page_of_a_person_shows_the_consent_as_evidence(desk):
    ada = add_subscriber()
    memberships.leave(ada, Consent.End.ONE_CLICK)

    text = text_of(desk.get(url("change", ada)))

    for said in (
        "Form on the site",
        "Subscribe to IRIA News.",
        "0123456789ab",
        "/newsletter/",
        "from 192.0.2.1",
        "<confirm@example.org>",
        "from 192.0.2.2",
        "by the mail program (RFC 8058)",
        "Not mailed Left before. Only the person can subscribe again.",
    ):
        assert said in text


def test_a_hostile_name_and_answer_are_shown_as_text(desk):
    ada = add_subscriber(name="<script>alert(1)</script>")
    add_delivery(ada, state="failed", error="<b>550</b>")

    page = desk.get(url("change", ada)).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;550" in page
    assert "<script>alert" not in page + desk.get(LIST).content.decode()


def test_of_many_mails_the_newest_hundred_are_shown(desk):
    ada = add_subscriber()
    for number in range(102):
        add_delivery(ada, f"No {number:03}", state="sent")

    text = text_of(desk.get(url("change", ada)))

    assert "No 101 Sent" in text
    assert "No 001 Sent" not in text
    assert "The newest 100." in text


@pytest.mark.parametrize("size", [1, 20])
def test_a_person_takes_the_same_queries_however_much_was_mailed(
    desk, django_assert_num_queries, size
):
    ada = add_subscriber()
    for number in range(size):
        add_delivery(ada, f"No {number}")

    # Session, user, institute; person, suppression, mails, consents.
    with django_assert_num_queries(7):
        desk.get(url("change", ada))


def test_somebody_who_is_not_there_leads_back_to_the_list(desk):
    assert desk.get(f"{LIST}99999/change/")["Location"] == "/admin/"
    assert desk.get(f"{LIST}x/change/")["Location"] == "/admin/"
    assert desk.post(f"{LIST}99999/leave/").status_code == 404


@pytest.mark.parametrize("name", ["leave", "block"])
def test_unsubscribing_and_blocking_ask_first_and_are_logged(desk, name):
    ada = add_subscriber()
    mail = add_delivery(ada)

    asked = desk.get(url(name, ada))
    ada.refresh_from_db()
    before = ada.state
    done = desk.post(url(name, ada), follow=True)

    ada.refresh_from_db()
    mail.refresh_from_db()
    assert "ada@example.org" in text_of(asked)
    assert (before, ada.state, mail.state) == ("subscribed", "left", "suppressed")
    assert Consent.objects.get().ended_by == "staff"
    assert LogEntry.objects.get().object_repr == "ada@example.org"
    assert done.status_code == 200


def test_a_block_is_lifted_without_subscribing(desk):
    ada = add_subscriber(state="blocked")
    before = text_of(desk.get(url("change", ada)))

    after = text_of(desk.post(url("unblock", ada), follow=True))

    ada.refresh_from_db()
    assert "Blocked by staff." in before
    assert "Unblock" in before
    assert "Blocked by staff." not in after
    assert ada.state == "left"
    assert suppression.cause_of("ada@example.org") == "left"


def test_who_was_erased_has_no_buttons_and_nothing_to_act_on(desk):
    ada = erased(add_subscriber())

    text = text_of(desk.get(url("change", ada)))
    done = desk.post(url("block", ada), follow=True)

    assert "Unsubscribe" not in text
    assert "This person was erased" in done.content.decode()
    assert not LogEntry.objects.exists()


# The import


def test_a_dry_run_counts_names_each_refused_line_and_changes_nothing(desk):
    add_subscriber("there@example.org")
    add_subscriber("left@example.org", "left")
    before = Subscriber.objects.count(), Consent.objects.count()
    text = "email,name\nnew@example.org,New\nthere@example.org,\nleft@example.org,\nnonsense,x\n"

    page = given(desk, text)

    said = text_of(page)
    assert "New 1 would be subscribed" in said
    assert "Subscribed 1 already" in said
    assert "Left out 1" in said
    assert "Refused 1" in said
    assert "2 lines that are not imported" in said
    assert "4 left@example.org Left before." in said
    assert "5 nonsense,x This is not a valid e-mail address." in said
    assert WORDS in said
    assert "Import 1 person" in said
    assert (Subscriber.objects.count(), Consent.objects.count()) == before
    assert not LogEntry.objects.exists()


def test_the_import_does_what_the_dry_run_said_and_is_logged(desk, editor):
    page = given(desk, "ada@example.org,Ada\nbo@example.org,Bo\nnonsense\n")

    done = desk.post(look_url(page), {"at": "0"}, follow=True)

    ada = Subscriber.objects.get(address="ada@example.org")
    consent = ada.consents.get()
    entry = LogEntry.objects.get()
    assert "2 people are subscribed now. No mail was sent." in done.content.decode()
    assert (ada.state, ada.name) == ("subscribed", "Ada")
    assert (consent.source, consent.wording, consent.recorded_by) == ("import", WORDS, editor)
    assert not Letter.objects.exists()
    assert entry.object_repr == "Import: people.csv"
    assert entry.change_message == "2 people are subscribed now. No mail was sent."
    assert storages["originals"].listdir("imports") == ([], [])


def test_pasted_lines_are_imported_too(desk):
    page = given(desk, "", file=None, lines="ada@example.org\nBo B. <bo@example.org>")

    desk.post(look_url(page), {"at": "0"})

    assert sorted(Subscriber.objects.values_list("address", "name")) == [
        ("ada@example.org", ""),
        ("bo@example.org", "Bo B."),
    ]


def test_all_lines_that_are_not_imported_come_as_csv(desk):
    page = given(desk, "".join(f"=bad{n}\n" for n in range(250)) + "ada@example.org\n")

    answer = desk.get(f"{look_url(page)}not-imported.csv")

    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert "The first 200. The file has all of them." in text_of(page)
    assert "=bad199" in text_of(page)
    assert "=bad200" not in text_of(page)
    assert rows[0] == ["line", "what stands there", "why it is not imported"]
    assert len(rows) == 251
    assert rows[250] == ["250", "'=bad249", "This is not a valid e-mail address."]


def test_a_long_list_is_imported_in_steps_that_may_be_sent_twice(desk, monkeypatch):
    monkeypatch.setattr(imports, "STEP", 2)
    page = given(desk, "".join(f"p{n}@example.org\n" for n in range(5)))
    at = look_url(page)

    first = desk.post(at, {"at": "0"}, follow=True)
    twice = desk.post(at, {"at": "0"}, follow=True)
    after_two = Subscriber.objects.subscribed().count()
    desk.post(at, {"at": "2"})
    done = desk.post(at, {"at": "4"}, follow=True)
    late = desk.post(at, {"at": "4"}, follow=True)

    assert "2 of 5 are done, 2 of them subscribed by it." in text_of(first)
    assert text_of(twice) == text_of(first)
    assert after_two == 2
    assert "5 people are subscribed now." in done.content.decode()
    assert Subscriber.objects.subscribed().count() == 5
    assert Consent.objects.count() == 5
    assert "This list was imported already" in late.content.decode()
    assert LogEntry.objects.count() == 1


def test_who_subscribes_between_dry_run_and_import_is_not_counted(desk):
    page = given(desk, "ada@example.org\nbo@example.org\n")
    add_subscriber("bo@example.org")

    done = desk.post(look_url(page), {"at": "0"}, follow=True).content.decode()

    assert "1 person is subscribed now. No mail was sent. 1 subscribed or left by" in done
    assert Consent.objects.filter(source="import").count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wording": " "}, "Say where and when these people agreed."),
        ({"agreed": None}, "Only people who agreed may be imported."),
    ],
)
def test_a_file_that_was_read_need_not_be_chosen_again(desk, fields, said):
    refused = given(desk, "ada@example.org,Ada\n", **fields)
    form = lxml_html.fromstring(refused.content.decode()).xpath("//form[@enctype]")[0]
    values = {name: value or "" for name, value in form.fields.items() if name != "file"}

    page = given(desk, "", file=None, kept=values["kept"])

    assert said in text_of(refused)
    assert "people.csv was read and is kept." in text_of(refused)
    assert values["wording"].removeprefix("\n") == fields.get("wording", WORDS)
    assert "Import 1 person" in text_of(page)


def test_lines_stand_as_they_were_pasted_where_something_is_missing(desk):
    refused = given(desk, "", file=None, lines="ada@example.org\n<b>", wording="")

    assert "ada@example.org\n&lt;b&gt;</textarea>" in refused.content.decode()


@pytest.mark.parametrize(
    ("data", "fields", "said"),
    [
        ("", {"file": None}, "Choose a file, or paste lines below."),
        (
            "ada@example.org",
            {"lines": "bo@example.org"},
            "Choose a file or paste lines, not both.",
        ),
        (b"PK\x03\x04" + b"\0" * 90, {}, "Save it there as CSV"),
        ("", {}, "There is no e-mail address in it."),
        ("", {"file": None, "lines": "nobody"}, "There is no e-mail address in it."),
        (
            "",
            {"file": None, "kept": "../../../etc/passwd"},
            "Choose a file, or paste lines below.",
        ),
    ],
)
def test_a_list_that_cannot_be_taken_is_refused_at_its_field(desk, data, fields, said):
    page = given(desk, data, **fields)

    assert said in text_of(page)
    assert WORDS in text_of(page)
    assert Subscriber.objects.count() == 0


def test_a_list_is_looked_at_and_imported_only_by_who_gave_it(desk):
    page = given(desk, "ada@example.org\nnonsense\n")
    other = staff("import_subscriber")

    looked = other.get(look_url(page))
    done = other.post(look_url(page), {"at": "0"})
    taken = other.get(f"{look_url(page)}not-imported.csv")

    assert (looked.status_code, looked["Location"]) == (302, IMPORT)
    assert (done.status_code, done["Location"]) == (302, IMPORT)
    assert taken.status_code == 404
    assert Subscriber.objects.count() == 0


# The export


def rows_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_the_export_has_those_who_are_subscribed_and_is_logged(desk):
    ada = add_subscriber(name="Ada Writer")
    add_subscriber("bo@example.org", "left")
    add_subscriber("cleo@example.org", "asked")

    response = desk.get(EXPORT)
    rows = rows_of(response)

    entry = LogEntry.objects.get()
    assert rows == [
        ["address", "name", "state", "subscribed_since", "consent_source", "wording_version"],
        [
            "ada@example.org",
            "Ada Writer",
            "subscribed",
            ada.subscribed_at.isoformat(),
            "form",
            "0123456789ab",
        ],
    ]
    assert (entry.object_repr, entry.change_message) == (
        "Export of subscribers",
        "1 person exported.",
    )
    assert "attachment" in response["Content-Disposition"]


def test_the_export_has_what_the_list_shows(desk):
    add_subscriber("ada@example.org", name="Writer")
    add_subscriber("bo@example.org", "left", name="Writer")
    erased(add_subscriber("cleo@example.org"))
    link = lxml_html.fromstring(desk.get(f"{LIST}?state=left").content.decode()).xpath(
        "//a[contains(@href, '/export/')]/@href"
    )[0]

    left = rows_of(desk.get(link))
    named = rows_of(desk.get(f"{EXPORT}?q=writer"))

    assert [row[0] for row in left[1:]] == ["bo@example.org"]
    assert [row[0] for row in named[1:]] == ["ada@example.org", "bo@example.org"]


def test_the_export_takes_the_latest_consent_that_was_confirmed(desk):
    ada = add_subscriber(state="asked")
    page = given(desk, "ada@example.org\n")
    desk.post(look_url(page), {"at": "0"})

    row = rows_of(desk.get(EXPORT))[1]

    version = ada.consents.get(source="import").wording_version
    assert row[4:] == ["import", version]


def test_an_export_that_is_broken_off_is_logged_with_what_went_out(rf, editor):
    for number in range(5):
        add_subscriber(f"p{number}@example.org")
    request = rf.get(EXPORT)
    request.user = editor
    lines = exports.counted(request, Subscriber.objects.subscribed())

    taken = [next(lines) for _ in range(3)]
    lines.close()

    assert "p1@example.org" in taken[2]
    assert LogEntry.objects.get().change_message == "2 people exported."


@pytest.mark.parametrize("size", [2, 40])
def test_the_export_takes_the_same_queries_however_many_there_are(
    desk, django_assert_num_queries, size
):
    for number in range(size):
        add_subscriber(f"p{number}@example.org")

    ContentType.objects.clear_cache()

    # Session, user, institute; the list's count; people, consents, people once more; the log.
    with django_assert_num_queries(9):
        assert len(rows_of(desk.get(EXPORT))) == size + 1


def test_the_evidence_of_one_person_comes_as_json_and_is_logged(desk):
    ada = add_subscriber(name="Ada")
    memberships.leave(ada, Consent.End.LINK)

    response = desk.get(url("evidence", ada))

    found = json.loads(response.content)
    consent = found["consents"][0]
    assert (found["address"], found["state"]) == ("ada@example.org", "left")
    assert found["not_mailed_because"] == "left"
    assert consent["words"] == "Subscribe to IRIA News."
    assert consent["version_of_words"] == "0123456789ab"
    assert (consent["page"], consent["asked_from"]) == ("/newsletter/", "192.0.2.1")
    assert (consent["letter"], consent["ended_by"]) == ("<confirm@example.org>", "link")
    assert consent["confirmed"]
    assert LogEntry.objects.get().change_message == "Evidence of consent exported."


# The overview


def test_the_overview_counts_who_came_and_went_and_leads_to_them(monkeypatch):
    add_subscriber("old@example.org")
    add_subscriber("gone@example.org", "left")
    later(monkeypatch, days=31)
    add_subscriber("new@example.org")
    add_subscriber("left@example.org", "left")

    page = staff("view_subscriber").get("/admin/").content.decode()

    assert f'<a href="{LIST}?state=subscribed">Subscribed</a> <b>2</b>' in page
    assert f'<a href="{LIST}?lately=joined">Joined</a> <b>1</b>' in page
    assert f'<a href="{LIST}?lately=left">Left</a> <b>1</b>' in page


def test_the_overview_says_nothing_to_who_may_not_see_subscribers():
    add_subscriber()

    assert "Subscribed" not in staff("view_article").get("/admin/").content.decode()
