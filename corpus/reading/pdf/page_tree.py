"""The tree that a PDF's pages hang in: whether it holds as many pages as were read, and is a tree.

A reader that meets a loop, a missing branch or a wrong count stops without a word and gives the pages it has. What
the tree itself says, walked here by pypdf with every node seen once, tells that pages are missing.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

MOST_NODES = 20_000


def page_tree_fault(data: bytes, read: int) -> str:
    """What is wrong with the tree, one line without a full stop; «» when all its pages were read.

    Args:
        data: the file.
        read: how many pages were read from it.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        root: Any = reader.trailer["/Root"]
        top = root.raw_get("/Pages")
        pages, faults = _walked(top)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return ""  # what only pdfium can read has no second count
    if faults:
        return f"PDF-ens sidetre {faults[0]}; {read} {'side' if read == 1 else 'sider'} er lest"
    if pages != read:
        return f"PDF-ens sidetre har {pages} sider, og {read} er lest"
    return ""


def _walked(top: Any) -> tuple[int, list[str]]:
    """The pages of the tree and what is wrong with it; a node is visited once."""
    pages, faults = 0, []
    seen: set[int] = set()
    waiting: list[tuple[Any, frozenset[int]]] = [(top, frozenset())]
    while waiting and len(seen) < MOST_NODES:
        reference, above = waiting.pop()
        number = getattr(reference, "idnum", 0)
        if number and number in above:
            faults.append("går i ring")
            continue
        seen.add(number or -len(seen) - 1)
        node = reference.get_object()
        if not hasattr(node, "get"):
            faults.append("mangler en gren")
        elif "/Kids" in node:
            kids = node["/Kids"]
            inside = above | {number}
            waiting += [(kid, inside) for kid in kids]
        else:
            pages += 1
    return pages, faults
