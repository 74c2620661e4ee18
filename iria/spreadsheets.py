"""Cells of CSV files that a spreadsheet program would take for a formula and calculate (OWASP,
"CSV Injection"). A quotation mark before such a cell makes it text; the import takes it off."""

FORMULA = "=+-@\t\r＝＋－＠"
MARK = "'"


def harmless(text: str) -> str:
    return MARK + text if text.startswith((*FORMULA, MARK)) else text


def plain(cell: str) -> str:
    """What `harmless` was given. A name such as 't Hooft stays as it is."""
    return cell[1:] if cell.startswith(tuple(MARK + c for c in FORMULA + MARK)) else cell
