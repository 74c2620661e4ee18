from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.wordpress import wxr
from articles.wordpress.records import Item, Term, TermUse
from tests.articles.wordpress.exports import cdata, make_export, make_item, meta, write

AUTHORS = "".join(
    f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{login}</wp:author_login>"
    f"<wp:author_email>{login}@valmar.test</wp:author_email>"
    f"<wp:author_display_name>{cdata(name)}</wp:author_display_name>"
    f"<wp:author_first_name>{cdata(name.split()[0])}</wp:author_first_name>"
    f"<wp:author_last_name>{cdata(name.split()[-1])}</wp:author_last_name></wp:author>"
    for number, login, name in ((1, "ilse.brandt", "Ilse Brandt"), (2, "jan", "Jan de Vries"))
)


@pytest.fixture
def read_item(tmp_path: Path):
    def read(*args: object, **fields: str) -> Item:
        text = make_export(make_item(*args, **fields), header=AUTHORS)
        return next(wxr.read(write(tmp_path, text)).items())

    return read


def category(domain: str, slug: str, name: str) -> str:
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'


def test_an_author_has_login_address_and_names(tmp_path: Path) -> None:
    site = wxr.read(write(tmp_path, make_export(header=AUTHORS))).site

    author = site.authors[0]
    assert (author.id, author.login) == (1, "ilse.brandt")
    assert author.address == "ilse.brandt@valmar.test"
    assert (author.display_name, author.first_name) == ("Ilse Brandt", "Ilse")
    assert author.last_name == "Brandt"


def test_categories_tags_and_terms_have_parent_and_description(tmp_path: Path) -> None:
    header = (
        "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>north</wp:category_nicename>"
        "<wp:category_parent>regions</wp:category_parent><wp:cat_name>The North</wp:cat_name>"
        "<wp:category_description>Cold</wp:category_description></wp:category>"
        "<wp:tag><wp:term_id>4</wp:term_id><wp:tag_slug>%d0%b8%d1%80</wp:tag_slug>"
        "<wp:tag_name>Ир</wp:tag_name></wp:tag>"
        "<wp:term><wp:term_id>5</wp:term_id><wp:term_taxonomy>series</wp:term_taxonomy>"
        "<wp:term_slug>straits</wp:term_slug><wp:term_name>Straits</wp:term_name>"
        "<wp:termmeta><wp:meta_key>colour</wp:meta_key><wp:meta_value>blue</wp:meta_value>"
        "</wp:termmeta></wp:term>"
    )

    site = wxr.read(write(tmp_path, make_export(header=header))).site

    assert site.categories == [Term("category", "north", "The North", 3, "regions", "Cold")]
    assert site.tags == [Term("post_tag", "ир", "Ир", 4)]
    assert site.of("series") == [
        Term("series", "straits", "Straits", 5, meta=[("colour", "blue")])
    ]


def test_the_plain_fields_of_an_item(read_item) -> None:
    item = read_item(
        12,
        title="Ferries & tides",
        content="Text <b>bold</b>",
        post_name="%d0%bc%d0%be%d1%80%d0%b5",
        status="private",
        post_password="tide",
        post_parent="4",
        menu_order="2",
        is_sticky="1",
        comment_status="open",
        ping_status="closed",
        attachment_url="https://valmar.test/a.jpg",
        more="<link>https://valmar.test/sea/</link><guid>https://valmar.test/?p=12</guid>"
        "<excerpt:encoded><![CDATA[Short]]></excerpt:encoded>",
    )

    assert (item.id, item.title, item.slug) == (12, "Ferries & tides", "море")
    assert (item.content, item.excerpt) == ("Text <b>bold</b>", "Short")
    assert (item.status, item.password, item.parent, item.menu_order) == ("private", "tide", 4, 2)
    assert (item.sticky, item.comments_open, item.pings_open) == (True, True, False)
    assert item.link == "https://valmar.test/sea/"
    assert item.guid == "https://valmar.test/?p=12"
    assert item.attachment_url == "https://valmar.test/a.jpg"


def test_missing_fields_are_empty(read_item) -> None:
    item = read_item(3)

    assert (item.kind, item.slug, item.status, item.parent) == ("post", "", "", None)
    assert (item.date, item.modified, item.creators, item.comments) == (None, None, [], [])


def test_gmt_is_preferred(read_item) -> None:
    item = read_item(1, post_date="2024-05-09 05:53:00", post_date_gmt="2024-05-09 09:53:00")

    assert item.date == datetime(2024, 5, 9, 9, 53, tzinfo=UTC)
    assert item.local_date == datetime(2024, 5, 9, 5, 53)


def test_without_gmt_the_publication_date_of_the_feed_serves(read_item) -> None:
    item = read_item(
        1,
        post_date="2024-05-09 05:53:00",
        post_date_gmt="0000-00-00 00:00:00",
        more="<pubDate>Thu, 09 May 2024 09:53:00 +0000</pubDate>",
    )

    assert item.date == datetime(2024, 5, 9, 9, 53, tzinfo=UTC)


def test_a_draft_is_dated_by_local_time_and_the_offset_of_its_change(read_item) -> None:
    item = read_item(
        1,
        post_date="2024-05-09 05:53:00",
        post_date_gmt="0000-00-00 00:00:00",
        post_modified="2024-05-10 08:00:00",
        post_modified_gmt="2024-05-10 12:00:00",
        more="<pubDate>Tue, 30 Nov 1999 00:00:00 +0000</pubDate>",
    )

    assert item.date == datetime(2024, 5, 9, 9, 53, tzinfo=UTC)
    assert item.modified == datetime(2024, 5, 10, 12, tzinfo=UTC)


def test_categories_and_tags_keep_their_order(read_item) -> None:
    more = (
        category("category", "news", "News")
        + category("post_tag", "ferries", "Ferries")
        + category("category", "europe", "Europe")
        + category("post_tag", "tides", "Tides")
        + category("series", "straits", "Straits")
    )

    item = read_item(1, more=more)

    assert [use.name for use in item.categories] == ["News", "Europe"]
    assert [use.slug for use in item.tags] == ["ferries", "tides"]
    assert item.terms == [TermUse("series", "straits", "Straits")]


def test_the_doubled_categories_of_version_1_0_are_one(read_item) -> None:
    more = (
        "<category><![CDATA[News]]></category>"
        + category("category", "news", "News")
        + '<category domain="tag"><![CDATA[Tides]]></category>'
        + category("tag", "tides", "Tides")
    )

    item = read_item(1, more=more)

    assert item.categories == [TermUse("category", "news", "News")]
    assert item.tags == [TermUse("post_tag", "tides", "Tides")]


def test_the_creator_is_the_byline_where_nothing_else_is_said(read_item) -> None:
    item = read_item(1, more="<dc:creator>jan</dc:creator>")

    assert (item.creator, item.creators) == ("jan", ["jan"])


def test_coauthors_are_logins_in_order_without_doubles(read_item) -> None:
    more = (
        "<dc:creator>jan</dc:creator>"
        + category("author", "cap-ilse-brandt", "Ilse Brandt") * 2
        + category("author", "cap-jan", "jan")
        + category("author", "cap-guest-writer", "A Guest")
    )

    item = read_item(1, more=more)

    assert item.creators == ["ilse.brandt", "jan", "guest-writer"]
    assert [use.name for use in item.coauthors] == ["Ilse Brandt", "jan", "A Guest"]


def test_meta_are_pairs_and_php_values_stay_text(read_item) -> None:
    more = meta("_thumbnail_id", "77") + meta("options", 'a:1:{i:0;s:1:"x";}') + meta("k", "")

    item = read_item(1, more=more)

    assert item.meta == [("_thumbnail_id", "77"), ("options", 'a:1:{i:0;s:1:"x";}'), ("k", "")]
    assert item.lead_picture == 77


def test_an_attachment_gives_alt_and_what_the_file_says_of_its_maker(read_item) -> None:
    inner = 'a:2:{s:6:"credit";s:11:"Ilse Brandt";s:9:"copyright";s:6:"Valmar";}'
    more = meta("_wp_attachment_image_alt", "A ferry") + meta(
        "_wp_attachment_metadata", f'a:2:{{s:5:"width";i:640;s:10:"image_meta";{inner}}}'
    )

    item = read_item(1, post_type="attachment", more=more)

    assert item.alt == "A ferry"
    assert (item.image_meta.credit, item.image_meta.copyright) == ("Ilse Brandt", "Valmar")
    assert item.image_meta.width == 640


def comment(**fields: str) -> str:
    given = {"id": "9", "approved": "1", "content": "Well said"} | fields
    inner = "".join(f"<wp:comment_{k}>{cdata(v)}</wp:comment_{k}>" for k, v in given.items())
    return f"<wp:comment>{inner}</wp:comment>"


def test_a_comment_has_all_that_is_known_of_it(read_item) -> None:
    more = comment(
        parent="4",
        author="Jan",
        author_email="jan@valmar.test",
        author_url="https://jan.test",
        author_IP="192.0.2.7",
        date="2024-05-09 05:53:00",
        date_gmt="2024-05-09 09:53:00",
        user_id="2",
        content="Line ]]> <b>two</b>",
    )

    found = read_item(1, more=more).comments[0]

    assert (found.id, found.parent, found.author) == (9, 4, "Jan")
    assert (found.address, found.url) == ("jan@valmar.test", "https://jan.test")
    assert (found.ip, found.user_id) == ("192.0.2.7", 2)
    assert found.date == datetime(2024, 5, 9, 9, 53, tzinfo=UTC)
    assert (found.state, found.kind) == ("approved", "comment")
    assert found.content == "Line ]]> <b>two</b>"


@pytest.mark.parametrize(
    ("approved", "state"),
    [("1", "approved"), ("0", "pending"), ("spam", "spam"), ("trash", "trash"), ("", "pending")],
)
def test_states_of_comments(read_item, approved: str, state: str) -> None:
    assert read_item(1, more=comment(approved=approved)).comments[0].state == state


def test_pingbacks_and_first_comments_are_told_apart(read_item) -> None:
    found = read_item(1, more=comment(type="pingback", parent="0")).comments[0]

    assert (found.kind, found.parent) == ("pingback", None)
