"""What stands behind a node."""

import json

import pyoxigraph as ox

from legation.terms import DEFAULT_BASE, state
from legation.view.details import details

VISIT = DEFAULT_BASE + "visit/MNG-CHL/altan/1997"
CONTESTED = DEFAULT_BASE + "visit/MNG-CHL/saran/2018"
FIGURE = DEFAULT_BASE + "figure/trade/CHL-MNG/turnover/2018-01--2018-08/CHL"


def test_a_fact_tells_its_values_in_words(store: ox.Store) -> None:
    """Roles by their labels, amounts with their unit, bounds and bookkeeping left out."""
    told = details(store, [FIGURE])[FIGURE]
    assert told["date"] == "January – August 2018"
    assert ["value", "51.5 million USD", ""] in told["values"]
    assert ["statistical authority", "Chile", state("CHL")] in told["values"]
    assert not {"unit", "multiplier", "latest", "stated in"} & {row[0] for row in told["values"]}


def test_a_claim_shows_its_sentence_and_whose_view_it_is(store: ox.Store) -> None:
    """The sentence, where it stands, what was written and by which rule it was read."""
    (claim,) = details(store, [FIGURE])[FIGURE]["claims"]
    assert claim["text"] == [
        "Theo số liệu của Chi-lê, kim ngạch 8 tháng đầu năm 2018 đạt 51,5 triệu đô la Mỹ."
    ]
    assert (claim["claimant"], claim["written"]) == ("Chile", "51,5 triệu đô la Mỹ")
    assert (claim["publisher"], claim["date"]) == ("Bản tin Đối ngoại", "20 Nov 2018")
    assert claim["rule"] == "trade.turnover"
    assert claim["where"].startswith("characters ")


def test_every_source_of_a_fact_is_named_the_oldest_first(store: ox.Store) -> None:
    """A visit told by a register and a fact sheet has both; the register withholds its text."""
    archive, sheet = details(store, [VISIT])[VISIT]["claims"]
    assert (archive["title"], archive["withheld"], archive["text"]) == (
        "Register of visits",
        True,
        [],
    )
    assert not sheet["withheld"]
    assert sheet["text"]


def test_text_of_a_source_that_withholds_is_never_told(store: ox.Store) -> None:
    """Even where a store holds such text by mistake."""
    source = ox.NamedNode(DEFAULT_BASE + "source/archive")
    spans = ox.NamedNode("https://w3id.org/legation/ns#text")
    for quad in list(store.quads_for_pattern(None, None, None, source)):
        if isinstance(quad.subject, ox.NamedNode) and "/span/" in quad.subject.value:
            store.add(ox.Quad(quad.subject, spans, ox.Literal("secret words"), source))
    assert "secret words" not in json.dumps(details(store, [VISIT]))


def test_a_contradiction_shows_both_sides_and_what_is_kept(store: ox.Store) -> None:
    """One source says state visit, one says official visit; the kept one is marked."""
    (dispute,) = details(store, [CONTESTED])[CONTESTED]["disagreements"]
    assert (dispute["kind"], dispute["on"]) == ("contradiction", "rank")
    assert [(side[0].split(": ")[-1][:8], side[1]) for side in dispute["sides"]] == [
        ("state vi", "(kept)"),
        ("official", ""),
    ]


def test_a_discrepancy_shows_the_other_figure_and_the_size(store: ox.Store) -> None:
    """The difference is told in the unit of both, and as a share."""
    (dispute,) = details(store, [FIGURE])[FIGURE]["disagreements"]
    assert dispute["size"] == "differs by 9.5 million USD (23%)"
    assert dispute["sides"][0][0] == "Trade of Mongolia and Chile, Jan–Aug 2018: 42 million USD"


def test_a_refinement_tells_the_coarser_date(store: ox.Store) -> None:
    """The month of the fact sheet stands beside the day of the register."""
    (dispute,) = details(store, [VISIT])[VISIT]["disagreements"]
    told = [side[0] for side in dispute["sides"]]
    assert told == [
        "Register of visits: 21 Apr 1997",
        "Mongolia and Chile: facts of the relations: April 1997",
    ]


def test_an_entity_tells_its_other_names(store: ox.Store) -> None:
    """The Vietnamese spelling of a person, the long form of a state."""
    person = DEFAULT_BASE + "person/vidal"
    told = details(store, [person, state("CHL")])
    assert told[person]["names"] == ["I-nết Vi-đan"]
    assert told[state("CHL")]["names"] == ["Chi-lê", "Republic of Chile"]


def test_what_is_neither_fact_nor_entity_is_left_out(store: ox.Store) -> None:
    """Sources, claims and bundles have no details."""
    assert details(store, [DEFAULT_BASE + "source/archive", "bundle:Visit"]) == {}
