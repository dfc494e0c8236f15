"""A case held against texts that anybody can read: what follows of each secret, and what nobody could make out.

What the composer writes for the public is the same whatever the secrets are, so its own sentences and rows in a text
teach nothing; they are taken out before the text is audited, where a number in them may equal a secret by chance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from corpus.bokmal.sentences import sentences
from drafting.case.file import CaseFile
from drafting.confidentiality.audit.back_calculation import audit
from drafting.confidentiality.audit.readers import audit_readers
from drafting.confidentiality.audit.statements.not_understood import KnownSentences, NotUnderstood, not_understood
from drafting.confidentiality.audit.statuses import SecretStatus
from drafting.confidentiality.hiding.audience import filled_note
from drafting.confidentiality.leaks.leaks import note_pieces
from drafting.confidentiality.public_text.of_note import known_of
from drafting.drafts.draft import Draft, draft_note

COUNTED = re.compile(r"\d{1,3} [^\W\d_]+\.?")
FEWEST_LETTERS = 12  # a shorter piece of the program's text could mean another thing where somebody else wrote it


@dataclass(frozen=True, slots=True)
class AuditedCase:
    """Each reader's view of each secret, and the sentences that were not understood."""

    statuses: tuple[SecretStatus, ...]
    unclear: tuple[NotUnderstood, ...]


def audited_case(case_file: CaseFile, texts: Sequence[str], public: Collection[int] = ()) -> AuditedCase:
    """Audits a case.

    Args:
        case_file: the case.
        texts: what anybody can read.
        public: which of them (from 1) are other people's documents that are public already (`not_understood`).
    """
    draft = draft_note(case_file)
    case, figures = case_file.case, draft.figures
    own = _own_text(case_file, draft)
    left = [own.taken_out_of(text) for text in texts]
    known = known_of(draft.note, case, figures, None)
    unclear = not_understood(
        left,
        case,
        figures,
        KnownSentences(
            tuple(known.names),
            known.numbers,
            house=lambda sentence: known.is_house(sentence) or own.is_row(sentence),
            told=lambda sentence: any(status.blocks for status in audit(case, figures, [sentence])),
        ),
        public,
    )
    return AuditedCase(audit_readers(case, figures, left), unclear)


@dataclass(frozen=True, slots=True)
class _OwnText:
    """What the composer writes for the public: whole sentences and rows, and what stands in each cell."""

    whole: tuple[re.Pattern[str], ...]
    cells: tuple[re.Pattern[str], ...]
    words: frozenset[str]

    def taken_out_of(self, text: str) -> str:
        """The text without the composer's sentences and rows, each a paragraph's end."""
        for piece in self.whole:
            text = piece.sub("\n\n", text)
        return text

    def is_row(self, sentence: str) -> bool:
        """Whether nothing is left of a line without the composer's cells: a row that a page has broken otherwise.

        Numbers count whole, as a cell holds them; of words a page may leave a part («injek-»).
        """
        for cell in self.cells:
            sentence = cell.sub(" ", sentence)
        return all(self._is_part(word) for word in re.findall(r"\w+", sentence))

    def _is_part(self, word: str) -> bool:
        return word.isalpha() and any(known.startswith(word) or known.endswith(word) for known in self.words)


def _own_text(case_file: CaseFile, draft: Draft) -> _OwnText:
    """As patterns that do not mind how a page breaks the lines."""
    filled = filled_note(draft.note, case_file, draft.figures, draft.facts, audience="public", draft=False)
    lines = [line for piece in note_pieces(filled) for line in piece.text.splitlines()]
    whole = {piece for line in lines for piece in (sentences(line) if "\t" not in line else [line])}
    cells = {cell for line in lines if "\t" in line for cell in line.split("\t")}
    # A page may set each part of a description on a line of its own: «50 mg», «60 stk. | (blister)».
    cells |= {part for cell in cells if cell[:1].isalpha() for part in (*cell.split(", "), *COUNTED.findall(cell))}
    cells |= {section.title for section in filled.sections}
    words = frozenset(word for cell in cells for word in re.findall(r"[^\W\d_]+", cell))
    return _OwnText(
        _patterns(piece for piece in whole if sum(map(str.isalpha, piece)) >= FEWEST_LETTERS), _patterns(cells), words
    )


def _patterns(pieces: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    long = sorted((piece for piece in pieces if piece.strip()), key=len, reverse=True)
    return tuple(re.compile(r"(?<!\w)" + r"[\s|]+".join(map(re.escape, piece.split())) + r"(?!\w)") for piece in long)
