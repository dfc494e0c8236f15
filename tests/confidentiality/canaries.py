"""Canaries: prices that stand nowhere else, planted in a case, and searched for in whatever comes out of the program.

    case_file = with_canaries(parse_case(text))
    … run something …
    assert_no_canary(log_text.encode(), "loggen")
    assert_no_canary_under(tmp_path)

The search is `find_leaks` itself, plus the bare digits in the raw bytes, in case a file hides them from the search.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableDocument
from drafting.case.case import ALWAYS_SECRET, Amount, Case
from drafting.confidentiality.leaks.leaks import find_leaks
from drafting.confidentiality.leaks.number_forms import Secret

# Eight digits each, no two alike, and none a date, a telephone number or a part of another.
CANARIES = (Decimal("8361947.35"), Decimal("7294816.53"), Decimal("5917382.64"), Decimal("3826491.75"))
OWNER = "Kanarifugl AS"


def canary_secrets() -> tuple[Secret, ...]:
    return tuple(Secret(f"canary.{place}", value, OWNER) for place, value in enumerate(CANARIES))


def with_canaries(case: Case) -> Case:
    """The case with canaries for its secret amounts, in order; at most four."""
    left = list(CANARIES)
    changed = _planted(case, left)
    assert isinstance(changed, Case)
    assert len(left) < len(CANARIES), "the case has no secret to replace"
    return changed


def _planted(block: Any, left: list[Decimal]) -> Any:
    if isinstance(block, tuple):
        return tuple(_planted(item, left) for item in block)
    if not hasattr(type(block), "model_fields"):
        return block
    update: dict[str, Any] = {}
    for name in type(block).model_fields:
        value = getattr(block, name)
        if isinstance(value, Amount) and (value.secret or name in ALWAYS_SECRET):
            update[name] = Amount(value=left.pop(0), owner=OWNER) if left else value
        elif (planted := _planted(value, left)) != value:
            update[name] = planted
    return block.model_copy(update=update)


def assert_no_canary(content: bytes, place: str = "innholdet") -> None:
    """Fails, naming the place, when a canary can be read in the bytes in any form."""
    digits = [f"{value:f}".replace(".", "").encode() for value in CANARIES]
    digits += [str(int(value)).encode() for value in CANARIES]
    squeezed = bytes(byte for byte in content if byte not in b" .,\xa0\xc2")
    assert not any(canary in squeezed for canary in digits), f"a canary stands in {place}"
    try:
        leaks = find_leaks(content, canary_secrets())
    except UnreadableDocument:
        return  # encrypted or damaged: the raw bytes were searched
    assert not leaks, f"a canary can be read in {place}: {leaks}"


def assert_no_canary_under(folder: Path, *, except_for: tuple[str, ...] = ()) -> None:
    """Fails when a canary stands in a file or file name under the folder; `except_for` are names to pass over."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in except_for:
            assert_no_canary(str(path).encode(), "a file name")
            assert_no_canary(path.read_bytes(), str(path))
