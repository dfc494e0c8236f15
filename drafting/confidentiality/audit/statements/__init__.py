"""What public texts state of money: amounts, bounds, shares, ranks and relations, as constraints on figures.

In: texts and figures. Out: constraints. Called by the audit only.
"""
