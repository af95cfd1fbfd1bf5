"""What reading costs: characters per second, linear or not, stage by stage, one file or 2,000.

Usage: ``python tests/benchmarks/documents.py [--megabytes 2] [--files 2000] [--jobs 2]``. The
text is that of the tour, over and over, each time with other years, so that every sentence has
to be read.
"""

from __future__ import annotations

import argparse
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import legation
from legation.facts.evidence import Source
from legation.reading.document import Found
from legation.reading.read import RULES, prepare, read
from legation.reading.rules import rule
from legation.resources import shelf
from legation.terms import DEFAULT_BASE, source

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?!\d)")


def originals() -> dict[str, str]:
    """Return the bundled texts by language, without their first lines."""
    found: dict[str, str] = {"vi": "", "en": ""}
    files = [
        f for folder in shelf("sources").iterdir() if folder.is_dir() for f in folder.iterdir()
    ]
    for path in sorted(files, key=lambda f: f.name):
        if not path.name.endswith(".txt"):
            continue
        lines = path.read_text("utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("#")) + "\n\n"
        found["vi" if any(c in text for c in "ệộạ") else "en"] += text
    return found


def repeated(text: str, size: int) -> str:
    """Return at least ``size`` characters of a text in which the years go on and on."""
    parts: list[str] = []
    length = 0
    while length < size:
        shift = len(parts)
        parts.append(_YEAR.sub(lambda m, s=shift: str(1950 + (int(m[0]) + s) % 70), text))  # type: ignore[misc]
        length += len(parts[-1])
    return "".join(parts)


def about(language: str) -> Source:
    """Return a source that says nothing of itself but its language and year."""
    return Source(source(DEFAULT_BASE, "bench"), language=language, issued="2020")


def growth(text: str, language: str) -> Iterator[tuple[int, float]]:
    """Yield how long an eighth, a quarter, a half and the whole of a text take."""
    for share in (8, 4, 2, 1):
        part = text[: len(text) // share]
        start = time.process_time()
        read(part, about(language))
        yield len(part), time.process_time() - start


def stages(text: str, language: str) -> dict[str, float]:
    """Return the seconds that each stage of reading takes."""
    took: dict[str, float] = {}

    start = time.process_time()
    document = prepare(text, about(language))
    took["text, sentences, mentions"] = time.process_time() - start
    found = Found()
    for name in RULES:
        start = time.process_time()
        rule(name).read(document, found)
        took[f"rules: {name}"] = time.process_time() - start
    return took


def folder(texts: dict[str, str], files: int, jobs: int) -> None:
    """Read a folder of small documents into a graph, with one process and with several."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(files):
            language = "vi" if number % 2 else "en"
            text = _YEAR.sub(lambda m, n=number: str(1950 + (int(m[0]) + n) % 70), texts[language])  # type: ignore[misc]
            name = Path(place) / "in" / f"{language}-{number:05}.txt"
            name.parent.mkdir(exist_ok=True)
            name.write_text(f"# date: {2000 + number % 25}\n{text[:2000]}", "utf-8")
        for count in sorted({1, jobs}):
            kg = legation.open(Path(place) / f"{count}.kg")
            start = time.perf_counter()
            done = kg.add(Path(place) / "in", jobs=count)
            took = time.perf_counter() - start
            print(
                f"{files:,} documents, {count} process{'es' if count > 1 else ''}: {took:.1f} s, "
                f"{done.claims:,} claims, {files / took:,.0f} documents per second"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    texts = originals()
    for language, text in texts.items():
        read(text, about(language))  # to warm up
        long = repeated(text, int(options.megabytes * 500_000))
        for size, took in growth(long, language):
            print(
                f"{language}: {size:>9,} characters: {took:7.2f} s, {size / took:>9,.0f} per second"
            )
        for name, took in sorted(stages(long[:200_000], language).items(), key=lambda x: -x[1]):
            print(f"    {name:<28} {took * 1000:8.0f} ms")
    folder(texts, options.files, options.jobs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
