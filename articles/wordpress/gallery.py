"""Pictures of an export → rows of the library. A picture whose file can't be had gets a row too:
its place in the text is marked until somebody supplies the file."""

import hashlib
from typing import NamedTuple
from urllib.parse import urljoin

from django.core.exceptions import ValidationError

from articles.images import uploads
from articles.images.models import Credit, Image
from articles.text.cleaning import clean_inline
from articles.text.plaintext import plain
from articles.wordpress import fileaddresses
from articles.wordpress.captions import ParsedCredit, split_credit
from articles.wordpress.conversion import PictureUse
from articles.wordpress.files import Files, NotThere
from articles.wordpress.records import Item
from articles.wordpress.report import CUT, PICTURES, Report
from articles.wordpress.urls import urlsplit
from iria.pagecache import changes, forget

MISSING = "Pictures whose files could not be had; their places are marked"
UNREADABLE = "Pictures that can't be read here; their places are marked"
UNCLEAR = "Credits for a person to look at"
LOST_CAPTIONS = "Captions in galleries, lost: the pictures have others already"
ALT_LENGTH = 500


class Given(NamedTuple):
    """What the export says of a picture. Texts take it from here: staff may have put something
    else into the library, and a second import must find what the first one wrote."""

    title: str = ""
    alt: str = ""
    caption: str = ""


class Gallery:
    """Rows by the number of the attachment and by address. `troubles` and `users` hold, by the
    row's id, why there is no file and in which texts the picture stands."""

    def __init__(self, host: str, files: Files, report: Report) -> None:
        self.host, self.files, self.report = host, files, report
        self.by_number: dict[int, Image] = {}
        self.by_address: dict[str, Image] = {}
        self.attachments: dict[str, list[Image]] = {}
        self.given: dict[int, Given] = {}
        self.troubles: dict[int, tuple[str, str]] = {}
        self.users: dict[int, list[str]] = {}

    def attachment(self, item: Item) -> None:
        """A picture of the old library, with its texts and what its caption says of its maker."""
        url = item.attachment_url
        if not fileaddresses.PICTURE.search(urlsplit(url).path):
            self.report.leave_out("attachment", url or item.title)
            return
        self.report.items[PICTURES] += 1
        caption, credit, unclear = split_credit(item.excerpt)
        alt = " ".join(item.alt.split())
        if len(alt) > ALT_LENGTH:
            self.report.note(CUT, f"alternative text: {alt[:60]}…", item.title)
        given = Given(plain(item.title)[:250], alt[:ALT_LENGTH], clean_inline(caption))
        image = self._row(item.identity, url, given)
        self._credit(image, credit or _from_file(item), unclear, item.excerpt)
        self.attachments.setdefault(fileaddresses.exact(url, self.host), []).append(image)
        if item.id:
            self.by_number[item.id] = image

    def resolve(self, use: PictureUse, text: str = "") -> str:
        """The key of the picture of one use in a text (its title); what the use knows of it is
        kept."""
        image = self._found(use)
        if image is None:
            site = f"https://{self.host}/"
            address = urljoin(site, use.src) if use.src else f"attachment {use.attachment}"
            digest = hashlib.sha256(fileaddresses.exact(address, self.host).encode()).hexdigest()
            image = self._row(digest, address, Given(alt=use.alt[:ALT_LENGTH]))
        if not use.alt:
            use.alt = self.given[image.pk].alt
        self._credit(image, use.credit, use.unclear, use.caption)
        if use.in_gallery and use.caption:
            self._caption(image, use.caption, text)
        self.use(image, text)
        return image.key

    def _caption(self, image: Image, caption: str, text: str) -> None:
        """A gallery shows the caption of the library, so that one given in it goes there."""
        caption = clean_inline(caption)
        if not image.caption:
            image.caption = caption
            image.save(update_fields=["caption"])
            forget([image])
        elif plain(image.caption) != plain(caption):
            self.report.note(LOST_CAPTIONS, f"{image}: “{plain(caption)}”", text)

    def use(self, image: Image, text: str) -> None:
        if text and text not in self.users.setdefault(image.pk, []):
            self.users[image.pk].append(text)

    def _found(self, use: PictureUse) -> Image | None:
        """By exact address, since that is what readers saw; the number may be that of another
        site, and a name that ends in a size may be a whole picture's."""
        numbered = self.by_number.get(use.attachment or 0)
        if not use.src or use.src.startswith("data:"):
            return numbered
        address = fileaddresses.exact(use.src, self.host)
        if numbered is not None and numbered in self.attachments.get(address, []):
            return numbered
        if address in self.by_address:
            return self.by_address[address]
        found = [
            image
            for original in fileaddresses.originals(address)
            for image in self.attachments.get(original, [])
        ]
        if len(found) == 1:
            return found[0]
        is_likely = numbered and fileaddresses.may_be_one(use.src, numbered.source_url)
        return numbered if is_likely else None

    def _row(self, identity: str, url: str, given: Given) -> Image:
        imported_from = f"{self.host}:{identity}"
        image = Image.objects.filter(imported_from=imported_from).first()
        created = image is None
        if image is None:
            image = Image(imported_from=imported_from, source_url=url[:1000], to_review=True)
            image.title, image.alt, image.caption = given
            image.file_name = urlsplit(url).path.rpartition("/")[2][:255]
        had_file = bool(image.original)
        trouble = None if had_file else self._fill(image, url)
        with changes():
            if created or bool(image.original) != had_file:
                image.save()
                forget([image])
        self.given[image.pk] = given
        if trouble:
            self.troubles[image.pk] = trouble
        self.report.count("Pictures", created=created, changed=bool(image.original) != had_file)
        self.by_address.setdefault(fileaddresses.exact(url, self.host), image)
        return image

    def _fill(self, image: Image, url: str) -> tuple[str, str] | None:
        """Why there is no file: what the note is about, and its sentence."""
        try:
            with self.files.open(url) as file:
                uploads.fill(image, file, None)
        except NotThere as refusal:
            return MISSING, f"{url}: {refusal}"
        except ValidationError as refusal:
            return UNREADABLE, f"{url}: {' '.join(refusal.messages)}"
        return None

    def note_troubles(self) -> None:
        """Once all texts are read, so that each missing picture is named with its articles."""
        for pk, (about, sentence) in self.troubles.items():
            for text in self.users.get(pk, [""]):
                self.report.note(about, sentence, text)

    def _credit(
        self, image: Image, parsed: ParsedCredit | None, unclear: bool, caption: str
    ) -> None:
        if unclear:
            self.report.note(UNCLEAR, f"{image}: “{plain(caption)}”")
        if parsed is None:
            return
        credit = credit_row(parsed)
        if image.credit_id is None:
            image.credit = credit
            image.review_note = f"Credit read from “{plain(caption) or parsed.text}”."[:500]
            image.save(update_fields=["credit", "review_note"])
        elif image.credit_id != credit.pk:
            self.report.note(
                UNCLEAR, f"{image}: “{credit.line}” here, “{image.credit.line}” there"
            )


def credit_row(parsed: ParsedCredit) -> Credit:
    names = {"photographer": parsed.photographer[:200], "agency": parsed.agency[:200]}
    standing = Credit.objects.usable().filter(**names).order_by("pk").first()
    return standing or Credit.objects.create(**names)


def _from_file(item: Item) -> ParsedCredit | None:
    """What WordPress read from the file itself."""
    name = (item.image_meta.credit or "").strip()
    return ParsedCredit(photographer="", agency=name) if name else None
