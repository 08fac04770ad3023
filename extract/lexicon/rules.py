"""What the words around a name say about it: whether "Jordan" is a state, "Russian" a language, "us" a pronoun.

Each check takes a ``Context`` and returns the rule that lets the name count, or ``""`` where it does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lexicon import reasons
from extract.lexicon.capitals import actor, capital
from extract.lexicon.name_context import (
    CAPITALIZED_AFTER,
    Clue,
    Context,
    follows_name,
    is_located,
    is_of_proper,
    is_person,
    small_words,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SURNAMES_AFTER = re.compile(
    r"[ \n](?:"
    + words(
        "Adams Allen Anderson Arie Baker Barnes Bell Bennett Brown Brooks Butler Campbell Carter Clark Collins Cook Cooper Cox Davis Edwards Evans Foster Garcia",
        "Gonzalez Gooding Gray Green Hall Harris Henderson Hernandez Hill Howard Hughes Jackson James Jenkins Johnson Jones Kelly King Knight Lee Lewis Long Lopez",
        "Love Martin Martinez Miller Mitchell Moore Morgan Morris Murphy Nelson Parker Perez Perry Peterson Phillips Powell Price Reed Reid Richardson Rivera Roberts",
        "Robinson Rodriguez Rogers Ross Russell Sanchez Sanders Scott Shaw Simmons Smith Stewart Taylor Thomas Thompson Torres Turner Walker Ward Washington Watson",
        "White Williams Wilson Wood Wright Young",
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
_TOWN_OF_STATE = re.compile(
    r", (?:"
    + words(
        "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts",
        "Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New_Hampshire New_Jersey New_Mexico New_York North_Carolina North_Dakota Ohio Oklahoma Oregon",
        "Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming",
    )
    + r")(?:[.;:)]|$|,[ \n](?![A-Z]|and\b|or\b)|[ \n](?!and[ \n][A-Z]|or[ \n][A-Z])[a-z])"
)
"""After a name behind "in": "in Turkey, Texas", not "in Mexico, Texas and California"."""
_AMOUNT_AFTER = re.compile(r"[ \n]?(?:[\d.,]|million|billion|trillion)")
_IN = frozenset({"in", "at", "near"})
LONGEST_ACRONYM = 4


def name(context: Context) -> str:
    """Let a name stand, unless it is a person's, a street's, a school's or a small town's."""
    if is_person(context):
        return reasons.PERSON
    if context.after[1:2].isupper() and _STREET_AFTER.match(context.after):
        return reasons.ADDRESS
    if context.after.startswith(", ") and _is_us_town(context):
        return reasons.US_TOWN
    return reasons.NUMBERED if context.word.isupper() and context.after[:1].isdigit() else "name"  # "PRC2" is a protein


def _is_us_town(context: Context) -> bool:
    """Tell whether a state of the United States follows: "Lebanon, Pa.", "in Turkey, Texas"."""
    if _US_TOWN.match(context.after):
        return True
    return context.previous in _IN and _TOWN_OF_STATE.match(context.after) is not None


def region(context: Context) -> str:
    """Let a part of a state stand, not a person, a university, a cup or a newspaper."""
    if is_person(context):
        return reasons.PERSON
    if _is_affiliation(context):
        return reasons.AFFILIATION
    return reasons.EVENT if context.after[1:2].isupper() and _EVENT_AFTER.match(context.after) else "region"


def group(context: Context) -> str:
    """Let the name of a group stand; an acronym only as "the P5", where two of its members are named too."""
    if len(context.word) > LONGEST_ACRONYM or "+" in context.word:
        return "group"
    is_named = context.before.endswith(("the ", "The ")) and not _AMOUNT_AFTER.match(context.after)
    return "group" if is_named and context.named_elsewhere else reasons.GROUP_ALONE


def disputed(_: Context) -> str:
    """Let a place stand that several states claim."""
    return "disputed"


_VENUE_BEFORE = re.compile(
    r"\b(?:met|meet|meets|meeting|meetings|talks|summit|dinner|lunch|ceremony|reception|speech|press conference|news conference|signed|gathered|rally|rallied|protest|protests|protested|protesters"
    r"|visit|visits|visited|visiting|arrived|hosted|received|welcomed|invited|speaking|spoke)[ \n](?:[\w',-]{1,20}[ \n]){0,4}?(?:at|in|outside|to|near|inside)[ \n](?:the[ \n])?$"
)


def seat(context: Context) -> str:
    """Let a palace, parliament or ministry stand for its state."""
    if is_person(context):
        return reasons.PERSON
    if is_of_proper(context):
        return reasons.PART_OF_NAME
    return reasons.VENUE if _VENUE_BEFORE.search(context.before) else "seat"


def organ(context: Context) -> str:
    """Let a ministry, parliament or service stand for its state, not "House of Lords" of another."""
    return reasons.PART_OF_NAME if is_of_proper(context) else "organ"


def combining(context: Context) -> str:
    """Let the first part of a compound stand: "Sino" only before a hyphen and a word."""
    return "combining" if re.match(r"[-‐‑–][^\W\d_]", context.after) else reasons.NO_COMPOUND


_LANGUAGE_AFTER = re.compile(
    r"(?:[-‐‑– ](?:speaking|speakers?|language|languages)\b"
    r"|[ \n](?:translations?|translators?|grammar|dictionary|alphabet|lessons?|subtitles|dialects?|verbs?|nouns?|orthography|proficiency)\b)"
)
_SPEAK_BEFORE = re.compile(
    r"\b(?:speaks?|spoke|speaking|spoken|fluent|(?:translated|translation|rendered)[ \n](?:in)?to|in|In|from|into)[ \n]$"
)
_NOUN_OF_SEVERAL = re.compile(
    r"(?:(?:,[ \n](?:and[ \n]|or[ \n])?|[ \n](?:and|or)[ \n])[A-Z][a-z]{1,20}){1,4}[ \n](?!as\b|and\b|or\b|but\b|at\b|in\b|with\b)[a-z]"
)
_SPEAK = frozenset({"speak", "speaks", "spoke", "speaking", "spoken", "fluent", "to", "in", "from", "into"})
_AFTER_LANGUAGE = re.compile(
    r"[ \n]?(?:[.,;:!?)\]\"”]|$|[ \n](?:and|or|but|with|as|that|is|was|means|meaning|for|by|to|translation)\b)"
)


def demonym(context: Context) -> str:
    """Let an adjective or a people stand, not a language."""
    if _LANGUAGE_AFTER.match(context.after):
        return reasons.LANGUAGE
    if is_person(context):
        return reasons.PERSON
    if _NOUN_OF_SEVERAL.match(context.after):
        return "demonym"
    is_spoken = context.previous.lower() in _SPEAK and _SPEAK_BEFORE.search(context.before)
    is_language = is_spoken and _AFTER_LANGUAGE.match(context.after) and not context.word.endswith("s")
    return reasons.LANGUAGE if is_language else "demonym"


_COLLEGE_OF = Clue(
    frozenset({"university", "college", "institute"}),
    re.compile(r"\b(?:University|College|Institute) of[ \n](?:\w+[ \n])?$"),
)
_COLLEGE_AFTER = re.compile(r"[ \n](?:(?:State|National|Medical|Technical|Prefectural|City)[ \n])?(?:University|College)\b")


def _is_affiliation(context: Context) -> bool:
    if context.after[1:2].isupper() and _COLLEGE_AFTER.match(context.after):
        return True
    return _COLLEGE_OF.ends(context.before, small_words(context.before))


_GEORGIA_STATE = re.compile(
    r"\b(?:Mississippi|Texas|Ohio|Louisiana|Kentucky|Virginia|Michigan|Kansas|Atlanta|Savannah|Augusta|Macon|Athens|Marietta|Alabama|Florida|Carolina|Tennessee|Fulton|Gwinnett|Cobb County|Georgia (?:Gov|State|Tech|Bureau)|[Gg]overnor|Gov\.|[Ee]lectoral (?:[Vv]otes?|[Cc]ollege)|(?:[Ss]wing|[Bb]attleground) [Ss]tates?|Raffensperger)\b"
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
    following = CAPITALIZED_AFTER.match(context.after)
    if following and not _STATE_WORDS.match(context.after) and not is_located(context):
        return reasons.FAMILY_NAME_AFTER
    return name(context)


def family_name(context: Context) -> str:
    """Reject a name before which any other name stands: "Zen Trinidad"."""
    return reasons.NAME_BEFORE if follows_name(context) else given_name(context)


_OF_SAINT = re.compile(
    r"(?:['’]s)?[ \n](?:Academy|Anglican|Cathedral|Catholic|Chapel|Church|College|Convent|County|High|Hospital|Lutheran|Medical|Parish|Primary|School|Square|Street|University)\b|['’]s[ \n][A-Z]|-[a-z]"
)


def saint(context: Context) -> str:
    """Tell an island from a church, a school or a hospital: "St. Vincent Hospital"."""
    return reasons.SAINT if _OF_SAINT.match(context.after) else name(context)


def jersey(context: Context) -> str:
    """Let Jersey stand where other islands or crown dependencies are named."""
    return (
        "name"
        if re.search(r"\b(?:Guernsey|Channel Islands?|Isle of Man|[Bb]ailiwick|Crown [Dd]ependenc)", context.surroundings)
        else reasons.OTHER_ISLANDS
    )


def irish(context: Context) -> str:
    """Tell the people from the teams of Notre Dame."""
    return (
        reasons.TEAM if "Notre Dame" in context.surroundings or "Fighting Irish" in context.surroundings else demonym(context)
    )


def rare_given_name(context: Context) -> str:
    """Reject a name that a very common family name follows: "Israel Smith"."""
    return reasons.FAMILY_NAME_AFTER if _SURNAMES_AFTER.match(context.after) else name(context)


def us_state(context: Context) -> str:
    """Tell Georgia the state of the Caucasus from the one of the United States."""
    rule = given_name(context)
    if not rule:
        return rule
    if re.search(r"\b(?:state|State) of[ \n]$", context.before):
        return reasons.US_STATE
    town = re.search(r"\b([A-Z][a-z]+),[ \n]$", context.before)
    if town and _GEORGIA_STATE.search(town[1]):
        return reasons.US_STATE
    if _GEORGIA_STATE.search(context.surroundings) and not _GEORGIA_COUNTRY.search(context.surroundings):
        return reasons.US_STATE
    return "name"


def us(context: Context) -> str:
    """Tell the United States from the pronoun in capitals: "CONTACT US"."""
    return reasons.PRONOUN if _SHOUT_BEFORE.search(context.before) else "name"


def english(context: Context) -> str:
    """Let "English" stand for the people, not for the language and what is taught or written in it."""
    is_alone = _AFTER_LANGUAGE.match(context.after) and not context.before.endswith(("the ", "The "))
    return reasons.LANGUAGE if is_alone or _ENGLISH_OTHER.match(context.after) else demonym(context)


def spelt_out(context: Context) -> str:
    """Let letters with other meanings stand where the state is also named in full."""
    return "name:acronym" if context.named_elsewhere else reasons.ACRONYM


def no_of(context: Context) -> str:
    """Reject what "of" completes: "Islamic Republic of Pakistan"."""
    return reasons.ANOTHER_STATE if re.match(r"[ \n]of\b", context.after) else name(context)


GUARDS: dict[str, Callable[[Context], str]] = {
    "acronym": spelt_out,
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
    "organs": ("metonym", organ),
    "regions": ("region", region),
    "seats": ("metonym", seat),
}
"""List in data/countries.toml -> form of its tags, and the check that its surfaces must pass."""
