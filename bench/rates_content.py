"""An export of WordPress with many posts, as its block editor writes them: `python -m bench.inside
rates_content N FILE`. Makes the tables of an empty database too."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.utils.text import slugify

from bench.desk_vocabulary import Vocabulary

CATEGORIES, TAGS, AUTHORS = 12, 400, 20
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Measured</title><link>https://old.example</link><language>en-US</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
ITEM = """<item><title>{title}</title><link>https://old.example/{slug}/</link>
<dc:creator>author-{author}</dc:creator><guid>https://old.example/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>
<wp:post_modified_gmt>{at:%Y-%m-%d %H:%M:%S}</wp:post_modified_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>{terms}</item>
"""
PARAGRAPH = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->\n\n"
HEADING = '<!-- wp:heading -->\n<h2 class="wp-block-heading">{}</h2>\n<!-- /wp:heading -->\n\n'


def main(posts: str, path: str) -> None:
    call_command("migrate", verbosity=0)
    chance, words = random.Random(3), Vocabulary()
    with Path(path).open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(map(_author, range(AUTHORS)))
        file.writelines(_item(number, chance, words) for number in range(1, int(posts) + 1))
        file.write("</channel></rss>\n")


def _author(number: int) -> str:
    login = f"author-{number}"
    return (
        f"<wp:author><wp:author_id>{number + 1}</wp:author_id><wp:author_login>{login}"
        f"</wp:author_login><wp:author_email>{login}@old.example</wp:author_email>"
        f"<wp:author_display_name>Author {number}</wp:author_display_name></wp:author>\n"
    )


def _item(number: int, chance: random.Random, words: Vocabulary) -> str:
    title = words.title(number)
    return ITEM.format(
        number=number,
        title=title,
        slug=f"{slugify(title)}-{number}",
        author=chance.randrange(AUTHORS),
        content=_content(chance, words),
        at=datetime(2012, 1, 1, tzinfo=UTC) + timedelta(hours=40 * number),
        terms="".join(
            f'<category domain="{domain}" nicename="{domain}-{n}">{domain} {n}</category>'
            for domain, most, k in (("category", CATEGORIES, 2), ("post_tag", TAGS, 4))
            for n in chance.sample(range(most), k)
        ),
    )


def _content(chance: random.Random, words: Vocabulary) -> str:
    """Some 500 words under two or three headings."""
    parts = [PARAGRAPH.format(one) for one in chance.sample(words.paragraphs, 8)]
    for at in chance.sample(range(1, 8), chance.choice((2, 3))):
        parts[at] = HEADING.format(words.sentence(4)) + parts[at]
    return "".join(parts)
