"""Export files of an invented site, as WordPress writes them."""

from __future__ import annotations

from pathlib import Path

NAMESPACES = (
    ' xmlns:excerpt="http://wordpress.org/export/{0}/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:wp="http://wordpress.org/export/{0}/"'
)
HEADER = """<title>Valmar Review &amp; Notes</title><link>https://valmar.test</link>
<description>On the Valmar strait</description>
<pubDate>Thu, 05 Sep 2024 12:00:00 +0000</pubDate><language>en-US</language>
<wp:wxr_version>{0}</wp:wxr_version><wp:base_site_url>https://valmar.test</wp:base_site_url>
<wp:base_blog_url>https://valmar.test/blog</wp:base_blog_url>
<generator>https://wordpress.org/?v=6.5</generator>"""


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def make_export(*items: str, header: str = "", version: str = "1.2") -> str:
    inner = HEADER.format(version) + header + "".join(items)
    spaces = NAMESPACES.format(version)
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{spaces}>\n'
    return f"{start}<channel>{inner}</channel>\n</rss>"


def make_item(number: int | None = 1, *, content: str = "", more: str = "", **fields: str) -> str:
    """`fields` are wp: elements; `more` is put in as it stands."""
    title = fields.pop("title", f"Item {number}")
    written = "".join(f"<wp:{name}>{cdata(text)}</wp:{name}>" for name, text in fields.items())
    named = f"<wp:post_id>{number}</wp:post_id>" if number is not None else ""
    return (
        f"\n<item><title>{cdata(title)}</title><content:encoded>{cdata(content)}"
        f"</content:encoded>{named}{written}{more}</item>"
    )


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
    )


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "export.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
