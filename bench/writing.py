"""Tables in docs/performance.md, each between two marks."""

import re

from bench.processes import ROOT

PAGE = ROOT / "docs" / "performance.md"


def put(name: str, table: str) -> None:
    text = PAGE.read_text()
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        raise SystemExit(f"{PAGE} has no place for the table “{name}”.")
    PAGE.write_text(marks.sub(lambda found: f"{found[1]}{table}\n{found[2]}", text))
