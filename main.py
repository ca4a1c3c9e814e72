"""The command line: serve (default), worker, migrate, link, execute."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.installation.pages import Web

VERSION = "0.1.0"


def main(words: Sequence[str] | None = None) -> int:
    """The exit code; what went wrong is said on standard error, in a sentence."""
    arguments = _parser().parse_args(words)
    # Each command imports what it needs: `--help` answers at once, the database starts before slow modules are read.
    from graph.errors import WorkflowBuilderError

    try:
        return run(arguments)
    except WorkflowBuilderError as error:
        print(error.message, file=sys.stderr)
        return 2 if arguments.command == "execute" else 1
    except KeyboardInterrupt:
        return 130


def run(arguments: argparse.Namespace) -> int:
    """Carries out one command."""
    from settings import settings

    match arguments.command or "serve":
        case "serve":
            from services.installation.serving import Way, serve

            return serve(settings(), Way(_web_of, say, reload=getattr(arguments, "reload", False)))
        case "pages":
            from services.installation.pages import serve_pages_alone

            return serve_pages_alone(settings(), arguments.socket, _web_of)
        case "worker":
            from services.installation.worker import work

            return work(settings(), stop_within=arguments.stop_within, stand_by=arguments.stand_by)
        case "migrate":
            from services.installation.database import migrate_configured

            print(migrate_configured(settings()))
        case "link":
            from services.installation.entrance import link_of_running

            print(link_of_running(settings()))
        case "execute":
            from services.installation.executing import execute

            report, completed = execute(settings(), arguments.graph, arguments.input)
            print(report)
            return 0 if completed else 1
        case _:
            print(f"Workflow Builder {VERSION}")
    return 0


def say(text: str) -> None:
    print(text, flush=True)


def _web_of() -> Web:
    settings_of_nicegui()
    from api.app import create_api
    from ui import server

    return server.Web(create_api)


def settings_of_nicegui() -> None:
    """NiceGUI reads its own from the environment, when it is imported."""
    from settings import settings

    os.environ.setdefault("NICEGUI_STORAGE_PATH", str(settings().home.absolute() / "nicegui"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Draw a workflow in the browser, run it durably on Temporal, watch it live.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    serve = commands.add_parser("serve", help="serve the product with all that it needs (the default)")
    serve.add_argument("--reload", action="store_true", help="load changed Python sources by itself")
    # Without a help text, and so not listed: `serve --reload` starts it.
    commands.add_parser("pages").add_argument("socket", type=int)
    worker = commands.add_parser("worker", help="run a worker for DATABASE_URL and TEMPORAL_ADDRESS")
    worker.add_argument(
        "--stop-within",
        type=float,
        default=35.0,
        metavar="SECONDS",
        help="end by force this long after SIGTERM",
    )
    # Not listed: it is how `serve` keeps another worker ready.
    worker.add_argument("--stand-by", action="store_true", help=argparse.SUPPRESS)
    commands.add_parser("migrate", help="bring the database of DATABASE_URL to this version")
    commands.add_parser("link", help="print another one-time link for signing in")
    execute = commands.add_parser(
        "execute", help="run a definition from a file and print what came out as JSON"
    )
    execute.add_argument("graph", type=Path, metavar="GRAPH.json", help="a definition: docs/definition.md")
    execute.add_argument(
        "--input", type=Path, metavar="INPUT.json", help="the execution's input; {} without it"
    )
    commands.add_parser("version", help="print the version")
    return parser


if __name__ == "__main__":
    sys.exit(main())
