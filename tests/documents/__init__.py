"""Invented reports with known truth, drawn on demand; only the three samples are committed as PDF.

    drawn = make_reports.random_report(seed)      # .pdf bytes, .truth, .facts, .layout
    drawn = make_reports.report(facts.DEMO, layouts.LAYOUTS[0], seed=1, full=True)

`drawn.truth` (manuscript.Truth) holds, beside body words, tables and footnotes:

* `facts`: fact key of docs/rules.md → value as an unscaled string; dates ISO; texts as printed. `patients.year<t>` are
  *new* patients; `log.<event>` is ordered, received, started, finished, days; `cost.<what>` is package, annual,
  treatment and comparator (its annual cost), all `max_aup.inc_vat`; the company's IKER is `max_aup.ex_vat`.
* `elsewhere`: keys the report also states with another value: a conflict must be found.
* `misprints`: (key, printed, computed): must stand among the warnings; `facts` holds what is printed.

`make_reports.main()` writes the three sample reports to corpus/samples/.
"""
