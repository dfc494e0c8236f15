"""Words and cell formats that say that a number is no amount in NOK with VAT for one package.

A sum is never converted: the rate of a currency on a day, or which of two readings was meant, is not ours to choose.
"""

from __future__ import annotations

import re

CURRENCY = re.compile(
    r"(?<!\w)(?:EUR|USD|GBP|SEK|DKK|CHF|ISK|JPY)(?!\w)|[€$£¥]"
    r"|(?<!\w)(?:euro|dollar|pund|svenske kroner|danske kroner)(?!\w)"
    r"|(?<!\w)(?:eur|usd|gbp|sek|dkk|chf)(?=\s*(?:\)|$|/|pr|per|ink|ek))",
    re.M,
)
SCALE = re.compile(
    r"(?<!\w)(?:tnok|knok|mnok|mdnok|tkr|kkr|mkr)(?!\w)"
    r"|(?<!\w)(?:1[\s.\u00a0]?000(?:\s*000)?|tusen|hundre|mill\.?|millioner|mrd\.?|milliarder)\s*(?:norske\s+)?(?:nok|kr\b|kroner)"
    r"|(?<!\w)(?:nok|kr|kroner)\s*(?:[x×*]\s*)?1[\s.\u00a0]?000(?!\d)"
    r"|(?<!\w)i\s+(?:hele\s+)?(?:1[\s.\u00a0]?000|tusen|hundre|millioner|mill)(?!\w)"
    r"|\(\s*(?:i\s+)?(?:hele\s+)?(?:1[\s.\u00a0]?000|tusen|mill\.?|millioner)\s*\)|(?<!\w)øre(?!\w)",
    re.I,
)
WITHOUT_VAT = re.compile(
    r"(?<!\w)(?:eks(?:kl)?\.?|ekskl(?:usive?)?|uten|excl?\.?|før)\s*(?:mva|moms|vat|merverdi)", re.I
)
# What may stand in the format of a cell that shows NOK: digits and separators, spaces, colours, signs and «kr».
QUOTED = re.compile(r'"([^"]*)"|\\(.)')
BRACKETS = re.compile(r"\[([^\]]*)\]")
FIELDS = re.compile(r"[0#?.,;()\-+ \u00a0_*@]*")
COLOURS = ("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "svart", "rød", "blå")
# Source: Microsoft's language codes. «kr» is Norwegian with these, Swedish with 41D, Danish with 406.
NORWEGIAN = ("", "414", "814", "0414", "0814", "14", "nb-no", "nn-no", "no-no", "no", "nb", "nn")
KRONER = re.compile(r"\s*(?:kr\.?|nok|kroner|,-|,–)\s*|[\s.,:()+\-–\u00a0']*", re.I)
OTHER, UNKNOWN = "vises i en annen valuta enn norske kroner", "har et format som ikke kan tolkes"
AS_NUMBER = "Formater cellen som tall, og kontroller at beløpet er i kroner inkl. mva."


def unit_fault(text: str) -> str:
    """What a text says that makes the numbers under it something else than NOK with VAT; «» when nothing."""
    if match := CURRENCY.search(text):
        return f"annen valuta ({match[0].strip()})"
    if match := SCALE.search(text):
        return f"annen enhet enn kroner ({' '.join(match[0].split()).strip('()')})"
    return "pris uten mva" if WITHOUT_VAT.search(text) else ""


def format_fault(number_format: str) -> str:
    """Why a number in a cell of this format is no amount in NOK as it is shown; «» when it is one."""
    shown = number_format or "General"
    if shown.lower() in ("general", "standard", "@"):
        return ""
    plain = QUOTED.sub("", BRACKETS.sub("", shown))
    what = _percent(plain) or _brackets(shown) or _quoted(BRACKETS.sub("", shown)) or _signs(plain)
    return f"Cellen {what}. {AS_NUMBER}" if what else ""


def _percent(plain: str) -> str:
    return "vises som prosent" if "%" in plain else ""


def _brackets(shown: str) -> str:
    """«[$€-2]», «[$kr-41D]», «[Red]», «[>100]»."""
    for code in BRACKETS.findall(shown):
        symbol, _, language = code[1:].partition("-") if code.startswith("$") else ("", "", "")
        if symbol.strip() and (not KRONER.fullmatch(symbol) or language.lower() not in NORWEGIAN):
            return OTHER
        if not code.startswith("$") and code.lower() not in COLOURS:
            return UNKNOWN
    return ""


def _quoted(shown: str) -> str:
    for text in (quoted or escaped for quoted, escaped in QUOTED.findall(shown)):
        if "%" in text:
            return "vises som prosent"
        if not KRONER.fullmatch(text):
            return OTHER if CURRENCY.search(text) else "vises med en tekst som ikke kan tolkes"
    return ""


def _signs(plain: str) -> str:
    """What is left when texts and brackets are out."""
    if CURRENCY.search(plain):
        return OTHER
    plain = re.sub(r"[_*].", "", plain)
    if not re.search(r"[0#?@]|general|standard", plain, re.I):
        return "har et format som skjuler tallet"
    if re.search(r"[0#?],+(?![0#?,])", plain):
        return "vises i tusen eller millioner"
    return "" if FIELDS.fullmatch(re.sub(r"general|standard|kr\.?", "", plain, flags=re.I)) else UNKNOWN
