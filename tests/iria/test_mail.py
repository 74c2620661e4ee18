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
    assert "background: #12355b" in html.split('class="button"')[1][:400]
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


def test_lines_end_as_mail_lines_do():
    message = mail.to_bytes(invitation(), "a@example.org", "<1@example.org>", {})

    assert b"\n" not in message.replace(b"\r\n", b"")
    assert max(len(line) for line in message.split(b"\r\n")) <= 998
