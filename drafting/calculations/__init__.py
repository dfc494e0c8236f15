"""Pure, explained calculations in Decimal: no clock, no I/O, no model."""
