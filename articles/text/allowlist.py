"""The one allow-list of body format 1, and what else is understood on the way in."""

# Attributes in the order in which they are written.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "h2": ("id",),
    "h3": ("id",),
    "h4": ("id",),
    "ol": ("start",),
    "blockquote": ("cite",),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
    "a": ("href", "title", "data-article"),
    "span": ("lang", "dir", "data-footnote"),
    "figure": ("data-image", "data-alt"),
    "div": ("data-gallery", "data-embed"),
}

# From the outside in, where two marks cover the same text.
MARKS = ("a", "span", "strong", "em", "s", "sub", "sup", "code")

BLOCKS = frozenset({
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "pre", "aside", "figure",
    "figcaption", "div", "table", "caption", "thead", "tbody", "tr", "th", "td",
})  # fmt: skip
VOID = frozenset({"br", "hr"})

ALLOWED_TAGS = frozenset({*BLOCKS, *MARKS, "br"})
ALLOWED_ATTRIBUTES = {tag: set(names) for tag, names in ATTRIBUTES.items()}

# Without a place in format 1: blocks end a paragraph, inline elements become marks.
FOREIGN_BLOCKS = frozenset({
    "address", "article", "body", "center", "dd", "details", "dialog", "dir", "dl", "dt",
    "fieldset", "footer", "form", "h1", "h5", "h6", "header", "hgroup", "legend", "listing",
    "main", "menu", "nav", "search", "section", "summary", "tfoot",
})  # fmt: skip
FOREIGN_MARKS = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
READ_TAGS = ALLOWED_TAGS | FOREIGN_BLOCKS | FOREIGN_MARKS.keys() | {"bdi", "bdo"}

# Of any element: languages, and what word processors say in styles, classes and names.
READ_ANYWHERE = {"lang", "dir", "style", "class", "id", "name"}

REMOVED_WITH_CONTENT = frozenset({
    "script", "style", "iframe", "object", "svg", "math", "template", "noscript", "textarea",
    "title", "select", "datalist", "audio", "video", "canvas", "applet", "noembed", "noframes",
})  # fmt: skip

# "file" is where word processors say that their footnotes are; it is never written.
READ_SCHEMES = {"http", "https", "mailto", "tel", "file"}

# Elements that an HTML parser opens again in each paragraph until they are closed.
FORMATTING = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt",
    "u",
]  # fmt: skip
