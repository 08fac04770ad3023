"""What is known of the elements of HTML: which part paragraphs, which close others, which hold no text of the page."""

from __future__ import annotations

VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "command",
        "embed",
        "frame",
        "hr",
        "image",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements without an end tag."""

RAW = frozenset(
    {"annotation", "annotation-xml", "iframe", "noembed", "noframes", "script", "style", "template", "textarea", "title", "xmp"}
)
"""Elements whose content is no markup of the page, or not shown."""

CLOSING_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hgroup",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "search",
        "section",
        "summary",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "listing",
        "plaintext",
        "table",
        "li",
        "dd",
        "dt",
    ]
)
"""Elements that end an open paragraph."""

TABLE_PARTS = frozenset({"caption", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
BLOCKS = CLOSING_P | TABLE_PARTS | {"body", "html", "legend", "noscript", "optgroup", "option", "select"}
"""Elements that part the text before them from the text after them."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"dir", "dl", "menu", "ol", "ul"})
BARRIERS = frozenset({"body", "caption", "table", "td", "th"})
"""Elements out of which no end tag reaches."""

ENDED_BY = {
    "caption": ("caption", "colgroup", "td", "th", "tr"),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "li": ("li",),
    "option": ("option",),
    "tbody": ("caption", "colgroup", "tbody", "tfoot", "thead"),
    "td": ("caption", "td", "th"),
    "tfoot": ("caption", "colgroup", "tbody", "thead"),
    "th": ("caption", "td", "th"),
    "thead": ("caption", "colgroup", "tbody", "tfoot"),
    "tr": ("caption", "colgroup", "tr"),
}
"""Open elements that a start tag ends, in the same list or table."""

PREFORMATTED = frozenset({"listing", "plaintext", "pre", "xmp"})
BOLD = frozenset({"b", "strong"})
UNREAD = frozenset({"audio", "button", "canvas", "datalist", "map", "object", "svg", "video"})
"""Elements inside a line whose text is no part of it: controls, drawings, what stands in for a film."""
