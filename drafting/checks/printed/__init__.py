"""What is wrong in a note as it stands on paper, whoever wrote it. Entry: `drafting.checks.printed.checker`.

Codes, never renumbered: P001 offer's date · P002 note's date · P003 day counts · P004 days unexplained · P005 forum's
and price's dates · P006 price valid from another day than the 1st or 15th · P007 budget differences · P008
punctuation · P009 term variants · P010 missing sections · P011 blanks · P012 method id · P013 decision with two dates ·
P014 products · P015 same quantity, two numbers · P016 ranges and patients · P017 sums of a table · P018 Maks-AUP below
RHF-AUP · P019 negotiated price in a public note · P020 price in text against table · P021 left-over marks · P022 no
meeting day · P023 impossible date · P024 decision of another country after the note · P025 order of dates · P026
misspelt name · P027 word twice · P028 discount · P029 note against case · P030 amount that the case does not know.

No message quotes an amount at RHF-AUP: a finding goes to logs, and never holds a secret.
"""
