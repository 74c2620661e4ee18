"""The mail of a campaign: its words, its markup, and that nothing in it passes for a key."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as default_policy

import pytest
from lxml import html as lxml_html

from articles.models import Image
from articles.writing import publishing
from iria import mail
from iria.models import Institute
from newsletter import composing
from tests.makers import make_article, make_author, make_category, make_image
from tests.newsletter.making import make_campaign

pytestmark = pytest.mark.django_db
KEY = "abcdefghijklmnopqrstuv"
MARK = composing.KEY_MARK
HOSTILE = 'A "b" </title>--><script>alert(1)</script> {{ institute }} {% now "Y" %} & ' + MARK


def figure(image: Image, alt: str = "A field", caption: str = "At noon") -> str:
    return (
        f'<figure data-image="{image.key}" data-alt="{alt}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def table(*rows: str, cell: str = "Mongolia") -> str:
    body = "".join(f"<tr><th scope='row'><p>{r}</p></th><td><p>{cell}</p></td></tr>" for r in rows)
    return (
        "<table><caption>Parties</caption><thead><tr><th scope='col'><p>Since</p></th>"
        f"<th scope='col'><p>State</p></th></tr></thead><tbody>{body}</tbody></table>"
    )


def tree(composed: composing.Composed) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(composed.html)


def texts(composed: composing.Composed, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in tree(composed).xpath(path)]


# The markup


def test_a_single_article_goes_out_whole():
    image = make_image()
    article = make_article(
        "A treaty",
        standfirst="Signed at last.",
        body=f"<h2>Part one</h2><p>The text.</p>{figure(image)}{table('2002')}",
        lead_image=image,
        lead_alt="A blue field",
        lead_caption="The <em>field</em> &amp; sky",
        authors=[make_author("Ada Writer"), make_author("Bo Other")],
        categories=[make_category("Europe")],
    )

    composed = composing.compose(make_campaign(article))

    assert texts(composed, "//h1|//h2") == ["A treaty", "Part one"]
    assert texts(composed, "//p[@class='filed']") == ["Europe"]
    assert texts(composed, "//p[contains(@class, 'signed')]")[0].startswith(
        "By Ada Writer and Bo Other · "
    )
    assert texts(composed, "//figcaption") == [
        "The field & sky (Image Credit: Sofia Sand/TASK)",
        "At noon (Image Credit: Sofia Sand/TASK)",
    ]
    assert [img.get("alt") for img in tree(composed).xpath("//img")] == ["A blue field", "A field"]
    assert [th.get("scope") for th in tree(composed).xpath("//th")] == ["col", "col", "row"]


def test_several_are_a_list_that_leads_to_their_pages():
    first = make_article("First", standfirst="Of all.", body="<p>Not in the mail.</p>")
    second = make_article("Second", body="<p>Begins so.</p>")

    composed = composing.compose(make_campaign(second, first))

    assert texts(composed, "//h1|//h2") == ["The week", "Second", "First"]
    assert "Begins so." in composed.html
    assert "Not in the mail." not in composed.html + composed.text
    reads = tree(composed).xpath("//a[text()='Read on']")
    assert [a.get("aria-label") for a in reads] == ["Read on: Second", "Read on: First"]
    assert [a.get("href") for a in reads] == [
        "http://127.0.0.1:8000/articles/second/",
        "http://127.0.0.1:8000/articles/first/",
    ]


def test_one_article_may_go_out_as_a_title_with_a_link():
    article = make_article("A treaty", body="<p>One.</p><p>Two.</p>")

    composed = composing.compose(make_campaign(article, whole_text=False))

    assert texts(composed, "//h1|//h2") == ["The week", "A treaty"]


def test_an_introduction_may_be_all():
    composed = composing.compose(make_campaign(introduction="Dear reader,\n\nwe are closed."))

    assert texts(composed, "//h1") == ["The week"]
    assert "Dear reader," in texts(composed, "//td//p")
    assert "Dear reader,\n\nwe are closed.\n" in composed.text


def test_nothing_to_say_is_refused():
    with pytest.raises(composing.NothingToSend):
        composing.compose(make_campaign(introduction=" \n"))


def test_the_way_out_stands_above_and_below_and_the_way_to_the_web_above():
    campaign = make_campaign(make_article())

    composed = composing.compose(campaign)

    leave = f"http://127.0.0.1:8000/newsletter/leave/{MARK}/"
    links = [a.get("href") for a in tree(composed).xpath("//a[@href]")]
    assert links.count(leave) == composed.text.count(leave) == 2
    assert links[:2] == [f"http://127.0.0.1:8000/newsletter/archive/{campaign.key}/", leave]


def test_a_campaign_that_is_not_for_the_web_leads_to_no_page_of_its_own():
    composed = composing.compose(make_campaign(make_article(), shown_on_web=False))

    assert "/newsletter/archive/" not in composed.html + composed.text


def test_it_says_where_it_comes_from():
    Institute(pk=1, postal_address="12 Harbour Street\nLondon").save()

    composed = composing.compose(make_campaign(make_article()))

    assert "12 Harbour Street<br>London" in composed.html
    assert "12 Harbour Street\nLondon\n" in composed.text


def test_what_lists_of_mails_show_beside_the_subject_is_the_preview_line_alone():
    shown = composing.compose(make_campaign(make_article(), preheader="In short"))
    made_up = composing.compose(make_campaign(make_article(standfirst="Signed at last.")))

    begin = tree(shown).xpath("//body/*[1]")[0]
    assert begin.text.startswith("In short\u034f")
    assert len(begin.text) >= composing.PREVIEW
    assert "display:none" in begin.get("style").replace(" ", "")
    assert tree(made_up).xpath("//body/*[1]")[0].text.startswith("Signed at last.")


def test_an_arabic_mail_runs_from_right_to_left():
    body = "<p>نص</p><blockquote><p>قول</p></blockquote>"
    article = make_article("اتفاق", body=body, language="ar")
    english = make_article("English", language="en")

    whole = tree(composing.compose(make_campaign(article, language="ar")))
    mixed = tree(composing.compose(make_campaign(article, english, language="ar")))

    assert (whole.get("lang"), whole.get("dir")) == ("ar", "rtl")
    assert "border-right:3px" in whole.xpath("//blockquote")[0].get("style").replace(" ", "")
    # The words of the frame are English.
    assert {(e.get("lang"), e.get("dir")) for e in whole.xpath("//td[@lang]")} == {("en", "ltr")}
    entry = mixed.xpath("//h2[contains(., 'English')]/..")[0]
    assert (entry.get("lang"), entry.get("dir")) == ("en", "ltr")


def test_layout_tables_say_so_and_tables_of_data_do_not():
    composed = composing.compose(make_campaign(make_article(body=table("2002"))))

    roles = [t.get("role") for t in tree(composed).xpath("//table")]
    assert roles == ["presentation", None]


def test_only_media_queries_stand_in_the_head():
    html = composing.compose(make_campaign(make_article())).html

    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert style.startswith("@media")
    assert "prefers-color-scheme" in style
    assert '<h1 style="' in html


def test_an_article_of_700_words_with_three_pictures_is_far_from_being_cut_off():
    image = make_image()
    sections = "<h2>A part</h2>" + "<p>A treaty binds its parties.</p>" * 10
    body = (sections + figure(image)) * 3 + "<p>word</p>" * 550

    size = composing.compose(make_campaign(make_article(body=body, lead_image=image))).size

    assert size < composing.CLIPPED / 2


# The text


def test_the_text_can_be_read_on_its_own():
    image = make_image()
    other = make_article("Another")
    body = (
        "<h2>Part one</h2>"
        '<p>See <a href="https://example.org/treaty">the treaty</a> and '
        f'<a data-article="{other.key}">another</a>'
        "<span data-footnote>Its <em>source</em>.</span>, "
        "<a href='mailto:a@example.org'>us</a>.</p>"
        "<ul><li><p>One</p></li><li><p>Two</p><ol start='3'><li><p>Three</p></li></ol></li></ul>"
        "<blockquote><p>Peace.</p><p>Now.</p></blockquote><hr><pre>a\n  b</pre>"
        f"{figure(image)}{table('2002', '2003')}"
        f'<div data-gallery="{image.key}"></div>'
        '<div data-embed="https://www.youtube.com/watch?v=abc"></div>'
    )
    article = make_article(
        "A treaty",
        standfirst="Signed.",
        body=body,
        authors=[make_author()],
        at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )
    publishing.publish(article, None)

    text = composing.compose(make_campaign(article)).text

    day = f"{article.go_live_at:%-d %B %Y}"
    assert (
        text.split("=\n\n", 1)[1].split("\n--\n")[0]
        == f"""\
A treaty
========

Signed.

By Ada Writer
{day}
http://127.0.0.1:8000/articles/a-treaty/

Part one
--------

See the treaty <https://example.org/treaty> and another
<http://127.0.0.1:8000/articles/another/>[1], us <a@example.org>.

- One
- Two
  3. Three

> Peace.
>
> Now.

* * *

    a
      b

[Picture: A field]
At noon (Image Credit: Sofia Sand/TASK)

Parties

Since  State
-----  --------
2002   Mongolia
2003   Mongolia

[Picture: A blue field]
(Image Credit: Sofia Sand/TASK)

<https://www.youtube.com/watch?v=abc>

Notes
-----

[1] Its source.
"""
    )


def test_a_wide_table_is_told_row_by_row():
    body = table("2002", "2003", cell="A state that has no coast " * 4)

    text = composing.compose(make_campaign(make_article(body=body))).text

    assert "Since: 2002\nState: A state that" in text
    assert "\n\nSince: 2003\n" in text


def test_cells_over_several_places_keep_the_columns_apart():
    body = (
        "<table><tbody><tr><td rowspan='2'><p>a</p></td><td colspan='2'><p>b</p></td></tr>"
        "<tr><td><p>c</p></td><td><p>d</p></td></tr></tbody></table>"
    )

    text = composing.compose(make_campaign(make_article(body=body))).text

    assert "\na  b\n   c  d\n" in text


def test_lines_have_72_columns_and_addresses_stay_whole():
    url = "https://example.org/" + "a-very-long-way/" * 8
    body = f'<p>{"A treaty binds its parties. " * 20}<a href="{url}">Here</a>.</p>'
    body += f"<ul><li><p>{'A point of some length. ' * 9}</p></li></ul><p>{'条约，' * 90}</p>"

    lines = composing.compose(make_campaign(make_article(body=body))).text.split("\n")

    long = [line for line in lines if len(line) > 72 and "/leave/" not in line]
    assert [line for line in long if "://" not in line] == []
    assert f"<{url}>." in lines
    assert max(len(line) for line in lines if "条" in line) == 36
    assert not any(line.startswith("，") for line in lines)


# What others wrote


def test_hostile_words_stay_words():
    author = make_author('Ada "<i>" {{ x }}')
    article = make_article(
        HOSTILE[:290], standfirst=HOSTILE, body="<p>Text</p>", authors=[author], lead_image=None
    )
    fields = {"subject": HOSTILE[:200], "preheader": HOSTILE[:200], "introduction": HOSTILE}
    for campaign in (
        make_campaign(article, **fields),
        make_campaign(article, make_article(), **fields),
    ):
        composed = composing.compose(campaign)

        assert "&lt;script&gt;alert(1)" in composed.html
        assert "{{ institute }} {% now" in composed.html
        assert "<script>alert(1)</script> {{ institute }}" in composed.text.replace("\n", " ")
        shown = tree(composed)
        assert not shown.xpath("//@onclick|//i|//script")
        assert HOSTILE[:150] in shown.xpath("//title")[0].text
        assert composed.subject == HOSTILE[:200]


def test_line_breaks_in_a_subject_become_blanks():
    campaign = make_campaign(make_article(), subject="A\r\nBcc: x@example.org")

    assert composing.compose(campaign).subject == "A Bcc: x@example.org"


def test_no_text_can_ask_for_the_key_of_a_person():
    url = f"https://example.org/?{MARK}"
    body = f'<p>{MARK} <a href="{url}">{MARK}</a></p><pre>{MARK}</pre>'
    article = make_article(f"On {MARK}", standfirst=MARK, body=body, authors=[make_author(MARK)])
    fields = {"subject": MARK, "preheader": MARK, "introduction": f"{MARK} {MARK}"}

    for campaign in (
        make_campaign(article, **fields),
        make_campaign(article, make_article(), **fields),
    ):
        sent = composing.personal(composing.prepare(campaign), KEY)

        leave = f"http://127.0.0.1:8000/newsletter/leave/{KEY}/"
        for part in (sent.text, sent.html):
            assert part.count(KEY) == part.count(leave) == 2
        assert KEY not in sent.subject
        # It is still there to be read.
        assert MARK in lxml_html.fromstring(sent.html).text_content()


@pytest.mark.parametrize(
    "key", ["", "short", "a" * 23, "a" * 21 + "\n", "a" * 21 + "<", MARK[:-1]]
)
def test_what_is_no_key_is_put_into_no_mail(key):
    variant = composing.prepare(make_campaign(make_article()))

    with pytest.raises(ValueError, match="Not the key"):
        composing.personal(variant, key)


@pytest.mark.parametrize(
    "subject",
    [
        "اتفاق جديد بشأن الملاحة في المضائق الدولية " * 5,
        "🕊️🇪🇺👩‍👩‍👧 " * 25,
        'Köln and the Straße (of) "law", =?utf-8?q?x?= <a@b> ' * 4,
        "条约" * 100,
        "w" * 200,
        "plain words, plain meaning; " * 8,
    ],
)
def test_any_subject_arrives_as_it_was_written(subject):
    subject = " ".join(subject[:200].split())
    campaign = make_campaign(make_article(), subject=subject)
    composed = composing.compose(campaign)
    sent = mail.Mail(composed.subject, composed.text, composed.html)

    raw = mail.to_bytes(sent, "a@example.org", "<1@example.org>", composing.headers(campaign, KEY))

    assert message_from_bytes(raw, policy=default_policy)["Subject"] == subject
    head = raw.split(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n") if KEY.encode() not in line) <= 78


def test_addresses_to_leave_by_stand_on_the_line_of_their_name():
    campaign = make_campaign(make_article())
    composed = composing.compose(campaign)
    sent = mail.Mail(composed.subject, composed.text, composed.html)

    raw = mail.to_bytes(sent, "a@example.org", "<1@example.org>", composing.headers(campaign, KEY))

    assert (
        f"\r\nList-Unsubscribe: <http://127.0.0.1:8000/newsletter/leave/{KEY}/>,\r\n"
        f" <mailto:news@localhost?subject=unsubscribe%20{KEY}>\r\n"
    ).encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
