"""Random HTML for property tests."""

from hypothesis import strategies as st

ALLOWED = (
    "p h2 h3 h4 ul ol li blockquote pre aside figure figcaption div table caption thead tbody"
    " tr th td a span strong em s sub sup code br hr"
)
FOREIGN = (
    "b i strike del h1 h5 h6 section article header menu dl dt dd tfoot colgroup col font u q"
    " bdi bdo img script style title svg math iframe template form button select option"
    " textarea noscript marquee applet nobr center address o:p details summary listing xmp"
)
TAGS = (ALLOWED + " " + FOREIGN).split() + ALLOWED.split()
ATTRIBUTES = [
    *('id="a"', 'id="Ü-1"', 'id="a b"', "id", 'class="MsoNormal"', 'name="_ftn1"', 'id="ftn1"'),
    *('href="/a b"', 'href="//x.org/?q=1&amp;r"', 'href="https://x.org:99999"', 'href="HTTP:x"'),
    *('href="#_ftn1"', 'href="#_ftnref1"', 'href=" #_ftn&#9;1"', 'href="www.x.org"', "href"),
    *('href="java&#10;script:alert(1)"', 'href="data:text/html,x"', 'href="mailto:a@x.org"'),
    *('href="#a"', 'href="https:///x.org"', 'href="/\\\\x.org"', 'title=" t &quot; &nbsp; u "'),
    *('data-article="abcdefghijkl"', 'data-article="x"', "data-footnote", 'data-footnote="x"'),
    *('data-image="abcdefghijkl"', 'data-image="ABC"', 'data-alt="a &lt;b&gt; &amp;"'),
    *('data-gallery="abcdefghijkl 123456789abc x abcdefghijkl"', 'data-gallery="x"'),
    *('data-embed="https://x.org/v?a&amp;b"', 'data-embed="http://x.org"', 'data-embed="//x.org"'),
    *('cite="https://x.org"', 'cite="mailto:x"', 'start="3"', 'start="-1"', 'start="007"'),
    *('scope="row"', 'scope="x"', 'colspan="2"', 'rowspan="1"', 'colspan="9999"', 'lang="mn"'),
    *('lang="x y"', 'dir="RTL"', 'onclick="alert(1)"', 'style="font-weight:normal"'),
    *('style="font-weight:700;font-style:italic"', 'style="mso-list:l0 level1 lfo1"'),
    *(
        'style="mso-list:l0 level2 lfo1"',
        'style="mso-list:Ignore"',
        'style="vertical-align:super"',
    ),
    'style="mso-element:footnote-list"',
]
PIECES = [
    *(" ", "  ", "\n", "\n\n", "\t", "&nbsp;", "&nbsp;&nbsp;", "\u00a0", "\u2028", "a", "b c"),
    *("1.", "·", "&lt;b&gt;", "&amp;amp;", '"', "'", "<", ">", "&", "\x00", "&#1;", "&#xD800;"),
    *("\ufeff", "\u200b", "é", "e\u0301", "中文", "\U0001f600", "<!--", "-->", "<![CDATA[", "]]>"),
    *("</", "</p>", "</span>", "</a>", "</b>", "</table>", "</ul>", "</div>", "<br>", "<p>"),
]


def _attributes() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(ATTRIBUTES), max_size=3).map(
        lambda found: "".join(f" {attribute}" for attribute in found)
    )


def _element(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, inner, end: f"<{tag}{attributes}>{inner}{end and f'</{tag}>'}",
        st.sampled_from(TAGS),
        _attributes(),
        content,
        st.sampled_from(["", "end", "end", "end"]),
    )


def _several(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(one, max_size=4).map("".join)


PIECE = st.sampled_from(PIECES) | st.text(max_size=8)
HTML = _several(st.recursive(PIECE, lambda inner: _element(_several(inner)), max_leaves=25))
ANYTHING = HTML | st.text()
