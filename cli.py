"""The same work from a terminal: registers the commands of `views.commands`, and turns every error into one line.

Every command takes `--json`: one JSON document on stdout and nothing else there. Exit codes: 0 done; 1 done, and
something blocks; 2 unusable input, told in one line of bokmål on stderr, and nothing half written.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from corpus.errors import Refused, UserError
from corpus.machine.crash_dumps import no_crash_dumps
from corpus.machine.private_files import private_umask
from views.commands import archive, cases, drafts, evaluation, keeping, publishing, reading

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Prisnotat: utkast til prisnotater for Nye metoder.",
)
# In the order of the work, as `prisnotat --help` lists them.
for command in (
    reading.read,
    reading.facts,
    cases.calculate,
    cases.new,
    drafts.draft,
    drafts.models,
    publishing.publish,
    publishing.accept,
    publishing.check,
    cases.audit,
    archive.index,
    archive.ask,
    archive.decisions,
    evaluation.evaluate,
    keeping.keys,
    keeping.backup,
    keeping.restore,
):
    app.command()(command)


@app.command(name="app")
def start_app(
    demo: Annotated[bool, typer.Option(help="Åpne den oppdiktede demosaken.")] = False,
    port: Annotated[int, typer.Option(help="Port på denne maskinen.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Åpne nettleseren.")] = True,
) -> None:
    """Start webapplikasjonen."""
    from streamlit.web import cli as streamlit_cli

    page = Path(__file__).with_name("app.py")
    flags = [
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.showEmailPrompt",
        "false",
        "--browser.gatherUsageStats",
        "false",
        "--server.headless",
        "false" if browser else "true",
    ]
    sys.argv = ["streamlit", "run", str(page), *flags, "--", *(["--demo"] if demo else [])]
    streamlit_cli.main()


def usage_line(error: TyperException) -> str:
    """What was wrong with the command line itself, in bokmål. Typer's own kinds of error are known by name only."""
    param = getattr(error, "param", None)
    name = (param.metavar or param.opts[-1]) if param else "et argument"
    what = {
        "NoSuchOption": f"Ukjent valg {getattr(error, 'option_name', '')}.",
        "MissingParameter": f"Mangler {name}.",
        "BadParameter": f"Ugyldig verdi for {name}.",
        "BadOptionUsage": f"Valget {getattr(error, 'option_name', '')} mangler en verdi.",
    }.get(type(error).__name__, "Ukjent kommando eller feil bruk.")
    return f"{what} Se prisnotat --help."


def fail(line: str, code: int) -> NoReturn:
    print(line, file=sys.stderr)
    raise SystemExit(code)


def main() -> None:
    """Entry of the `prisnotat` command: runs it and turns every error into one line and an exit code."""
    no_crash_dumps()
    private_umask()
    for name in ("pypdf", "fontTools", "alembic"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except Refused as refusal:
        fail(refusal.listed, 1)
    except UserError as error:
        fail(error.line, 2)
    except TyperException as error:
        fail(usage_line(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        fail("Avbrutt. Ingenting er halvveis skrevet.", 130)
    except OSError as error:
        from corpus.machine.file_faults import fault_line

        fail(fault_line(error, "Datamappen").line, 2)
    except Exception as error:
        fail(f"Uventet feil ({type(error).__name__}). Ingenting er skrevet; meld fra til forvaltningen.", 2)
    raise SystemExit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
