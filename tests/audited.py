"""Claims made up for audits: for each rule one set that is found, and one that is left in peace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from claims import visit
from legation.facts.claims import Claim, ClaimRef, Value
from legation.facts.evidence import Named, Span
from legation.terms import REFERENCE, Iri, concept, lgn, post, state

NAM, PRY = state("NAM"), state("PRY")
HELD = concept("status", "held")


def claim(kind: str, **values: Value | tuple[Value, ...]) -> Claim:
    """Return a claim of a kind with the values given."""
    stated = {k: v if isinstance(v, tuple) else (v,) for k, v in values.items()}
    return Claim(kind, stated, spans=(Span(3, 30),), rule="test.audited")


def figure(
    written: str = "", edtf: str = "2007", ends: tuple[Iri, ...] = (), **values: Value
) -> Claim:
    """Return a figure as written, in millions of dollars: turnover, or exports from one to another."""
    kind = "export" if ends else "turnover"
    sides: dict[str, Value | tuple[Value, ...]] = {"party": (NAM, PRY)}
    if ends:
        sides = {"exporter": ends[0], "importer": ends[1]}
    number: dict[str, Value] = {}
    if written:
        number = {"value": Decimal(written.rsplit(maxsplit=1)[-1].replace(",", "."))}
        number |= {"multiplier": 6, "unit": "USD", "asWritten": f"{written} triệu USD"}
        number |= {"approximate": True} if " " in written else {}
    period: dict[str, Value] = {"edtf": edtf} if edtf else {}
    trade = {"measure": concept("measure", "trade"), "status": concept("status", "actual")}
    return claim(
        "Observation",
        **{**trade, "flow": concept("flow", kind), **sides, **number, **period, **values},
    )


OUT, BACK = (NAM, PRY), (PRY, NAM)


def growing(total: str, rate: str) -> list[Claim]:
    """Return a total with its growth, and both exports with theirs; the base is 40 million."""
    return [
        figure(total, growth=Decimal(rate), growthBase="2006"),
        figure("20", ends=OUT, growth=Decimal("25.0"), growthBase="2006"),
        figure("36", ends=BACK, growth=Decimal("50.0")),
    ]


def deficit(ratio: str, of: str) -> list[Claim]:
    """Return exports of 10 and 60 million, and a deficit so many times one of the flows."""
    return [
        figure("10", ends=OUT),
        figure("60", ends=BACK),
        figure(
            edtf="",
            flow=concept("flow", "balance"),
            ratio=Decimal(ratio),
            ratioOf=f"deficit / {of}",
        ),
    ]


def tenure(*dates: str, on: str = "2011-05") -> list[Claim]:
    """Return a visit of a president of Namibia, and tenures of his."""
    name = Named("Person", "Petrus Haindongo", ("NAM",), spans=(Span(0, 8),))
    office = post("NAM", "president")
    went = visit(on, sender=NAM, host=PRY, visitor=name, capacity=office)
    held = [claim("Tenure", holder=name, post=office, edtf=edtf) for edtf in dates]
    return [went, claim("Tenure", holder=name, post=office), *held]


def signed(edtf: str, party: Iri | Named) -> list[Claim]:
    """Return an agreement of Namibia with a party, and its signature."""
    pact = claim(
        "Agreement",
        party=(NAM, party),
        title="Agreement on fruit",
        agreementKind=concept("agreement", "agreement"),
    )
    return [
        pact,
        claim(
            "TreatyAction", agreement=ClaimRef(0), action=concept("action", "signature"), edtf=edtf
        ),
    ]


def announced(number: int, listed: int, kind: str = "agreement") -> list[Claim]:
    """Return an announcement of so many agreements in 2009, and so many signed in that year."""
    made: list[Claim] = []
    for n in range(listed):
        made += [
            claim(
                "Agreement",
                party=(NAM, PRY),
                title=f"Agreement number {n} on {'abcdef'[n] * 5}",
                agreementKind=concept("agreement", kind),
            ),
            claim(
                "TreatyAction",
                agreement=ClaimRef(2 * n),
                action=concept("action", "signature"),
                edtf="2009-03",
            ),
        ]
    wanted = claim(
        "OpenSet",
        memberKind=lgn("Agreement"),
        party=(NAM, PRY),
        declared=number,
        complete=False,
        edtf="2009",
    )
    return [*made, wanted]


def sessions(cadence: str, *held: tuple[int, str], name: str = "Joint Commission") -> list[Claim]:
    """Return what is said of a committee, and its sessions."""
    met = Named("JointCommittee", "Joint Commission", ("NAM", "PRY"))
    named = Named("JointCommittee", name, ("NAM", "PRY"))
    said = claim("Remark", subject=(NAM, PRY, named), cadence=cadence, text="meets regularly")
    return [
        *([said] if cadence else []),
        *(claim("Session", committee=met, ordinal=n, edtf=edtf, status=HELD) for n, edtf in held),
    ]


EAEU = Iri(REFERENCE + "org/EAEU")
MINISTRY = Named("Organisation", "Ministry of Roads of Slovakia", ("SVK",), "ministry")
#: Claims in which the rule finds one thing, by what is wrong with them.
FOUND: Mapping[str, Mapping[str, Sequence[Claim]]] = {
    "total": {
        "more than rounding": [figure("78"), figure("10", ends=OUT), figure("65", ends=BACK)],
        "fine digits": [figure("75,00"), figure("10,00", ends=OUT), figure("65,10", ends=BACK)],
        "part above the whole": [figure("75"), figure("77", ends=OUT)],
    },
    "growth": {
        "of the parts": growing("56", "48"),
        "of the year before": [figure("40", "2006"), figure("60", growth=Decimal(30))],
        "of the same months": [
            figure("40", "2006-01/2006-08"),
            figure("60", "2007-01/2007-08", growth=Decimal(30)),
        ],
    },
    "impossible": {
        "deficit of five times the imports": deficit("5", "exports of Paraguay to Namibia"),
        "deficit of five times the imports, so called": deficit("5", "imports of Namibia from Paraguay"),
        "who has the surplus is stated": [
            figure(edtf="", ends=BACK, flow=concept("flow", "balance"), ratio=Decimal(5), ratioOf="deficit / exports of Paraguay to Namibia"),
        ],
        "deficit above the imports": [
            figure("10", ends=OUT),
            figure("60", ends=BACK),
            figure("70", flow=concept("flow", "balance")),
        ],
        "share": [figure(edtf="", ends=OUT, commodity=Named("Commodity", "beef"), share=Decimal(120), shareOf=concept("flow", "export"))],
        "shrinking": [figure("10", ends=OUT, growth=Decimal(-120))],
        "exports to imports": [
            figure("10", ends=OUT),
            figure("60", ends=BACK),
            figure(ends=BACK, ratio=Decimal(3), ratioOf="exports / imports"),
        ],
    },
    "office": {
        "after the tenure": tenure("1998/2004", on="2011-05"),
        "before the tenure": tenure("2012-03-01/", on="2011-05"),
        "between two": tenure("1998/2004", "2012/2014", on="2011-05"),
    },
    "older-than-party": {
        "union": signed("2014-12-15", EAEU),
        "state": signed("1985", state("SVK")),
        "organ of a state": signed("1985", MINISTRY),
    },
    "announced": {"two of five": announced(5, 2), "statements do not count": announced(1, 1, "joint-statement")},
    "cadence": {
        "22 months": sessions("annual", (5, "2005-12"), (6, "2007-10")),
        "another name": sessions("annual", (5, "2005-12"), (6, "2007-10"), name="Commission on Trade"),
        "too often": sessions("every two years", (1, "2005-01"), (2, "2006-01")),
        "a session is not known": sessions("annual", (5, "2001-01"), (7, "2005-01")),
    },
    "outlier": {
        "what a total leaves": [
            figure("10", ends=OUT),
            figure("90", "2008-01/2008-08"),
            figure("50", "2008-01/2008-08", ends=BACK),
        ],
        "four times as much": [figure("10"), figure("40", "2008")],
        "a fourth": [figure("40"), figure("10", "2008")],
        "million for billion": [figure("40", authority=PRY), figure("41000", "2008")],
    },
}  # fmt: skip
#: Claims in which the rule finds nothing, by why.
SILENT: Mapping[str, Mapping[str, Sequence[Claim]]] = {
    "total": {
        "rounding": [figure("76"), figure("10", ends=OUT), figure("65", ends=BACK)],
        "approximate": [figure("khoảng 80"), figure("10", ends=OUT), figure("65", ends=BACK)],
        "one way only": [figure("75"), figure("10", ends=OUT)],
        "another authority": [figure("78", authority=PRY), figure("10", ends=OUT), figure("65", ends=BACK)],
        "another period": [figure("78", "2008"), figure("10", ends=OUT), figure("65", ends=BACK)],
        "another unit": [figure("78", unit="EUR"), figure("10", ends=OUT), figure("65", ends=BACK)],
        "one ware": [figure("78"), figure("10", ends=OUT), figure("65", ends=BACK, commodity=Named("Commodity", "beef"))],
    },
    "growth": {
        "rounding": growing("56", "41"),
        "another authority": [figure("40", "2006", authority=PRY), figure("60", growth=Decimal(30))],
        "other months": [figure("40", "2006"), figure("60", "2007-01/2007-08", growth=Decimal(30))],
        "one part has no rate": growing("56", "48")[:2],
    },
    "impossible": {
        "of the smaller flow": deficit("5", "exports of Namibia to Paraguay"),
        "who has the surplus is stated": [
            figure(edtf="", ends=OUT, flow=concept("flow", "balance"), ratio=Decimal(5), ratioOf="deficit / exports of Paraguay to Namibia"),
        ],
        "below one": deficit("0.8", "exports of Paraguay to Namibia"),
        "larger flow unknown": deficit("5", "exports of Paraguay to Namibia")[2:],
        "all of it": [figure("10", ends=OUT, growth=Decimal(-100))],
        "deficit as it is": [figure("10", ends=OUT), figure("60", ends=BACK), figure("50", flow=concept("flow", "balance"))],
        "rounded ratio": [figure("10", ends=OUT), figure("60", ends=BACK), figure(ends=BACK, ratio=Decimal(6), ratioOf="exports / imports")],
    },
    "office": {
        "nothing is known": tenure(),
        "open end": tenure("2009/"),
        "open start": tenure("/2013"),
        "may still be": tenure("2005/2011"),
        "day of handing over": tenure("2005-03-21/2011-05-19", on="2011-05-20"),
        "one of two": tenure("1998/2004", "2010/2014"),
    },
    "older-than-party": {
        "the union is there": signed("2015-05", EAEU),
        "may be later": signed("2015", EAEU),
        "continues another": signed("1985", state("RUS")),
        "nothing is known": signed("1885", PRY),
    },
    "announced": {"all": announced(2, 2), "more than were announced": announced(1, 2)},
    "cadence": {
        "every year": sessions("annual", (5, "2005-12"), (6, "2007-02")),
        "may be every year": sessions("annual", (5, "2005"), (6, "2007")),
        "nothing is said": sessions("", (5, "2005-12"), (6, "2007-10")),
        "every two years": sessions("every two years", (5, "2005-12"), (6, "2007-10")),
    },
    "outlier": {
        "twice as much": [figure("10"), figure("20", "2008")],
        "years apart": [figure("10"), figure("40", "2010")],
        "eight months of twelve": [figure("40"), figure("9", "2008-01/2008-08"), figure("90", "2009", authority=PRY)],
        "another authority": [figure("10", authority=PRY), figure("40", "2008")],
        "rounding": [figure("1"), figure("3,4", "2008")],
    },
}  # fmt: skip
