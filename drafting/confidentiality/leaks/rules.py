"""When a number in a text is a secret.

The rule, in one place. A number that is written with at least four significant digits, and agrees with the secret as
rounded or cut to that precision, is the secret, wherever it stands. Shorter forms need a reason to be read as it:

* a round secret («31 500 000») has fewer digits to show: the whole of it is enough from a million up with two
  digits, from 10 000 with three; else øre, money or the price basis must stand by it, or the basis above its table;
  from 10 000 a word of cost before it will do;
* three digits («om lag 21 500», «21,5 tusen») need a scale word, an approximating word or a named price basis beside
  them, and that the number can be money;
* two digits need both an approximating or scale word and the secret's price basis in the same sentence;
* a percentage needs its sign and a word of discount near it, four digits excepted;
* a duration needs «år» or «måneder» after it, and two digits need a word of duration near it as well;
* numbers whose digits are split over cells, lines or signs, or written backwards, must agree in full, with at least
  five digits. A split number of five digits needs money or a price basis near it.

In a hidden place (metadata, comment, bookmark …) there is no sentence; a number alone on its line needs three digits.
Numbers that the public version rightly prints (`Secret.public` and `allowed`) count only where the sentence names the
secret's price basis and not that of the public number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.bokmal.price_terms import (
    ABOUT_TERMS,
    AT_LEAST_TERMS,
    AT_MOST_TERMS,
    DISCOUNT,
    NEGOTIATED_TERMS,
    PUBLIC_PRICE,
    source,
)
from corpus.bokmal.written_numbers import WrittenNumber, written_numbers
from drafting.confidentiality.leaks.number_forms import Form, Forms

WORD_END = r"(?-i:(?![a-zæøå]))"  # a raised owner's letter may be glued on: «NOKᴬ»
MONEY = re.compile(rf"\s{{0,3}}(?:,-|(?:nok|kr|kroner|norske kroner){WORD_END})", re.I)
MONEY_BEFORE = re.compile(r"(?:\bnok|\bkr\.?|\bkroner|€|\$)[\s:]{0,3}\Z", re.I)
OTHER_UNIT = re.compile(
    r"[\s\-]{0,2}(?:%|prosent|år\b|års|mån|dager|dag\b|døgn|uker|timer|pasient|person|barn\b|innbygg|mg\b|µg|μg|mcg|g/|kg\b|ml\b"
    r"|m2|m²|iu\b|ie\b|pakning|hetteglass|tablett|qaly|kvalitet|stk|sider|celler|vg)",
    re.I,
)
PERCENT = re.compile(r"\s{0,2}(?:%|prosent|pst|prosentpoeng)", re.I)
YEARS = re.compile(rf"[\s\-]{{0,2}}(?:års?{WORD_END}|year)", re.I)
MONTHS = re.compile(r"[\s\-]{0,2}(?:måned|mnd|mån)", re.I)
ABOUT = re.compile(
    rf"{source(ABOUT_TERMS, AT_LEAST_TERMS, AT_MOST_TERMS)}\W{{0,3}}(?:nok|kr\.?|mnok|tnok)?\W{{0,3}}\Z", re.I
)
SECRET_BASIS = re.compile(
    rf"{source(NEGOTIATED_TERMS)}|fremforhandl|rabatt|konfidensiell|hemmelig|etter forhandling", re.I
)
PUBLIC_BASIS = PUBLIC_PRICE
COST = re.compile(r"beløp|pris|kostnad|koster|kostet|betal", re.I)
DURATION = re.compile(r"nøytral|varighet|vedvare|varer|terskel|break|effekt", re.I)
# From what size a round secret is enough by itself, by its digits before the zeros.
ALONE = {2: Decimal(1_000_000), 3: Decimal(10_000)}
LARGEST = Decimal("Infinity")


@dataclass(frozen=True)
class Surroundings:
    """What stands around a number: decides whether a short form is the secret."""

    before: str
    after: str
    sentence: str
    bare: bool
    heading: str = ""

    @property
    def alone(self) -> bool:
        """Whether the number is all there is on its line."""
        return not (self.before.rpartition("\n")[2].strip() or self.after.partition("\n")[0].strip())

    @property
    def money(self) -> bool:
        return bool(MONEY.match(self.after) or MONEY_BEFORE.search(self.before))

    @property
    def secret_basis(self) -> bool:
        return bool(SECRET_BASIS.search(self.sentence))

    @property
    def public_basis(self) -> bool:
        return bool(PUBLIC_BASIS.search(self.sentence))

    @property
    def table_basis(self) -> bool:
        """Whether what stands above a table's row names the secret's price basis."""
        return bool(SECRET_BASIS.search(self.heading))


SENTENCE_END = re.compile(
    r"(?<!\bmva)(?<!\bca)(?<!\bmill)(?<!\bkr)(?<!\bnr)(?<!\bjf)(?<!\bmrd)[.!?]\s+(?=[A-ZÆØÅ«])|\n\s*\n"
)


def surroundings(text: str, number: WrittenNumber, bare: bool) -> Surroundings:
    """The sentence around a number, at most 240 characters to each side."""
    left = text[max(0, number.start - 240) : number.start]
    right = text[number.end : number.end + 240]
    cuts = list(SENTENCE_END.finditer(left))
    sentence_left = left[cuts[-1].end() :] if cuts else left
    cut = SENTENCE_END.search(right)
    sentence_right = right[: cut.start()] if cut else right
    return Surroundings(left[-40:], right[:40], f"{sentence_left} ¤ {sentence_right}", bare, _heading(text, number))


def _heading(text: str, number: WrittenNumber) -> str:
    """What stands above a number in a table, at most 900 characters; empty in running text."""
    left, right = text[max(0, number.start - 201) : number.start], text[number.end : number.end + 201]
    row = left.rpartition("\n")[2] + right.partition("\n")[0]
    letters = sum(sign.isalpha() for sign in row)
    start = number.start - len(left.rpartition("\n")[2])
    return text[max(0, start - 900) : start] if letters <= 60 and len(row) <= 200 else ""


def stands_for(number: WrittenNumber, form: Form, around: Surroundings) -> bool:
    """Whether the number, read so, is the secret: the rule in the module's docstring."""
    if number.split:
        return _split_agrees(number, form, around)
    if form.unit == "%":
        return _percentage(number, form, around)
    if form.unit == "andel":
        return around.bare and form.kept >= 4
    if form.unit in ("år", "måneder"):
        return _duration(number, form, around)
    return _money(number, form, around)


def _digits(value: Decimal) -> int:
    """Digits from the first that is not zero to the last that is not."""
    return len(value.normalize().as_tuple().digits)


def _split_agrees(number: WrittenNumber, form: Form, around: Surroundings) -> bool:
    if not (form.exact and form.unit == "NOK" and number.whole):
        return False
    digits = number.value.adjusted() + 1 + number.decimals
    return digits >= 6 or (digits >= 5 and (around.money or around.secret_basis or around.bare))


def _percentage(number: WrittenNumber, form: Form, around: Surroundings) -> bool:
    if not number.whole or number.scaled:
        return False
    signed = bool(PERCENT.match(around.after))
    if around.bare:
        told = (signed and form.kept >= 3) or bool(DISCOUNT.search(around.sentence))
        written = number.value.adjusted() + 1 + number.decimals  # a «40» in a cell of its own is any number
        return (min(form.kept, written) >= 3 and around.alone) or (told and form.kept >= 2)
    if not signed:
        return False
    if form.kept >= 4 and number.decimals >= 2:
        return True
    near = bool(DISCOUNT.search(around.sentence)) or (around.secret_basis and form.kept >= 3)
    return near and (form.kept >= 2)


def _duration(number: WrittenNumber, form: Form, around: Surroundings) -> bool:
    if not number.whole or number.scaled:
        return False
    if around.bare:
        told = around.alone or bool(YEARS.match(around.after)) or bool(DURATION.search(around.sentence))
        return form.kept >= 3 and number.decimals > 0 and told
    if not (YEARS if form.unit == "år" else MONTHS).match(around.after):
        return False
    neutral = "nøytral" in around.sentence.lower()
    if form.unit == "måneder" or not number.decimals:
        return neutral and (form.kept >= 2 or bool(ABOUT.search(around.before)))
    return (form.kept >= 3 and number.decimals >= 2) or (form.kept >= 2 and bool(DURATION.search(around.sentence)))


def _money(number: WrittenNumber, form: Form, around: Surroundings) -> bool:
    """Whether a number is the secret amount: long forms by themselves, short ones by what stands around them."""
    digits, long = _digits(number.value), number.value >= 10_000 or number.decimals > 0
    money = around.money or number.scaled or (number.words and number.value >= 1000)
    if _something_else(number, form, around, money):
        return False
    if form.unit == "uten mva.":
        return digits >= 5 and (money or around.bare or digits >= 6)
    if digits >= 4 and form.kept >= 4:
        return long or money or around.secret_basis or around.bare
    if form.exact and _round_secret(number, around, money):
        return True
    about = bool(ABOUT.search(around.before))
    if form.kept >= 3:
        return (long or money) and (number.scaled or around.secret_basis or about)
    return form.kept >= 2 and money and around.secret_basis and not around.public_basis and (about or number.scaled)


def _round_secret(number: WrittenNumber, around: Surroundings, money: bool) -> bool:
    """Whether a number of three digits or fewer that is all of the secret is enough."""
    if money or around.secret_basis or (number.decimals >= 2 and number.value >= 10_000):
        return True
    if number.value >= ALONE.get(_digits(number.value), LARGEST):
        return True
    return number.value >= 10_000 and (around.bare or around.table_basis or bool(COST.search(around.before)))


def _something_else(number: WrittenNumber, form: Form, around: Surroundings, money: bool) -> bool:
    """A number of patients, a dose, a part of a longer number or of a word."""
    digits = _digits(number.value)
    if OTHER_UNIT.match(around.after) and not money and (digits < 5 or number.decimals == 0):
        return True
    if not number.whole and not (form.exact and (digits >= 5 or money)):
        return True
    return digits < 6 and bool(re.search(r"[^\W\d_]\Z", around.before))


def find_in(text: str, forms: Forms, bare: bool, allowed: frozenset[Decimal]) -> Iterator[tuple[WrittenNumber, Form]]:
    """The numbers of a folded text that are secrets, with the form of each."""
    for number in written_numbers(text, forms.digits):
        for form in forms.of(number):
            around = surroundings(text, number, bare)
            value = number.value.normalize()
            rightly = value in allowed or value in form.secret.public
            if rightly and (around.public_basis or not around.secret_basis):
                continue
            if stands_for(number, form, around):
                yield number, form
