from tests.articles.wordpress.conversions import html


def test_a_first_row_of_heads_becomes_the_head() -> None:
    text = "<table><tr><th>A</th><th>B</th></tr><tr><th>x</th><td>1</td></tr></table>"

    assert html(text) == (
        '<table><thead><tr><th scope="col"><p>A</p></th><th scope="col"><p>B</p></th></tr></thead>'
        '<tbody><tr><th scope="row"><p>x</p></th><td><p>1</p></td></tr></tbody></table>'
    )


def test_caption_head_body_and_foot() -> None:
    text = (
        "<table><caption>Cap</caption><thead><tr><td>A</td></tr></thead>"
        "<tfoot><tr><td>Sum</td></tr></tfoot><tbody><tr><td>1</td></tr></tbody></table>"
    )

    assert html(text) == (
        '<table><caption>Cap</caption><thead><tr><th scope="col"><p>A</p></th></tr></thead>'
        "<tbody><tr><td><p>1</p></td></tr><tr><td><p>Sum</p></td></tr></tbody></table>"
    )


def test_spans_are_kept_where_they_say_something() -> None:
    text = '<table><tr><td colspan="2" rowspan="1">a</td><td colspan="x">b</td></tr></table>'

    assert html(text) == (
        '<table><tbody><tr><td colspan="2"><p>a</p></td><td><p>b</p></td></tr></tbody></table>'
    )


def test_cells_hold_paragraphs_breaks_and_lists() -> None:
    text = "<table><tr><td>a\nb\n\nc<ul><li>d</li></ul></td><td></td></tr></table>"

    assert html(text) == (
        "<table><tbody><tr><td><p>a<br>b</p><p>c</p><ul><li><p>d</p></li></ul></td>"
        "<td><p></p></td></tr></tbody></table>"
    )


def test_line_ends_between_rows_mean_nothing() -> None:
    text = "<table>\n\n<tbody>\n\n<tr>\n<td>a</td>\n\n</tr>\n\n</tbody>\n</table>"

    assert html(text) == "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>"
