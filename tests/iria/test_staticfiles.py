from pathlib import Path

import pytest

from iria import staticfiles


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch, settings) -> list[str]:
    """Each collection that was made, instead of the work."""
    made: list[str] = []

    def collect(*args: object, **options: object) -> None:
        made.append(str(args[0]))
        Path(settings.STATIC_ROOT, "staticfiles.json").write_text("{}")

    monkeypatch.setattr(staticfiles, "call_command", collect)
    return made


def test_files_are_collected_once(tmp_path, collections):
    note = tmp_path / "note"

    first, second = staticfiles.collect_changed(note), staticfiles.collect_changed(note)

    assert (first, second) == (True, False)
    assert collections == ["collectstatic"]


def test_a_changed_file_is_collected_again(tmp_path, settings, collections):
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "a.css").write_text("a {}")
    staticfiles.collect_changed(tmp_path / "note")

    (tmp_path / "ours" / "a.css").write_text("a { color: red }")

    assert staticfiles.collect_changed(tmp_path / "note")


def test_a_folder_that_was_emptied_is_filled_again(tmp_path, settings, collections):
    staticfiles.collect_changed(tmp_path / "note")

    Path(settings.STATIC_ROOT, "staticfiles.json").unlink()

    assert staticfiles.collect_changed(tmp_path / "note")
