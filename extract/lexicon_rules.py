"""What the words around a name say about it: whether "Jordan" is a state, whether "Tokyo" acts or is only a place.

Each check takes a ``Context`` and returns the rule that lets the name count, or ``""`` where it does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 64  # characters on either side that a check may read
_LIST_GAP = re.compile(r"[\s,]{0,9}(?:and|or|&)?[\s,]{0,9}")


class Context(NamedTuple):
    """A name in its text, with what stands around it."""

    text: str
    start: int
    end: int
    before: str
    after: str
    goes_on_list: bool
    """It goes on a list ("in Paris, London and Rome") whose last name did not count."""
    named_elsewhere: bool
    """Another name of the same state stands in the text."""

    @property
    def word(self) -> str:
        """The name as printed."""
        return self.text[self.start : self.end]


def context_of(text: str, start: int, end: int, *, last_place: int, named_elsewhere: bool) -> Context:
    """Return the context of ``text[start:end]``; ``last_place`` is where the last name ended that was only a place, or -1."""
    in_list = last_place >= 0 and _LIST_GAP.fullmatch(text, last_place, start) is not None
    return Context(text, start, end, text[max(0, start - WINDOW) : start], text[end : end + WINDOW], in_list, named_elsewhere)


def words(*names: str) -> str:
    """Return an alternation of ``names`` written in one string, parted by spaces; "_" stands for a space."""
    return "|".join(name.replace("_", " ") for line in names for name in line.split())


# Words that are capitalised where a sentence or a title begins, and make no name with what follows.
FUNCTION = words(
    "a after all also although amid among an and another any as at because before between both but by can could despite did do does during each either even",
    "every few finally first firstly for from given had has have he hence her his how however if in indeed instead into is it its last later like many may",
    "meanwhile more moreover most much must neither never nevertheless next nor not now of on once one only or other our out over perhaps second secondly",
    "several she should similarly since so some soon still such than that the their then there therefore these they third thirdly this those though three thus",
    "to today toward towards two under unless unlike until upon via was we were what when where whereas whether which while who whose why will with within",
    "without would yesterday yet your against about across monday tuesday wednesday thursday friday saturday sunday again here while former pro anti non",
)
_FUNCTION_WORD = re.compile(rf"(?i:{FUNCTION})")
_OPENING_MARKS = "\"'“”‘’([*_—–-"
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“”‘(\[\n*_#—–-]|[.!?][\"”’)]{1,2})[ \n]{0,3}$")
_CAPITALIZED_AFTER = re.compile(r"[ \n]([A-ZÀ-Þ][\w'’.-]*)")

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
TITLES = frozenset({"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Sir", "Dame", "Lord", "Lady", "Madame", "Monsieur"})
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}")

_SURNAMES_AFTER = re.compile(
    r"[ \n](?:"
    + words(
        "Adams Allen Anderson Arie Baker Barnes Bell Bennett Brown Brooks Butler Campbell Carter Clark Collins Cook Cooper Cox Davis Edwards Evans Foster Garcia",
        "Gonzalez Gooding Gray Green Hall Harris Henderson Hernandez Hill Howard Hughes Jackson James Jenkins Johnson Jones Kelly King Knight Lee Lewis Long Lopez",
        "Love Martin Martinez Miller Mitchell Moore Morgan Morris Murphy Nelson Parker Perez Perry Peterson Phillips Powell Price Reed Reid Richardson Rivera Roberts",
        "Robinson Rodriguez Rogers Ross Russell Sanchez Sanders Scott Shaw Simmons Smith Stewart Taylor Thomas Thompson Torres Turner Walker Ward Washington Watson",
        "White Williams Wilson Wood Wright Young Zangwill Folau Adesanya Baldwin Jones",
    )
    + r")\b"
)
_STATE_WORDS = re.compile(
    r"[ \n](?i:"
    + words(
        "president prime foreign minister ministry government parliament army air airways airlines bank border central national police defence defense embassy"
        " supreme high federal council state team cricket football rugby open cup war in on and or is was has will office peace security trade summit talks today"
    )
    + r")\b"
)
_LOCATIVE = (
    r"\b(?i:in|at|near|outside|inside|around|throughout|across|through|via|downtown|central|greater|inner|metropolitan|within|(?:north|south|east|west)(?:ern)?(?:-?(?:east|west)(?:ern)?)?)"
    r"[ \n]"
)
_LOCATIVE_BEFORE = re.compile(_LOCATIVE + r"$")

# ---- capitals

_TRAVEL_BEFORE = re.compile(
    r"\b(?i:"
    + words(
        "arrived arrive arrives arriving arrival drive drove driven flew fly flies flown flying flight flights go goes going gone journey journeyed",
        "travel travelled traveled travels travelling traveling trip trips visit visits visited visiting tour toured went return returned returning returns",
        "moved moving relocated pilgrimage train trains bus road route routes miles km kilometres kilometers sailed",
    )
    + r")[ \n](?:(?!and\b|or\b|but\b|that\b)[a-z]+[ \n]){0,3}(?:(?:to|from|for|into|via|of|back|through)[ \n])?$"
    r"|\b(?i:born|raised|educated|lives?|lived|living|reside[sd]?|based|headquartered|stationed|staged|streets|suburbs?|outskirts|mayor|bishop|archbishop|city|capital|capital city|cities|towns?|Treaty|University|"
    r"Bank|Siege|siege|Battle|battle|port|neighbou?rhoods?|residents|leaving|left|reached|departed|entered)(?:[ \n](?:to|in|of|from|for|at|such as))?(?:,)?[ \n]$"
)
_PEOPLE_IN_POWER = re.compile(
    r"\b(?:"
    + words(
        "government governments regime regimes authorities officials leaders leadership leader policymakers policy-makers policy decision-makers elite elites politicians rulers administration power"
    )
    + r")[ \n](?:in|at)[ \n]$"
)
_TRUST_IN = re.compile(
    r"\b(?:confidence|trust|distrust|mistrust|faith|interest|belief|change|regime change|hopes?|allies)[ \n]in[ \n]$"
)
_POSSESSIVE = re.compile(r"(?:['’]s?|['’]s)[ \n]+([\w-]+)")
_PLACE_NOUN = words(
    "airport airports apartment apartments architecture area avenue bars basin beach borough bridge bridges buildings bus cathedral centre center chapter church",
    "churches cinema cinemas citizens climate clubs conference convention coast district districts downtown East elections_office exhibition fashion festival gallery hall harbour harbor",
    "headquarters hospital hospitals hotel hotels house houses housing landmarks library marathon mayor metro metropolitan municipality museum museums neighbourhood",
    "neighborhood neighbourhoods neighborhoods nightlife office offices palace park parks police population port population pubs real_estate residence residents restaurant",
    "restaurants schools skyline stadium station stock street streets studio suburb suburbs subway summit taxi taxis theatre theatres theater tourists traffic tube",
    "underground university venue weather zoo Games Olympics attacks bombing bombings agreement agreements accord accords protocol treaty convention declaration",
    "communique communiqué memorandum meeting meetings round talks negotiations workshop studio correspondent bureau resident native boroughs sprout sprouts",
)
_PLACE_NOUN_AFTER = re.compile(rf"[ \n](?:{_PLACE_NOUN})\b")
_PLACE_HYPHEN = re.compile(r"/[A-Z]|[-‐‑](?:based|born|area|bred|educated|trained|headquartered|wide|style)\b")
_WEAK_BEFORE = re.compile(r"(?:\b(?:from|to|of|for|by|about|than|or|like|is|was|be|called|named|[Aa]n?|[Aa]nother)[ \n]|, )$")
_IMPRINT_AFTER = re.compile(
    r"(?:, D\.? ?C\b|,? ?:[ \n]{1,2}[A-Z]|, (?:1[5-9]|20)\d\d\b|[ \n]\([A-Z][\w ]{2,40}(?:,|:)[ \n]?\d{4}\))"
)
_DATELINE = re.compile(
    r"(?:,? ?\([A-Z]|[ ]?(?:—|–|―|--| - )|, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
)
_SAME_LINE_START = re.compile(r"(?:^|\n)[ \t]*$")
_STREET_AFTER = re.compile(
    r"[ \n](?:[A-Z][\w'’-]*[ \n])?(?:High School|Middle School|Elementary|Community College|Road|Rd\.?|Street|St\.|Avenue|Ave\.?|Boulevard|Blvd\.?|Drive|Lane|Township|Creek|Hills?|Heights)(?![\w'’])"
)
_US_TOWN = re.compile(
    r", (?:Ala|Ariz|Ark|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|N\.H|N\.J|N\.M|N\.Y|N\.C|N\.D|S\.C|S\.D|R\.I|W\.Va)\."
)
_EVENT_AFTER = re.compile(
    r"[ \n](?:[A-Z][\w'’-]*[ \n]){0,2}"
    r"(?:River|Cup|Open|Turf|Derby|Stakes|Marathon|Prix|Masters|Festival|Orchestra|Symphony|Philharmonic|Airport|Airways|Airlines|Times|Post|Herald|Tribune|Journal|Gazette|Instruments|State(?! (?:Leg|leg|Sen|sen|Gov|gov|Pol|pol|Dep|dep))|Rangers|Longhorns|Gators)\b"
)
_AMOUNT_AFTER = re.compile(r"[ \n]?(?:[\d.,]|million|billion|trillion)")
LONGEST_ACRONYM = 4
_PROPER_OF = re.compile(r"\b[A-Z][\w’'-]+[ \n](?:of|in|at|de)[ \n](?:the[ \n])?$")
_ACTS_AFTER = re.compile(
    r"(?:,[ \n](?:which|who)[ \n]|[ \n](?:(?:also|has|had|have|will|would|could|may|might|must|did|does|is|was|clearly|later|initially|further|even|still|only|strongly|quickly|already|again|never|finally|then|now)[ \n]){0,3})"
    r"(?i:"
    + words(
        "said says stated announced argued declared denied rejected accepted agreed refused decided chose opted wants wanted seeks sought condemned criticised criticized backed supported",
        "opposed imposed lifted suspended signed withdrew abstained voted vetoed accused urged warned called insisted claimed believes believed considers considered views viewed sees saw",
        "expelled recalled summoned ordered threatened promised pledged offered proposed demanded responded retaliated reacted joined launched embarked hopes hoped fears feared knows",
        "cannot should wanted tried attempted continued continues remained remains maintains maintained adopted introduced used uses sides sided sent sends deployed invaded annexed",
        "recognised recognized forced pushed pressed signalled signaled expressed outlined threw defied limited claims favours favors prefers needs lacks began became becomes",
        "hesitated objected protested failed managed asked told blamed hit sanctioned moved confirmed declined prepares prepared plans planned pursued pursues shifted turned committed",
    )
    + r")\b"
)


def is_person(context: Context) -> bool:
    """Tell whether a given name, an initial or a title makes a name of one word a person's."""
    return _makes_person(word_before(context.before)) and context.word.istitle() and context.word.isalpha()


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
    return word in GIVEN_NAMES or word in TITLES or _INITIALS.fullmatch(word) is not None


def name(context: Context) -> str:
    """Let a name stand, unless it is a person's, a street's, a school's or a small town's."""
    if is_person(context) or _STREET_AFTER.match(context.after) or _US_TOWN.match(context.after):
        return ""
    return "" if context.word.isupper() and context.after[:1].isdigit() else "name"  # "PRC2" is a protein


def region(context: Context) -> str:
    """Let a part of a state stand, not a person, a university, a cup or a newspaper."""
    return "" if is_person(context) or _is_affiliation(context) or _EVENT_AFTER.match(context.after) else "region"


def group(context: Context) -> str:
    """Let the name of a group stand; an acronym only as "the P5", where two of its members are named too."""
    if len(context.word) > LONGEST_ACRONYM:
        return "group"
    is_named = context.before.endswith(("the ", "The ")) and not _AMOUNT_AFTER.match(context.after)
    return "group" if is_named and context.named_elsewhere else ""


def seat(context: Context) -> str:
    """Let a palace, parliament or ministry stand for its state."""
    return "" if is_person(context) or _PROPER_OF.search(context.before) else "seat"


def combining(context: Context) -> str:
    """Let the first part of a compound stand: "Sino" only before a hyphen and a word."""
    return "combining" if re.match(r"[-‐‑–][^\W\d_]", context.after) else ""


_LANGUAGE_AFTER = re.compile(
    r"(?:[-‐‑– ](?:speaking|speakers?|language|languages)\b"
    r"|[ \n](?:translations?|translators?|grammar|dictionary|alphabet|lessons?|subtitles|dialects?|verbs?|nouns?|orthography|proficiency)\b)"
)
_SPEAK_BEFORE = re.compile(
    r"\b(?:speaks?|spoke|speaking|spoken|fluent|fluent[ \n]in|(?:written|published|wrote|read|sung|available|taught|conversant)[ \n]in|(?:translated|translation|rendered)[ \n](?:in)?to|translated[ \n]from)[ \n]$"
)
_AFTER_LANGUAGE = re.compile(
    r"[ \n]?(?:[.,;:!?)\]\"”]|$|[ \n](?:and|or|but|with|as|that|is|was|means|meaning|for|by|to|translation)\b)"
)
_IN_BEFORE = re.compile(r"\b(?:in|In|from|into)[ \n]$")


def demonym(context: Context) -> str:
    """Let an adjective or a people stand, not a language."""
    if _LANGUAGE_AFTER.match(context.after) or is_person(context):
        return ""
    is_closed = _AFTER_LANGUAGE.match(context.after)
    if (
        is_closed
        and (_SPEAK_BEFORE.search(context.before) or _IN_BEFORE.search(context.before))
        and not context.word.endswith("s")
    ):
        return ""
    return "demonym"


def capital(context: Context) -> str:
    """Let a capital stand for its government, unless it is a place, a person or part of another name."""
    if is_person(context) or _is_dateline(context) or _is_imprint(context):
        return ""
    possessive = _POSSESSIVE.match(context.after)
    if possessive:
        return "" if re.fullmatch(_PLACE_NOUN, possessive[1]) or possessive[1][:1].isupper() else "metonym:possessive"
    if _is_part_of_name(context) or _PLACE_NOUN_AFTER.match(context.after) or _PLACE_HYPHEN.match(context.after):
        return ""
    if _PEOPLE_IN_POWER.search(context.before) or _TRUST_IN.search(context.before):
        return "metonym:government-in"
    if _LOCATIVE_BEFORE.search(context.before) or _TRAVEL_BEFORE.search(context.before) or context.goes_on_list:
        return ""
    if _ACTS_AFTER.match(context.after):
        return "metonym:acts"
    return "" if _WEAK_BEFORE.search(context.before) and not context.named_elsewhere else "metonym"


def actor(context: Context) -> str:
    """Let a capital with other meanings stand only where it acts."""
    rule = capital(context)
    return rule if rule in {"metonym:acts", "metonym:possessive"} else ""


def _is_part_of_name(context: Context) -> bool:
    following = _CAPITALIZED_AFTER.match(context.after)
    if (
        following
        and not _FUNCTION_WORD.fullmatch(following[1])
        and not _ACTS_AFTER.match(context.after)
        and not context.word.isupper()
    ):
        return True
    if _PROPER_OF.search(context.before):
        return True
    return follows_name(context)


def follows_name(context: Context) -> bool:
    """Tell whether a capitalised word that begins no sentence stands before: "Greater London", "Zen Trinidad"."""
    word = word_before(context.before)
    if (
        not word[:1].isupper()
        or word.isupper()
        or not word[-1].isalpha()
        or word.endswith(("'s", "’s"))
        or _FUNCTION_WORD.fullmatch(word)
    ):
        return False
    return not _SENTENCE_START.search(context.before[: -len(word) - 1])


def _is_affiliation(context: Context) -> bool:
    return bool(re.search(r"\b(?:University|College|Institute) of[ \n](?:\w+[ \n])?$", context.before)) or bool(
        re.match(r"[ \n](?:(?:State|National|Medical|Technical|Prefectural|City)[ \n])?(?:University|College)\b", context.after)
    )


def _is_dateline(context: Context) -> bool:
    starts = context.word.isupper() or _SAME_LINE_START.search(context.before) is not None
    return starts and _DATELINE.match(context.after) is not None


def _is_imprint(context: Context) -> bool:
    """Tell a place of publication or of an event, before a publisher or a year: "London: Routledge", "Paris, 2000"."""
    return _IMPRINT_AFTER.match(context.after) is not None


# ---- guards: names with other meanings, by the key used in data/countries.toml

_GEORGIA_STATE = re.compile(
    r"\b(?:Mississippi|Texas|Ohio|Louisiana|Kentucky|Virginia|Michigan|Kansas|Atlanta|Savannah|Augusta|Macon|Athens|Marietta|Alabama|Florida|Carolina|Tennessee|Fulton|Gwinnett|Cobb County|Georgia (?:Gov|State|Tech|Bureau)|Gov\.)\b"
)
_GEORGIA_COUNTRY = re.compile(
    r"\b(?:Tbilisi|Georgians?|Caucasus|South Ossetia|Abkhazia|Saakashvili|Russian?|Ukraine|Ukrainian|Moldova|Armenia|Azerbaijan|NATO|Soviet|Europe|European)\b"
)
_SHOUT_BEFORE = re.compile(
    r"\b(?:ABOUT|CALL|CONTACT|FOLLOW|FOR|GIVE|HELP|JOIN|LET|LIKE|OF|SUPPORT|TELL|TO|TRUST|WITH|EMAIL|REACH|FIND|VISIT)[ \n]$"
)
_ENGLISH_OTHER = re.compile(
    r"[ \n](?:edition|version|text|teachers?|class(?:es)?|literature|words?|title|name|department|test|course|novel|poet|Wikipedia|abstract|summary|phrase|major|professor|professors)\b"
)


def given_name(context: Context) -> str:
    """Reject a name that a family name follows: "Jordan Peterson"."""
    following = _CAPITALIZED_AFTER.match(context.after)
    if following and not _STATE_WORDS.match(context.after) and not _LOCATIVE_BEFORE.search(context.before):
        return ""
    return name(context)


def family_name(context: Context) -> str:
    """Reject a name before which any other name stands: "Zen Trinidad"."""
    return "" if follows_name(context) else given_name(context)


_OF_SAINT = re.compile(
    r"(?:['’]s)?[ \n](?:Academy|Anglican|Cathedral|Catholic|Chapel|Church|College|Convent|County|High|Hospital|Lutheran|Medical|Parish|Primary|School|Square|Street|University)\b|['’]s[ \n][A-Z]|-[a-z]"
)


def saint(context: Context) -> str:
    """Tell an island from a church, a school or a hospital: "St. Vincent Hospital"."""
    return "" if _OF_SAINT.match(context.after) else name(context)


def jersey(context: Context) -> str:
    """Let Jersey stand where other islands or crown dependencies are named."""
    return (
        "name"
        if re.search(r"\b(?:Guernsey|Channel Islands?|Isle of Man|[Bb]ailiwick|Crown [Dd]ependenc)", context.text)
        else ""
    )


def irish(context: Context) -> str:
    """Tell the people from the teams of Notre Dame."""
    return "" if "Notre Dame" in context.text or "Fighting Irish" in context.text else demonym(context)


def rare_given_name(context: Context) -> str:
    """Reject a name that a very common family name follows: "Israel Smith"."""
    return "" if _SURNAMES_AFTER.match(context.after) else name(context)


def us_state(context: Context) -> str:
    """Tell Georgia the state of the Caucasus from the one of the United States."""
    if not given_name(context) or re.search(r"\b(?:state|State) of[ \n]$", context.before):
        return ""
    town = re.search(r"\b([A-Z][a-z]+),[ \n]$", context.before)
    if town and _GEORGIA_STATE.search(town[1]):
        return ""
    if _GEORGIA_STATE.search(context.text) and not _GEORGIA_COUNTRY.search(context.text):
        return ""
    return "name"


def us(context: Context) -> str:
    """Tell the United States from the pronoun in capitals: "CONTACT US"."""
    return "" if _SHOUT_BEFORE.search(context.before) else "name"


def english(context: Context) -> str:
    """Let "English" stand for the people, not for the language and what is taught or written in it."""
    is_alone = _AFTER_LANGUAGE.match(context.after) and not context.before.endswith(("the ", "The "))
    return "" if is_alone or _ENGLISH_OTHER.match(context.after) else demonym(context)


def acronym(context: Context) -> str:
    """Let letters with other meanings stand where the state is also named in full."""
    return "name:acronym" if context.named_elsewhere else ""


def no_of(context: Context) -> str:
    """Reject what "of" completes: "Islamic Republic of Pakistan"."""
    return "" if re.match(r"[ \n]of\b", context.after) else name(context)


GUARDS: dict[str, Callable[[Context], str]] = {
    "acronym": acronym,
    "actor": actor,
    "english": english,
    "family-name": family_name,
    "given-name": given_name,
    "irish": irish,
    "jersey": jersey,
    "no-of": no_of,
    "rare-given-name": rare_given_name,
    "saint": saint,
    "us": us,
    "us-state": us_state,
}
"""The checks that data/countries.toml names under ``guards``; they take the place of the check of the form."""

FORMS: dict[str, tuple[str, Callable[[Context], str]]] = {
    "capitals": ("metonym", capital),
    "combining": ("demonym", combining),
    "demonyms": ("demonym", demonym),
    "names": ("name", name),
    "regions": ("region", region),
    "seats": ("metonym", seat),
}
"""List in data/countries.toml -> form of its tags, and the check that its surfaces must pass."""
