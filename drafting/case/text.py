"""Changes to the text of a case file that keep everything else in it: comments, order, quoting."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from corpus.errors import InvalidCase
from drafting.case.case import Amount, Package


class _Representer(RoundTripRepresenter):
    """Writes a Decimal as the plain number that it is, and never a reference (& and *) to one written before."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _number(representer: _Representer, value: Decimal) -> ScalarNode:
    text = format(value, "f")
    node: ScalarNode = representer.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)
    return node


_Representer.add_representer(Decimal, _number)


def company_in(text: str) -> str:
    """The company that the case file names, whose secret the RHF-AUP is; «leverandøren» while it names none."""
    try:
        root = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        root = None
    product = root.get("product") if isinstance(root, dict) else None
    company = product.get("company") if isinstance(product, dict) else None
    return company.strip() if isinstance(company, str) and company.strip() else "leverandøren"


def with_packages(text: str, packages: Iterable[Package]) -> str:
    """The case file with these packages in the offer; what else a kept package says (strength) stays.

    Raises:
        InvalidCase: the text is not YAML with keys.
    """
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.Representer = _Representer
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        root = yaml.load(text)
    except YAMLError:
        root = None
    if not isinstance(root, dict):
        raise InvalidCase("Saksfilen er ikke gyldig YAML.", remedy="Rett den før tilbudet legges inn.")
    offer = root.get("offer")
    if not isinstance(offer, dict):
        offer = root["offer"] = {}
    old = offer.get("packages") or []
    kept = {str(item.get("item_number")): item for item in old if isinstance(item, dict)}
    offer["packages"] = [_package(kept.get(package.item_number, {}), package) for package in packages]
    written = io.StringIO()
    yaml.dump(root, written)
    return written.getvalue()


def _package(old: dict[str, Any], package: Package) -> dict[str, Any]:
    """The package as it stands in the file, with its new values put in."""
    old["item_number"] = DoubleQuotedScalarString(package.item_number)
    old["description"] = package.description
    if package.strength:
        values = {"amount": package.strength.amount, "unit": package.strength.unit, "units": package.strength.units}
        old["strength"] = _on_one_line({name: value for name, value in values.items() if value is not None})
    old["max_aup"] = _amount(package.max_aup)
    old["rhf_aup"] = _amount(package.rhf_aup)
    return old


def _amount(amount: Amount) -> Any:
    return _on_one_line({"secret": amount.value, "owner": amount.owner}) if amount.secret else amount.value


def _on_one_line(values: dict[str, Any]) -> CommentedMap:
    block = CommentedMap(values)
    block.fa.set_flow_style()
    return block
