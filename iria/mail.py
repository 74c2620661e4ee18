"""A mail out of three templates (NAME.subject.txt, NAME.txt, NAME.html), and its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

import css_inline
import idna
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from iria.institute import spoken
from iria.links import absolute
from iria.tables.institute import Institute

INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def write(name: str, context: Mapping[str, Any]) -> Mail:
    """Templates see the context, the institute and the address of the site. Styles stand at the
    elements, since many mail programs drop style sheets."""
    institute = Institute.current()
    whole = {
        "institute": institute,
        "site_url": absolute("/"),
        "language": spoken(institute.language),
    } | dict(context)
    subject = " ".join(render_to_string(f"{name}.subject.txt", whole).split())
    text = render_to_string(f"{name}.txt", whole).strip() + "\n"
    html = INLINER.inline(render_to_string(f"{name}.html", whole | {"subject": subject}))
    return Mail(subject, text, html)


def to_bytes(mail: Mail, address: str, message_id: str, headers: Mapping[str, str]) -> bytes:
    """The message as it is sent (RFC 5322), lines ended by CR LF. Raises ValueError for a line
    break in a header."""
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = ascii_domain(address)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = message_id
    # No out-of-office answers (RFC 3834, 5).
    message["Auto-Submitted"] = "auto-generated"
    for header, value in headers.items():
        message[header] = value
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message.as_bytes()


def ascii_domain(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    return f"{local}@{idna.encode(domain, uts46=True).decode('ascii')}"


def sender() -> str:
    """The bare address that mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message_host() -> str:
    """What stands behind the @ of our Message-IDs."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
