"""What stands around a name in its text: the words before and after it, and whether they make it a person's."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.months import month_names

PAGES = 3_000  # characters that tell what a text is about
WINDOW = 64  # characters on either side that a check may read
_LIST_GAP = re.compile(r"[\s,]{0,9}(?:and|or|&)?[\s,]{0,9}")


def words(*names: str) -> str:
    """Return an alternation of ``names`` written in one string, parted by spaces; "_" stands for a space."""
    return "|".join(name.replace("_", " ") for line in names for name in line.split())


class Clue(NamedTuple):
    """Words before a name that say what it is, in the one or the other place; most names stand near none of them."""

    words: frozenset[str]
    """Small letters; one of them stands before the name wherever ``pattern`` fits."""
    pattern: re.Pattern[str]
    """What must stand before the name, up to its first letter."""

    def ends(self, before: str, near: list[str]) -> bool:
        """Tell whether ``before``, the text before the name, ends in it; ``near`` are the ``small_words`` of that text."""
        return not self.words.isdisjoint(near) and self.pattern.search(before) is not None


FUNCTION = words(
    "a after all also although amid among an and another any as at because before between both but by can could despite did do does during each either even",
    "every few finally first firstly for from given had has have he hence her his how however if in indeed instead into is it its last later like many may",
    "meanwhile more moreover most much must neither never nevertheless next nor not now of on once one only or other our out over perhaps second secondly",
    "several she should similarly since so some soon still such than that the their then there therefore these they third thirdly this those though three thus",
    "to today toward towards two under unless unlike until upon via was we were what when where whereas whether which while who whose why will with within",
    "without would yesterday yet your against about across monday tuesday wednesday thursday friday saturday sunday again here while former pro anti non",
)
FUNCTION_WORDS = frozenset(FUNCTION.split("|"))
CAPITALIZED_AFTER = re.compile(r"[ \n]([A-ZÀ-Þ][\w'’.-]*)")
_OPENING_MARKS = "\"'“”‘’([*_—–-"
_SENTENCE_MARKS = '.!?:;"“”‘\n*_#—–-'
_WORD = re.compile(r"\w+")
_LOCATIVE = frozenset(
    words(
        "in at near outside inside around throughout across through via downtown central greater inner metropolitan within",
        "north south east west northern southern eastern western northeast northwest southeast southwest",
        "northeastern northwestern southeastern southwestern",
    ).split("|")
)
_OF = frozenset({"of", "in", "at", "de", "the"})
_PROPER_OF = re.compile(r"\b[A-Z][\w’'-]+[ \n](?:of|in|at|de)[ \n](?:the[ \n])?$")
GIVEN_NAMES = frozenset(
    words(
        "Aaron Adam Adrian Agnes Alan Albert Alec Alex Alexander Alexandra Alfred Alice Alison Allan Allen Amanda Amy Andrea Andrew Andy Angela Ann Anna Anne Annie",
        "Anthony Antonio Arthur Ashley Barbara Barry Ben Benjamin Bernard Beth Bill Billy Bob Bobby Brad Bradley Brenda Brett Brian Bruce Bryan Calvin Carl Carlos",
        "Carol Caroline Catherine Charles Charlie Charlotte Chelsea Cheryl Chris Christian Christina Christine Christopher Claire Clara Clarence Colin Connie Craig",
        "Crystal Curtis Cynthia Dale Dan Daniel Danny Darren Dave David Dawn Dean Deborah Debra Dennis Denzel Derek Diana Diane Don Donald Donna Doris Dorothy Doug",
        "Douglas Dwayne Earl Ed Eddie Edgar Edith Edward Edwin Eileen Elaine Eleanor Elizabeth Ellen Emily Emma Eric Erica Ernest Ethan Eugene Eva Evan Evelyn Fiona",
        "Florence Frances Francis Frank Fred Frederick Gareth Gary Gavin Gene Geoffrey George Gerald Gilbert Gina Glenn Gloria Gordon Grace Graham Grant Greg Gregory",
        "Hamilton Hannah Harold Harriet Harry Heather Helen Henry Herbert Holly Howard Hugh Ian Irene Isaac Isaiah Isabel Ivan Jack Jackie Jacob Jake James Jamie Jane",
        "Janet Janice Jason Jay Jean Jeff Jeffrey Jennifer Jeremy Jerome Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna Joe Joel Johann John Johnny Jon Jonathan Jose",
        "Joseph Josh Joshua Joyce Juan Judith Judy Julia Julian Julie June Justin Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Keith Kelly Ken Kenneth Kerry",
        "Kevin Kim Kimberly Kyle Larry Laura Lauren Lawrence Lee Leo Leon Leonard Leslie Lewis Lillian Linda Lisa Liz Lois Lori Louis Louise Lucy Luke Lynn Malcolm",
        "Marcus Margaret Maria Marie Marilyn Mario Mark Martha Martin Marvin Mary Matt Matthew Maureen Maurice Max Megan Melissa Melvin Michael Michelle Miguel Mike",
        "Mildred Mitchell Molly Monica Nancy Naomi Natalie Nathan Neil Nicholas Nick Nicola Nicole Nigel Nora Norman Oliver Oscar Pamela Pat Patricia Patrick Paul",
        "Paula Percy Pauline Peggy Peter Phil Philip Phillip Phyllis Rachel Ralph Randy Ray Raymond Rebecca Richard Rick Ricky Rita Rob Robert Roberto Robin Rodney Roger",
        "Ron Ronald Ronnie Rosa Rose Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sebastian Sharon Shaun Sheila Shirley Simon Sophie",
        "Stanley Stella Stephanie Stephen Steve Steven Stuart Sue Susan Suzanne Sylvia Tamara Tara Ted Teresa Terry Thelma Theodore Theresa Thomas Tim Timothy Tina Todd",
        "Tom Tommy Toni Tony Tracy Travis Trevor Tyler Vanessa Vera Vernon Veronica Vicki Victor Vincent Virginia Vivian Walter Wanda Warren Wayne Wendy William Willie Zoe",
    ).split("|")
)
"""Common given names of English texts."""
MONTHS = frozenset(month_names("en"))
_MONTH_OF_DATE = re.compile(
    r"(?:\b(?:[Ii]n|[Oo]f|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Ll]ast|[Tt]his|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id|[Aa]fter|[Bb]efore)[ \n-]|\d[ \n])[A-Z][a-z]+[ \n]$"
)
TITLES = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Sir", "Dame", "Lord", "Lady", "Madame", "Monsieur"})
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")


class Context(NamedTuple):
    """A name in its text, with what stands around it."""

    text: str
    start: int
    end: int
    before: str
    previous: str
    """The word before it, if only a space stands between; else nothing."""
    after: str
    goes_on_list: bool
    """It goes on a list ("in Paris, London and Rome") whose last name did not count."""
    named_elsewhere: bool
    """Another name of the same state stands in the text."""

    @property
    def word(self) -> str:
        """The name as printed."""
        return self.text[self.start : self.end]

    @property
    def surroundings(self) -> str:
        """A page or two around the name."""
        return self.text[max(0, self.start - PAGES) : self.end + PAGES]


def context_of(text: str, start: int, end: int, *, last_place: int, named_elsewhere: bool) -> Context:
    """Return the context of ``text[start:end]``; ``last_place`` is where the last name ended that was only a place, or -1."""
    in_list = last_place >= 0 and _LIST_GAP.fullmatch(text, last_place, start) is not None
    before = text[max(0, start - WINDOW) : start]
    return Context(text, start, end, before, word_before(before), text[end : end + WINDOW], in_list, named_elsewhere)


def is_person(context: Context) -> bool:
    """Tell whether a given name, an initial or a title makes a name of one word a person's."""
    is_named = _makes_person(context.previous) and context.word.istitle() and context.word.isalpha()
    return is_named and not follows_month(context)


def follows_month(context: Context) -> bool:
    """Tell whether the month of a date stands before, and no name: "In June Germany agreed"."""
    return context.previous in MONTHS and _MONTH_OF_DATE.search(context.before) is not None


def word_before(before: str) -> str:
    """Return the word that ends ``before``, parted by one space or line break from what follows; else ``""``.

    >>> word_before('as "Michael '), word_before("Michael, ")
    ('Michael', '')
    """
    if not before.endswith((" ", "\n")):
        return ""
    word = before[:-1].replace("\n", " ").rpartition(" ")[2].lstrip(_OPENING_MARKS)
    return word if word and (word[-1].isalpha() or word[-1] == ".") else ""


def _makes_person(word: str) -> bool:
    return word in GIVEN_NAMES or word in TITLES or (word.endswith(".") and _INITIALS.fullmatch(word) is not None)


def small_words(text: str) -> list[str]:
    """Return the words of ``text`` in small letters."""
    return _WORD.findall(text.lower())


def is_located(context: Context) -> bool:
    """Tell whether a preposition of place or a point of the compass stands before: "in Paris", "south-east London"."""
    return context.previous[-1:].isalpha() and small_words(context.previous)[-1] in _LOCATIVE


def is_of_proper(context: Context) -> bool:
    """Tell whether a capitalised word and "of" stand before: "Bank of London"."""
    return context.previous in _OF and _PROPER_OF.search(context.before) is not None


def follows_name(context: Context) -> bool:
    """Tell whether a capitalised word that begins no sentence stands before: "Greater London", "Zen Trinidad"."""
    word = context.previous
    if (
        not word[:1].isupper()
        or word.isupper()
        or not word[-1].isalpha()
        or word.endswith(("'s", "’s"))
        or word.lower() in FUNCTION_WORDS
        or follows_month(context)
    ):
        return False
    return not _begins_sentence(context.before[: -len(word) - 1])


def _begins_sentence(before: str) -> bool:
    """Tell whether a sentence, a line or a quotation begins after ``before``."""
    kept = before.rstrip(" \n")
    if not kept or kept[-1] in _SENTENCE_MARKS or "\n" in before[len(kept) :]:
        return True
    return kept[-1] in "’)" and kept.rstrip('"”’)')[-1:] in {".", "!", "?"}
