"""The table [store] of a legation.toml, and addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import GraphDamaged, RemoteRefused
from legation.store.remote.settings import Settings
from legation.store.versions import Versions


def _told(folder: Path, text: str) -> Settings | None:
    (folder / "legation.toml").write_text(text, "utf-8")
    return Settings.of_folder(folder)


def test_a_table_says_all_there_is(tmp_path: Path) -> None:
    """Hyphens are written as people write them."""
    told = _told(
        tmp_path,
        '[store]\nquery = "https://e.org/q"\nupdate = "https://e.org/u"\n'
        'graph-store = "https://e.org/g"\nunion-default = true\ntimeout = 5\n'
        'user-variable = "MY_USER"\nauthentication = "digest"\n',
    )
    assert told == Settings(
        "https://e.org/q",
        "https://e.org/u",
        "https://e.org/g",
        authentication="digest",
        user_variable="MY_USER",
        union_default=True,
        timeout=5,
    )


def test_a_graph_here_has_none(tmp_path: Path) -> None:
    """Without the table it is an embedded graph."""
    Versions(tmp_path / "x.kg").create()
    assert Settings.of_folder(tmp_path / "x.kg") is None
    assert Settings.of_folder(tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[store]\n", "names no 'query'"),
        ('[store]\nquery = "https://e.org/"\npassword = "x"\n', "has no setting 'password'"),
        (
            '[store]\nquery = "https://e.org/"\ntimeout = "5"\n',
            "gives 'timeout' a value of another",
        ),
        ('[store]\nquery = "https://e.org/"\nauthentication = "x"\n', "write basic or digest"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, said: str) -> None:
    """No setting is passed over in silence."""
    with pytest.raises(GraphDamaged, match=said):
        _told(tmp_path, text)


@pytest.mark.parametrize(
    "url",
    ["https://ana:s3cret@e.org/", "https://", "http:///x", "https://e.org:x/", "https://e .org/"],
)
def test_an_address_that_is_none_or_tells_a_secret(url: str) -> None:
    """The secret is not repeated."""
    with pytest.raises(RemoteRefused) as refused:
        Settings.of_url(url)
    assert "s3cret" not in str(refused.value)
