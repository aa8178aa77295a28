"""``summarizer export``: summaries in the formats that other people's tools read."""

from __future__ import annotations

import argparse
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from summarizer.write.formats import Options
    from summarizer.write.rows import Ledger

FORMATS = ("jsonl", "csv", "parquet", "acled", "ged", "airwars", "hxl", "geojson")
VAGUE_NUMBERS = ("blank", "acled", "plural_min2")
SOURCES_DIFFER = ("separate", "lowest", "highest", "latest", "majority")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the source, the format and the policies."""
    parser.add_argument("run", metavar="RUN", help="summaries: a run, JSON lines, or - for stdin")
    parser.add_argument("-f", "--format", required=True, choices=FORMATS, help="what to write")
    parser.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="PATH",
        help="a file; for csv and parquet a folder; - (default) is standard output",
    )
    parser.add_argument(
        "--vague-numbers",
        choices=VAGUE_NUMBERS,
        default="blank",
        help="what 'dozens' puts into a number cell (default: nothing)",
    )
    parser.add_argument(
        "--sources-differ",
        choices=SOURCES_DIFFER,
        default="separate",
        help="which number one cell gets when sources differ (default: none, all in the notes)",
    )
    parser.add_argument(
        "--time-frames",
        choices=("current", "all"),
        default="current",
        help="export only what is news in the article, or recap and background as well",
    )
    parser.add_argument(
        "--tables", metavar="NAMES", help="csv and parquet: only these tables, joined by commas"
    )
    parser.add_argument("--bom", action="store_true", help="csv: mark UTF-8 for old spreadsheets")
    parser.add_argument(
        "--with-text", action="store_true", help="jsonl: each article beside its summary"
    )


def run(args: argparse.Namespace) -> int:
    """Write the export; what the format cannot hold is counted on stderr."""
    from pathlib import Path

    from summarizer.cli.exported import exported
    from summarizer.errors import ExportError
    from summarizer.write.formats import FOLDERS, export_folder, export_stream

    options = _options(args)
    target = Path(args.output)
    if args.output != "-" and target.exists() and target.samefile(args.run):
        raise ExportError(f"{target} is the source itself; give -o another name")
    items = exported(args.run)
    try:
        if args.output == "-":
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a text stream
            ledger = export_stream(args.format, items, sys.stdout, options)
        elif args.format in FOLDERS and not (args.format == "csv" and target.suffix == ".csv"):
            ledger = export_folder(args.format, items, target, options)
        else:
            with target.open("w", encoding="utf-8", newline="") as stream:
                ledger = export_stream(args.format, items, stream, options)
    except OSError as err:
        raise ExportError(f"{target} cannot be written: {err.strerror or err}") from err
    _tell(ledger)
    return 0


def _options(args: argparse.Namespace) -> Options:
    from summarizer.write.columns import COLUMNS
    from summarizer.write.formats import Options, check_tables
    from summarizer.write.policies import ALL_TIME_FRAMES, Policies

    names = args.tables.split(",") if args.tables else list(COLUMNS)
    policies = Policies(
        vague_numbers=args.vague_numbers,
        sources_differ=args.sources_differ,
        time_frames=ALL_TIME_FRAMES if args.time_frames == "all" else frozenset({"current"}),
    )
    return Options(policies, check_tables(names), bom=args.bom, with_text=args.with_text)


def _tell(ledger: Ledger) -> None:
    for name, rows in ledger.rows.items():
        print(f"{name}: {rows} row{'s' if rows != 1 else ''}", file=sys.stderr)
    for line in ledger.lines():
        print(line, file=sys.stderr)
