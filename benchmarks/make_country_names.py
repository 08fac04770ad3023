"""Write ``extract/data/country_names.toml``: country names in German, Spanish, French and Portuguese (a few in others), from Unicode CLDR.

    python benchmarks/make_country_names.py > extract/data/country_names.toml

Needs ``babel`` (which carries CLDR) and ``wordfreq`` (which tells the names that are English words or names too).
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from babel import Locale
from wordfreq import zipf_frequency

LANGUAGES = ("de", "es", "fr", "pt")
TOO_ENGLISH = 3.0  # Zipf frequency in English; "Maurice" has 4.2, "Island" 4.9, "Rusia" 1.6
NAMES_OF_OTHERS = {
    "Francia",
    "Gana",
    "Guadalupe",
    "Mauricio",
    "Maurício",
    "Reunión",
    "San Martín",
    "Santa Elena",
    "Santa Helena",
    "São Martinho",
}
ALSO = {  # usual names that CLDR does not give
    "BE": {"nl": ["België"]},
    "CS": {"de": ["Tschechoslowakei"], "es": ["Checoslovaquia"], "fr": ["Tchécoslovaquie"]},
    "DE": {"de": ["Bundesrepublik Deutschland"], "es": ["República Federal de Alemania"]},
    "DD": {"de": ["Deutsche Demokratische Republik"]},
    "GB": {
        "de": ["Großbritannien", "Grossbritannien"],
        "es": ["Gran Bretaña"],
        "fr": ["Grande-Bretagne"],
        "pt": ["Grã-Bretanha"],
    },
    "KR": {"es": ["Corea"], "fr": ["Corée"], "pt": ["Coreia"]},
    "NL": {"es": ["Holanda"], "fr": ["Pays-Bas"]},
    "RU": {"de": ["Russische Föderation"], "es": ["Federación Rusa", "Federación de Rusia"], "fr": ["Fédération de Russie"]},
    "SU": {"de": ["Sowjetunion"], "es": ["Unión Soviética", "URSS"], "fr": ["Union soviétique"], "pt": ["União Soviética"]},
    "US": {"de": ["Vereinigte Staaten von Amerika"], "es": ["EE. UU.", "EE.UU.", "EEUU"], "pt": ["EUA"]},
    "YU": {"de": ["Jugoslawien"], "fr": ["Yougoslavie"], "pt": ["Iugoslávia"]},
}
DATA = Path(__file__).parent.parent / "extract" / "data"
HEAD = """\
# Country names in other languages, by ISO 3166-1 alpha-2 code and ISO 639-1 language; they count in any text.
#
# Left out are names that are the English name too, and names that are also English words or persons' names ("Maurice", "Island").
# source: Unicode CLDR 47 (Unicode License v3), written by benchmarks/make_country_names.py; do not edit by hand.
"""


def main() -> None:
    """Print the file."""
    countries = tomllib.loads((DATA / "countries.toml").read_text("utf-8"))
    english = {
        name
        for entry in countries.values()
        for key in ("names", "demonyms", "capitals", "regions")
        for name in entry.get(key, [])
    }
    english |= {entry["name"] for entry in countries.values()}
    taken = set(english)
    lines = [HEAD]
    for code in sorted(countries):
        names = {language: list(more) for language, more in ALSO.get(code, {}).items()}
        for language in LANGUAGES:
            name = Locale(language).territories.get(code, "").split(" (")[0].split(", ")[0].replace("’", "'")
            is_foreign = " " in name or zipf_frequency(name, "en") < TOO_ENGLISH
            if name and name not in taken | NAMES_OF_OTHERS and " - " not in name and is_foreign:
                names.setdefault(language, []).insert(0, name)
                taken.add(name)
        if names:
            lines += [
                f"[{code}]",
                *(f"{language} = {json.dumps(found, ensure_ascii=False)}" for language, found in sorted(names.items())),
                "",
            ]
    sys.stdout.write("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
