"""Which lines of a page are its content, and which are furniture: menus, banners, share buttons, comments, what is hidden.

Names of elements, classes and roles say most of it; a name is not believed where most of the prose of the page stands
under it ("sidebar-layout" around a whole article). The main element is the smallest of those that pages name so and that
holds most of the prose; without one, the smallest element of any name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.layout.section_names import announced
from extract.readers.html.elements import HEADINGS
from extract.readers.html.tree import LINK, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.readers.html.hints import Hint
    from extract.readers.html.tree import Element, Tree

PROSE = 80  # bytes of text outside links from which a line is prose and not a label; 27 Chinese characters
FEW = 160  # bytes of prose with which a page is an index and no article
INDEX = 0.1  # share of the text up to which the prose of an index goes

KEPT: frozenset[Hint] = frozenset({"abstract", "caption", "keywords", "note", "pull_quote", "reference"})
"""What is content wherever it stands."""

DOUBTED: dict[Hint, float] = {"chrome": 0.4, "comments": 0.9, "consent": 0.6, "contents": 0.4, "hidden": 0.5}
"""Share of the prose of the page with which an element is content whatever its name says."""

CERTAIN = frozenset({"datalist", "optgroup", "option", "select"})
NAMED = {"aside": 0.4, "dialog": 0.8, "footer": 0.8, "form": 0.4, "menu": 0.4, "nav": 0.6, "noscript": 0.6}
"""Elements that hold furniture, with the share of the prose from which they do not."""

MAIN = 0.6  # share of the prose that a main element holds
FRONT = 0.3  # share of the text that may stand around the element that has the prose
CORE = 0.85  # the same where nothing names it
LINKED = 0.7  # share of link text in a menu
FEW_LINKS = 3


class Measure(NamedTuple):
    """The size of something in bytes, so that a Chinese word counts like an English one."""

    text: int
    links: int

    @property
    def prose(self) -> int:
        """The text outside links, if it is more than a label."""
        own = self.text - self.links
        return own if own >= PROSE else 0


def find_furniture(tree: Tree, *, is_page: bool = True) -> list[bool]:
    """Tell for each line whether it is furniture; what is no page of a site has only hidden lines."""
    measures = [_measure(tree, line.first, line.end) for line in tree.lines]
    if not is_page:
        hidden = _inheriting(tree.elements, frozenset({"hidden"}))
        return [hidden[line.element] or measure.text == 0 for line, measure in zip(tree.lines, measures, strict=True)]
    prose = [measure.prose for measure in measures]
    asides = _inheriting(tree.elements, frozenset({"comments", "consent"}))
    sums = _summed(tree, [0 if asides[line.element] else own for line, own in zip(tree.lines, prose, strict=True)])
    outside = _chrome(tree, _shares(sums if sums[0] else _summed(tree, prose), _summed(tree, [m.text for m in measures])))
    furniture = [outside[line.element] or measure.text == 0 for line, measure in zip(tree.lines, measures, strict=True)]
    left = _summed(tree, [0 if is_out else own for is_out, own in zip(furniture, prose, strict=True)])
    texts = sum(measure.text for is_out, measure in zip(furniture, measures, strict=True) if not is_out)
    if left[0] >= max(FEW, INDEX * texts):
        _mark_outside(tree, furniture, measures, left)
        _mark_link_lists(tree, furniture, measures)
    return furniture


def _measure(tree: Tree, first: int, end: int) -> Measure:
    text = links = 0
    for run in range(first, end):
        flags = tree.flags[run]
        if not flags & UNREADABLE:
            printed = tree.texts[run]
            size = len(printed) if printed.isascii() else len(printed.encode("utf-8", "surrogatepass"))
            text += size
            links += size if flags & LINK else 0
    return Measure(text, links)


def _summed(tree: Tree, sizes: Sequence[int]) -> list[int]:
    """Return for each element the sum of ``sizes`` of the lines in it."""
    sums = [0] * len(tree.elements)
    for line, size in zip(tree.lines, sizes, strict=True):
        sums[line.element] += size
    for number in range(len(sums) - 1, 0, -1):
        sums[tree.elements[number].parent] += sums[number]
    return sums


def _shares(prose: Sequence[int], texts: Sequence[int]) -> list[float]:
    """Return how much of the prose stands in each element; less where most of the other text stands outside, as in an index."""
    return [
        min(own / max(prose[0], 1), 2 * text / max(texts[0], 1)) if own else 0.0 for own, text in zip(prose, texts, strict=True)
    ]


def _headed(tree: Tree) -> set[int]:
    """Return the elements around first headings: a ``<header>`` among them may be that of the text."""
    found: set[int] = set()
    for element in tree.elements:
        if element.name == "h1":
            around = element.parent
            while around and around not in found:
                found.add(around)
                around = tree.elements[around].parent
    return found


def _chrome(tree: Tree, shares: Sequence[float]) -> list[bool]:
    """Tell for each element whether its name, or that of one around it, says that it is furniture."""
    elements, headed = tree.elements, _headed(tree)
    outside = [False] * len(elements)
    quoted = [False] * len(elements)
    inner = [False] * len(elements)  # in an article or a main element
    for number, element in enumerate(elements):
        parent = element.parent
        name = element.name
        quoted[number] = quoted[parent] or name == "blockquote"
        inner[number] = inner[parent] or name in {"article", "main"} or "body" in element.hints
        if outside[parent] and number:
            outside[number] = True
            continue
        if name in {"body", "html"} or number == 0:
            continue
        share = shares[number]
        if name in CERTAIN:
            outside[number] = True
        elif name in NAMED and not (quoted[number] and name == "footer") and not element.hints & KEPT:
            outside[number] = share < NAMED[name]
        elif name == "header" and not inner[number] and number not in headed:
            outside[number] = share < 0.1
        if not outside[number]:
            limits = [DOUBTED[hint] for hint in element.hints if hint in DOUBTED]
            is_kept = element.hints & KEPT and not element.hints & {"hidden", "comments"}
            outside[number] = bool(limits) and not is_kept and share < max(limits)
    return outside


def _mark_outside(tree: Tree, furniture: list[bool], measures: Sequence[Measure], prose: Sequence[int]) -> None:
    """Mark what stands outside the main element."""
    main, is_named = _main_element(tree.elements, prose)
    if not is_named:
        main = _with_front(tree, main, furniture, measures)
    around = main
    number = main
    while number:
        number = tree.elements[number].parent
        if tree.elements[number].name in {"article", "main"}:
            around = number
    inside = _descendants(tree.elements, main)
    near = _descendants(tree.elements, around if is_named else 0)
    kept = _inheriting(tree.elements, KEPT | {"title", "byline"})
    for i, line in enumerate(tree.lines):
        if furniture[i] or inside[line.element]:
            continue
        if near[line.element]:
            is_text = measures[i].prose or kept[line.element] or tree.elements[line.element].name in HEADINGS
            furniture[i] = not is_text
        else:
            furniture[i] = not kept[line.element]


def _main_element(elements: Sequence[Element], prose: Sequence[int]) -> tuple[int, bool]:
    """Return the main element, and whether something names it so."""
    total = prose[0]
    found = 0
    for number, element in enumerate(elements):
        is_named = element.name in {"article", "main"} or "body" in element.hints or element.attributes.get("role") == "main"
        if is_named and prose[number] >= MAIN * total and (not found or prose[number] >= 0.9 * prose[found]):
            found = number
    if found:
        return found, True
    for number in range(len(elements)):
        if prose[number] >= CORE * total:
            found = number
    while elements[found].name in {"blockquote", "li", "ol", "p", "pre", "tr", "tbody", "ul"}:
        found = elements[found].parent
    return found, False


def _with_front(tree: Tree, main: int, furniture: Sequence[bool], measures: Sequence[Measure]) -> int:
    """Return the element around ``main`` that adds a little more text, and more of it than links: the title, who and when."""
    kept = [Measure(0, 0) if is_out else measure for is_out, measure in zip(furniture, measures, strict=True)]
    own = _summed(tree, [measure.text - measure.links for measure in kept])
    links = _summed(tree, [measure.links for measure in kept])
    top = main
    number = main
    while number:
        number = tree.elements[number].parent
        more = own[number] - own[main]
        if more > max(FEW, own[main] * FRONT):
            break
        if more >= links[number] - links[main]:
            top = number
    return top


def _descendants(elements: Sequence[Element], top: int) -> list[bool]:
    """Tell for each element whether it is ``top`` or stands in it."""
    inside = [False] * len(elements)
    for number, element in enumerate(elements):
        inside[number] = number == top or (number > 0 and inside[element.parent])
    return inside


def _inheriting(elements: Sequence[Element], hints: frozenset[Hint]) -> list[bool]:
    """Tell for each element whether it, or one around it, has one of ``hints``."""
    marked = [False] * len(elements)
    for number, element in enumerate(elements):
        marked[number] = bool(element.hints & hints) or (number > 0 and marked[element.parent])
    return marked


def _mark_link_lists(tree: Tree, furniture: list[bool], measures: Sequence[Measure]) -> None:
    """Mark the lists of links before the first and behind the last prose, with the headings over them."""
    elements = tree.elements
    content = [i for i, is_out in enumerate(furniture) if not is_out]
    prose = [i for i in content if measures[i].prose]
    if not prose:
        return
    kept = _inheriting(elements, KEPT)
    edges = [i for i in content if (i < prose[0] or i > prose[-1]) and not kept[tree.lines[i].element]]
    run: list[int] = []
    for i in [*edges, None]:
        is_link = i is not None and measures[i].text > 0 and measures[i].links >= LINKED * measures[i].text
        if is_link and i is not None and elements[tree.lines[i].element].name not in HEADINGS:
            run.append(i)
            continue
        if len(run) >= FEW_LINKS:
            for at in run:
                furniture[at] = True
        run = []
    for i in reversed(edges):
        if elements[tree.lines[i].element].name in HEADINGS and i > prose[-1]:
            following = furniture[i + 1 : i + 2]
            if following in ([], [True]) and announced(tree.text(tree.lines[i])) in {None, "furniture"}:
                furniture[i] = True
