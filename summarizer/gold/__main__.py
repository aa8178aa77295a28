"""``python -m summarizer.gold``: the tool of those who write gold."""

from __future__ import annotations

import argparse
import sys

from summarizer.errors import SummarizerError
from summarizer.gold.files import check_file, fill_file, gold_files, read_seeds


def main(argv: list[str] | None = None) -> int:
    """Run fill, check, reading or compare; 0: all good, 1: something is wrong, 2: wrong use."""
    parser = argparse.ArgumentParser(prog="python -m summarizer.gold", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("fill", "write the offsets into gold files, then check them"),
        ("check", "prove every quote, offset, id and number"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("paths", nargs="+", metavar="FILE|DIR")
    reading = commands.add_parser("reading", help="where the library reads the words otherwise")
    reading.add_argument("paths", nargs="+", metavar="FILE|DIR")
    compare = commands.add_parser(
        "compare", help="agreement of two annotations of one article, or of two folders"
    )
    compare.add_argument("first", metavar="A.json|A")
    compare.add_argument("second", metavar="B.json|B")
    args = parser.parse_args(argv)
    try:
        if args.command == "compare":
            from summarizer.score.agreement import compare_files

            print(compare_files(args.first, args.second))
            return 0
        if args.command == "reading":
            return _reading(args.paths)
        return _each(args.command, args.paths)
    except SummarizerError as err:
        print(err, file=sys.stderr)
        return 2


def _each(command: str, paths: list[str]) -> int:
    files = gold_files(paths)
    wrong = 0
    for path in files:
        problems = fill_file(path) if command == "fill" else check_file(path)
        wrong += bool(problems)
        for line in problems:
            print(f"{path}: {line}")
    print(f"{len(files)} files, {wrong} with problems", file=sys.stderr)
    return 1 if wrong else 0


def _reading(paths: list[str]) -> int:
    """Print what the library makes of the gold's words, where that is something else."""
    from summarizer.score.reading import misread

    found = [row for seed in read_seeds(paths) for row in misread(seed)]
    for row in found:
        print(f"{row.article} {row.record}: {row.message}\n    {row.sentence}")
    print(f"{len(found)} values are read otherwise", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
