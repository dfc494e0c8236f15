"""A price offer from a spreadsheet: .xlsx or .csv with varenummer, pakning, maks-AUP and RHF-AUP.

The one reader of offers, and a strict one: what a person who looks at the sheet does not see is not read, what can be
read in two ways is refused, and every refusal says sheet, cell and remedy and never repeats a price. Prices are NOK
with VAT for one package; a column, a cell's format or a line above the table that says otherwise stops the file.

`workbook` and `csv_file` make a `Grid` of a file, `headings` finds its columns, `table` joins them, `packages` makes
packages of the rows, and `units` knows the words and formats of other currencies and scales.
"""

from __future__ import annotations

from drafting.offers.amounts import amount
from drafting.offers.packages import Offered, RowMistake, offered
from drafting.offers.table import MOST_ROWS, OfferTable, offer_table, read_offer

__all__ = ["MOST_ROWS", "OfferTable", "Offered", "RowMistake", "amount", "offer_table", "offered", "read_offer"]
