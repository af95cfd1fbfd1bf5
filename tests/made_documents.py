"""Documents made for tests: PDF by hand, DOCX by python-docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence


def pdf(*pages: Sequence[str], title: str = "") -> bytes:
    """Return a PDF whose pages have the lines, in Helvetica and Windows-1252."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    parent = 2 * len(pages) + 2
    kids = []
    for lines in pages:
        shown = b"".join(
            b"(%s) Tj T* "
            % line.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
            for line in lines
        )
        stream = b"BT /F1 11 Tf 14 TL 40 800 Td " + shown + b"ET"
        content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                b"/Resources<</Font<</F1 %d 0 R>>>>>>" % (parent, content, font)
            )
        )
    tree = add(
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    )
    root = add(b"<</Type/Catalog/Pages %d 0 R/Lang(en)>>" % tree)
    info = add(b"<</Title(%s)/CreationDate(D:20200101000000)>>" % title.encode())
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R>>" % (len(places) + 1, root, info)
    out.write(b"trailer%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table))
    return out.getvalue()


def docx(fill: Callable[[object], None]) -> bytes:
    """Return a DOCX that ``fill`` has put paragraphs into."""
    import docx as python_docx

    document = python_docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
