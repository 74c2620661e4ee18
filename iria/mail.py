"""A mail out of three templates (NAME.subject.txt, NAME.txt, NAME.html), and its bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
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

# What stands at the elements needs no sheet; media queries can't stand there.
INLINER = css_inline.CSSInliner(
    load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True, minify_css=True
)
# For machines: some find no value that begins on the next line, where Python's folding puts what
# is long.
UNFOLDED = {"feedback-id", "list-id", "list-unsubscribe", "message-id"}
# Not what would be read as encoded words (RFC 2047), nor words too long for a line.
PLAIN_SUBJECT = re.compile(r"(?!.*=\?)(?!.*\S{61})[ -~]*")


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


class Policy(EmailPolicy):
    """Python's, but for machines' headers, and for subjects, which it alters on their way: it
    reads encoded words in what is given to it, line breaks in them included, and loses blanks
    between those it writes."""

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        _name, parsed = super().header_store_parse(name, value)
        if name.lower() == "subject":
            return name, value
        if set("\r\n") & set(parsed):
            raise ValueError(
                "Header values may not contain linefeed or carriage return characters"
            )
        return name, parsed

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() == "subject":
            charset = "us-ascii" if PLAIN_SUBJECT.fullmatch(value) else "utf-8"
            folded = Header(str(value), charset, header_name=name).encode(linesep=self.linesep)
            return f"{name}: {folded}{self.linesep}".encode("ascii")
        if name.lower() in UNFOLDED and value.isascii():
            # An address is never broken; a list of them is, after its commas.
            folded = value.strip().replace(", ", f",{self.linesep} ")
            return f"{name}: {folded}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


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
    message = EmailMessage(policy=Policy(linesep="\r\n", utf8=not address.isascii()))
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
