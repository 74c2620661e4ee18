"""Lists of subscribers: what is read out of a file, and what an import does."""

import os
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from iria.models import Letter
from iria.spreadsheets import harmless, plain
from newsletter import exporting, memberships, subscribing, suppression
from newsletter.importing import keeping, loading
from newsletter.importing.decoding import NotReadable, decoded
from newsletter.importing.keeping import Kept
from newsletter.importing.loading import Agreement
from newsletter.importing.parsing import Person, Refusal, read
from newsletter.models import Consent, Subscriber
from tests.freezing import later
from tests.makers import make_editor
from tests.newsletter.making import add_subscriber
from tests.newsletter.test_memberships import erased


def people(text: str) -> list[tuple[str, str]]:
    return [(one.address, one.name) for one in read(text).people]


def refused(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.reason) for one in read(text).refused]


def load(*addresses: str, by=None) -> int:
    by = by or make_editor()
    rows = [Person(n, address, address) for n, address in enumerate(addresses, 1)]
    return loading.load(rows, Agreement("Sign-up sheet, Vienna", by, timezone.now()))


# Text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_a_file_is_read_in_each_encoding_that_programs_write(encoding):
    text = "address,name\r\nzoë@example.org,Zoë Müller\r\nbo@example.org,Bo\r\n"

    assert decoded(text.encode(encoding)) == text


def test_windows_and_greek_letters_are_told_apart():
    assert decoded("“Ada” – €".encode("cp1252")) == "“Ada” – €"
    assert decoded("Ωmega@example.org,Ωμέγα".encode("utf-16-le")) == "Ωmega@example.org,Ωμέγα"
    assert decoded(b"\x81\x8d ada@example.org").endswith("ada@example.org")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "Save it there as CSV"),
        (b"\x89PNG" + bytes(range(64)) + b"\0" * 600, "not a text file"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_named(data, said):
    with pytest.raises(NotReadable, match=said):
        decoded(data)


# Who stands in it


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_commas_semicolons_tabs_and_line_ends_of_each_system_are_read(delimiter, line_end):
    rows = [["E-Mail", "Name"], ["ada@example.org", '"Writer; Ada, the\tfirst"'], ["bo@x.org", ""]]

    found = people(line_end.join(delimiter.join(row) for row in rows))

    assert found == [("ada@example.org", "Writer; Ada, the first"), ("bo@x.org", "")]


def test_plain_lines_need_no_header():
    text = "\n\nada@example.org\n  bo@example.org  \nCleo C. <cleo@example.org>\nDan, dan@x.org\n"

    assert people(text) == [
        ("ada@example.org", ""),
        ("bo@example.org", ""),
        ("cleo@example.org", "Cleo C."),
        ("dan@x.org", "Dan"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # WordPress: its users, MailPoet, Newsletter
        "ID,user_login,user_email,display_name\n1,ada,ada@example.org,Ada Writer\n",
        'First name,Last name,Email,"Global status"\nAda,Writer,ada@example.org,Subscribed\n',
        '"email";"name";"surname";"status"\n"ada@example.org";"Ada";"Writer";"C"\n',
        # Mailchimp
        (
            '"Email Address","First Name","Last Name","Address","OPTIN_TIME","UNSUB_TIME"\n'
            '"ada@example.org","Ada","Writer","Ring 1  Vienna","2024-01-01 10:00:00",""\n'
        ),
        # listmonk
        (
            "uuid,email,name,attributes,status,created_at\n"
            'a1,ada@example.org,Ada Writer,"{""city"": ""Vienna""}",enabled,2024-01-01\n'
        ),
        # Ghost
        (
            "id,email,name,note,subscribed_to_emails,complimentary_plan,created_at,deleted_at,labels\n"
            '1,ada@example.org,Ada Writer,"a\nnote",true,false,2024-01-01T00:00:00Z,,\n'
        ),
        # Excel, with its own line
        "sep=;\nMail;State;Name\nada@example.org;Vermont;Ada Writer\n",
    ],
)
def test_exports_of_other_systems_are_understood(text):
    reading = read(text)

    assert [(one.address, one.name) for one in reading.people] == [
        ("ada@example.org", "Ada Writer")
    ]
    assert reading.refused == []


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("status", "unsubscribed", "Its status in the file is “unsubscribed”."),
        ("Status", "Cleaned", "Its status in the file is “Cleaned”."),
        ("status", "bounced", "Its status in the file is “bounced”."),
        ("status", "blocklisted", "Its status in the file is “blocklisted”."),
        ("Global status", "abgemeldet", "Its status in the file is “abgemeldet”."),
        ("subscribed_to_emails", "false", "Its status in the file is “false”."),
        ("state", "left", "Its status in the file is “left”."),
        ("UNSUB_TIME", "2024-01-01 10:00:00", "The file says that this person left."),
        ("CLEAN_TIME", "2024-01-01 10:00:00", "The file says that this person left."),
        ("deleted_at", "2024-01-01", "The file says that this person left."),
    ],
)
def test_who_left_elsewhere_is_refused_with_what_the_file_says(header, value, said):
    text = f"email,{header}\nada@example.org,{value}\nbo@example.org,\n"

    assert people(text) == [("bo@example.org", "")]
    assert refused(text) == [(2, said)]


def test_who_left_by_one_row_is_not_taken_from_another():
    text = "email,status\nada@example.org,subscribed\nADA@example.org,unsubscribed\n"

    assert people(text) == []
    assert refused(text) == [
        (2, "Line 3 says that this person left."),
        (3, "Its status in the file is “unsubscribed”."),
    ]


def test_each_row_that_is_refused_has_its_line_and_what_stood_there():
    text = (
        "Address;Name\n"
        "ada@example.org;Ada\n"
        "not an address;Bo\n"
        "\n"
        ";Cleo\n"
        "Ada@EXAMPLE.org;Ada again\n"
        f"long@example.org;{'x' * 151}\n"
        '"Open;dan@example.org\n'
        "eve@example.org;Eve\n"
    )

    reading = read(text)

    assert [one.address for one in reading.people] == ["ada@example.org", "eve@example.org"]
    assert [(one.line, one.text[:30], one.reason) for one in reading.refused] == [
        (3, "not an address;Bo", "This is not a valid e-mail address."),
        (5, ";Cleo", "There is no e-mail address in this row."),
        (6, "Ada@EXAMPLE.org;Ada again", "The same address stands in line 2."),
        (7, f"long@example.org;{'x' * 13}", "The name is longer than 150 characters."),
        (8, '"Open;dan@example.org', "Its quotation marks do not come in pairs."),
    ]


def test_several_addresses_in_a_line_are_not_guessed_apart():
    text = "ada@example.org, bo@example.org\ncleo@example.org\n"

    assert people(text) == [("cleo@example.org", "")]
    assert "Put each on a line of its own" in refused(text)[0][1]


def test_a_quotation_mark_that_never_ends_swallows_one_line_only():
    lines = [f"p{n}@example.org,P{n}" for n in range(100)]
    lines[10] = '"p10@example.org,P10'

    reading = read("\n".join(lines))

    assert len(reading.people) == 99
    assert [one.line for one in reading.refused] == [11]


def test_controls_and_line_ends_in_names_are_made_safe():
    text = (
        'email,name\nada@example.org,"Ada\r\nBcc: x@example.org"\n'
        "bo@example.org,B\0o\x07\n\ufeffcleo@example.org\u200b,\u00a0Cleo\n"
    )

    assert people(text) == [
        ("ada@example.org", "Ada Bcc: x@example.org"),
        ("bo@example.org", "Bo"),
        ("cleo@example.org", "Cleo"),
    ]


def test_addresses_are_compared_by_their_key_and_kept_as_they_are_written():
    found = read("Ada@Straße.DE\nada@xn--strae-oqa.de\nжук@пример.рф\n")

    assert [(one.address, one.key) for one in found.people] == [
        ("Ada@Straße.DE", "ada@xn--strae-oqa.de"),
        ("жук@пример.рф", "жук@xn--e1afmkfd.xn--p1ai"),
    ]
    assert [one.line for one in found.refused] == [2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no e-mail address"),
        ("name\nAda\n", "no e-mail address"),
        ("x\n" * 200_001, "200,001 lines; 200,000 are taken at a time"),
    ],
)
def test_a_list_that_cannot_be_taken_is_told_why(text, said):
    with pytest.raises(NotReadable, match=said):
        read(text)


@given(st.text() | st.text(alphabet="a@.,;\t\"\n\r'=<> x", max_size=200))
def test_no_line_with_something_on_it_is_lost_whatever_it_is(text):
    try:
        reading = read(text)
    except NotReadable:
        return

    numbers = [one.line for one in [*reading.people, *reading.refused]]
    assert len(numbers) == len(set(numbers))
    assert all(one.key and "\n" not in one.name for one in reading.people)
    # Each line with an address but no quotation mark has a row of its own.
    if '"' not in text:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        with_at = {n for n, line in enumerate(lines, 1) if "@" in line}
        header = {1, 2} if lines[0].startswith("sep=") else set()
        assert with_at <= set(numbers) | header


@given(st.text(max_size=20))
def test_a_cell_made_harmless_reads_back_as_it_was(text):
    cell = harmless(text)

    assert plain(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


# The import


@pytest.mark.django_db
def test_an_import_subscribes_with_evidence_and_sends_nothing():
    editor = make_editor()

    count = load("ada@example.org", "bo@example.org", by=editor)
    subscribing.run_due(100)

    ada = Subscriber.objects.get(address="ada@example.org")
    consent = ada.consents.get()
    assert (count, Subscriber.objects.subscribed().count()) == (2, 2)
    assert ada.subscribed_at
    assert (consent.source, consent.wording) == ("import", "Sign-up sheet, Vienna")
    assert (consent.recorded_by, len(consent.wording_version)) == (editor, 12)
    assert consent.confirmed_at
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_those_who_were_imported_are_not_forgotten_as_unconfirmed(monkeypatch):
    load("ada@example.org")
    later(monkeypatch, days=40)

    subscribing.forget_unconfirmed(100)

    assert Consent.objects.count() == 1
    assert Subscriber.objects.get().state == "subscribed"


@pytest.mark.django_db
def test_an_import_brings_nobody_back():
    left = add_subscriber("left@example.org", "left")
    add_subscriber("blocked@example.org", "blocked")
    erased(add_subscriber("erased@example.org"))
    suppression.suppress("bounced@example.org", suppression.Cause.BOUNCE)
    loaded = ("left", "blocked", "erased", "bounced")

    count = load(*(f"{name}@example.org" for name in loaded), "ada@example.org")

    left.refresh_from_db()
    assert count == 1
    assert left.state == "left"
    assert [one.address for one in Subscriber.objects.subscribed()] == ["ada@example.org"]
    assert not Subscriber.objects.filter(address__startswith="bounced").exists()
    assert Consent.objects.filter(source="import").count() == 1


@pytest.mark.django_db
def test_who_asked_and_never_confirmed_is_subscribed_under_this_consent():
    ada = add_subscriber(state="asked")

    load("ada@example.org")

    ada.refresh_from_db()
    first, second = ada.consents.order_by("pk")
    assert ada.state == "subscribed"
    assert (first.confirmed_at, second.source) == (None, "import")


@pytest.mark.django_db
def test_who_is_subscribed_keeps_name_time_and_consent():
    ada = add_subscriber(name="Ada Writer")

    count = loading.load(
        [Person(1, "ADA@example.org", "ada@example.org", "Other")],
        Agreement("Words", make_editor(), timezone.now()),
    )

    after = Subscriber.objects.get()
    assert count == 0
    assert (after.name, after.address) == ("Ada Writer", "ada@example.org")
    assert after.subscribed_at == ada.subscribed_at
    assert Consent.objects.count() == 1


@pytest.mark.django_db
def test_importing_ten_thousand_again_brings_back_none_of_those_who_left():
    names = [f"p{n}@example.org" for n in range(10_000)]
    editor = make_editor()

    first = load(*names, by=editor)
    for subscriber in Subscriber.objects.order_by("pk")[:20]:
        memberships.leave(subscriber, Consent.End.LINK)
    again = load(*names, by=editor)

    assert (first, again) == (10_000, 0)
    assert Subscriber.objects.subscribed().count() == 9_980
    assert Consent.objects.count() == 10_000


@pytest.mark.django_db
def test_a_list_takes_the_same_queries_for_each_five_hundred(django_assert_max_num_queries):
    rows = [Person(n, f"p{n}@example.org", f"p{n}@example.org", "P") for n in range(500)]
    agreement = Agreement("Words", make_editor(), timezone.now())

    # Rows are written in several statements where a database takes few parameters in one.
    with django_assert_max_num_queries(22):
        loading.load(rows, agreement)
    with django_assert_max_num_queries(2):
        loading.outlook(rows)


@pytest.mark.django_db
def test_looking_changes_nothing_and_says_what_would_be():
    add_subscriber("there@example.org")
    add_subscriber("left@example.org", "left")
    add_subscriber("asked@example.org", "asked")
    suppression.suppress("spam@example.org", suppression.Cause.COMPLAINT)
    names = ("there", "left", "asked", "spam", "new")
    rows = [Person(n, f"{x}@example.org", f"{x}@example.org") for n, x in enumerate(names, 1)]
    before = list(Subscriber.objects.order_by("pk").values())

    found = loading.outlook(rows)

    assert [one.address for one in found.new] == ["asked@example.org", "new@example.org"]
    assert found.already == 1
    assert found.left_out == [
        Refusal(2, "left@example.org", "Left before. Only the person can subscribe again."),
        Refusal(4, "spam@example.org", "Reported our mail as spam."),
    ]
    assert list(Subscriber.objects.order_by("pk").values()) == before


def wait_for_a_lock(thread: threading.Thread) -> None:
    """Until another connection waits for what this one holds, or has ended."""
    with connection.cursor() as cursor:
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while cursor.execute(waiting).fetchone()[0] == 0 and thread.is_alive():
            pass


@pytest.mark.django_db(transaction=True)
def test_who_leaves_while_the_list_is_imported_has_left():
    """The import waits for the row, and looks after it has it. SQLite has one writer at a time:
    there the import begins when the leaving has ended."""
    ada, editor = add_subscriber(state="asked"), make_editor()
    counts = []

    def importing() -> None:
        counts.append(load("ada@example.org", by=editor))
        connection.close()

    thread = threading.Thread(target=importing)
    with transaction.atomic():
        memberships.leave(ada, Consent.End.LINK)
        if connection.vendor == "postgresql":
            thread.start()
            wait_for_a_lock(thread)
    if connection.vendor == "sqlite":
        importing()
    else:
        thread.join(30)

    ada.refresh_from_db()
    assert counts == [0]
    assert ada.state == "left"


# Out and in again


@pytest.mark.django_db
def test_an_export_read_again_gives_equal_rows():
    rows = [
        ("ada@example.org", "Ada Writer"),
        ("=sum@example.org", "=1+1"),
        ("+plus@example.org", "@risk, or \"more\"; 'so'"),
        ("-minus@example.org", "'t Hooft"),
        ("o'neill@example.org", "'=quoted"),
        ("жук@пример.рф", "Жук"),
    ]
    for address, name in rows:
        add_subscriber(address, name=name)

    text = "".join(exporting.lines(Subscriber.objects.subscribed()))
    reading = read(decoded(text.encode()))

    assert [(one.address, one.name) for one in reading.people] == rows
    assert reading.refused == []
    assert "'=1+1" in text
    assert "\n=" not in text


@pytest.mark.django_db
def test_an_export_of_those_who_left_does_not_come_back_as_subscribers():
    add_subscriber("left@example.org", "left")
    add_subscriber("asked@example.org", "asked")

    reading = read("".join(exporting.lines(Subscriber.objects.all())))

    assert reading.people == []
    assert len(reading.refused) == 2


# What is kept meanwhile


def test_what_is_kept_is_the_owner_s_and_private(settings):
    kept = Kept(owner=7, source="people.csv", refused=[Refusal(3, "x", "why")])
    person = Person(1, "ada@example.org", "ada@example.org", "Ada")

    key = keeping.keep(kept, [person])

    assert keeping.find(key, 7) == kept
    assert keeping.find(key, 8) is None
    assert keeping.find("../" + key, 7) is None
    assert keeping.people(key) == [person]
    assert not storages["default"].exists(f"imports/{key}.json")


def test_what_is_kept_goes_after_a_day():
    kept = Kept(owner=7, source="people.csv", refused=[])
    old, new = keeping.keep(kept, []), keeping.keep(kept, [])
    yesterday = (timezone.now() - timedelta(days=1, minutes=1)).timestamp()
    for end in ("json", "people.json"):
        os.utime(storages["originals"].path(f"imports/{old}.{end}"), (yesterday, yesterday))

    first = keeping.forget_old(20)
    again = keeping.forget_old(20)
    cache.clear()
    an_hour_later = keeping.forget_old(20)

    assert (first, again, an_hour_later) == (2, 0, 0)
    assert keeping.find(old, 7) is None
    assert keeping.find(new, 7) == kept


def test_nothing_kept_is_nothing_to_forget():
    assert keeping.forget_old(20) == 0


def test_what_is_kept_is_dropped_whole():
    key = keeping.keep(Kept(owner=7, source="", refused=[]), [])

    keeping.drop(key)

    assert storages["originals"].listdir("imports") == ([], [])
    assert keeping.people(key) == []
