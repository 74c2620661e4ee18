import pytest
from playwright.sync_api import expect

from tests.journeys.editor.pen import Pen

TABLE = (
    "<table><caption>Trade</caption><thead><tr>"
    '<th scope="col"><p>Land</p></th><th scope="col"><p>Year</p></th></tr></thead>'
    "<tbody><tr><td><p>Mongolia</p></td><td><p>2026</p></td></tr></tbody></table>"
)


def bar(pen: Pen, name: str) -> None:
    pen.page.locator(f".editor-contexts [data-tool={name}]").click()


def test_the_caption_is_edited_in_its_place(pen: Pen) -> None:
    pen.open(TABLE)

    pen.cursor_after("Trade")
    pen.write(" in 2026")

    assert pen.save() == TABLE.replace("Trade", "Trade in 2026")


def test_a_caption_that_is_emptied_is_gone(pen: Pen) -> None:
    pen.open(TABLE)

    pen.select("Trade")
    pen.press("Delete")

    assert pen.save() == TABLE.replace("<caption>Trade</caption>", "")


def test_a_new_table_has_a_head_and_no_style(pen: Pen) -> None:
    pen.open("<p>Before</p>")
    pen.cursor_after("Before")

    pen.tool("table").click()
    pen.dialog.get_by_label("Rows").fill("2")
    pen.dialog.get_by_label("Columns").fill("2")
    pen.dialog.get_by_role("button", name="Insert").click()
    pen.write("Trade")
    pen.press("Enter")
    pen.write("Land")
    pen.press("Tab")
    pen.write("Year")
    pen.press("Tab")
    pen.write("Mongolia")
    pen.press("Tab")
    pen.write("2026")

    assert pen.save() == f"<p>Before</p>{TABLE}"


def test_a_wrong_size_is_refused_and_kept(pen: Pen) -> None:
    pen.open("<p>Before</p>")

    pen.tool("table").click()
    pen.dialog.get_by_label("Rows").fill("900")
    pen.dialog.get_by_role("button", name="Insert").click()

    expect(pen.dialog.get_by_text("A number from 1 to 50.")).to_be_visible()
    expect(pen.dialog.get_by_label("Rows")).to_have_value("900")


NEW_ROW = "<tr><td></td><td></td></tr>"
ROW = "<tr><td><p>Mongolia</p></td><td><p>2026</p></td></tr>"


@pytest.mark.parametrize(
    ("tool", "before", "after"),
    [
        ("row-below", ROW, ROW + NEW_ROW),
        ("row-above", ROW, NEW_ROW + ROW),
        ("remove-row", f"<tbody>{ROW}</tbody>", ""),
        ("column-after", "<p>Mongolia</p></td>", "<p>Mongolia</p></td><td></td>"),
        ("column-before", "<td><p>Mongolia", "<td></td><td><p>Mongolia"),
    ],
)
def test_rows_and_columns_come_and_go(pen: Pen, tool: str, before: str, after: str) -> None:
    pen.open(TABLE)

    pen.cursor_after("Mongolia")
    bar(pen, tool)

    saved = pen.save()
    if tool == "remove-row":
        assert "Mongolia" not in saved
        assert "Land" in saved
    else:
        assert TABLE.replace(before, after).partition("<tbody>")[2] in saved


def test_a_new_column_has_a_head_of_its_own(pen: Pen) -> None:
    pen.open(TABLE)

    pen.cursor_after("2026")
    bar(pen, "column-after")

    assert '<th scope="col"><p>Year</p></th><th scope="col"></th></tr></thead>' in pen.save()


def test_a_row_above_the_head_belongs_to_the_head(pen: Pen) -> None:
    pen.open(TABLE)

    pen.cursor_after("Land")
    bar(pen, "row-above")

    head = '<tr><th scope="col"></th><th scope="col"></th></tr><tr><th scope="col"><p>Land'
    assert f"<thead>{head}" in pen.save()


def test_the_header_row_is_taken_away_and_given_back(pen: Pen) -> None:
    pen.open(TABLE)
    pen.cursor_after("Mongolia")

    bar(pen, "header-row")
    without = pen.text.locator("th").count()
    bar(pen, "header-row")

    assert without == 0
    assert pen.save() == TABLE


def test_a_header_column_says_that_it_heads_rows(pen: Pen) -> None:
    pen.open(TABLE)
    pen.cursor_after("Mongolia")

    bar(pen, "header-column")

    assert '<tbody><tr><th scope="row"><p>Mongolia</p></th>' in pen.save()


def test_cells_are_merged_and_split(pen: Pen) -> None:
    pen.open(TABLE)
    pen.text.get_by_text("Mongolia").drag_to(pen.text.get_by_text("2026"))

    bar(pen, "merge")
    merged = pen.text.locator("td").count()
    bar(pen, "split")

    assert merged == 1
    assert pen.text.locator("td").count() == 2


def test_tab_leaves_the_last_cell(pen: Pen) -> None:
    pen.open(f"{TABLE}<p>After</p>")

    pen.cursor_after("2026")
    pen.press("Tab")
    pen.write("x")

    assert pen.save() == f"{TABLE}<p>xAfter</p>"


def test_a_table_is_deleted_and_undo_brings_it_back(pen: Pen) -> None:
    pen.open(f"<p>Before</p>{TABLE}")
    pen.cursor_after("Mongolia")

    bar(pen, "remove-table")
    expect(pen.text.locator("table")).to_have_count(0)
    pen.press("Control+z")

    assert pen.save() == f"<p>Before</p>{TABLE}"
