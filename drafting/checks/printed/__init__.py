"""What is wrong in a note as it stands on paper, whoever wrote it. Entry: `drafting.checks.printed.checker`.

No message quotes an amount at RHF-AUP: a finding goes to logs, and never holds a secret.
"""
