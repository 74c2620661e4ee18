import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.wordpress import bytestream, wxr
from articles.wordpress.wxr import BrokenExport, NotAnExport
from tests.articles.wordpress.exports import make_export, make_item, write


def said(export: wxr.Export) -> str:
    return "\n".join(str(problem) for problem in export.problems)


def test_it_reads_what_the_file_says_of_the_site(tmp_path: Path) -> None:
    path = write(tmp_path, make_export(make_item()))

    site = wxr.read(path).site

    assert site.title == "Valmar Review & Notes"
    assert site.description == "On the Valmar strait"
    assert (site.link, site.language) == ("https://valmar.test", "en-US")
    assert site.base_site_url == "https://valmar.test"
    assert site.base_blog_url == "https://valmar.test/blog"
    assert (site.version, site.generator) == ("1.2", "https://wordpress.org/?v=6.5")
    assert site.exported == datetime(2024, 9, 5, 12, tzinfo=UTC)


def test_it_counts_items_by_kind(tmp_path: Path) -> None:
    items = (
        make_item(1, post_type="post"),
        make_item(2, post_type="page"),
        make_item(3, post_type="attachment"),
        make_item(4, post_type="nav_menu_item"),
        make_item(5, post_type="wp_block"),
        make_item(6),
    )

    export = wxr.read(write(tmp_path, make_export(*items)))

    kinds = {"post": 2, "page": 1, "attachment": 1, "nav_menu_item": 1, "other": 1}
    assert dict(export.counts) == kinds
    assert (export.total, export.written, export.problems) == (6, 6, [])
    assert [item.type for item in export.items()][4] == "wp_block"


def test_items_can_be_gone_through_more_than_once(tmp_path: Path) -> None:
    export = wxr.read(write(tmp_path, make_export(make_item(1), make_item(2))))

    first = [item.id for item in export.items()]

    assert first == [item.id for item in export.items()] == [1, 2]


def test_an_author_after_the_items_is_found(tmp_path: Path) -> None:
    late = "<wp:author><wp:author_login>ilse</wp:author_login></wp:author>"

    export = wxr.read(write(tmp_path, make_export(make_item(), late)))

    assert [author.login for author in export.site.authors] == ["ilse"]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_each_version_is_read(tmp_path: Path, version: str) -> None:
    text = make_export(make_item(7, content="Words"), version=version)

    export = wxr.read(write(tmp_path, text))

    assert [(item.id, item.content) for item in export.items()] == [(7, "Words")]
    assert export.problems == []


def test_an_unknown_version_is_a_problem_but_no_refusal(tmp_path: Path) -> None:
    export = wxr.read(write(tmp_path, make_export(make_item(), version="9.9")))

    assert "“9.9”" in said(export)
    assert export.total == 1


def test_a_number_given_twice_is_a_problem(tmp_path: Path) -> None:
    export = wxr.read(write(tmp_path, make_export(make_item(5), make_item(5), make_item(5))))

    assert [problem.what for problem in export.problems] == [
        "Number 5 is given to more than one item."
    ]


def test_an_item_without_number_is_a_problem(tmp_path: Path) -> None:
    export = wxr.read(write(tmp_path, make_export(make_item(1), make_item(None, title="Lost"))))

    assert "An item has no number of its own." in said(export)
    assert "[Lost]" in said(export)


def test_item_written_within_a_text_is_not_counted(tmp_path: Path) -> None:
    text = make_export("<!-- <item> -->", make_item(content="an <item> in a feed"))

    export = wxr.read(write(tmp_path, text))

    assert (export.written, export.total, export.problems) == (1, 1, [])


def test_items_outside_the_channel_are_missed_aloud(tmp_path: Path) -> None:
    text = make_export(make_item(1)).replace("</channel>", f"<odd>{make_item(2)}</odd></channel>")

    export = wxr.read(write(tmp_path, text))

    assert "The file holds 2 items, but 1 could be read." in said(export)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not an XML file"),
        (b"Dear editor", "not an XML file"),
        (b"PK\x03\x04zip", "packed file"),
        (gzip.compress(b"<rss/>", mtime=0), "packed file"),
        (b"<html><body>Not found</body></html>", "does not begin with <rss>"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "document type"),
        (b"<!-- <rss> --><!DOCTYPE rss><rss><channel/></rss>", "document type"),
        (b"<?x <rss> ?><!DOCTYPE rss><rss><channel/></rss>", "document type"),
        (b"<rss><title>no channel</title></rss>", "no <channel>"),
        (b"<rss><channel><item><title>News</title></item></channel></rss>", "news feed"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = write(tmp_path, content)

    with pytest.raises(NotAnExport, match=sentence):
        wxr.read(path)


def test_no_external_entity_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = make_export(make_item(more="<link>&x;</link>")).replace("<rss", f"{entity}<rss", 1)

    with pytest.raises(NotAnExport):
        wxr.read(write(tmp_path, text))


def test_control_characters_are_left_out_and_counted(tmp_path: Path) -> None:
    text = make_export(make_item(content="Be@fore")).encode().replace(b"@", b"\x00\x08\x0b")

    export = wxr.read(write(tmp_path, text))

    assert next(export.items()).content == "Before"
    assert "3 control characters" in said(export)


def test_bytes_of_another_encoding_are_replaced_and_counted(tmp_path: Path) -> None:
    text = make_export(make_item(content="caf@")).encode().replace(b"@", b"\xe9")

    export = wxr.read(write(tmp_path, text))

    assert next(export.items()).content == "caf\ufffd"
    assert "1 bytes are not in the file's encoding" in said(export)


def test_a_declared_encoding_is_obeyed(tmp_path: Path) -> None:
    text = make_export(make_item(content="café")).replace("UTF-8", "ISO-8859-1")

    export = wxr.read(write(tmp_path, text.encode("latin-1")))

    assert next(export.items()).content == "café"
    assert export.problems == []


def test_a_file_cut_off_keeps_its_whole_items(tmp_path: Path) -> None:
    text = make_export(make_item(1), make_item(2), make_item(3, content="The third text"))
    path = write(tmp_path, text[: text.index("third text")])

    export = wxr.read(path)

    items = list(export.items())
    assert [(item.id, item.title) for item in items] == [
        (1, "Item 1"),
        (2, "Item 2"),
        (None, "Item 3"),
    ]
    assert items[2].content == "The "
    assert export.damage is not None
    assert export.damage.line
    assert "An item is cut off" in said(export)
    assert "[Item 3]" in said(export)


def test_a_text_that_ends_its_cdata_too_early_is_mended(tmp_path: Path) -> None:
    broken = make_item(1, content="@").replace("@", "In <![CDATA[ inner ]]> CDATA")

    export = wxr.read(write(tmp_path, make_export(broken, make_item(2))))

    items = list(export.items())
    assert items[0].content == "In <![CDATA[ inner ]]> CDATA"
    assert (items[0].id, items[1].id) == (1, 2)
    assert "ends too early" in said(export)
    assert len(export.problems) == 1


def test_bare_ampersands_and_html_entities_are_mended(tmp_path: Path) -> None:
    broken = make_item(1, more="<link>https://valmar.test/?a=1&b=2&nbsp;&copy;</link>")

    export = wxr.read(write(tmp_path, make_export(broken)))

    assert next(export.items()).link == "https://valmar.test/?a=1&b=2\xa0©"
    assert export.damage is not None


def test_a_damaged_item_is_named_and_the_others_are_whole(tmp_path: Path) -> None:
    broken = make_item(2, title="Torn", more="<wp:status>publish</wp:stat>")

    export = wxr.read(write(tmp_path, make_export(make_item(1), broken, make_item(3))))

    assert [item.id for item in export.items()] == [1, 2, 3]
    assert "An item is damaged" in said(export)
    assert "[Torn]" in said(export)


def test_an_item_that_is_never_closed_does_not_swallow_the_next(tmp_path: Path) -> None:
    unclosed = make_item(1).replace("</item>", "")

    export = wxr.read(write(tmp_path, make_export(unclosed, make_item(2))))

    assert [item.id for item in export.items()] == [1, 2]


def test_the_header_of_a_damaged_file_is_kept(tmp_path: Path) -> None:
    author = "<wp:author><wp:author_login>ilse</wp:author_login></wp:author>"
    text = make_export(make_item(1), header=author).replace("</rss>", "")

    export = wxr.read(write(tmp_path, text))

    assert export.site.title == "Valmar Review & Notes"
    assert [one.login for one in export.site.authors] == ["ilse"]


def test_a_damaged_file_without_items_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, make_export().replace("</channel>", "</chanel>"))

    with pytest.raises(BrokenExport) as refusal:
        wxr.read(path)

    assert refusal.value.line == 8
    assert "damaged at line 8" in str(refusal.value)
    assert "do not belong together" in str(refusal.value)


def test_undeclared_prefixes_are_read_by_their_usual_meaning(tmp_path: Path) -> None:
    text = make_export(make_item(4, status="publish")).replace("xmlns:wp=", "xmlns:gone=")

    export = wxr.read(write(tmp_path, text))

    assert [(item.id, item.status) for item in export.items()] == [(4, "publish")]
    assert "does not declare" in said(export)


@pytest.mark.parametrize("portion", [16, 300, 5000])
def test_a_damaged_file_is_saved_across_portions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(bytestream, "CHUNK", portion)
    items = [make_item(number, content=f"Text {number} é") for number in range(1, 9)]

    export = wxr.read(write(tmp_path, make_export(*items).replace("</rss>", "<oops>")))

    assert [item.content for item in export.items()] == [f"Text {n} é" for n in range(1, 9)]
    assert (export.written, export.total) == (8, 8)
