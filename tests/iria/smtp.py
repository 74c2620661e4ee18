"""A mail server for tests, on loopback, that answers as it is told and counts what it took."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

BREAK = "break"  # closes the connection instead of answering
HANG = "hang"  # never answers


class Counting:
    """`answers` by step (mail, rcpt, data): what is said instead of 250."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.messages: list[bytes] = []
        self.recipients: list[str] = []
        self.connections = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, host: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = host
        return answers

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer("mail", server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = await self._answer("rcpt", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers.get("data", BREAK) in (BREAK, HANG):
            # Also where the answer never arrives.
            self.messages.append(envelope.original_content)
            self.recipients += envelope.rcpt_tos
        return await self._answer("data", server)

    async def _answer(self, step: str, server: SMTP) -> str:
        answer = self.answers.get(step, "250 OK")
        if answer == BREAK:
            server.transport.abort()
        if answer == HANG:
            await asyncio.Event().wait()  # until the client has gone
        return answer


@contextmanager
def counting_server(settings: Any, **answers: str) -> Iterator[Counting]:
    """The settings lead to it as long as it is there."""
    counting = Counting(**answers)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(counting, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield counting
    finally:
        controller.stop()
