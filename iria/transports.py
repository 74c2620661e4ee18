"""Hands finished messages to a mail server, a folder or a provider.

Each refusal says whether the same message may be sent again: what may have been taken by the
other side never is.
"""

import smtplib
import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as default_policy
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

PATIENCE = 30  # seconds that a server is given for an answer
FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True, slots=True)
class Envelope:
    sender: str
    recipient: str


class NotSent(Exception):
    """The message was not taken. `str()` is what the other side said."""


class Refused(NotSent):
    """For good: this address or this message (SMTP 5xx)."""


class NotNow(NotSent):
    """The server was not reached, or asks to come again (SMTP 4xx)."""


class Unreachable(NotNow):
    """There was no server to speak to: it says nothing about this address."""


class Unclear(NotSent):
    """The connection broke when the message was through: it may have been taken."""


class Transport(Protocol):
    def send(self, envelope: Envelope, message: bytes) -> None:
        """Returns when the other side has taken the message. Raises Refused, NotNow, Unclear."""

    def close(self) -> None: ...


@contextmanager
def opened() -> Iterator[Transport]:
    """The transport that the settings name; it keeps its connection from mail to mail."""
    transport = _named(settings.EMAIL_BACKEND)
    try:
        yield transport
    finally:
        transport.close()


def _named(backend: str) -> Transport:
    if backend == FILES:
        return Folder(Path(settings.EMAIL_FILE_PATH))
    return Server() if backend == SMTP else Provider(backend)


class Folder:
    """A file a mail, named by its Message-ID; written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, envelope: Envelope, message: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message_from_bytes(message)["Message-ID"].strip("<> ").replace("/", "_")
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(message)
        target, copies = self.folder / f"{name}.eml", 1
        while target.exists():
            copies += 1
            target = self.folder / f"{name}-{copies}.eml"
        Path(file.name).rename(target)

    def close(self) -> None:
        pass


class Server:
    """One SMTP connection at a time (RFC 5321), opened when it is needed."""

    def __init__(self) -> None:
        self.smtp: smtplib.SMTP | None = None

    def send(self, envelope: Envelope, message: bytes) -> None:
        smtp = self._connected()
        options = [] if envelope.recipient.isascii() else ["SMTPUTF8"]
        try:
            self._expect(smtp.mail(envelope.sender, options), 250)
            self._expect(smtp.rcpt(envelope.recipient), 250, 251)
            self._expect(smtp.docmd("DATA"), 354)
            smtp.send(_stuffed(message))
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotNow(str(error)) from None
        self._end(smtp)

    def _end(self, smtp: smtplib.SMTP) -> None:
        """From the final dot on, silence does not mean no."""
        try:
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unclear(str(error)) from None
        self._expect(answer, 250)

    def _expect(self, answer: tuple[int, bytes], *wanted: int) -> None:
        code, said = answer
        if code in wanted:
            return
        text = f"{code} {said.decode(errors='replace')}"
        if code == 421:
            self._drop()
        else:
            self._reset()
        raise Refused(text) if 500 <= code < 600 else NotNow(text)

    def _connected(self) -> smtplib.SMTP:
        if self.smtp is None:
            try:
                self.smtp = self._connect()
            except (OSError, smtplib.SMTPException) as error:
                raise Unreachable(str(error)) from None
        return self.smtp

    def _connect(self) -> smtplib.SMTP:
        place = (settings.EMAIL_HOST, settings.EMAIL_PORT)
        if settings.EMAIL_USE_SSL:
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=PATIENCE, context=context)
        else:
            smtp = smtplib.SMTP(*place, timeout=PATIENCE)
        # The final dot is a write of its own: it would wait for the other side's delayed
        # acknowledgement of the text, 40 ms a mail.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        smtp.ehlo_or_helo_if_needed()
        return smtp

    def _reset(self) -> None:
        try:
            self.smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
        self.smtp = None

    def close(self) -> None:
        if self.smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.smtp.quit()
        self._drop()


def _stuffed(message: bytes) -> bytes:
    """With a dot before each line that begins with one, and a line end last (RFC 5321, 4.5.2)."""
    text = message if message.endswith(b"\r\n") else message + b"\r\n"
    stuffed = text.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


class Provider:
    """A provider's API, through django-anymail."""

    def __init__(self, backend: str) -> None:
        self.connection = get_connection(backend, fail_silently=False)

    def send(self, envelope: Envelope, message: bytes) -> None:
        try:
            self.connection.send_messages([_for_django(message)])
        except Exception as error:
            raise _failure(error) from error

    def close(self) -> None:
        self.connection.close()


def _for_django(message: bytes) -> EmailMultiAlternatives:
    parsed: EmailMessage = message_from_bytes(message, policy=default_policy)
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    own = {"from", "to", "subject", "content-type", "mime-version", "content-transfer-encoding"}
    mail = EmailMultiAlternatives(
        subject=parsed["Subject"],
        body=text.get_content() if text else "",
        from_email=parsed["From"],
        to=[parsed["To"]],
        headers={name: value for name, value in parsed.items() if name.lower() not in own},
    )
    if html:
        mail.attach_alternative(html.get_content(), "text/html")
    return mail


def _failure(error: Exception) -> NotSent:
    """A provider's status says what it did; without one, nobody knows."""
    status = getattr(error, "status_code", None)
    if status is None:
        return Unclear(str(error))
    again = status == 429 or status >= 500
    return NotNow(str(error)) if again else Refused(str(error))
