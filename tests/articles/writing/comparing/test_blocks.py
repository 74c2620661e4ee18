"""What a person is told of the changes in a body."""

from collections import Counter
from difflib import SequenceMatcher

import pytest

from articles.text.cleaning import clean
from articles.text.outline import with_ids
from articles.writing.comparing import aligning
from articles.writing.comparing.aligning import Work, likeliest, matches
from tests.articles.writing.comparing.reading import (
    compared,
    earlier,
    later,
    letters_of,
    marked,
    remarks,
)

TABLE = "<table><tbody>{}</tbody></table>"


def changed(before: str, after: str) -> str:
    return compared(with_ids(clean(before)), with_ids(clean(after)))


def told(before: str, after: str) -> tuple[list[str], list[str], list[str]]:
    """Removed, added, remarks."""
    html = changed(before, after)
    return marked(html, "del"), marked(html, "ins"), remarks(html)


def test_single_words_are_marked_within_their_paragraph():
    assert told("<p>Talks in Geneva began.</p>", "<p>Talks in Vienna began late.</p>") == (
        ["Geneva"],
        ["Vienna", "late"],
        [],
    )


def test_words_without_blanks_between_them_are_marked_by_the_sign():
    assert told("<p>蒙古国总统访问莫斯科</p>", "<p>蒙古国总理访问莫斯科</p>")[:2] == (
        ["统"],
        ["理"],
    )


def test_a_paragraph_with_another_text_is_replaced_as_a_whole():
    gone, come, _remarks = told("<p>The bridge was closed.</p>", "<p>No vote took place.</p>")

    assert (gone, come) == (["The bridge was closed."], ["No vote took place."])


def test_a_paragraph_between_others_is_added_alone():
    before = "<p>One is first.</p><p>Two is last.</p>"

    assert told(before, before.replace("<p>Two", "<p>New here.</p><p>Two"))[:2] == (
        [],
        ["New here."],
    )


@pytest.mark.parametrize(
    ("before", "after", "remark"),
    [
        ("<p>So it is.</p>", "<p>So <strong>it</strong> is.</p>", "now bold"),
        ("<p>So <em>it</em> is.</p>", "<p>So it is.</p>", "no longer italic"),
        ("<p>A <s>b</s> c</p>", "<p>A <code>b</code> c</p>", "now code; no longer struck through"),
        (
            '<p>See <a href="https://a.org/">this</a>.</p>',
            '<p>See <a href="https://b.org/">this</a>.</p>',
            "the link leads to https://b.org/, before to https://a.org/",
        ),
        (
            "<p>See this.</p>",
            '<p>See <a href="https://b.org/">this</a>.</p>',
            "now a link to https://b.org/",
        ),
        (
            '<p><a href="/x/" title="Old">x</a></p>',
            '<p><a href="/x/" title="New">x</a></p>',
            "title of the link: New, before: Old",
        ),
        (
            '<p>See <a data-article="a1b2c3d4e5f6">this</a>.</p>',
            "<p>See this.</p>",
            "no longer a link to an article that readers do not see",
        ),
        (
            "<p>In Улаанбаатар.</p>",
            '<p>In <span lang="mn">Улаанбаатар</span>.</p>',
            "now marked as Монгол",
        ),
        (
            "<p>So <span>it</span></p>",
            '<p>So <span dir="rtl">it</span></p>',
            "now runs from right to left",
        ),
        ("<p>10&nbsp;km</p>", "<p>10 km</p>", "no longer a no-break space"),
        ("<p>un common</p>", "<p>un <em>com</em>mon</p>", "now italic"),
        (
            '<h2 id="a">Part</h2><p>x</p>',
            '<h3 id="a">Part</h3><p>x</p>',
            "Now a subsection heading, before a section heading.",
        ),
        (
            '<h2 id="a">Part</h2>',
            '<h2 id="b">Part</h2>',
            "Links to this heading lead elsewhere now.",
        ),
        (
            "<ul><li>a</li></ul>",
            "<ol><li>a</li></ol>",
            "Now a numbered list, before a bulleted list.",
        ),
        (
            "<ol><li>a</li></ol>",
            '<ol start="3"><li>a</li></ol>',
            "The numbers begin with 3, before with 1.",
        ),
        (
            '<blockquote cite="https://a.org/"><p>a</p></blockquote>',
            "<blockquote><p>a</p></blockquote>",
            "Source of the quotation: none, before: https://a.org/.",
        ),
        (
            TABLE.format("<tr><td>a</td></tr>"),
            TABLE.format('<tr><th scope="row">a</th></tr>'),
            (
                "Now a heading cell, before an ordinary cell. "
                "It heads a row, before no row or column in particular."
            ),
        ),
    ],
)
def test_a_change_of_form_alone_is_told_in_words(before, after, remark):
    assert told(before, after) == ([], [], [remark])


def test_where_a_new_link_leads_is_told():
    gone, come, said = told("<p>One.</p>", '<p>One <a href="https://b.org/">more</a>.</p>')

    assert (gone, said) == ([], ["link to https://b.org/"])
    assert come[0].startswith("more")


def test_letters_that_look_alike_are_told_to_differ():
    assert told("<p>In the cafe\u0301 now</p>", "<p>In the caf\u00e9 now</p>")[2] == [
        "differs in signs that look alike or are not seen"
    ]
    assert told("<p>In the cafe now</p>", "<p>In the ca\u00adfe now</p>")[2] == [
        "differs in signs that look alike or are not seen"
    ]


def test_a_footnote_is_compared_inside():
    note = '<p>Word<span data-footnote="">See the {} report.</span> after.</p>'

    assert told(note.format("first"), note.format("last"))[:2] == (["first"], ["last"])


def test_items_rows_and_cells_are_added_and_removed_one_by_one():
    items = "<ul><li>First</li>{}<li>Last</li></ul>"
    row = "<tr><td>{}</td><td>{}</td></tr>"
    before, after = row.format("2023", "12"), row.format("2023", "13") + row.format("2024", "15")

    assert told(items.format(""), items.format("<li>Middle</li>"))[:2] == ([], ["Middle"])
    assert told(TABLE.format(before), TABLE.format(after)) == (
        ["12"],
        ["13", "2024", "15"],
        ["Row added."],
    )


def test_a_column_that_was_added_is_told_in_each_row():
    rows = TABLE.format("<tr><td>a</td>{}<td>b</td></tr><tr><td>c</td>{}<td>d</td></tr>")

    assert told(rows.format("", ""), rows.format("<td>x</td>", "<td>y</td>")) == (
        [],
        ["x", "y"],
        ["Cell added.", "Cell added."],
    )


def test_a_paragraph_that_moved_is_said_to_have_moved():
    one, two, three = (f"<p>Paragraph {n} of it.</p>" for n in ("one", "two", "three"))

    gone, come, said = told(one + two + three, two + three + one)

    assert (gone, come) == (["Paragraph one of it."], ["Paragraph one of it."])
    assert said == ["Moved away from here:", "Moved to here:"]


def test_figures_galleries_and_embeds_say_what_changed_of_them():
    figure = '<figure data-image="k3v9m2x7q4ab" data-alt="{}"><figcaption>{}</figcaption></figure>'
    embed = '<div data-embed="https://video.example.org/{}"></div>'

    assert told(figure.format("A quay", "In May"), figure.format("A port", "In June"))[:2] == (
        ["May", "quay"],
        ["June", "port"],
    )
    assert told(embed.format("one"), embed.format("two"))[:2] == (["one"], ["two"])


def test_what_stayed_is_folded_but_for_its_neighbours():
    same = [f"<p>Paragraph {n} stays.</p>" for n in range(20)]
    after = [*same]
    after[10] = "<p>Paragraph 10 stays here.</p>"

    html = changed("".join(same), "".join(after))

    assert html.count("<details") == 2
    assert "<summary>27 unchanged words</summary>" in html
    open_part = html.split("</details>")[1].split("<details")[0]
    assert [n for n in range(20) if f"Paragraph {n} stays" in open_part] == [9, 10, 11]


def test_hostile_words_stay_words():
    html = changed("<p>a</p>", "<p>a &lt;script&gt;alert(1)&lt;/script&gt; &lt;ins&gt;</p>")

    assert "<script" not in html
    assert "&lt;script&gt;" in html.replace("</ins>", "").replace("<ins>", "")
    assert html.count("<ins>") == 1


def test_what_is_removed_and_added_is_said_to_those_who_see_no_mark():
    html = changed("<p>Talks in Geneva began.</p>", "<p>Talks in Vienna began.</p>")

    assert '<del><span class="visually-hidden">[removed:\u00a0</span>Geneva' in html
    assert '<ins><span class="visually-hidden">[added:\u00a0</span>Vienna' in html


# Work without bound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["a"] * 20_000, ["b", *["a"] * 20_000, "b"]),
        (["a", "b"] * 10_000, ["b", "a", "a"] * 6_000),
        (["x", "y", "x", "z"] * 60, ["z", "x", "x", "y", "y"] * 60),
        ([f"x{n // 2}" for n in range(20_000)], [f"x{n // 2}" for n in range(20_000, 0, -1)]),
    ],
)
def test_texts_made_to_be_slow_are_given_to_difflib_in_small_parts(monkeypatch, one, other):
    costs = []

    class Counted(SequenceMatcher):
        def __init__(self, junk: None, a: list[str], b: list[str], *, autojunk: bool) -> None:
            in_b = Counter(b)
            costs.append(sum(in_b[item] for item in a) * min(len(a), len(b)))
            super().__init__(junk, a, b, autojunk)

    monkeypatch.setattr(aligning, "SequenceMatcher", Counted)

    found = matches(one, other, Work())

    assert sum(costs) <= Work().left
    assert all(one[i] == other[j] for i, j in found)


def test_blocks_are_paired_within_a_bounded_number_of_looks():
    looks = 0

    def alike(one: int, other: int) -> float:
        nonlocal looks
        looks += 1
        return 1.0 if one == other else 0.0

    found = likeliest(range(3000), range(3000), alike)

    assert found == [(n, n) for n in range(3000)]
    assert looks < 100_000


def test_a_word_changed_in_each_of_two_hundred_paragraphs_is_marked_in_each():
    words = [f"The {n}th paragraph names the year and goes on for a while" for n in range(200)]
    before = "".join(f"<p>{line} in May.</p>" for line in words)
    after = "".join(f"<p>{line} in June.</p>" for line in words)

    html = compared(before, after)

    assert marked(html, "del") == ["May"] * 200
    assert marked(html, "ins") == ["June"] * 200


def test_one_paragraph_of_twenty_thousand_words_is_compared():
    words = [f"word{n % 977}" for n in range(20_000)]
    before, after = (
        f"<p>{' '.join(words)}</p>",
        f"<p>{' '.join([*words[:9000], *words[9003:]])}</p>",
    )

    html = compared(before, after)

    assert (earlier(html), later(html)) == (letters_of(before), letters_of(after))
    assert len(marked(html, "del")) == 1
    assert len(marked(html, "del")[0].split()) == 3
