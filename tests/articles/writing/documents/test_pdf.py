"""What a PDF is that somebody uploads, and which are refused."""

import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.writing.documents import pdf
from tests.pdfs import pdf_bytes, pdf_file

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ATTACHED = "10 0 obj\n<< /Type /Filespec /F (more.exe) >>\nendobj"
# Words of the sentence, and what is put into the file.
ACTING = [
    ("has a script", {"root": f"/OpenAction {SCRIPT}"}),
    ("has a script", {"root": f"/AA << /WC {SCRIPT} >>"}),
    (
        "has a script",
        {
            "root": "/Names << /JavaScript << /Names [(a) 10 0 R] >> >>",
            "objects": f"10 0 obj\n{SCRIPT}\nendobj",
        },
    ),
    (
        "has a script",
        {
            "root": "/OpenAction 10 0 R",
            "objects": "10 0 obj\n<< /S /GoTo /D [100 0 R /Fit] /Next 11 0 R >>\nendobj\n\n"
            f"11 0 obj\n{SCRIPT}\nendobj",
        },
    ),
    ("starts other programs", {"root": "/OpenAction << /S /Launch /F (cmd.exe) >>"}),
    (
        "other files within",
        {
            "root": "/Names << /EmbeddedFiles << /Names [(a) 10 0 R] >> >>",
            "objects": ATTACHED,
        },
    ),
    ("is a form", {"root": "/AcroForm << /XFA [(a) (b)] /Fields [] >>"}),
]


CIRCULAR = pdf_bytes().replace(b"/Kids [100 0 R]", b"/Kids [  2 0 R]")


def refusal(file: ContentFile) -> str:
    with pytest.raises(ValidationError) as caught:
        pdf.check(file)
    return " ".join(caught.value.messages)


def test_pages_title_and_language_are_read():
    found = pdf.check(pdf_file(pages=12, title="Доклад о Севере", language="ru-RU"))

    assert (found.pages, found.title, found.language) == (12, "Доклад о Севере", "ru-RU")
    assert found.byte_size > 1000
    assert len(found.sha256) == 64


def test_links_to_places_and_other_sites_are_no_harm():
    link = "10 0 obj\n<< /S /URI /URI (https://example.org/) >>\nendobj"

    found = pdf.check(pdf_file(root="/OpenAction 10 0 R", objects=link))

    assert found.pages == 1


def test_an_empty_list_of_files_is_none():
    found = pdf.check(pdf_file(root="/Names << /EmbeddedFiles << /Names [] >> >>"))

    assert found.pages == 1


@pytest.mark.parametrize(("said", "has"), ACTING)
def test_what_acts_when_it_is_opened_is_refused(said, has):
    assert said in refusal(pdf_file(**has))


@pytest.mark.parametrize("kind", ["/FileAttachment", "/RichMedia"])
def test_what_a_page_holds_beside_its_words_is_refused(kind):
    data = pdf_bytes(objects=f"10 0 obj\n<< /Type /Annot /Subtype {kind} >>\nendobj")
    data = data.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox[0 0 1 1]/Annots[10 0 R]")

    assert "print it into a new PDF" in refusal(pdf_file(data=data)).replace("Print", "print")


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("This file is empty", b""),
        ("not a PDF, whatever its name says", b"\x89PNG\r\n\x1a\n" + bytes(2000)),
        ("not a PDF, whatever its name says", b"PK\x03\x04" + bytes(2000) + b"%PDF-1.7 %%EOF"),
        ("its end is missing", pdf_bytes(pages=40)[:-1500]),
        ("damaged and cannot be read", b"%PDF-1.7\nnothing of a PDF\n%%EOF"),
        ("damaged and cannot be read", pdf_bytes(pages=0)),
        (
            "damaged and cannot be read",
            pdf_bytes().replace(b"/Kids [100 0 R]", b"/Kids [  2 0 R]"),
        ),
        ("protected by a password", pdf_bytes().replace(b"/Info 3 0 R", b"/Encrypt 3 0 R")),
    ],
)
def test_what_is_no_sound_pdf_is_refused(said, data):
    assert said in refusal(pdf_file(data=data))


def test_a_large_file_is_refused_before_it_is_read():
    class Unread(ContentFile):
        def read(self, *args: object) -> bytes:
            raise AssertionError("was read")

    file = Unread(b"", name="large.pdf")
    file.size = pdf.MOST_BYTES + 1

    assert "larger than 50 MB" in refusal(file)


def test_a_file_that_takes_too_long_is_refused(monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(pdf, "INSPECTOR", endless)
    monkeypatch.setattr(pdf, "PATIENCE", 0.5)

    assert "takes too long" in refusal(pdf_file())


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux keeps a process to its memory")
def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    words = pdf.INSPECTOR.read_text().replace("found = inspect(", "b' ' * 2_000_000_000; inspect(")
    greedy.write_text(words)
    monkeypatch.setattr(pdf, "INSPECTOR", greedy)

    assert "too much memory" in refusal(pdf_file())
