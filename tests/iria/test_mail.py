from email import message_from_bytes
from email.policy import default as default_policy

import pytest

from iria import mail
from iria.models import Institute
from tests.makers import make_user

pytestmark = pytest.mark.django_db
CONTEXT = {"link": "https://example.org/a?b=1&c=2", "days": 3}


def invitation(name: str = "Ada & Co <b>", by: str = "Bo") -> mail.Mail:
    user = make_user(name=name)
    return mail.write("mail/invitation", CONTEXT | {"user": user, "by": make_user(name=by)})


def test_the_text_is_text_and_the_html_is_escaped():
    written = invitation(by="Bo & <i>")

    assert "Bo & <i> has made a login" in written.text
    assert "https://example.org/a?b=1&c=2" in written.text
    assert "Bo &amp; &lt;i&gt; has made a login" in written.html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in written.html


def test_styles_stand_at_the_elements_and_dark_ones_in_the_head():
    html = invitation().html

    assert 'class="button" href=' in html
    # Readable without a ground of its own, which some programs leave out.
    assert "color:#12355b" in html.split('class="button"')[1][:400]
    assert "prefers-color-scheme: dark" in html
    assert 'lang="en" dir="ltr"' in html


def test_it_asks_nothing_of_other_hosts():
    html = invitation().html

    assert "src=" not in html
    assert "<link" not in html


def test_the_subject_is_one_line():
    Institute(pk=1, short_name="Two\nlines").save()

    assert "\n" not in invitation().subject


def test_a_line_break_in_a_header_is_refused():
    written = invitation()

    with pytest.raises(ValueError, match="linefeed or carriage return"):
        mail.to_bytes(
            written, "a@example.org", "<1@example.org>", {"X-A": "b\r\nBcc: c@example.org"}
        )


@pytest.mark.parametrize(
    "value", ["=?utf-8?q?a=0D=0ABcc:_c@example.org?=", "=?utf-8?q?=C3=A9=0AX:_y?="]
)
def test_a_line_break_in_encoded_words_is_refused_too(value):
    for header in ("List-Id", "Feedback-ID", "X-A"):
        with pytest.raises(ValueError, match="linefeed or carriage return"):
            mail.to_bytes(invitation(), "a@example.org", "<1@example.org>", {header: value})


@pytest.mark.parametrize("address", ["a@example.org", "å@example.org"])
@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?a=0D=0ABcc:_c@example.org?=",
        "( ((ر éa)b ,🕊 " * 14,
        "Köln and the treaty of Straße " * 9,
        "a " * 150,
    ],
)
def test_a_subject_arrives_as_it_was_written(subject, address):
    subject = " ".join(subject.split())
    written = mail.Mail(subject, "Text\n", "")

    raw = mail.to_bytes(written, address, "<1@example.org>", {})

    message = message_from_bytes(raw, policy=default_policy)
    assert message["Subject"] == subject
    assert message["Bcc"] is None
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78


def test_headers_for_machines_begin_on_the_line_of_their_name():
    host = "a-rather-long-name-of-an-institute.international-relations.example.org"
    headers = {
        "List-Unsubscribe": f"<https://{host}/leave/{'k' * 22}/>, <mailto:news@{host}?subject=x>",
        "List-Id": f"IRIA News <news.{host}>",
        "Feedback-ID": f"abcdefghijkm:campaign:news:{host}",
    }

    raw = mail.to_bytes(invitation(), "a@example.org", f"<abc.1@{host}>", headers)

    assert f"\r\nMessage-ID: <abc.1@{host}>\r\n".encode() in raw
    assert f"\r\nList-Id: IRIA News <news.{host}>\r\n".encode() in raw
    assert f"\r\nFeedback-ID: {headers['Feedback-ID']}\r\n".encode() in raw
    first, second = headers["List-Unsubscribe"].split(", ")
    assert f"\r\nList-Unsubscribe: {first},\r\n {second}\r\n".encode() in raw
    message = message_from_bytes(raw, policy=default_policy)
    assert message["List-Unsubscribe"] == headers["List-Unsubscribe"]


def test_what_is_not_ascii_is_encoded_in_headers_for_machines_too():
    raw = mail.to_bytes(invitation(), "a@example.org", "<1@example.org>", {"List-Id": "É <n.org>"})

    assert message_from_bytes(raw, policy=default_policy)["List-Id"] == "É <n.org>"
    assert raw.split(b"\r\n\r\n")[0].isascii()


def test_lines_end_as_mail_lines_do():
    message = mail.to_bytes(invitation(), "a@example.org", "<1@example.org>", {})

    assert b"\n" not in message.replace(b"\r\n", b"")
    assert max(len(line) for line in message.split(b"\r\n")) <= 998
