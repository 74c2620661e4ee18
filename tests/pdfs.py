"""PDFs written by hand (ISO 32000-2, 7.5): small, and with what a test wants in them."""

from django.core.files.base import ContentFile


def pdf_bytes(
    pages: int = 1, *, title: str = "", language: str = "", root: str = "", objects: str = ""
) -> bytes:
    """`root` is put into the catalogue, `objects` are further ones ("10 0 obj … endobj"), which
    it may name from number 10 on. The words are on the first page."""
    info = f"/Title <feff{title.encode('utf-16-be').hex()}>" if title else ""
    spoken = f"/Lang ({language})" if language else ""
    kids = " ".join(f"{100 + n} 0 R" for n in range(pages))
    words = "BT /F1 18 Tf 72 720 Td (A page) Tj ET"
    parts = {
        1: f"<< /Type /Catalog /Pages 2 0 R {spoken} {root} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        3: f"<< {info} >>",
        4: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        5: f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
    } | {
        100 + n: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>"
        for n in range(pages)
    }
    out, places = "%PDF-1.7\n", {}
    for number, part in parts.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{part}\nendobj\n"
    for one in filter(None, objects.split("\n\n")):
        places[int(one.split()[0])] = len(out)
        out += f"{one.strip()}\n"
    table = "".join(f"{n} 1\n{at:010} 00000 n \n" for n, at in sorted(places.items()))
    start, size = len(out), max(places) + 1
    out += f"xref\n0 1\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def pdf_file(name: str = "report.pdf", data: bytes | None = None, **has: object) -> ContentFile:
    return ContentFile(pdf_bytes(**has) if data is None else data, name=name)
