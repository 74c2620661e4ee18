"""Exports of a whole invented site, and what comes of importing them."""

from __future__ import annotations

from pathlib import Path

from articles.catalogue.models import Author, Category, Tag
from articles.images.models import Credit, Image
from articles.wordpress.load import load
from articles.wordpress.report import Report
from articles.wordpress.wxr import read
from articles.writing.models import Article, Page
from iria.models import OldAddress

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>https://old.example</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>desk</wp:author_login>
<wp:author_email>desk@old.example</wp:author_email>
<wp:author_display_name>The Desk</wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>europe</wp:category_nicename>
<wp:cat_name>Europe</wp:cat_name></wp:category>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>news</wp:category_nicename>
<wp:category_parent>europe</wp:category_parent><wp:cat_name>News</wp:cat_name></wp:category>
"""


def item(number: int, title: str, slug: str, **fields: object) -> str:
    values = {
        "kind": "post",
        "status": "publish",
        "date": "2024-09-05 10:00:00",
        "modified": "2024-09-05 10:00:00",
        "parent": 0,
        "password": "",
        "content": "<p>Text.</p>",
        "terms": [("category", "europe", "Europe"), ("category", "news", "News")],
        "meta": {},
        "more": "",
        "link": f"https://old.example/{slug}/",
    } | fields
    terms = "".join(
        f'<category domain="{domain}" nicename="{nice}">{name}</category>'
        for domain, nice, name in values["terms"]
    )
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{k}</wp:meta_key><wp:meta_value>{v}</wp:meta_value></wp:postmeta>"
        for k, v in values["meta"].items()
    )
    return (
        f"<item><title>{title}</title><link>{values['link']}</link>"
        f"<dc:creator>desk</dc:creator><guid>https://old.example/?p={number}</guid>"
        f"<content:encoded><![CDATA[{values['content']}]]></content:encoded>"
        f"<excerpt:encoded></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{values['date']}</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{values['modified']}</wp:post_modified_gmt>"
        f"<wp:comment_status>open</wp:comment_status><wp:post_name>{slug}</wp:post_name>"
        f"<wp:status>{values['status']}</wp:status><wp:post_parent>{values['parent']}</wp:post_parent>"
        f"<wp:post_type>{values['kind']}</wp:post_type>"
        f"<wp:post_password>{values['password']}</wp:post_password>{terms}{meta}"
        f"{values['more']}</item>"
    )


def attachment(number: int, name: str, alt: str = "", parent: int = 10) -> str:
    url = f"https://old.example/wp-content/uploads/2024/09/{name}"
    return item(
        number,
        f"Picture {number}",
        f"picture-{number}",
        kind="attachment",
        status="inherit",
        parent=parent,
        terms=[],
        content="",
        meta={"_wp_attachment_image_alt": alt},
        more=f"<wp:attachment_url>{url}</wp:attachment_url>",
    )


def bring(path: Path, **options: object) -> Report:
    return load(read(path), fetch=False, **options)


def counts() -> dict[str, int]:
    models = (Article, Page, Image, Credit, Category, Tag, Author, OldAddress)
    return {model.__name__: model.objects.count() for model in models}


def said(report: Report) -> str:
    return "\n".join(report.lines())
