"""The wheel: it installs into an empty place, carries its shelves, and takes the tour."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import legation

ROOT = Path(__file__).parents[1]
IN_CHECKOUT = (ROOT / "pyproject.toml").is_file()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel once, without reaching for any registry."""
    if not IN_CHECKOUT:
        pytest.skip("the wheel is built from the checkout")
    out = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_package_and_shelves(wheel: Path) -> None:
    """Ontology, queries and the bundled texts lie inside the package, and nothing else does."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "legation/py.typed",
        "legation/ontology/legation.ttl",
        "legation/ontology/reference/states.ttl",
        "legation/queries/visits/between.rq",
        "legation/sources/tour/fact-sheet.vi.txt",
        "legation/view/template.html.j2",
    ):
        assert needed in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"legation"}


def test_the_wheel_takes_the_tour_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    """Unpacked in an empty place and without the checkout, the tour runs."""
    home = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(home)
    code = f"import sys; sys.path.insert(0, {str(home)!r}); from legation.cli import run; sys.exit(run(['tour']))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "legation-tour/network.html").is_file()


def test_the_entry_point_is_alive() -> None:
    """The command that the package installs exists and can be called."""
    (script,) = [e for e in entry_points(group="console_scripts") if e.name == "legation"]
    assert callable(script.load())


def test_what_is_public_is_there_and_sorted() -> None:
    """`__all__` is complete, sorted, and every name in it can be had."""
    assert sorted(legation.__all__) == legation.__all__
    for name in legation.__all__:
        assert getattr(legation, name) is not None
    with pytest.raises(AttributeError, match="module 'legation' has no attribute 'nothing'"):
        legation.nothing  # noqa: B018


def test_importing_is_light() -> None:
    """`import legation` and the help of the command line import no heavy library."""
    code = (
        "import sys; import legation; from legation.cli import run; run(['--help']);"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'pandas', 'rich', 'pyshacl', 'jinja2', 'pyoxigraph'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.skipif(not IN_CHECKOUT, reason="needs the checkout")
def test_the_version_stands_in_one_place() -> None:
    """Only pyproject.toml tells the version."""
    assert "__version__" not in (ROOT / "graph/legation/__init__.py").read_text("utf-8")
