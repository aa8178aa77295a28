"""The ``summarizer`` command: picks a subcommand and turns errors into sentences and exit codes.

Nothing heavy is imported here. A command is one module of this folder with
``add_arguments(parser)`` and ``run(args) -> int``; it is imported when it is used or its help is
asked for. To add one, write the module and add its line to ``COMMANDS``.

Exit codes: 0 all good, 1 some articles failed or a check found errors, 2 wrong use, 130 stopped.
"""

from __future__ import annotations

import argparse
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing costs a third of the start-up time of `summarizer --help`
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from typing import Any

COMMANDS = {
    "summarize": "print summaries of articles: text on a terminal, JSON lines in a pipe",
    "batch": "summarize many articles into a run that can be stopped and resumed",
    "estimate": "say what a batch would send and cost at most, before anything is sent",
    "show": "print stored summaries as text, each claim with its quote",
    "export": "write summaries as CSV, Parquet, ACLED, GED, Airwars, GeoJSON or HXL",
    "report": "make the offline page on which people check summaries against their text",
    "review": "apply the decisions that were made on the review page",
    "check": "test stored summaries against the articles they were made from",
    "schema": "print the JSON Schema of a summary, or of what an extractor fills in",
    "score": "measure a run against gold: precision, recall, invented claims, per field",
    "diff": "show which claims were added, lost or changed between two runs",
    "prompts": "list, show, render or check the prompts sent to a model",
    "lexicon": "check your own words, see which of them made a record, and what they change",
    "doctor": "try a model's server in each mode and say what works",
}
USAGE_ERROR, INTERRUPTED, BROKEN_PIPE = 2, 130, 141  # the last two: 128 + the signal's number


class _Version(argparse.Action):
    """Looks the version up when it is asked for: package metadata is slow to import."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from summarizer.pipeline import library_version

        print(f"summarizer {library_version()}")
        parser.exit()


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser; only *command* has its arguments filled in."""
    parser = argparse.ArgumentParser(
        prog="summarizer",
        usage="summarizer [-h] [--version] COMMAND ...",
        description="Summaries of articles on war: each claim with its source and its quote.",
        epilog=_list_of_commands(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", prog="summarizer", help=argparse.SUPPRESS
    )
    for name, line in COMMANDS.items():
        sub = commands.add_parser(name, description=line[0].upper() + line[1:] + ".")
        if name == command:
            sub.formatter_class = argparse.RawDescriptionHelpFormatter
            _module(name).add_arguments(sub)
    return parser


def _list_of_commands() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:{width}}  {line}" for name, line in COMMANDS.items()]
    return "\n".join(["commands:", *lines, "", "`summarizer COMMAND --help` explains one command."])


def _module(command: str) -> Any:
    from importlib import import_module

    return import_module(f"summarizer.cli.{command}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; *argv* None: the arguments of the process."""
    words = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in words if not word.startswith("-")), None)
    if command is not None and command not in COMMANDS and os.path.exists(command):
        return _complain(f"{command!r} is no command; type: summarizer summarize {command}")
    parser = build_parser(command)
    if not words:
        parser.print_help(sys.stderr)
        return USAGE_ERROR
    try:
        args = parser.parse_args(words)
    except SystemExit as end:  # argparse has printed the help, or what is wrong
        return end.code if isinstance(end.code, int) else USAGE_ERROR
    return _run(args)


def _run(args: argparse.Namespace) -> int:
    from summarizer.errors import SummarizerError

    try:
        with _words(args):
            code: int = _module(args.command).run(args)
        sys.stdout.flush()
        return code
    except SummarizerError as err:
        return _complain(str(err))
    except KeyboardInterrupt:
        print("summarizer: stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has what it wanted
        _discard_stdout()
        return BROKEN_PIPE
    except OSError as err:  # reading is handled where it happens: this is a full disk
        _discard_stdout()
        return _complain(f"the output cannot be written: {err.strerror or err}")


def _words(args: argparse.Namespace) -> AbstractContextManager[None]:
    """Return what puts the words of ``--lexicon`` in force."""
    from contextlib import nullcontext

    if not getattr(args, "lexicon", None):
        return nullcontext()
    from summarizer.lexicon_folder import read_lexicon
    from summarizer.vocabulary import use

    return use(read_lexicon(*args.lexicon))


def _discard_stdout() -> None:
    """Send the rest nowhere: Python would try once more at exit, and complain once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> int:
    from summarizer.write.terminal import harmless

    print(f"summarizer: {harmless(message)}", file=sys.stderr)
    return USAGE_ERROR


if __name__ == "__main__":
    raise SystemExit(main())
