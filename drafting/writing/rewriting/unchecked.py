"""A refused paragraph that a person may still be shown: what it says is not checked, only that it is safe to look at.

The guard refuses whatever it cannot show to be the same, also much that is right. A person can judge that, but nobody
reads digits against slots well. So the text is kept only when every slot and number is as in the composer's paragraph
and there is nothing in it that should not be on a screen or in a text area; everything else is the reader's to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.documents import Source
from drafting.checks.guard.told import BASE, Sentence, each_sentence
from drafting.checks.guard.values import NUMBER_WORDS, values
from drafting.model.gateway import Screen
from drafting.note.note import SLOT

# Numbers written as one word: «tjuefem», «femtitusen», «tredoblet», «halvert».
NUMBER_WORD = re.compile(
    rf"(?:(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?:og)?)+"
    r"(?:en|ett|dobl\w*|dobbel\w*|del\w*|gang\w*|poeng\w*|vis)?"
    r"|(?:for)?dobl\w+|halv(?:er\w+|annen|annet|t)?"
)


def may_be_shown(
    sentences: Sequence[Sentence], base: str, passages: Mapping[str, Source], text: str, may_leave: Screen
) -> bool:
    """Whether a refused paragraph may be shown to a person as not checked.

    Args:
        sentences: the paragraph as the model told it.
        base: the composer's paragraph.
        passages: the report's sentences that were given, by id.
        text: the paragraph as it would be shown.
        may_leave: the screen; False for a text in which a secret can be read.
    """
    # A quote of the model's own is no place to hide a number in.
    own = " ".join(item.text for item in sentences if BASE in item.rests_on).translate({ord("«"): " ", ord("»"): " "})
    return (
        bool(own.strip())
        and " ".join(text.split()) != " ".join(base.split())
        and not any(each_sentence(sentences, passages))
        and not any(values(own, base))
        and not _numbers(own) - _numbers(base)
        and may_leave(text)
    )


def _numbers(text: str) -> Counter[str]:
    """What counts and is no ordinary digit: words that are numbers, fractions, Roman and raised digits."""
    bare = SLOT.sub(" ", text).lower()
    words = [word for word in re.findall(r"\w+", bare) if NUMBER_WORD.fullmatch(word)]
    return Counter(words + [sign for sign in bare if unicodedata.category(sign) in ("No", "Nl")])
