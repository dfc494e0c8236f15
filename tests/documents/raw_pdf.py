"""A PDF of one page from its bare operators: what no program writes, but files hold."""

from __future__ import annotations

HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def raw_pdf(
    content: str, *, resources: str = "", page: str = "", catalog: str = "", objects: tuple[str, ...] = ()
) -> bytes:
    """The file: `content` drawn on an A4 page with the font /F; `objects` are numbered from 10.

    Each object is its dictionary, or a dictionary and a stream as «<<…>>stream…».
    """
    made = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>{resources}>>{page}>>",
        4: f"<<>>stream{content}",
        5: HELVETICA,
        **dict(enumerate(objects, start=10)),
    }  # fmt: skip
    data = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, text in made.items():
        places[number] = len(data)
        head, _, stream = text.partition("stream")
        if stream:
            inside = stream.encode("cp1252")
            head = (
                head.replace(">>", f"/Length {len(inside)}>>", 1)
                if head == "<<>>"
                else f"{head[:-2]}/Length {len(inside)}>>"
            )
            body = head.encode() + b"stream\n" + inside + b"\nendstream"
        else:
            body = text.encode("cp1252")
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    return data + b"trailer<</Size 60/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def written(text: str, x: float = 70, y: float = 700, *, size: float = 11, before: str = "") -> str:
    """Operators that write a line of text; `before` stands before it."""
    shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q {before} BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET Q\n"
