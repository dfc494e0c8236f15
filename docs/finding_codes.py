"""The page on finding codes, from the table `drafting/finding_codes.toml`."""

from __future__ import annotations

from itertools import groupby

from drafting.findings import finding_codes, retired_codes

INTRO = """# Finding codes

Made by `make docs` from `drafting/finding_codes.toml`; do not edit. An error blocks publishing. Codes are never
renumbered or reused; no longer given: {retired}.
"""


def finding_codes_page() -> str:
    """Each code with its severities and what it says, a table for each room."""
    rooms = [
        f"\n## {room}\n\n| code | severity | what it means, and what to do |\n|---|---|---|\n"
        + "".join(f"| {row.code} | {', '.join(row.severity)} | {row.says} |\n" for row in rows)
        for room, rows in groupby(finding_codes().values(), key=lambda row: row.room)
    ]
    return INTRO.format(retired=", ".join(sorted(retired_codes()))) + "".join(rooms)
