import pytest

from articles.text.cleaning import clean


def table(inner: str) -> str:
    return f"<table>{inner}</table>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<tr><td>a<td>b", "<tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody>"),
        ("<tr><td> <td>b", "<tbody><tr><td></td><td><p>b</p></td></tr></tbody>"),
        ("<tr></tr><tr><td>a", "<tbody><tr><td><p>a</p></td></tr></tbody>"),
        (
            "<tbody><tr><td>a<tbody><tr><td>b",
            "<tbody><tr><td><p>a</p></td></tr><tr><td><p>b</p></td></tr></tbody>",
        ),
        (
            "<tfoot><tr><td>b</tfoot><tbody><tr><td>a",
            "<tbody><tr><td><p>a</p></td></tr><tr><td><p>b</p></td></tr></tbody>",
        ),
        ("<thead><tr><th>a</thead>", "<tbody><tr><th><p>a</p></th></tr></tbody>"),
        (
            "<thead><tr><th>a</thead><tr><td>b",
            "<thead><tr><th><p>a</p></th></tr></thead><tbody><tr><td><p>b</p></td></tr></tbody>",
        ),
        ("<colgroup><col></colgroup><tr><td>a", "<tbody><tr><td><p>a</p></td></tr></tbody>"),
        (
            "<caption><p>A <b>b</b></p><br>c</caption><tr><td>a",
            "<caption>A <strong>b</strong> c</caption><tbody><tr><td><p>a</p></td></tr></tbody>",
        ),
        ("<caption> </caption><tr><td>a", "<tbody><tr><td><p>a</p></td></tr></tbody>"),
        (
            "<caption>a<span data-footnote>n</span></caption><tr><td>a",
            "<caption>a n</caption><tbody><tr><td><p>a</p></td></tr></tbody>",
        ),
    ],
)
def test_a_table_has_caption_head_and_body(html, cleaned):
    assert clean(table(html)) == table(cleaned)


@pytest.mark.parametrize(
    ("attributes", "written"),
    [
        ("scope=COL", ' scope="col"'),
        ("scope=x", ""),
        ("rowspan=3 colspan=2 scope=row", ' scope="row" colspan="2" rowspan="3"'),
        ("colspan=1 rowspan=0", ""),
        ("colspan=1000", ""),
        ("width=10 style=x class=y align=left id=z", ""),
    ],
)
def test_a_cell_keeps_scope_and_spans(attributes, written):
    html = table(f"<tr><th {attributes}>a</th></tr>")

    assert clean(html) == table(f"<tbody><tr><th{written}><p>a</p></th></tr></tbody>")


def test_only_a_header_has_a_scope():
    html = table("<tr><td scope=row>a</td></tr>")

    assert clean(html) == table("<tbody><tr><td><p>a</p></td></tr></tbody>")


def test_a_table_in_a_cell_becomes_paragraphs():
    html = table(f"<tr><td>a{table('<caption>b<tr><td>c<td>d')}e")

    assert clean(html) == table(
        "<tbody><tr><td><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p></td></tr></tbody>"
    )


@pytest.mark.parametrize("html", ["<table></table>", "<table><tr></tr></table>"])
def test_a_table_without_cells_is_dropped(html):
    assert clean(html) == ""


def test_of_a_table_without_cells_the_caption_stays():
    assert clean("<table><caption>a</caption></table>") == "<p>a</p>"


def test_text_beside_the_cells_comes_before_the_table():
    html = "<table>a<tr>b<td>c</td></tr></table>"

    assert clean(html) == "<p>ab</p>" + table("<tbody><tr><td><p>c</p></td></tr></tbody>")
