"""A YAML case file to a Case. Every mistake names the file, the line, the key and the remedy.

The file is read as YAML 1.2 nodes, not as Python values: numbers stay exactly as written, a key given twice is
seen, and every value keeps its line. Messages never repeat a value, since it may be secret.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from corpus.errors import InvalidCase
from drafting.case.case import ALWAYS_SECRET, Amount, Case, later_than_note
from drafting.case.mistakes import Lines, first_mistake, place_in
from drafting.case.paths import KeyPath, dotted, key_path, walk

LARGEST_FILE = 1_000_000  # bytes; a case file is a few kB


# What a file that is no case file begins with.
OTHER_FILES = {
    b"\xff\xfe": "lagret i UTF-16",
    b"\xfe\xff": "lagret i UTF-16",
    b"%PDF": "en PDF",
    b"PK\x03\x04": "en Word-, Excel- eller ZIP-fil",
    b"\xd0\xcf\x11\xe0": "en eldre Word- eller Excel-fil",
}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as read: the case, the text it came from, its hash (`open_hash`) and the line of each key."""

    case: Case
    text: str
    hash: str
    lines: Lines
    name: str


def read_case(path: Path) -> CaseFile:
    """The case in a file. Raises InvalidCase with file, line and key."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except FileNotFoundError:
        raise InvalidCase("Fant ikke saksfilen.", where=str(path), remedy="Kontroller navnet på filen.") from None
    except OSError as error:
        reason = error.strerror or "ukjent feil"
        raise InvalidCase(
            f"Kan ikke lese saksfilen ({reason}).", where=str(path), remedy="Kontroller tilgangen."
        ) from None
    if content is None:
        raise InvalidCase("Filen er for stor til å være en saksfil.", where=path.name, remedy="Velg en YAML-fil.")
    if other := next((kind for start, kind in OTHER_FILES.items() if content.startswith(start)), ""):
        raise InvalidCase(
            f"Filen er {other} og er ikke lest.", where=path.name, remedy="Velg en YAML-fil, lagret i UTF-8."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InvalidCase(
            "Saksfilen er ikke i UTF-8 (trolig Latin-1).",
            where=f"{path.name}, linje {line}",
            remedy="Lagre den som UTF-8 og prøv igjen.",
        ) from None
    return parse_case(text, path.name)


def parse_case(text: str, name: str = "saksfilen") -> CaseFile:
    """The case in a YAML text. Raises InvalidCase with file, line and key."""
    lines: Lines = {}
    raw = _raw(text, name, lines)
    _own_secrets(raw)
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        raise first_mistake(error.errors(), lines, name) from None
    for key, day in later_than_note(case):
        raise InvalidCase(
            f"{key} ({day:%d.%m.%Y}) er senere enn notatets dato ({case.note_date:%d.%m.%Y}).",
            where=place_in(name, lines, key_path(case, key)),
            remedy="Rett en av datoene.",
        )
    _known_packages(case, name, lines)
    return CaseFile(case, text, open_hash(case), lines, name)


def _raw(text: str, name: str, lines: Lines) -> dict[str, Any]:
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InvalidCase(
            "Saksfilen er ikke gyldig YAML.",
            where=f"{name}, linje {line}",
            remedy="Se etter innrykk, kolon og anførselstegn.",
        ) from None
    except (YAMLError, ValueError, RecursionError):
        raise InvalidCase("Saksfilen er ikke gyldig YAML.", where=name, remedy="Se etter uvanlige tegn.") from None
    if not isinstance(root, MappingNode):
        raise InvalidCase("Saksfilen er tom eller uten nøkler.", where=name, remedy="Begynn med method_id: ID2025_001.")
    value = _value(root, (), lines, name, set())
    assert isinstance(value, dict)
    return value


def _value(node: Node, path: KeyPath, lines: Lines, name: str, seen: set[int]) -> Any:
    """A node as a plain value, with its line noted. Raises InvalidCase on a repeated key or an alias."""
    lines[path] = node.start_mark.line + 1
    if id(node) in seen:
        raise InvalidCase(
            "Henvisninger (& og *) kan ikke brukes i en saksfil.",
            where=place_in(name, lines, path),
            remedy="Skriv verdien ut.",
        )
    seen.add(id(node))
    if isinstance(node, SequenceNode):
        return [_value(item, (*path, n), lines, name, seen) for n, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        found: dict[str, Any] = {}
        for key_node, item in node.value:
            key = str(key_node.value)
            place = f"{name}, linje {key_node.start_mark.line + 1}"
            if key in found:
                raise InvalidCase(f"Nøkkelen «{key}» står to ganger.", where=place, remedy="Behold den ene.")
            found[key] = _value(item, (*path, key), lines, name, seen)
            lines[(*path, key)] = key_node.start_mark.line + 1
        return found
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _scalar(node: ScalarNode) -> Any:
    """A scalar as null, bool, Decimal, date or text; what is no proper date stays text and is refused later."""
    kind, text = str(node.tag).rsplit(":", 1)[-1], node.value
    with suppress(InvalidOperation, ValueError):
        if kind in ("int", "float"):
            return Decimal(text.replace("_", ""))
        if kind == "timestamp" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    return {"null": None, "bool": text.lower() == "true"}.get(kind, text)


def _own_secrets(raw: dict[str, Any]) -> None:
    """Plain numbers in places that are always secret get the owner that docs/rules.md gives them, in place."""
    product, offer, comparator = (raw.get(key) for key in ("product", "offer", "comparator"))
    company = product.get("company") if isinstance(product, dict) else None
    packages = offer.get("packages") if isinstance(offer, dict) else None
    alternatives = raw.get("comparison")
    owned = [(package, company) for package in packages or () if isinstance(packages, list)]
    owned += [(item, None) for item in [comparator, *(alternatives if isinstance(alternatives, list) else [])]]
    for block, owner in owned:
        if isinstance(block, dict):
            for key in ALWAYS_SECRET & set(block):
                if isinstance(block[key], Decimal):
                    block[key] = {"secret": block[key], "owner": owner or block.get("name") or "ukjent"}
    _own_drug_costs(raw.get("cost_utility"), owned, comparator)


def _own_drug_costs(utility: Any, offered: list[tuple[Any, Any]], comparator: Any) -> None:
    """Plain drug costs at RHF-AUP get an owner, in place.

    It is whoever owns the price that the cost follows, else the company, or for the comparator its name.
    """
    if not isinstance(utility, dict):
        return
    prices = {str(block.get("item_number")): block.get("rhf_aup") for block, _ in offered if isinstance(block, dict)}
    owners = {item: price["owner"] for item, price in prices.items() if isinstance(price, dict) and "owner" in price}
    company = next((owner for _, owner in offered if owner), None)
    own = utility.get("drug_cost")
    costs = [cost for cost in (own if isinstance(own, list) else [own]) if isinstance(cost, dict)]
    owned = [(cost, owners.get(str(cost.get("package"))) or company) for cost in costs]
    yearly = comparator.get("annual_cost_rhf_aup") if isinstance(comparator, dict) else None
    other = (yearly.get("owner") if isinstance(yearly, dict) else None) or (
        comparator["name"] if isinstance(comparator, dict) and "name" in comparator else None
    )
    for cost, owner in [*owned, (utility.get("comparator_drug_cost"), other)]:
        if isinstance(cost, dict) and cost.get("basis") == "rhf_aup" and isinstance(cost.get("amount"), Decimal):
            cost["amount"] = {"secret": cost["amount"], "owner": owner or "ukjent"}


def _known_packages(case: Case, name: str, lines: Lines) -> None:
    """Raises InvalidCase when a block names a package that is not offered, or an item number is offered twice."""
    offered = [package.item_number for package in case.offer.packages] if case.offer else []
    for place, item in enumerate(offered):
        if item in offered[:place]:
            raise InvalidCase(
                f"Varenummer {item} står to ganger i tilbudet.",
                where=place_in(name, lines, ("offer", "packages", place, "item_number")),
                remedy="Behold den ene.",
            )
    named = ((place.steps, str(place.value)) for place in walk(case) if place.field == "package")
    for path, item in named:
        key = dotted(path)
        if item not in offered:
            raise InvalidCase(
                f"{key} viser til varenummer {item}, som ikke er i tilbudet.",
                where=place_in(name, lines, path),
                remedy="Legg pakningen inn under offer.packages.",
            )
        if not case.package(item).in_calculations:
            raise InvalidCase(
                f"{key} viser til varenummer {item}, som har in_calculations: false.",
                where=place_in(name, lines, path),
                remedy="Ta bort in_calculations, eller vis til en annen pakning.",
            )


def open_hash(case: Case) -> str:
    """SHA-256 of what the case says, its secret amounts left out, whatever its text looks like.

    The hash goes out with the sources and the trace. Of the whole text it would tell whoever guesses the right price
    that he did: prices have few digits, and everything else in the file can be known.
    """
    return hashlib.sha256(json.dumps(_open(case), ensure_ascii=False).encode()).hexdigest()


def _open(value: Any) -> Any:
    if isinstance(value, Amount):
        return ["secret", value.owner] if value.secret else [format(value.value.normalize(), "f")]
    if isinstance(value, BaseModel):
        return {name: _open(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_open(item) for item in value]
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
