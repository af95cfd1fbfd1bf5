"""The fact sheet of two states as a file."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("html", b"<!"), ("md", b"---")])
def test_a_fact_sheet_is_a_file_in_the_readers_language(
    explorer: TestClient, form: str, begins: bytes
) -> None:
    """It is taken and not shown: its style is in it, which pages of the server may not have."""
    page = explorer.get("/pair/BLR-VNM?lang=vi", headers={"Accept": "text/html"}).text
    assert f"/dossier/BLR-VNM.{form}?lang=vi" in page
    got = explorer.get(f"/dossier/BLR-VNM.{form}?lang=vi")
    assert got.headers["content-disposition"] == f'attachment; filename="BLR-VNM.vi.{form}"'
    assert got.content.lower().startswith(begins.lower())


@pytest.mark.parametrize("path", ["BLR-VNM.exe", "BLR.docx", "BLR-XQX.docx", "a-b-c.md"])
def test_what_is_no_fact_sheet_is_not_there(explorer: TestClient, path: str) -> None:
    """Two states that are known, in a form that there is."""
    assert explorer.get(f"/dossier/{path}").status_code == 404
