"""What the health-economic analyses start from: threshold, cost-utility and severity."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

from drafting.case.values import Amount, AnyAmount, AnyNumber, Block, ItemNumber, NotNegative, NotNegativeAmount, Price


class Threshold(Block):
    payment: Literal["start_of_year", "mid_year", "end_of_year"]


class DrugCost(Block):
    """A drug cost per patient at a price basis: the whole course's, as the analysis has it.

    Attributes:
        amount: NOK incl. VAT. At RHF-AUP always secret: of `product.company`, or of the comparator's `name`.
        basis: the price that it was computed with.
        package: the offered package whose price the cost follows; needed where that is not clear from the case.
    """

    amount: NotNegativeAmount
    basis: Literal["max_aup", "rhf_aup"]
    package: ItemNumber | None = None

    @model_validator(mode="after")
    def _negotiated_is_secret(self) -> DrugCost:
        if self.basis == "rhf_aup" and not self.amount.secret:
            raise ValueError("må ha amount: {secret: beløp, owner: eier} når basis er rhf_aup")
        return self


def _several(raw: Any) -> Any:
    return [raw] if isinstance(raw, dict | DrugCost) else raw


class CostUtility(Block):
    """What the IKER is computed from, per patient.

    Attributes:
        incremental_qaly: QALYs gained.
        drug_cost: the new drug's cost; a list where it has several parts, each following its own package.
        comparator_drug_cost: the comparator's; amount 0 says that it has none.
        other_incremental_cost: all other costs, new minus comparator.
        drug_cost_max_aup: in older files, drug cost minus comparator's drug cost, at Maks-AUP.
    """

    incremental_qaly: AnyNumber
    drug_cost: Annotated[tuple[DrugCost, ...], BeforeValidator(_several)] = ()
    comparator_drug_cost: DrugCost | None = None
    drug_cost_max_aup: Price | None = None
    other_incremental_cost: AnyAmount = Amount(value=Decimal(0))

    @model_validator(mode="after")
    def _one_way(self) -> CostUtility:
        if (self.drug_cost_max_aup is None) == (not self.drug_cost):
            raise ValueError("skal ha drug_cost (eller, i eldre filer, drug_cost_max_aup), og ikke begge")
        if self.comparator_drug_cost and not self.drug_cost:
            raise ValueError("med comparator_drug_cost skal ha drug_cost, ikke drug_cost_max_aup")
        if self.comparator_drug_cost and self.comparator_drug_cost.package:
            raise ValueError("skal ikke ha package i comparator_drug_cost: den følger prisene i comparator")
        return self


class Severity(Block):
    qaly_without_disease: NotNegative
    prognosis_qaly: NotNegative
