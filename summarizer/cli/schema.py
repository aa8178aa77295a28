"""``summarizer schema``: the JSON Schema of the records."""

from __future__ import annotations

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which schema."""
    parser.add_argument(
        "which",
        nargs="?",
        default="summary",
        choices=("summary", "extraction"),
        help="summary: what is published (default); extraction: what an extractor fills in",
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    from summarizer.cli.output import opened
    from summarizer.schema.extraction import Extraction
    from summarizer.schema.summary import ArticleSummary

    if args.which == "summary":
        schema = ArticleSummary.model_json_schema(mode="serialization")
    else:
        schema = Extraction.model_json_schema()
    with opened(None) as out:
        print(json.dumps(schema, indent=2, ensure_ascii=False), file=out)
    return 0
