"""What stands over the columns of a list."""

from lxml import html as lxml_html


def headings(response) -> list[str]:
    """In their order; the column of boxes and those without words are left out."""
    page = lxml_html.fromstring(response.content.decode())
    cells = page.xpath("//table[@id='result_list']/thead//th")
    return [words for cell in cells if (words := " ".join(cell.text_content().split()))]
