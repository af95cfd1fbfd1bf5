"""Write the files of this folder from the tables beside it and the codes of pycountry.

Run it after changing a table, with legation installed::

    python ontology/history/make_history.py

It prints what it wrote. A test makes the files again and compares.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycountry

from legation.terms import post
from legation.values.dates import Dating

HERE = Path(__file__).parent
PREFIXES = """# Made by make_history.py from the tables beside it; change those, not this file.
@prefix lgn: <https://w3id.org/legation/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix state: <https://w3id.org/legation/state/> .
@prefix place: <https://w3id.org/legation/place/> .
@prefix org: <https://w3id.org/legation/org/> .
@prefix view: <https://w3id.org/legation/view/> .
@prefix code: <https://w3id.org/legation/code/> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
SOURCE = "https://w3id.org/legation/source/"
#: Kinds of codes: what the datatype of a notation says.
SYSTEMS = {
    "iso-3166-1-alpha-2": "ISO 3166-1 alpha-2",
    "iso-3166-1-alpha-3": "ISO 3166-1 alpha-3",
    "iso-3166-1-numeric": "ISO 3166-1 numeric",
    "m49": "UN M49",
    "cow-number": "Correlates of War number",
    "cow-abbreviation": "Correlates of War abbreviation",
    "gw-number": "Gleditsch and Ward number",
    "gph-number": "GeoPolHist number",
}
#: Numbers of the UN for states that are no more, where pycountry has none or a later one.
FORMER_M49 = {"YUG": "890", "YAR": "886"}
#: ISO numbers an entry that the UN does not list.
NOT_IN_M49 = {"TWN"}
Facts = list[tuple[str, str]]


def table(name: str, folder: Path = HERE) -> list[dict[str, str]]:
    """Read a table: the first line names the columns, ``row`` is the number of the line."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{**row, "row": str(number)} for number, row in enumerate(rows, start=2)]


def literal(text: str, tag: str = "") -> str:
    """Write a literal in Turtle; ``tag`` is ``@en`` or ``^^xsd:date``."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"{tag}'


def node(iri: str, facts: Facts, indent: str = "") -> str:
    """Write one node with what is said about it."""
    lines = [f"{indent}    {name} {value}" for name, value in facts]
    return f"{indent}{iri}\n" + " ;\n".join(lines) + " .\n"


def dated(edtf: str) -> Facts:
    """Return a date as stated with its bounds."""
    date = Dating.parse(edtf)
    bounds = {
        "earliest": date.earliest,
        "startBy": date.start_by,
        "endFrom": date.end_from,
        "latest": date.latest,
    }
    told = [(f"lgn:{n}", literal(d.isoformat(), "^^xsd:date")) for n, d in bounds.items() if d]
    return [("lgn:edtf", literal(edtf)), *told]


class Graph:
    """The claims of one source, in its named graph."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.names: Counter[str] = Counter()

    def claim(self, kind: str, name: str, facts: Facts, row: dict[str, str]) -> None:
        """Add one claim; the second of a name is called so with a number."""
        self.names[name] += 1
        count = self.names[name]
        slug = name if count == 1 else f"{name}-{count}"
        told: Facts = [("a", "lgn:Claim"), ("lgn:kind", f"lgn:{kind}"), *facts]
        if row.get("edtf"):
            told += dated(row["edtf"])
        told += [
            ("lgn:claimant", row.get("claimant") or f"<{SOURCE}{self.source}>"),
            ("lgn:rule", literal(f"history.{self.source}")),
            ("lgn:row", literal(row["row"])),
        ]
        if row.get("basis"):
            told.append(("rdfs:comment", literal(row["basis"], "@en")))
        self.parts.append(node(f"<{SOURCE}{self.source}/claim/{slug}>", told, "    "))

    def text(self) -> str:
        """Return the graph as TriG, with what is known of its source."""
        row = next(r for r in table("sources") if r["id"] == self.source)
        about: Facts = [
            ("a", "lgn:Source"),
            ("dct:title", literal(row["title"], "@en")),
            ("lgn:origin", literal(row["origin"])),
            ("lgn:publisher", literal("legation")),
            ("lgn:issued", literal(row["issued"])),
            ("lgn:language", literal("en")),
            ("rdfs:comment", literal(row["comment"], "@en")),
        ]
        me = f"<{SOURCE}{self.source}>"
        return f"{me} {{\n" + "\n".join([node(me, about, "    "), *self.parts]) + "}\n"


def polities() -> Iterator[Graph]:
    """Write what polities were when, which goes on as which and which follows which."""
    graph = Graph("polities")
    for row in table("statuses"):
        facts = [("lgn:polity", f"state:{row['polity']}")]
        facts.append(("lgn:statusKind", f"lgn:standing-{row['kind']}"))
        for column, prefix in (("under", "state"), ("place", "place")):
            if row[column]:
                facts.append((f"lgn:{column}", f"{prefix}:{row[column]}"))
        if row["title"]:
            facts.append(("lgn:title", literal(row["title"], "@en")))
        facts += [("skos:altLabel", literal(t, "@en")) for t in row["called"].split(" | ") if t]
        graph.claim("PoliticalStatus", f"status-{row['polity']}-{row['kind']}", facts, row)
    for row in table("successions"):
        facts = [("lgn:from", f"state:{row['from']}"), ("lgn:to", f"state:{row['to']}")]
        if row["succession"]:
            facts.append(("lgn:successionKind", f"lgn:succession-{row['succession']}"))
        graph.claim(row["kind"], f"{row['kind'].lower()}-{row['from']}-{row['to']}", facts, row)
    yield graph


def memberships() -> Iterator[Graph]:
    """Write who belonged to which organisation from when to when."""
    graph = Graph("memberships")
    for row in table("memberships"):
        for member in row["members"].split():
            name = f"{row['organisation']}-{member}"
            facts = membership(member, f"org:{row['organisation']}", row["kind"])
            graph.claim("Membership", name, facts, row)
    yield graph


def membership(member: str, organisation: str, kind: str) -> Facts:
    """Return the values of a claim of membership."""
    return [
        ("lgn:member", f"state:{member}"),
        ("lgn:organisation", organisation),
        ("lgn:membershipKind", f"lgn:membership-{kind}"),
    ]


def views() -> Iterator[Graph]:
    """Write whom ISO 3166-1 lists and whom the Correlates of War count as a state."""
    iso = Graph("iso-3166")
    known = reference_codes()
    for country in sorted(pycountry.countries, key=lambda c: c.alpha_3):
        if country.alpha_3 in known:
            facts = membership(country.alpha_3, "view:iso-3166", "listed")
            iso.claim("Membership", country.alpha_3, facts, {"row": country.alpha_3})
    for country in sorted(pycountry.historic_countries, key=lambda c: c.alpha_3):
        if country.alpha_3 in known - current():
            facts = membership(country.alpha_3, "view:iso-3166", "listed")
            row = {"edtf": f"/{country.withdrawal_date}", "row": country.alpha_3}
            iso.claim("Membership", country.alpha_3, facts, row)
    yield iso
    cow = Graph("cow-system")
    for row in table("numbers"):
        for spell in row["cow_system"].split():
            facts = membership(row["code"], "view:cow-system", "listed")
            cow.claim("Membership", row["code"], facts, {"edtf": spell, "row": row["row"]})
    yield cow


def current() -> set[str]:
    """Return the alpha-3 codes of ISO 3166-1 that are in force."""
    return {country.alpha_3 for country in pycountry.countries}


def reference_codes() -> set[str]:
    """Return the codes of all states and territories, former ones of this folder included."""
    folder = HERE.parent / "reference"
    known = {row["code"] for name in ("codes", "former") for row in table(name, folder)}
    return known | {row["code"] for row in table("former")}


def iso_codes() -> dict[str, Facts]:
    """Return the codes of ISO 3166-1 and of the UN by code of the reference."""
    found: dict[str, Facts] = {}
    known = reference_codes()
    withdrawn = [c for c in pycountry.historic_countries if c.alpha_3 in known - current()]
    for country in (*pycountry.countries, *withdrawn):
        code, number = country.alpha_3, getattr(country, "numeric", "")
        if code not in known:
            continue
        number = FORMER_M49.get(code, number)
        found[code] = [("iso-3166-1-alpha-2", country.alpha_2), ("iso-3166-1-alpha-3", code)]
        if number:
            found[code].append(("iso-3166-1-numeric", number))
        if number and code not in NOT_IN_M49:
            found[code].append(("m49", number))
    for code, number in FORMER_M49.items():
        found.setdefault(code, [("m49", number)])
    return found


def counted(view: str) -> list[str]:
    """Return the codes of those whom a view counts as states now."""
    if view == "un-members":
        rows = [
            r for r in table("memberships") if (r["organisation"], r["kind"]) == ("UN", "member")
        ]
        return sorted(c for r in rows if r["edtf"].endswith("/") for c in r["members"].split())
    if view == "iso-3166":
        rows = table("codes", HERE.parent / "reference")
        return sorted(r["code"] for r in rows if r["kind"] == "state" and r["code"] in current())
    if view == "cow-system":
        return sorted(r["code"] for r in table("numbers") if r["cow_system"].endswith("/"))
    return []


def codes() -> str:
    """Write the codes of every polity as notations of a kind, and its items of Wikidata."""
    numbers = {row["code"]: row for row in table("numbers")}
    iso = iso_codes()
    parts = [PREFIXES]
    parts += [
        node(f"code:{name}", [("a", "rdfs:Datatype"), ("rdfs:label", literal(label, "@en"))])
        for name, label in SYSTEMS.items()
    ]
    for row in table("views"):
        named = [
            ("rdfs:label", literal(row[language], f"@{language}")) for language in ("en", "vi")
        ]
        about = [("a", "lgn:StateView"), *named, ("rdfs:comment", literal(row["comment"], "@en"))]
        about += [("lgn:countsAsState", f"state:{code}") for code in counted(row["id"])]
        parts.append(node(f"view:{row['id']}", about))
    for code in sorted(iso | numbers.keys()):
        row = numbers.get(code, {})
        told = list(iso.get(code, []))
        for system, column in (
            ("cow-number", "cow"),
            ("cow-abbreviation", "cow_abbreviation"),
            ("gw-number", "gw"),
        ):
            told += [(system, value) for value in dict.fromkeys(row.get(column, "").split())]
        known_as = row.get("gph") or row.get("cow", "")
        told += [("gph-number", value) for value in known_as.split()]
        facts = [("skos:notation", literal(value, f"^^code:{system}")) for system, value in told]
        if row.get("wikidata"):
            facts.append(("skos:exactMatch", f"wd:{row['wikidata']}"))
        if facts:
            parts.append(node(f"state:{code}", facts))
    parts += [
        node(row["entity"], [("skos:exactMatch", f"wd:{row['wikidata']}")])
        for row in table("items")
    ]
    return "\n".join(parts)


def former() -> str:
    """Write the former states that reading does not need, with their names and their time."""
    parts = [PREFIXES]
    for row in table("former"):
        facts: Facts = [
            ("a", "lgn:HistoricalState"),
            ("lgn:code", literal(row["code"])),
            ("rdfs:label", literal(row["en"], "@en")),
            *(("skos:prefLabel", literal(row[tag], f"@{tag}")) for tag in ("en", "vi")),
            *(("skos:altLabel", literal(t, "@en")) for t in row["alt_en"].split(" | ") if t),
        ]
        if row["present"]:
            facts.append(("lgn:presentState", f"state:{row['present']}"))
        facts.append(("lgn:edtf", literal(row["edtf"])))
        parts.append(node(f"state:{row['code']}", facts))
    return "\n".join(parts)


def offices() -> str:
    """Write the offices of the Vietnamese and the Belarusian state, and of the ruling party."""
    party: Facts = [
        ("a", "lgn:Organisation"),
        ("lgn:organisationKind", "lgn:organisation-party"),
        ("lgn:actsFor", "state:VNM"),
        ("rdfs:label", literal("Communist Party of Vietnam", "@en")),
        ("skos:prefLabel", literal("Communist Party of Vietnam", "@en")),
        ("skos:prefLabel", literal("Đảng Cộng sản Việt Nam", "@vi")),
        ("skos:prefLabel", literal("Коммунистическая партия Вьетнама", "@ru")),
        ("skos:prefLabel", literal("Камуністычная партыя В’етнама", "@be")),
    ]
    parts = [PREFIXES, node("org:CPV", party)]
    for row in table("offices"):
        body = "org:CPV" if row["body"] == "party" else f"state:{row['of']}"
        facts: Facts = [
            ("a", "lgn:Post"),
            ("lgn:postOf", body),
            ("lgn:officeKind", f"lgn:office-{row['office']}"),
            ("rdfs:label", literal(row["en"], "@en")),
            *(("skos:prefLabel", literal(row[tag], f"@{tag}")) for tag in ("en", "vi", "ru", "be")),
        ]
        if row["office"] == "ambassador":
            facts.append(("lgn:accreditedTo", f"state:{row['detail']}"))
        if row["wikidata"]:
            facts.append(("skos:exactMatch", f"wd:{row['wikidata']}"))
        parts.append(node(f"<{post(row['of'], row['office'], row['detail'])}>", facts))
    return "\n".join(parts)


def trig(graphs: Iterable[Graph]) -> str:
    """Return a file of named graphs."""
    return "\n".join([PREFIXES, *(graph.text() for graph in graphs)])


def files() -> dict[str, str]:
    """Return the text of every file that is made, by name."""
    return {
        "codes.ttl": codes(),
        "former.ttl": former(),
        "memberships.trig": trig(memberships()),
        "offices.ttl": offices(),
        "polities.trig": trig(polities()),
        "views.trig": trig(views()),
    }


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, "utf-8", newline="\n")
        print(f"wrote {HERE / name}")
