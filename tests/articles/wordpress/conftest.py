from pathlib import Path

import pytest

from tests.articles.wordpress.sites import HEAD, attachment, item

CAPTION = (
    '[caption id="attachment_11" align="aligncenter" width="1024"]'
    '<img class="wp-image-11" src="https://old.example/wp-content/uploads/2024/09/hall-1024x683.png"'
    ' alt="Two people in a hall" width="1024" height="683" /> '
    "The meeting in the old hall. (Image Credit: Sofia Sand/TASK)[/caption]"
)
BODY = f"""The first paragraph.

The second one, with a <a href="https://old.example/second/">link</a>.

<h2>A section</h2>

{CAPTION}

The last paragraph."""


@pytest.fixture
def export(tmp_path: Path):
    """Writes an export of these items and gives its path."""

    def write(*items: str) -> Path:
        path = tmp_path / "export.xml"
        path.write_text(f"{HEAD}{''.join(items)}</channel></rss>", encoding="utf-8")
        return path

    return write


@pytest.fixture
def reference(export) -> Path:
    return export(
        attachment(11, "hall.png", "Two people in a hall"),
        attachment(12, "lead.png", "A square"),
        item(10, "The visit", "the-visit", content=BODY, meta={"_thumbnail_id": 12}),
        item(20, "Second", "second"),
        item(2, "About", "about", kind="page", terms=[]),
    )
