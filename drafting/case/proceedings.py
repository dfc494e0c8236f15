"""What goes on around the assessment: report, decisions, agreement, dates, other countries, and who writes to whom."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from corpus.bokmal.institutions import BESLUTNINGSFORUM, RHF_NAMES
from drafting.case.values import Block, Day, MethodId, Text

Track = Literal["cost_utility", "cost_comparison", "threshold", "cost_minimisation", "no_health_economics"]
CountryStatus = Literal[
    "accepted",
    "accepted_with_agreement",
    "accepted_with_restriction",
    "interim_accepted",
    "managed_access",
    "not_accepted",
    "ongoing",
    "none_found",
]


class Report(Block):
    track: Track
    dated: Day | None = None
    updated: Day | None = None


class Decision(Block):
    forum_date: Day | None = None
    available_from: Literal["decision"] | Day | None = None


class Agreement(Block):
    """The agreement of the price. `payment` is how a one-off treatment is paid, where the agreement says.

    `one_off`: all when it is given. `by_result`: depending on how it goes. `instalments`: over time.
    """

    kind: Literal["gene_and_cell_therapy", "alternative_price", "framework"]
    payment: Literal["one_off", "by_result", "instalments"] | None = None
    site: str = ""
    negotiated: Day | None = None


class Process(Block):
    report_received: Day | None = None
    inquiry_sent: Day | None = None
    prices_received: Day | None = None
    agreement_negotiated: Day | None = None
    note_finished: Day | None = None


class OtherCountry(Block):
    country: Text
    body: str = ""
    status: CountryStatus
    dated: Day | None = None
    url: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""
    quote: str = ""


class EarlierDecision(Block):
    """A decision on another indication of the same product, quoted in Bakgrunn."""

    method_id: MethodId
    forum: Text = BESLUTNINGSFORUM.short
    dated: Day
    indication: str = ""
    text: Text


class Signature(Block):
    name: Text
    title: Text


class Recipient(Block):
    organisation: Text
    title: Text = "Fagdirektør"
    name: str = ""


RHF = tuple(Recipient(organisation=name) for name in RHF_NAMES)
