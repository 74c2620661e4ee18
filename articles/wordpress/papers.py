"""PDFs of an export → documents of the library. A PDF belongs to the texts that link to it, and
the link leads to the document from then on."""

import hashlib
from pathlib import PurePath

from django.core.exceptions import ValidationError

from articles.text.plaintext import plain
from articles.text.slugs import make_slug
from articles.wordpress import fileaddresses, oldpaths
from articles.wordpress.files import UPLOADS, Files, NotThere
from articles.wordpress.identities import key_for
from articles.wordpress.records import Item
from articles.wordpress.report import DOCUMENTS, Report
from articles.wordpress.urls import urlsplit
from articles.writing.documents import library, pdf
from articles.writing.models import Document

ON_PAGES = "PDFs that pages link to; they are served once an article offers them"
TROUBLE = "PDFs that are not here; links to them lead nowhere"


class Papers:
    """Documents by the address of the file on the old site."""

    def __init__(self, host: str, files: Files, report: Report) -> None:
        self.host, self.files, self.report = host, files, report
        self.by_address: dict[str, tuple[Document, str]] = {}
        self.titles: dict[int, str] = {}
        self.asked: set[str] = set()

    def attachment(self, item: Item) -> bool:
        """Whether it is a PDF; a file that cannot be had, or is none, is told."""
        url = item.attachment_url
        if not urlsplit(url).path.lower().endswith(".pdf"):
            return False
        self.asked.add(fileaddresses.exact(url, self.host))
        if self._bring(url, item.identity, plain(item.title)[:250]):
            self.report.items[DOCUMENTS] += 1
        else:
            self.report.leave_out("attachment", url)
        return True

    def _bring(self, url: str, identity: str, title: str) -> bool:
        """Whether the file is in the library now."""
        key = key_for(f"{self.host}:{identity}")
        document = Document.objects.filter(key=key).first()
        created = document is None
        if document is None:
            document = self._brought(url, key, title)
        if document is None or document.deleted_at is not None:
            return False
        self.report.count("Documents", created=created)
        # The name by which it came: that of today leads on, and a second import finds the same.
        name = f"{make_slug(title or PurePath(urlsplit(url).path).stem, 'document')}.pdf"
        address = f"/documents/{document.key}/{name}"
        self.titles[document.pk] = document.title
        self.by_address[fileaddresses.exact(url, self.host)] = (document, address)
        return True

    def _brought(self, url: str, key: str, title: str) -> Document | None:
        """The new document, or the one that is the same file."""
        try:
            with self.files.open(url, pdf.MOST_BYTES) as file:
                checked = pdf.check(file)
                if same := library.same_file(checked.sha256):
                    return same
                document = Document(key=key, title=title, language="")
                library.put(document, file, checked, None)
        except NotThere as refusal:
            self.report.note(TROUBLE, f"{url}: {refusal}")
            return None
        except ValidationError as refusal:
            self.report.note(TROUBLE, f"{url}: {' '.join(refusal.messages)}")
            return None
        document.save()
        return document

    def linked(self, href: str) -> tuple[Document, str] | None:
        """The document that a link of an old text leads to, and its address. An export of posts
        alone has no attachments: the files that they link to are looked for by their addresses."""
        exact = fileaddresses.exact(href, self.host)
        host, _, path = exact.partition("/")
        is_own = host == self.host and UPLOADS in f"/{path}" and path.lower().endswith(".pdf")
        if is_own and exact not in self.asked:
            self.asked.add(exact)
            digest = hashlib.sha256(exact.encode()).hexdigest()
            self._bring(f"https://{exact}", digest, "")
        return self.by_address.get(exact)

    def keep_addresses(self) -> None:
        """Links from elsewhere go on leading to the files."""
        for old, (_document, address) in self.by_address.items():
            host, _, path = old.partition("/")
            if host == self.host:
                oldpaths.keep(f"/{path}", address)
