"""What a graph tells in notebooks: lists of rows, and itself; what sources write is only text."""

from __future__ import annotations

import builtins
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import legation
from legation.ask.listing import SHOWN, Listing, table
from legation.errors import BadParameter, GraphMissing, MissingExtra, UnknownName, UnknownQuestion
from legation.looking import Asked
from legation.network.measures import MEASURES

NOTE = """President Ana Soto of Chile paid an official visit to Mongolia in June 2001.
President Bat Dorj of Mongolia paid an official visit to Chile in May 2003.
Prime Minister Ina Vega of Chile visited Mongolia on 4 April 2012.
"""
HOSTILE = "<img src=x onerror=alert(1)>\u202e\x1b[2J"


class _Tags(HTMLParser):
    """Collects the tags and the text of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002 - as its parent has it
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _shown(thing: object) -> _Tags:
    parser = _Tags()
    parser.feed(thing._repr_html_())  # type: ignore[attr-defined]
    return parser


@pytest.fixture
def kg() -> legation.KnowledgeGraph:
    """Return a graph with one note whose title is hostile."""
    graph = legation.open("x.kg")
    graph.add_text(NOTE, "note", date="2015", title=HOSTILE)
    return graph


def test_questions_are_listed_with_what_they_want() -> None:
    """All of them, or those of a topic; brackets say what may be left out; no graph is needed."""
    graph = legation.open("none.kg")
    every = graph.questions()
    (between,) = (asked for asked in graph.questions("visits") if asked.name == "visits/between")
    assert len(every) > len(graph.questions("visits")) > 3
    assert between.title != next(
        asked.title for asked in graph.questions("visits", "vi") if asked.name == between.name
    )
    assert {"[since]", "[until]"} <= set(between.parameters.split(", "))
    with pytest.raises(
        UnknownQuestion, match=r"there are no questions on 'vists'; known: .*visits"
    ):
        graph.questions("vists")


def test_names_are_found_without_marks(kg: legation.KnowledgeGraph) -> None:
    """Any form of a name finds its thing, also the second time, when the index is there."""
    for _ in range(2):
        found = kg.search("mong co")
        assert found[0].iri.endswith("/state/MNG")
        assert found[0].label == "Mongolia"
    assert kg.search("mong co", language="vi")[0].label == "Mông Cổ"
    assert len(kg.search("chile", limit=1)) == 1


def test_a_slip_is_told_with_what_may_be_meant(kg: legation.KnowledgeGraph) -> None:
    """What nothing is called finds what is near, and says that it is only near."""
    found = kg.search("Mongloia")
    assert found.notes == ("Did you mean Mongolia, President of Mongolia?",)
    assert [hit.label for hit in found] == ["Mongolia", "President of Mongolia"]
    assert "Did you mean Mongolia" in _shown(found).text


def test_without_a_graph_nothing_is_searched() -> None:
    """That there is no graph is an error, not an empty list."""
    with pytest.raises(GraphMissing):
        legation.open("none.kg").search("Peru")


def test_a_measure_is_told_by_name_highest_first(kg: legation.KnowledgeGraph) -> None:
    """Each state has its number, and what it means stands below."""
    found = kg.measure("visits", "out-strength")
    assert [(row.name, row.code, row.value) for row in found] == [
        ("Chile", "CHL", 2.0),
        ("Mongolia", "MNG", 1.0),
    ]
    measure = MEASURES["out-strength"]
    assert found.notes == (
        f"What it means: {measure.meaning['en']}",
        f"Where it misleads: {measure.misleads['en']}",
        f"Source: {measure.source}",
    )
    assert kg.measure("visits", "out-strength", since="2012")[0].value == 1.0
    later = kg.network("visits", since="2012")
    assert [row.name for row in kg.measure(later, "in-strength")] == ["Mongolia", "Chile"]
    told = kg.measure("visits", "out-strength", language="vi")
    assert told[1].name == "Mông Cổ"
    assert told.notes[0] == f"Ý nghĩa: {measure.meaning['vi']}"


def test_likeness_needs_somebody(kg: legation.KnowledgeGraph) -> None:
    """Similarity is to a state that is named, and no other measure is."""
    kg.add_text(
        "President Ana Soto of Chile paid a state visit to Peru in May 2004.", "b", date="2015"
    )
    assert kg.measure("visits", "similarity", about="MNG")[0].name == "Peru"
    for words, said in (
        ({"name": "similarity"}, "similarity needs a state"),
        ({"name": "degree", "about": "MNG"}, "degree compares with nobody"),
        ({"name": "betweeness"}, "did you mean betweenness"),
    ):
        with pytest.raises(BadParameter, match=said):
            kg.measure("visits", **words)
    with pytest.raises(BadParameter, match="has its time, weight and unit"):
        kg.measure(kg.network("visits"), "degree", since="2000")
    with pytest.raises(UnknownName):
        kg.measure("visits", "similarity", about="Atlantis")


def test_rows_become_a_data_frame(kg: legation.KnowledgeGraph) -> None:
    """The columns are the fields of a row."""
    frame = kg.measure("visits", "degree").to_pandas()
    assert list(frame.columns) == ["name", "code", "value", "iri"]
    assert list(frame["value"]) == [1.0, 1.0]


def test_without_pandas_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is told with how to get it."""
    real = builtins.__import__

    def refuse(name: str, *given: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra, match="legation\\[pandas\\]"):
        Listing(Asked, []).to_pandas()


def test_a_long_listing_is_cut_when_shown_only() -> None:
    """The first rows are shown, the number of all is told, and all are there."""
    rows = [Asked(f"q{n}", "", "", "") for n in range(SHOWN + 5)]
    listing = Listing(Asked, rows)
    shown = _shown(listing).text
    assert f"the first {SHOWN} of {SHOWN + 5} rows" in shown
    assert f"q{SHOWN - 1}" in shown
    assert f"q{SHOWN}" not in shown
    assert listing[-1].name == f"q{SHOWN + 4}"
    assert [asked.name for asked in listing[:2]] == ["q0", "q1"]
    assert repr(Listing(Asked, [])) == "nothing found"


@pytest.mark.parametrize("text", [HOSTILE, "</td></table><script>alert(1)</script>", "a&lt;b"])
def test_hostile_text_is_only_text_in_tables(text: str) -> None:
    """In heads, cells and notes."""
    shown = _Tags()
    shown.feed(table([text], [[text]], [text]))
    assert shown.tags == {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert shown.text.count(text.partition("\u202e")[0]) == 3
    assert not {"\u202e", "\x1b"} & {*shown.text}


def test_a_graph_shows_what_is_in_it(kg: legation.KnowledgeGraph) -> None:
    """How many facts of each kind, which sources, which version, and how to go on."""
    shown = _shown(kg)
    assert "version 1" in shown.text
    assert "visit3" in shown.text
    assert "Sources: note" in shown.text
    assert "search() finds names" in shown.text
    assert shown.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"}


def test_a_graph_shows_that_there_is_none() -> None:
    """Looking at what is not there makes nothing; the path is only text."""
    assert "there is nothing in it yet" in _shown(legation.open("none.kg")).text
    assert _shown(legation.open("<b>.kg")).tags == {"p"}
    assert not Path("none.kg").exists()


def test_a_plain_graph_has_no_sources_to_show(tmp_path: Path) -> None:
    """Any RDF may be in it, and it is counted all the same."""
    graph = legation.open("plain.kg")
    graph.create(plain=True)
    (tmp_path / "a.ttl").write_text("<https://e.org/a> <https://e.org/b> 1 .", "utf-8")
    graph.add(tmp_path / "a.ttl")
    shown = _shown(graph).text
    assert "1 statements" in shown
    assert "It has no sources." in shown


def test_an_answer_shows_itself(kg: legation.KnowledgeGraph) -> None:
    """As a table with its version; an empty one says what is not there; labels are only text."""
    shown = _shown(kg.ask("visits/between", a="MNG", b="CHL"))
    assert "3 rows" in shown.text
    assert "version 1" in shown.text
    titles = kg.query("SELECT ?title { ?source dct:title ?title }")
    assert _shown(titles).tags == {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert "<img src=x onerror=alert(1)>" in _shown(titles).text
    empty = kg.ask("missions/opened")
    assert empty.note
    assert empty.note in _shown(empty).text


def test_a_reading_shows_itself(tmp_path: Path) -> None:
    """The text with what was read of it, in a frame of its own."""
    (tmp_path / "note.txt").write_text(f"{NOTE}\n{HOSTILE} is no state.", "utf-8")
    reading = legation.read(tmp_path / "note.txt", date="2015")
    shown = _shown(reading)
    assert shown.tags == {"iframe"}
    page = reading._repr_html_()  # type: ignore[attr-defined]
    assert "Ana Soto" in page
    assert "<img" not in page
    assert "&lt;img" not in page.replace("&amp;lt;img", "")


def test_pictures_and_dossiers_show_themselves(kg: legation.KnowledgeGraph) -> None:
    """Each in a frame that may not reach the notebook."""
    answer = kg.ask("visits/between", a="MNG", b="CHL")
    for thing in (kg.draw(answer), kg.dossier("MNG", "CHL"), kg.view("MNG", "CHL")):
        assert _shown(thing).tags == {"iframe"}
        html = thing._repr_html_()
        assert html.startswith('<iframe sandbox="allow-scripts" srcdoc="')
        assert "<img src=x" not in html
