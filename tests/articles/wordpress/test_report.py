"""The report adds up, and says each thing once."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import import_wordpress
from articles.wordpress.load import load, steps
from articles.wordpress.wxr import read
from tests.articles.wordpress.sites import attachment, bring, item, said

pytestmark = pytest.mark.django_db


def entry(number: int, title: str = "") -> str:
    return item(number, title, f"entry-{number}", kind="nav_menu_item", terms=[])


def everything() -> list[str]:
    menu = [entry(number, "Home" if number < 33 else "") for number in range(30, 35)]
    return [
        *menu,
        attachment(11, "hall.png"),
        attachment(12, "notes.pdf"),
        item(10, "A", "a"),
        item(2, "About", "about", kind="page", terms=[]),
        item(13, "Gone", "gone", status="trash"),
        item(14, "Chair", "chair", kind="product"),
    ]


def test_it_begins_with_a_line_that_adds_up(export):
    for _ in range(2):
        report = bring(export(*everything()))

        assert next(report.lines()) == (
            "11 items in the file: 2 articles and pages, 1 pictures, 8 left out"
        )
        assert "Left out (8):" in said(report)


def test_what_is_left_out_is_counted_and_nothing_merged(export):
    text = said(bring(export(*everything())))

    assert "5 menu items: “Home”" in text
    assert "1 other file: “https://old.example/" in text
    assert "1 item of type “product”: “Chair”" in text


def test_what_could_not_be_read_is_in_the_sum(export):
    path = export(item(10, "A", "a"), item(11, "B", "b"))
    path.write_text(path.read_text().replace("</channel>", f"<odd>{item(12, 'C', 'c')}</odd>$"))
    path.write_text(path.read_text().replace("$", "</channel>"))

    assert next(bring(path).lines()) == (
        "3 items in the file: 2 articles and pages, 0 pictures, 0 left out, 1 not readable"
    )


def test_a_file_that_was_cut_off_says_that_it_ends_early(export):
    path = export(item(10, "A", "a"), item(11, "B", "b"))
    text = path.read_text()
    for end in ("<wp:post_type>", "</wp:post_name>", "</channel>", "B", "content:enc", "![CDATA["):
        path.write_text(text[: text.rindex(end) + 1])

        assert "ends too early" in said(bring(path)), end


def test_a_text_without_a_status_is_a_draft_and_says_why(export):
    assert "A (no status)" in said(bring(export(item(10, "A", "a", status=""))))


@pytest.mark.parametrize("with_folder", [True, False])
def test_the_steps_of_the_progress_add_up(export, tmp_path, with_folder):
    folder = tmp_path / "none" if with_folder else None
    path = read(export(*everything()))
    done: list[int] = []

    load(path, media=folder, fetch=False, progress=done.append)

    assert sum(done) == steps(path, with_files=folder is not None)
    assert min(done) < max(done)


def test_ctrl_c_prints_one_sentence(export, monkeypatch):
    def stop(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_wordpress, "load", stop)

    with pytest.raises(CommandError, match="run it again") as stopped:
        call_command("import_wordpress", export(item(10, "A", "a")), stdout=io.StringIO())

    assert stopped.value.returncode == 130
