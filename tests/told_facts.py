"""Facts made up for telling and reading again: real states, posts and persons, invented events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named
from legation.knowledge import folder, select
from legation.terms import Iri, concept, lgn, post, state
from legation.view.phrases import named, phrase

Facts = st.SearchStrategy[tuple[Claim, ...]]
_DAYS = st.dates(date(1946, 1, 1), date(2018, 12, 31))

#: Public figures of the past with an office that they held, by its state.
PEOPLE = {
    "AUT": ("Bruno Kreisky", "prime-minister"),
    "CHL": ("Salvador Allende", "president"),
    "CMR": ("Ahmadou Ahidjo", "president"),
    "DEU": ("Angela Merkel", "prime-minister"),
    "DNK": ("Poul Schlüter", "prime-minister"),
    "FIN": ("Urho Kekkonen", "president"),
    "GHA": ("Kwame Nkrumah", "president"),
    "IND": ("Jawaharlal Nehru", "prime-minister"),
    "IRL": ("Mary Robinson", "president"),
    "ISL": ("Vigdís Finnbogadóttir", "president"),
    "ISR": ("Abba Eban", "foreign-minister"),
    "LKA": ("Sirimavo Bandaranaike", "prime-minister"),
    "MEX": ("Lázaro Cárdenas", "president"),
    "NOR": ("Gro Harlem Brundtland", "prime-minister"),
    "PAK": ("Benazir Bhutto", "prime-minister"),
    "POL": ("Lech Wałęsa", "president"),
    "SEN": ("Abdou Diouf", "president"),
    "SGP": ("Sinnathamby Rajaratnam", "foreign-minister"),
    "TZA": ("Julius Nyerere", "president"),
    "VNM": ("Phạm Văn Đồng", "prime-minister"),
    "ZAF": ("Nelson Mandela", "president"),
}
#: States with a full stop in their names, which some rules take for the end of a sentence.
DOTTED = {"KNA", "LCA", "VCT"}
OFFICES = ("president", "prime-minister", "deputy-prime-minister", "foreign-minister")
RANKS = ("state", "official", "official-working", "working", "private", "transit", "unspecified")
FIELDS = {
    "en": ("Defence", "Education", "Finance", "Health", "Transport"),
    "vi": ("Quốc phòng", "Giáo dục", "Tài chính", "Y tế", "Giao thông vận tải"),
}
TITLES = {
    "en": {
        "Agreement on Air Services": "agreement",
        "Treaty on Extradition": "treaty",
        "Memorandum of Understanding on Cooperation in Higher Education": "mou",
        "Protocol on Plant Quarantine": "protocol",
    },
    "vi": {
        "Hiệp định về vận tải hàng không": "agreement",
        "Hiệp ước về dẫn độ": "treaty",
        "Bản ghi nhớ về hợp tác giáo dục đại học": "mou",
        "Nghị định thư về kiểm dịch thực vật": "protocol",
    },
}
MINISTRIES = {"en": "Ministry of {} of {}", "vi": "Bộ {} {}"}
COMMITTEES = {
    "en": ("{}-{} Joint Committee on Trade", "{}-{} Intergovernmental Commission"),
    "vi": ("Uỷ ban hỗn hợp {} - {} về thương mại", "Uỷ ban liên Chính phủ {} - {}"),
}
PROGRAMMES = {
    "en": "Cooperation Programme of {} and {} for {}-{}",
    "vi": "Chương trình hợp tác {} - {} {}-{}",
}
GOODS = {
    "en": ("copper", "fish", "wine", "coffee", "machinery", "furniture"),
    "vi": ("đồng", "cá", "rượu vang", "cà phê", "máy móc", "đồ gỗ"),
}


def _codes() -> tuple[str, ...]:
    rows = select(folder("reference"), "SELECT ?s WHERE { ?s a lgn:State ; lgn:code ?c }")
    return tuple(sorted({Iri(row["s"]).local for row in rows} - DOTTED))


def _seats() -> dict[str, tuple[Iri, ...]]:
    query = """SELECT ?place ?state {
        ?place a lgn:Place ; lgn:locatedIn ?state ; skos:prefLabel ?en, ?vi . ?state a lgn:State .
        ?state skos:prefLabel ?name FILTER(LANG(?en) = "en" && LANG(?vi) = "vi" && LANG(?name) = "en")
        FILTER(!STRSTARTS(STR(?en), STR(?name)))  # Monaco, Luxembourg City
        FILTER(CONTAINS(STR(?place), "/place/"))  # no territories
        } ORDER BY ?place"""
    found: dict[str, tuple[Iri, ...]] = {}
    for row in select(folder("reference"), query):
        code = Iri(row["state"]).local
        if code in DOTTED:
            continue
        found[code] = (*found.get(code, ()), Iri(row["place"]))
    return found


CODES = _codes()
SEATS = _seats()
_PLACES = st.sampled_from(sorted(place for places in SEATS.values() for place in places))


def states() -> st.SearchStrategy[str]:
    """Return the code of a present state."""
    return st.sampled_from(CODES)


def pairs() -> st.SearchStrategy[tuple[str, ...]]:
    """Return the codes of two states."""
    return st.lists(states(), min_size=2, max_size=2, unique=True).map(tuple)


def points() -> st.SearchStrategy[str]:
    """Return a day, a month or a year."""
    return st.builds(lambda day, size: day.isoformat()[:size], _DAYS, st.sampled_from([4, 7, 10]))


def spells() -> st.SearchStrategy[str]:
    """Return a day, a month, a year, or some days in a row."""
    rows = st.builds(
        lambda day, more: f"{day}/{day + timedelta(days=more)}", _DAYS, st.integers(1, 12)
    )
    return st.one_of(points(), rows)


def periods() -> st.SearchStrategy[str]:
    """Return what statistics are for: a year, its first months, a quarter, a half, a month."""
    shapes = ("{y}", "{y}-01/{y}-08", "{y}-01/{y}-02", "{y}-01/{y}-03", "{y}-10/{y}-12")
    shape = st.sampled_from((*shapes, "{y}-01/{y}-06", "{y}-07/{y}-12", "{y}-05"))
    return st.builds(lambda y, form: form.format(y=y), st.integers(1975, 2017), shape)


def _stated(**values: Value | tuple[Value, ...]) -> dict[str, tuple[Value, ...]]:
    """Return values as claims have them; an empty text states nothing."""
    return {
        name: value if isinstance(value, tuple) else (value,)
        for name, value in values.items()
        if value != ""
    }


@st.composite
def visits(draw: st.DrawFn, language: str, *, named: bool = True) -> tuple[Claim, ...]:
    """Return a visit by somebody in office, or by an office alone."""
    sender = draw(st.sampled_from(sorted(PEOPLE)) if named else states())
    host = draw(states().filter(lambda code: code != sender))
    person, office = PEOPLE.get(sender, ("", "")) if named else ("", "")
    office = office or draw(st.sampled_from((*OFFICES, "minister")))
    detail = draw(st.sampled_from(FIELDS[language])) if office == "minister" else ""
    status = draw(st.sampled_from(["held"] * 4 + ["planned", "upcoming", "postponed", "cancelled"]))
    values = _stated(
        sender=state(sender),
        host=state(host),
        visitor=Named("Person", person, (sender,), language=language) if person else "",
        capacity=post(sender, office, detail),
        rank=concept("rank", draw(st.sampled_from(RANKS))),
        status=concept("status", status),
        edtf=draw(spells()),
    )
    if person and status == "held" and host in SEATS and draw(st.booleans()):
        values["place"] = (draw(st.sampled_from(SEATS[host])),)
    return (Claim("Visit", values),)


@st.composite
def relations(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a step in the relations of two states."""
    del language
    one, other = (state(code) for code in draw(pairs()))
    change = draw(st.sampled_from(["established", "resumed", "severed", "suspended", "upgraded"]))
    level = draw(st.sampled_from(["", "comprehensive-", "comprehensive-strategic-", "strategic-"]))
    values = _stated(party=(one, other), change=concept("change", change), edtf=draw(points()))
    if change == "upgraded":
        values["level"] = (concept("level", f"{level or 'strategic-'}partnership"),)
    if change == "established" and draw(st.booleans()):
        values["level"] = (concept("level", "ambassador"),)
    return (Claim("RelationEvent", values),)


@st.composite
def recognitions(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a recognition of one state by another."""
    del language
    one, other = (state(code) for code in draw(pairs()))
    return (Claim("Recognition", _stated(recogniser=one, recognised=other, edtf=draw(points()))),)


@st.composite
def missions(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a mission, at a seat and since a date or without."""
    del language
    host = draw(st.sampled_from(sorted(SEATS)))
    sender = draw(states().filter(lambda code: code != host))
    place = draw(st.sampled_from(("", *SEATS[host])))
    since = draw(st.one_of(st.just(""), points().map(lambda point: f"{point}/")))
    kinds = ("embassy", "consulate-general", "consulate", "honorary-consulate", "liaison-office")
    kind = concept("mission", draw(st.sampled_from(kinds)))
    values = _stated(
        sender=state(sender), host=state(host), missionKind=kind, place=place, edtf=since
    )
    return (Claim("Mission", values),)


@st.composite
def agreements(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return an agreement of states or of their ministries, and its signature or entry into force."""
    codes = draw(pairs())
    title = draw(st.sampled_from(sorted(TITLES[language])))
    kind = concept("agreement", TITLES[language][title])
    parties: tuple[Value, ...] = tuple(state(code) for code in codes)
    action = draw(st.sampled_from(["signature", "signature", "entry-into-force"]))
    organs = action == "signature" and draw(st.booleans())
    field = draw(st.sampled_from(FIELDS[language])) if organs else ""
    if field:
        form = MINISTRIES[language]
        names = [form.format(field, phrase("", (state(c),), "", language)) for c in codes]
        parties = tuple(
            Named("Organisation", name, (code,), "ministry", language)
            for name, code in zip(names, codes, strict=True)
        )
    place = draw(st.one_of(st.just(Iri("")), _PLACES)) if action == "signature" else ""
    step = _stated(
        agreement=ClaimRef(0), action=concept("action", action), edtf=draw(points()), place=place
    )
    values = _stated(party=parties, agreementKind=kind, title=title)
    return Claim("Agreement", values), Claim("TreatyAction", step)


@st.composite
def counts(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a number of agreements."""
    del language
    values = _stated(
        memberKind=lgn("Agreement"),
        party=tuple(state(code) for code in draw(pairs())),
        declared=draw(st.integers(2, 99)),
        edtf=draw(st.one_of(st.just(""), points())),
    )
    return (Claim("OpenSet", values),)


@st.composite
def trade(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a figure of trade: its flow, whose figure it is, how it grew."""
    del language
    one, other = draw(pairs())
    flow = draw(st.sampled_from(["export", "import", "turnover", "balance", "forecast"]))
    places = draw(st.integers(0, 2))
    value = draw(st.decimals(Decimal("1.1"), Decimal(990), places=places, allow_nan=False))
    sides = {"exporter": state(one), "importer": state(other)}
    values = _stated(
        measure=concept("measure", "trade"),
        flow=concept("flow", {"import": "export", "forecast": "turnover"}.get(flow, flow)),
        edtf=draw(periods()),
        value=value,
        multiplier=draw(st.sampled_from([3, 6, 9])),
        unit=draw(st.sampled_from(["USD", "EUR"])),
        status=concept("status", "forecast" if flow == "forecast" else "actual"),
        worded=concept("flow", "import") if flow == "import" else "",
    )
    both = flow in {"turnover", "forecast"}
    values |= _stated(party=(state(one), state(other))) if both else _stated(**sides)
    if flow in {"export", "import", "turnover"}:
        if draw(st.booleans()):
            percent = draw(st.decimals(Decimal("0.5"), Decimal(60), places=1, allow_nan=False))
            values["growth"] = (percent * draw(st.sampled_from([1, -1])),)
            if len(str(values["edtf"][0])) == len("2012") and draw(st.booleans()):
                values["growthBase"] = (str(int(str(values["edtf"][0])) - 1),)
        if draw(st.booleans()):
            values["authority"] = (state(draw(st.sampled_from([one, other]))),)
        if draw(st.booleans()):
            values["approximate"] = (True,)
    return (Claim("Observation", values),)


@st.composite
def goods(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return what one state sells to another, as a whole list or as the main goods."""
    one, other = (state(code) for code in draw(pairs()))
    texts = draw(st.lists(st.sampled_from(GOODS[language]), min_size=2, max_size=4, unique=True))
    members = tuple(Named("Commodity", text, language=language) for text in texts)
    values = _stated(memberKind=lgn("Commodity"), exporter=one, importer=other, member=members)
    return (Claim("OpenSet", values | {"complete": (draw(st.booleans()),)}),)


@st.composite
def populations(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return how many citizens or students of one state are in another."""
    group = draw(st.sampled_from(["people", "students"]))
    values = _stated(
        measure=concept("measure", "persons"),
        population=Named("Population", "", draw(pairs()), group, language),
        value=Decimal(draw(st.integers(10, 90000))),
        multiplier=0,
        unit="persons",
        status=concept("status", "actual"),
        edtf=draw(st.one_of(st.just(""), points().map(lambda point: point[:4]))),
    )
    if draw(st.booleans()):
        values["approximate"] = (True,)
    return (Claim("Observation", values),)


@st.composite
def tenures(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return who holds or held an office."""
    of = draw(st.sampled_from(sorted(PEOPLE)))
    person, office = PEOPLE[of]
    first = draw(points())
    last = int(first[:4]) + draw(st.integers(1, 15))
    when = draw(st.sampled_from(["", f"{first[:7]}/", f"{first[:4]}/{last}"]))
    holder = Named("Person", person, (of,), language=language)
    return (Claim("Tenure", _stated(holder=holder, post=post(of, office), edtf=when)),)


@st.composite
def sessions(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a session of a committee of two states."""
    codes = draw(pairs())
    names = [named(state(code), language) for code in codes]
    title = draw(st.sampled_from(COMMITTEES[language])).format(*names)
    values = _stated(
        committee=Named("JointCommittee", title, codes, language=language),
        ordinal=draw(st.integers(1, 30)),
        status=concept("status", draw(st.sampled_from(["held", "held", "planned"]))),
        place=draw(st.one_of(st.just(Iri("")), _PLACES)),
        edtf=draw(points()),
    )
    return (Claim("Session", values),)


@st.composite
def programmes(draw: st.DrawFn, language: str) -> tuple[Claim, ...]:
    """Return a programme of two states for some years."""
    codes = draw(pairs())
    names = [named(state(code), language) for code in codes]
    first = draw(st.integers(1970, 2015))
    last = first + draw(st.integers(1, 5))
    steps = ("drafting", "adopted", "implementing")
    values = _stated(
        party=tuple(state(code) for code in codes),
        title=PROGRAMMES[language].format(*names, first, last),
        edtf=f"{first}/{last}",
        status=concept("status", draw(st.sampled_from(steps))),
    )
    return (Claim("Programme", values),)


def unnamed_visits(language: str) -> Facts:
    """Return a visit of which only the office is known."""
    return visits(language, named=False)


#: What makes facts of one kind for a language.
MAKERS: dict[str, Callable[[str], Facts]] = {
    "visits": visits,
    "visits of offices": unnamed_visits,
    "relations": relations,
    "recognitions": recognitions,
    "missions": missions,
    "agreements": agreements,
    "counted agreements": counts,
    "trade": trade,
    "goods": goods,
    "populations": populations,
    "tenures": tenures,
    "sessions": sessions,
    "programmes": programmes,
}


@st.composite
def document(draw: st.DrawFn, language: str, *without: str) -> tuple[Claim, ...]:
    """Return five to fifteen facts of any kinds but some, in one list."""
    kinds = st.sampled_from(sorted(MAKERS.keys() - set(without)))
    makers = draw(st.lists(kinds, min_size=5, max_size=15))
    claims: list[Claim] = []
    for maker in makers:
        made = draw(MAKERS[maker](language))
        if not _again(made[0], claims):
            claims += _moved(made, len(claims))
    return tuple(claims)


def _again(claim: Claim, claims: list[Claim]) -> bool:
    """Tell whether a fact cannot stand as one of its own, or not as it is told, beside the others.

    A second term of a holder, a second mission to one host and a second visit in one year may be
    the first one told more finely, and an office alone means who is named in it elsewhere: they
    are read so. Where something took place in 1988, a visit of 1974 does not lie ahead.
    """
    return any(
        (claim.kind == other.kind and _same(claim) == _same(other))
        or (_office(claim) and _office(claim) == _office(other) and _named(claim) != _named(other))
        or (_ahead(claim) and _when(claim) <= _when(other))
        or (_ahead(other) and _when(other) <= _when(claim))
        for other in claims
    )


def _same(claim: Claim) -> object:
    match claim.kind:
        case "Tenure":
            return claim.one("holder")
        case "Mission":
            return (claim.one("sender"), claim.one("host"), claim.one("missionKind"))
        case "Visit":
            return (claim.one("visitor"), claim.one("host"), _when(claim)[:4])
    return id(claim)


def _office(claim: Claim) -> object:
    return claim.one("capacity")


def _named(claim: Claim) -> bool:
    return claim.one("visitor") is not None


def _ahead(claim: Claim) -> bool:
    return str(claim.one("status")).endswith(("upcoming", "planned"))


def _when(claim: Claim) -> str:
    return str(claim.one("edtf") or "")


def _moved(claims: tuple[Claim, ...], by: int) -> list[Claim]:
    """Return claims as they stand in a longer list: what they point to is further on."""
    return [
        replace(
            claim,
            values={
                name: tuple(
                    ClaimRef(v.number + by) if isinstance(v, ClaimRef) else v for v in given
                )
                for name, given in claim.values.items()
            },
        )
        for claim in claims
    ]
