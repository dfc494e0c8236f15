"""What speaks for and against a mention under a key, as numbers between 0 and 1 that a ranker weighs."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.facts.fact.scope import objections
from drafting.facts.mentions.mention import Mention
from drafting.facts.mentions.wanted import Want, key_of

# Every feature with what it means; `weights.toml` holds one weight for each.
FEATURES: dict[str, str] = {
    "own_words": "ordene ved tallet selv sier at det er dette",
    "sentence_words": "setningen eller raden sier det",
    "heading": "kapittelet eller tabellteksten er stedet for det",
    "denied": "ordene ved tallet sier at det er noe annet",
    "speaker": "den som nøkkelen gjelder, er nevnt som den som sier det",
    "nobody": "ingen er nevnt som den som sier det",
    "closing": "det står i oppsummeringen eller den samlede vurderingen",
    "table": "det står i en tabell",
    "column": "det står i kolonnen som nøkkelen gjelder",
    "terms": "prisgrunnlag og mva. er oppgitt der nøkkelen trenger det",
    "elsewhere": "ordene plasserer det i et annet land, en studie, tidligere eller utenfor hovedanalysen",
    "scope": "det gjelder for noe annet enn nøkkelen (hver grunn teller 0,5)",
    "agrees": "det samme tallet står et annet sted i rapporten",
    "doubtful": "tabellens hoder står ikke sikkert over tallene",
}


def features(want: Want, mention: Mention, others: Sequence[Mention]) -> dict[str, float]:
    """The features of a mention under a key; `others` are all mentions of its kind."""
    against = objections(key_of(want, mention), mention.scope)
    return {
        "own_words": float(want.kind_says or bool(want.words.search(mention.near))),
        "sentence_words": float(want.kind_says or bool(want.words.search(mention.text))),
        "heading": float(any(want.places.search(title) for title in mention.around)),
        "denied": float(bool(want.never.search(mention.near))),
        "speaker": float(mention.who == want.who),
        "nobody": float(mention.who == ""),
        "closing": float(mention.closing),
        "table": float(mention.table),
        "column": float(bool(want.arm) and mention.arm == want.arm),
        "terms": float(not want.priced or bool(mention.scope.basis and mention.scope.vat)),
        "elsewhere": float(bool(mention.elsewhere)),
        "scope": min(1.0, len(against) / 2),
        "agrees": float(any(other.value == mention.value and other.source != mention.source for other in others)),
        "doubtful": float(not mention.sure),
    }
