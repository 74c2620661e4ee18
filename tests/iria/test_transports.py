import socket
import threading
from email import message_from_bytes

import pytest

from iria import transports
from iria.transports import Envelope
from tests.iria.smtp import BREAK, counting_server

ENVELOPE = Envelope("news@example.org", "reader@example.org")
MESSAGE = b"Subject: Treaty\r\nMessage-ID: <a1@example.org>\r\n\r\nFirst\r\n.dot\r\n..\r\nlast\r\n"


def send(message: bytes = MESSAGE, times: int = 1) -> None:
    with transports.opened() as transport:
        for _ in range(times):
            transport.send(ENVELOPE, message)


def test_a_server_takes_the_message_as_it_is(settings):
    with counting_server(settings) as server:
        send()

    assert server.messages == [MESSAGE]
    assert server.recipients == ["reader@example.org"]


def test_a_message_without_a_line_end_gets_one(settings):
    with counting_server(settings) as server:
        send(b"Subject: x\r\n\r\n.")

    assert server.messages == [b"Subject: x\r\n\r\n.\r\n"]


def test_one_connection_carries_many(settings):
    with counting_server(settings) as server:
        send(times=5)

    assert (len(server.messages), server.connections) == (5, 1)


def test_the_final_dot_waits_for_no_acknowledgement(settings):
    with counting_server(settings), transports.opened() as transport:
        transport.send(ENVELOPE, MESSAGE)

        assert transport.smtp.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
def test_a_no_for_good_is_refused(settings, step):
    with (
        counting_server(settings, **{step: "550 no such mailbox"}) as server,
        pytest.raises(transports.Refused, match="550 no such mailbox"),
    ):
        send()

    assert server.messages == []


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("answer", ["451 greylisted", "421 closing"])
def test_a_no_for_now_may_be_tried_again(settings, step, answer):
    with (
        counting_server(settings, **{step: answer}) as server,
        pytest.raises(transports.NotNow, match=answer),
    ):
        send()

    assert server.messages == []


def test_after_a_refusal_the_next_message_goes_out(settings):
    with counting_server(settings, rcpt="550 no") as server, transports.opened() as transport:
        with pytest.raises(transports.Refused):
            transport.send(ENVELOPE, MESSAGE)
        server.answers.clear()

        transport.send(ENVELOPE, MESSAGE)

    assert len(server.messages) == 1


@pytest.mark.parametrize("step", ["mail", "rcpt"])
def test_a_connection_that_breaks_before_the_text_may_be_tried_again(settings, step):
    with counting_server(settings, **{step: BREAK}), pytest.raises(transports.NotNow):
        send()


def test_a_connection_that_breaks_after_the_text_leaves_it_unclear(settings):
    with counting_server(settings, data=BREAK) as server, pytest.raises(transports.Unclear):
        send()

    assert len(server.messages) == 1


def test_a_server_that_closes_in_the_middle_of_the_text_took_nothing(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _peer = listener.accept()
            with connection:
                connection.sendall(b"220 hi\r\n")
                for line in (b"250 hello", b"250 ok", b"250 ok", b"354 go on"):
                    connection.recv(4096)
                    connection.sendall(line + b"\r\n")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

        thread = threading.Thread(target=answer)
        thread.start()
        settings.EMAIL_BACKEND = transports.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()

        with pytest.raises(transports.NotNow):
            send(b"Subject: long\r\n\r\n" + b"text " * 4_000_000)
        thread.join(10)


def test_a_server_that_is_not_there_may_be_tried_again(settings):
    settings.EMAIL_BACKEND = transports.SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(transports.NotNow):
        send()


def test_a_server_that_hangs_is_left(settings, monkeypatch):
    monkeypatch.setattr(transports, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_BACKEND = transports.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()

        with pytest.raises(transports.NotNow):
            send()


def test_a_folder_keeps_a_file_a_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = transports.FILES
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")

    send(times=2)

    names = sorted(file.name for file in (tmp_path / "mail").iterdir())
    assert names == ["a1@example.org-2.eml", "a1@example.org.eml"]
    assert (tmp_path / "mail" / names[1]).read_bytes() == MESSAGE


class Answering:
    """Stands for django-anymail: what it raises is what a provider said."""

    status: int | None = None
    sent: list = []

    def __init__(self, **options: object) -> None:
        pass

    def send_messages(self, mails: list) -> None:
        if self.status is not None:
            error = RuntimeError(f"status {self.status}")
            error.status_code = self.status or None
            raise error
        self.sent.extend(mails)

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (400, transports.Refused),
        (429, transports.NotNow),
        (503, transports.NotNow),
        (0, transports.Unclear),
    ],
)
def test_the_status_of_a_provider_decides(settings, monkeypatch, status, raised):
    monkeypatch.setattr(Answering, "status", status)
    settings.EMAIL_BACKEND = "tests.iria.test_transports.Answering"

    with pytest.raises(raised):
        send()


def test_a_provider_gets_text_html_and_headers(settings, monkeypatch):
    monkeypatch.setattr(Answering, "sent", [])
    settings.EMAIL_BACKEND = "tests.iria.test_transports.Answering"
    message = (
        b"From: IRIA <news@example.org>\r\nTo: reader@example.org\r\nSubject: Two\r\n"
        b"Message-ID: <m@example.org>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p>html</p>\r\n--x--\r\n"
    )

    send(message)

    (mail,) = Answering.sent
    assert (mail.subject, mail.to, mail.body.strip()) == ("Two", ["reader@example.org"], "plain")
    assert mail.extra_headers["Message-ID"] == "<m@example.org>"
    assert mail.alternatives[0].content.strip() == "<p>html</p>"
    assert message_from_bytes(mail.message().as_bytes())["Message-ID"] == "<m@example.org>"
