"""Write ``states.ttl`` from the tables beside it and the names of territories and cities of CLDR.

Run it after changing a table::

    python ontology/reference/make_states.py

It prints what it wrote. A test makes the file again and compares.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

HERE = Path(__file__).parent
LANGUAGES = ("en", "vi", "ru", "be", "zh", "fr")
#: Languages in which cities have the names of CLDR where ``seats.tsv`` gives none.
FILLED = ("be", "zh", "fr")
BASE = "https://w3id.org/legation/"
#: How Vietnamese papers shorten the form of a state.
SHORT = {
    "Cộng hoà Xã hội chủ nghĩa": "CHXHCN",
    "Cộng hoà Dân chủ Nhân dân": "CHDCND",
    "Cộng hoà Nhân dân": "CHND",
    "Cộng hoà Dân chủ": "CHDC",
    "Cộng hoà Liên bang": "CHLB",
    "Cộng hoà": "CH",
    "Liên bang": "LB",
}
SHORT_WORDS = {word for short in SHORT for word in (short.split()[0], SHORT[short])} | {"Nước"}
HEADER = """# Made by make_states.py from the tables beside it and CLDR; change those, not this file.
@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/legation/state/> .
@prefix place: <https://w3id.org/legation/place/> .
@prefix org: <https://w3id.org/legation/org/> .
"""
Names = dict[str, list[str]]


def table(name: str) -> Iterator[dict[str, str]]:
    """Read a table: the first line names the columns, empty cells are empty strings."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: value or "" for key, value in row.items()}


def forms(cell: str) -> list[str]:
    """Split a cell of several forms."""
    return [form.strip() for form in cell.split("|") if form.strip()]


def literal(text: str, language: str = "") -> str:
    """Write a literal in Turtle."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"@{language}' if language else f'"{quoted}"'


def entity(iri: str, kind: str, facts: list[tuple[str, list[str]]]) -> str:
    """Write one entity with what is said about it; what is said by nothing is left out."""
    lines = [f"    {name} {' , '.join(values)}" for name, values in facts if values]
    return f"{iri} a lgn:{kind} ;\n" + " ;\n".join(lines) + " .\n"


def labels(preferred: dict[str, str], others: Names, hidden: Names) -> list[tuple[str, list[str]]]:
    """Write the names of an entity, each form once."""
    seen = set(preferred.items())

    def unseen(names: Names) -> list[str]:
        found = []
        for language in sorted(names):
            for form in names[language]:
                if (language, form) not in seen:
                    seen.add((language, form))
                    found.append(literal(form, language))
        return found

    return [
        ("rdfs:label", [literal(preferred["en"], "en")]),
        ("skos:prefLabel", [literal(form, language) for language, form in preferred.items()]),
        ("skos:altLabel", unseen(others)),
        ("skos:hiddenLabel", unseen(hidden)),
    ]


def official(language: str, short: list[str], patterns: str) -> Iterator[str]:
    """Fill the official patterns of a state with its short names; shorten the Vietnamese."""
    plain = [name for name in short if not name.isupper() and name.split()[0] not in SHORT_WORDS]
    for pattern in forms(patterns):
        for name in plain if language == "vi" else plain[:1]:
            full = pattern.replace("{}", name)
            yield full
            if language == "vi":
                yield from casings(full)


def casings(full: str) -> Iterator[str]:
    """Give the casings and the abbreviation of a Vietnamese official name that papers print."""
    for long, short in SHORT.items():
        if full.startswith(long + " "):
            rest = full.removeprefix(long)
            yield short + rest
            yield long.capitalize() + rest
            yield long.title().replace("Chủ Nghĩa", "Chủ nghĩa") + rest
            return


def territory_names(alpha2: str) -> dict[str, str]:
    """Return what CLDR calls a territory in each language."""
    names = {language: Locale.parse(language).territories.get(alpha2) for language in LANGUAGES}
    return {language: name for language, name in names.items() if name}


def states() -> Iterator[str]:
    """Write the states and dependent territories of ISO 3166-1."""
    longforms = {row["code"]: row for row in table("longforms")}
    demonyms = {row["code"]: forms(row["en"]) for row in table("demonyms")}
    spellings = grouped("spellings")
    seats = grouped("seats")
    for row in table("codes"):
        code = row["code"]
        preferred = territory_names(row["alpha2"])
        others: Names = {language: [name] for language, name in preferred.items()}
        hidden: Names = {}
        for spelling in spellings.get(code, []):
            language, found = spelling["language"], forms(spelling["forms"])
            if spelling["status"] == "preferred":
                preferred[language] = found[0]
            elif spelling["status"] == "hidden":
                hidden.setdefault(language, []).extend(found)
            else:
                others[language] += found
        if code in longforms:
            for language in ("en", "vi"):
                short = list(dict.fromkeys((preferred[language], *others[language])))
                full = list(official(language, short, longforms[code][language]))
                others[language] += full[:1]
                hidden.setdefault(language, []).extend(full[1:])
        yield entity(
            f"state:{code}",
            "State" if row["kind"] == "state" else "Place",
            [
                ("lgn:code", [literal(code)]),
                *labels(preferred, others, hidden),
                ("lgn:demonym", [literal(name, "en") for name in demonyms.get(code, [])]),
                (
                    "lgn:seat",
                    [f"place:{s['slug']}" for s in seats.get(code, []) if s["role"] == "seat"],
                ),
                ("lgn:locatedIn", [f"state:{row['within']}"] if row["within"] else []),
            ],
        )


def former() -> Iterator[str]:
    """Write the states that are no more, with their time as EDTF."""
    for row in table("former"):
        others = {
            language: forms(row[f"alt_{language}"]) + forms(row[f"official_{language}"])
            for language in ("en", "vi")
        }
        yield entity(
            f"state:{row['code']}",
            "HistoricalState",
            [
                ("lgn:code", [literal(row["code"])]),
                *labels(names(row), others, {}),
                ("lgn:demonym", [literal(name, "en") for name in forms(row["demonyms"])]),
                ("lgn:presentState", [f"state:{row['present']}"]),
                ("lgn:edtf", [literal(row["dates"])]),
                ("lgn:seat", [f"place:{slug}" for slug in row["seat"].split()]),
            ],
        )


def unions() -> Iterator[str]:
    """Write the unions and organisations of states, with their members as far as history knows."""
    for row in table("unions"):
        others = {language: forms(row[f"alt_{language}"]) for language in ("en", "vi")}
        yield entity(
            f"org:{row['code']}",
            "Union",
            [
                ("lgn:code", [literal(row["code"])]),
                *labels(names(row), others, {}),
                ("lgn:memberState", [f"state:{code}" for code in members(row["code"])]),
                ("lgn:seat", [f"place:{slug}" for slug in row["seat"].split()]),
            ],
        )


def members(union: str) -> list[str]:
    """Return who belongs to a union now; of one that is no more, who belonged to it at its end."""
    rows = [
        row
        for row in table("../history/memberships")
        if (row["organisation"], row["kind"]) == (union, "member")
    ]
    ends = [row["edtf"].partition("/")[2] for row in rows]
    last = "" if "" in ends else max(ends, default="")
    return sorted(
        code
        for row, end in zip(rows, ends, strict=True)
        if end == last
        for code in row["members"].split()
    )


@cache
def zones() -> dict[tuple[str, str], str]:
    """Return the time zones of CLDR by territory and the English name of their city."""
    english = Locale.parse("en").time_zones
    newer, territories = get_global("zone_aliases"), get_global("zone_territories")
    return {
        (
            territories.get(newer.get(zone, zone), ""),
            english.get(zone, {}).get("city") or last(zone),
        ): zone
        for zone in sorted(Locale.parse("zh").time_zones)
    }


def last(zone: str) -> str:
    """Return the city in the name of a time zone, which CLDR takes where it gives no other."""
    return zone.rpartition("/")[2].replace("_", " ")


def city_names(alpha2: str, english: list[str]) -> dict[str, str]:
    """Return what CLDR calls a city that a time zone is named for.

    French has the name of the zone where CLDR gives none, as CLDR prescribes.
    """
    zone = next((zones()[alpha2, name] for name in english if (alpha2, name) in zones()), "")
    if not zone:
        return {}
    told = {tag: Locale.parse(tag).time_zones.get(zone, {}).get("city", "") for tag in FILLED}
    told["fr"] = told["fr"] or last(zone)
    return {tag: name.partition(" (")[0] for tag, name in told.items() if name}


def places() -> Iterator[str]:
    """Write the seats of governments, each once, with the state it lies in."""
    alpha2 = {row["code"]: row["alpha2"] for row in table("codes")}
    for row in table("seats"):
        others = {"en": forms(row["alt_en"]), "vi": forms(row["alt_vi"])}
        found = city_names(alpha2[row["code"]], [row["en"], *others["en"]])
        filled = {tag: row[tag] or found.get(tag, "") for tag in FILLED}
        yield entity(
            f"place:{row['slug']}",
            "Place",
            [
                *labels(names({**row, **filled}), others, {}),
                ("lgn:locatedIn", [f"state:{row['code']}"]),
            ],
        )


def names(row: dict[str, str]) -> dict[str, str]:
    """Return the preferred names that a row gives."""
    return {language: row[language] for language in LANGUAGES if row.get(language)}


def grouped(name: str) -> dict[str, list[dict[str, str]]]:
    """Read a table by the codes of states."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in table(name):
        found.setdefault(row["code"], []).append(row)
    return found


def text() -> str:
    """Return the whole file."""
    parts = [HEADER, *states(), *former(), *unions(), *places()]
    return "\n".join(parts)


if __name__ == "__main__":
    (HERE / "states.ttl").write_text(text(), "utf-8", newline="\n")
    print(f"wrote {HERE / 'states.ttl'}")
