"""What texts that are already public say of the secrets: every true statement as an interval of a quantity.

A statement counts where it is true of the secret's real value: an untrue one teaches nothing, and of several readings
of a sentence every true one counts. It must fit by its words: the price basis that its sentence or row names, whose
price it speaks of, and what it is per. A number that the public figures explain as well teaches nothing, unless its
sentence names the negotiated price.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.bokmal.price_terms import DISCOUNT, PURCHASE_PRICE, SAVING_TERMS, compiled
from corpus.bokmal.written_numbers import folded
from drafting.calculations.graph.figures import Figure
from drafting.case.case import Case
from drafting.confidentiality.audit.chance import CHANCE_OF_STATEMENT, by_chance
from drafting.confidentiality.audit.statements.directions import directions
from drafting.confidentiality.audit.statements.mention import Mention, Span
from drafting.confidentiality.audit.statements.mentions import mentions
from drafting.confidentiality.audit.statements.quantities import Quantity, made, quantities
from drafting.confidentiality.audit.statements.rates import currency_rates
from drafting.confidentiality.audit.statements.relations import Pair, Together, related, together
from drafting.confidentiality.audit.statements.statement import (
    EX_VAT,
    Context,
    Published,
    discounts_of,
    factors_of,
    far_off,
    relation_fits,
)
from drafting.confidentiality.audit.statements.subjects import Subjects
from drafting.confidentiality.audit.statements.wording import (
    CONDITION,
    DEFINITE,
    LOWER,
    OTHER_DRUG,
    SPEAKS_OF_COST,
    Places,
    has,
    pers,
)

DURATION_WORDS = re.compile(
    r"nøytral|inntjen|tjent\s+inn|varighet|varer|vedvar|effekt|dekke|spart|break|lønn|terskel|balanse|går\s+opp", re.I
)
COMBINED = re.compile(r"\.(?:sum|mean|step\d+)$")
SAVING = compiled(SAVING_TERMS)
ROW_LETTERS = 60  # a line with more letters is prose, and its sentence decides
MOST_PACKAGES = 60
EXPLAINED = 2  # significant digits by which a public amount accounts for a number


def published(texts: Iterable[str], figures: Mapping[str, Figure], case: Case | None = None) -> tuple[Published, ...]:
    """Everything that the texts give away about the confidential figures, the narrowest statement of each first.

    Args:
        texts: what outsiders can read.
        figures: all figures of the case; public ones explain numbers, and stand beside secret ones in relations.
        case: names of the drugs, contents of the packages, patients.
    """
    reader = Reader(case, figures)
    found: dict[tuple[Published, Decimal | None], Published] = {}
    for place, raw in enumerate(texts, start=1):
        for statement in reader.read(folded(raw), place):
            value = statement.figure.value if statement.figure else None
            found.setdefault((statement, value), statement)
    return tuple(sorted(_apart(found.values()), key=_width))


def _apart(statements: Iterable[Published]) -> Iterator[Published]:
    """The statements with one key for one figure: a week is 1/52 of a year, or 7/365.25."""
    values: dict[str, list[Decimal]] = {}
    for statement in statements:
        if statement.figure is not None:
            known = values.setdefault(statement.key, [])
            if statement.figure.value not in known:
                known.append(statement.figure.value)
            if place := known.index(statement.figure.value):
                statement = replace(statement, key=f"{statement.key}.{place + 1}")  # noqa: PLW2901
        yield statement


def _width(statement: Published) -> Decimal:
    if statement.low is None or statement.high is None:
        return Decimal("Infinity")
    return statement.high - statement.low


class Reader:
    """The quantities of one case, and how a text speaks of them."""

    def __init__(self, case: Case | None, figures: Mapping[str, Figure]) -> None:
        every = quantities(case, figures)
        self.subjects = Subjects(case)
        self.secret = [q for q in every if q.secret]
        self.combined = [q for q in self.secret if COMBINED.search(q.key)]
        self.plain = [q for q in self.secret if not COMBINED.search(q.key)]
        self.public = [q for q in every if not q.secret]
        self.entered = [leaf for leaf in _entered(figures) if leaf.unit == "NOK" and not leaf.confidential]
        self.pairs = together(every)
        self.highest = {q.key: q for q in self.public}
        self.discounts = [figure for figure in figures.values() if figure.unit == "%" and figure.confidential]
        self.signed = [q.figure for q in self.secret] + discounts_of(self.pairs, self.discounts)
        self.years = [figure for figure in figures.values() if figure.unit == "år" and figure.confidential]

    def read(self, text: str, place: int) -> Iterator[Published]:
        rates = currency_rates(text)
        places = Places(text)
        for mention in mentions(text):
            context = self._context(mention, places)
            if context is not None:
                yield from self._told(context, rates, f"tall i kjent tekst {place}")
        for figure, low, high, says in directions(text, self.signed, self.pairs, self.subjects, place):
            two_sided = low is not None and high is not None
            yield Published(figure.key, low, high, says, two_sided, figure)

    def explains(self, mention: Mention) -> bool:
        """Whether a stated number is a public amount or share of the case, to the digits it is stated with.

        A bound is never explained so: some public amount is always below it.
        """
        if not mention.two_sided:
            return False
        if mention.unit in ("%", "ratio"):
            values = [
                many * (left.figure.value / right.figure.value)
                for many in (1, 100)
                for left in self.public
                for right in self.public
                if left is not right and right.figure.value
            ]
            return any(mention.of(value) for value in values)
        context = Context(mention, frozenset(), False, True, False, False, False)
        amounts = (q.figure.value * factor for q in self.public for factor, _, _ in factors_of(q, context))
        return any((hit := mention.of(abs(value))) and hit[1] >= EXPLAINED for value in amounts)

    def _context(self, mention: Mention, places: Places) -> Context | None:
        """The basis that the row, the sentence or what stands above names; None where nothing speaks of cost."""
        around, sentence = mention.around, mention.sentence
        row = mention.unit != "ratio" and sum(sign.isalpha() for sign in around.line) <= ROW_LETTERS
        spans = [around.row, around.sentence] if row else [around.sentence]
        if row or mention.unit == "bare":
            spans.append(around.above)
        if mention.unit != "bare":
            spans.append(around.near)
        negotiated, public = places.bases(spans)
        if not (negotiated or public or mention.unit in ("NOK", "years") or has(SPEAKS_OF_COST, sentence)):
            return None
        return Context(
            mention,
            self.subjects.named(sentence),
            negotiated,
            public,
            has(CONDITION, sentence),
            has(DISCOUNT, sentence),
            has(SAVING, sentence),
        )

    def _told(self, context: Context, rates: Mapping[str, Decimal], says: str) -> Iterator[Published]:
        unit = context.mention.unit
        if context.conditional and not self._settled(context):
            return
        if unit in ("NOK", "bare"):
            yield from self._amounts(context, rates, says)
        if unit == "years":
            yield from self._durations(context, says)
        if unit == "%" and (context.discount or context.negotiated or has(LOWER, context.sentence)):
            yield from self._discounts(context, says)
        if unit != "bare" or context.saving or context.discount:
            yield from self._relations(context, f"{says}, utledet")

    def _settled(self, context: Context) -> bool:
        """A conditional sentence states what is exact (or the very condition of a threshold); a rough bound is nothing.

        With a condition that public figures fulfil («med 18 pasienter») it states the rest as well.
        """
        mention = context.mention
        if mention.unit == "years":
            return True
        return mention.two_sided and mention.spans[0][1] >= 3

    def _relations(self, context: Context, says: str) -> Iterator[Published]:
        if not (context.negotiated or context.public or self._speaks_plainly(context)):
            return
        for pair, told in related(
            self.pairs,
            context.mention,
            context.named,
            negotiated=context.negotiated,
            public=context.public,
            per_sentence=pers(context.sentence),
            ex_vat=has(EX_VAT, context.sentence),
        ):
            one_sided = told.unit == "NOK" and not context.mention.two_sided
            if one_sided and not (context.negotiated or context.public):
                continue
            if self._entered_amount(context):
                continue
            if relation_fits(told, context) and not self._public_relation(context, pair, told):
                figure = made(told.key, told.label, told.term, told.unit)
                yield from self._statement(context, figure, Decimal(1), says, told.span)

    def _entered_amount(self, context: Context) -> bool:
        """Whether a number is a public amount of the case, and nothing says that a price or a change is meant."""
        if context.negotiated or context.saving or context.discount or not context.mention.two_sided:
            return False
        return any(context.mention.of(abs(leaf.value)) for leaf in self.entered)

    def _public_relation(self, context: Context, pair: Together, told: Pair) -> bool:
        """Whether the two public prices stand in the same relation, and nothing says that others are meant."""
        if context.negotiated or pair.kind == "maximum":
            return False
        sides = [self.highest.get(side.key.replace("rhf_aup", "max_aup")) for side in (pair.left, pair.right)]
        if None in sides:
            return False
        left, right = (side.figure.value for side in sides if side)
        if not (left and right):
            return False
        values = [left - right, right - left] if told.unit == "NOK" else [
            many * value
            for many in (1, 100)
            for share in (left / right, right / left)
            for value in (share, 1 - share, share - 1)
        ]  # fmt: skip
        return any(context.mention.of(Decimal(value)) for value in values)

    # -- amounts ---------------------------------------------------------------------------------------------------

    def _amounts(self, context: Context, rates: Mapping[str, Decimal], says: str) -> Iterator[Published]:
        mention = context.mention
        currency = rates.get(mention.currency) if mention.currency else Decimal(1)
        if currency is None:
            return
        told = list(self._equal_to(self.plain, context, currency, says))
        yield from told or self._equal_to(self.combined, context, currency, says)
        if not told and context.negotiated and mention.two_sided:
            yield from self._multiples(context, says)

    def _equal_to(
        self, among: Sequence[Quantity], context: Context, currency: Decimal, says: str
    ) -> Iterator[Published]:
        """What a number says of quantities that it fits by its words and is true of, and not by chance."""
        mention = context.mention
        tried = [
            (q, factor, name, strict)
            for q in among
            if self._fits(q, context)
            for factor, name, strict in factors_of(q, context)
        ]
        loose = mention.two_sided and not context.negotiated  # nothing says that it is of the deal
        for q, factor, name, strict in tried:
            value = q.figure.value * factor / currency
            hit = mention.of(abs(value))
            if hit is None:
                continue
            span, kept = hit
            if loose and not strict and by_chance(kept, len(tried), CHANCE_OF_STATEMENT):
                continue
            if not self._enough(context, kept, strict) or self._explained(context, q, span, kept):
                continue
            yield from self._statement(context, q.figure, factor / currency, says, span, name)

    def _multiples(self, context: Context, says: str) -> Iterator[Published]:
        """Several packages, when a number equals nothing else and has digits enough to be no chance."""
        for q in self.secret:
            if q.per != "package" or not self._fits(q, context) or "aip" in q.basis:
                continue
            for count in range(2, MOST_PACKAGES + 1):
                (low, high), kept = context.mention.spans[0]
                value = q.figure.value * count
                if (
                    kept >= 5
                    and low is not None
                    and high is not None
                    and low <= value <= high
                    and value >= (high - low) * 20_000
                ):
                    yield from self._statement(context, q.figure, Decimal(count), says, (low, high), f"{count} stk.")

    def _fits(self, q: Quantity, context: Context) -> bool:
        """Whether basis and subject of a quantity are those that the words name."""
        if "aip" in q.basis and not has(PURCHASE_PRICE, context.sentence):
            return False
        if q.basis.startswith("max") and not context.public:
            return False
        if q.basis.startswith("rhf") and context.public and not context.negotiated:
            return False
        named = context.named
        if named and q.subject != "both" and q.subject not in named:
            return False
        return context.negotiated or context.public or "aip" in q.basis or self._speaks_plainly(context)

    def _speaks_plainly(self, context: Context) -> bool:
        """Without a price basis: an amount of money, or a share in a sentence that speaks of cost."""
        mention = context.mention
        if mention.unit not in ("NOK", "%", "ratio") or has(OTHER_DRUG, context.sentence):
            return False
        return mention.unit == "NOK" or has(SPEAKS_OF_COST, context.sentence)

    def _told_of(self, context: Context) -> bool:
        """Whether something says that the case's own drugs are spoken of."""
        sentence = context.sentence
        told = context.negotiated or context.public or context.named or context.saving or context.discount
        return bool(told or has(DEFINITE, sentence) or any(per.outright for per in pers(sentence)))

    def _enough(self, context: Context, kept: int, strict: bool) -> bool:
        """Whether a number has digits enough to be no chance, given how well its words fit."""
        mention = context.mention
        if not self._told_of(context) and kept < 4:
            return False
        if not mention.two_sided:
            return strict or not any(per.outright for per in pers(context.sentence))
        if strict:
            return kept >= (1 if mention.rough else 2) or kept >= 3
        if mention.unit == "bare" or any(per.outright for per in pers(context.sentence)):
            return kept >= (3 if mention.unit == "bare" and context.negotiated | context.public else 4)
        return kept >= (2 if context.negotiated or not mention.rough else 1) or mention.rough

    def _explained(self, context: Context, q: Quantity, span: Span, kept: int) -> bool:
        """Whether a public figure accounts for a number as well as the secret does."""
        if context.negotiated and not context.public:
            return False
        if q.basis.startswith("max"):
            return False
        two_sided = context.mention.two_sided
        for other in self.public:
            same = other.per == q.per and other.subject == q.subject
            if ("aip" in other.basis and "aip" not in q.basis) or not (two_sided or same):
                continue
            for factor, _, _ in factors_of(other, context):
                hit = context.mention.of(other.figure.value * factor)
                # a rough number is explained by the same thing, or by another that it equals to more digits
                if hit and (hit[1] >= (kept if same else max(kept, 3)) if two_sided else hit[0] == span):
                    return True
        return False

    # -- durations and discounts -----------------------------------------------------------------------------------

    def _durations(self, context: Context, says: str) -> Iterator[Published]:
        if context.public and not context.negotiated:
            figures = [figure for figure in self.years if "max" in figure.key]
        else:
            figures = [figure for figure in self.years if "rhf" in figure.key]
        if not has(DURATION_WORDS, context.sentence):
            return
        if not (context.negotiated or context.public or "nøytral" in context.sentence.lower() or context.saving):
            return
        for figure in figures:
            hit = context.mention.of(figure.value)
            if hit is None and context.conditional and not context.mention.two_sided:
                # «dersom effekten varer lenger enn …, er den besparende»: the border lies on this side of it
                (low, high), kept = context.mention.spans[0]
                hit = ((None, low) if low is not None else (high, None)), kept
            if hit is not None:
                yield from self._statement(context, figure, Decimal(1), says, hit[0])

    def _discounts(self, context: Context, says: str) -> Iterator[Published]:
        for figure in self.discounts:
            hit = context.mention.of(figure.value)
            if hit is not None and (not context.conditional or hit[1] >= 3):
                yield from self._statement(context, figure, Decimal(1), says, hit[0])

    def _statement(
        self, context: Context, figure: Figure, factor: Decimal, says: str, span: Span, name: str = ""
    ) -> Iterator[Published]:
        """The statement, with the sign of a number that is printed without it; nothing when it is no news."""
        if far_off(span, figure.value * factor, context.negotiated):
            return
        low, high = span
        value = figure.value * factor
        if value < 0 and context.mention.unit in ("NOK", "bare"):
            low, high = None if high is None else -high, None if low is None else -low
        if factor != 1:
            figure = made(f"{figure.key}.{name}", f"{figure.label} ({name})", figure * factor, figure.unit)
        two_sided = context.mention.two_sided
        what = says if two_sided else says.replace("tall", "en øvre grense" if low is None else "en nedre grense")
        exact = two_sided and low is not None and high is not None
        yield Published(figure.key, low, high, what, exact, figure, (context.mention.start, context.mention.end))


def _entered(figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """The inputs that the figures rest on, each once."""
    seen: set[int] = set()
    todo = list(figures.values())
    while todo:
        figure = todo.pop()
        if id(figure) in seen:
            continue
        seen.add(id(figure))
        if figure.term is None:
            yield figure
        todo.extend(figure.inputs)
