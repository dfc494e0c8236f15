"""The page on the command line, from the commands themselves."""

from __future__ import annotations

from typing import Any

import typer.main

INTRO = """# The command line

Made by `make docs` from `views/commands`; do not edit. Exit codes: 0 done; 1 done, and something blocks; 2 unusable
input, told in one line of bokmål on stderr, and nothing half written. With `--json`: one document on stdout and nothing
else there.
"""


def command_line() -> str:
    """Each command with its help, arguments and options."""
    import cli

    group: Any = typer.main.get_command(cli.app)
    return INTRO + "".join(_page(f"prisnotat {name}", command) for name, command in sorted(group.commands.items()))


def _page(name: str, command: Any) -> str:
    commands = getattr(command, "commands", None)
    if commands:
        return "".join(_page(f"{name} {child}", one) for child, one in sorted(commands.items()))
    rows = [_row(parameter) for parameter in command.params if not getattr(parameter, "hidden", False)]
    table = "\n| | |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""
    return f"\n## {name}\n\n{(command.help or '').strip()}\n{table}"


def _row(parameter: Any) -> str:
    names = parameter.opts if parameter.param_type_name == "option" else [parameter.metavar or parameter.name]
    shown = ", ".join(f"`{name}`" for name in names)
    said = str(getattr(parameter, "help", "") or "").replace("|", "\\|")
    return f"| {shown} | {said} |"
