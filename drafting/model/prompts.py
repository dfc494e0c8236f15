"""Prompts are files: `prompts/NAME.md` with front matter (purpose, variables, version) and `$variables` in the text.

A user's own folder (PRISNOTAT_PROMPTS) goes before ours, file by file. What is filled in is never filled in again, so a
`$` in a report is only a sign.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from corpus import ROOT
from corpus.errors import UserError

FOLDER = ROOT / "prompts"
FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
KEYS = {"purpose", "variables", "version"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file.

    Attributes:
        name: the file's name without ending.
        variables: the names that `filled` wants, no more and no fewer.
        hash: SHA-256 of the file, kept with each draft.
        own: whether it came from the user's own folder.
    """

    name: str
    purpose: str
    version: str
    variables: frozenset[str]
    text: str
    hash: str
    own: bool

    def filled(self, **values: str) -> str:
        """The prompt with its variables filled. Raises UserError when one is missing or unknown."""
        for what, names in (("mangler", self.variables - set(values)), ("kjenner ikke", set(values) - self.variables)):
            if names:
                raise UserError(
                    f"Ledeteksten {what} {', '.join(sorted(names))}.",
                    where=f"{self.name}.md",
                    remedy="Rett variables i filen.",
                )
        return Template(self.text).substitute(values)


def load_prompt(name: str, own_folder: Path | None = None) -> Prompt:
    """The prompt in force. Raises UserError when its front matter and its text do not agree."""
    own = own_folder / f"{name}.md" if own_folder else None
    path = own if own and own.is_file() else FOLDER / f"{name}.md"
    where = path.name
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            "Finner ikke ledeteksten, eller den er ikke UTF-8.", where=where, remedy="Legg filen i mappen prompts."
        ) from None
    match = FRONT_MATTER.match(content)
    try:
        head = YAML(typ="safe", pure=True).load(match[1]) if match else None
    except YAMLError:
        head = None
    if match is None or not isinstance(head, dict) or set(head) != KEYS:
        raise UserError(
            "Toppen av filen skal ha purpose, variables og version mellom to linjer med ---.",
            where=where,
            remedy="Se de andre filene i prompts.",
        )
    text = match[2].strip()
    declared, used = frozenset(map(str, head["variables"] or ())), frozenset(Template(text).get_identifiers())
    if not Template(text).is_valid() or declared != used:
        odd = ", ".join(sorted(declared ^ used)) or "$"
        raise UserError(
            f"Variablene i toppen og i teksten er ikke de samme: {odd}.",
            where=where,
            remedy="Rett variables, eller skriv $$ for et dollartegn.",
        )
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Prompt(name, str(head["purpose"]), str(head["version"]), declared, text, digest, path == own)


def section_prompts(key: str, own_folder: Path | None = None) -> tuple[Prompt, Prompt, Prompt, Prompt]:
    """The prompts in force for a section: the role and its rules, the section's own, the one that asks again, and the
    one that asks for a choice.

    Raises UserError when one of them is wrong.
    """
    system, own, again, choice = (load_prompt(name, own_folder) for name in ("system", key, "rettelse", "valg"))
    return system, own, again, choice


def prompt_names() -> tuple[str, ...]:
    """The names of all prompts of the product; the glossary (begreper) is not one."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "begreper"))
