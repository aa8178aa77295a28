"""The arguments that say which model reads the articles, and how; shared by several commands."""

from __future__ import annotations

import argparse
from typing import Any

MODES = ("json_schema", "json", "md_json", "tools")


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--model`` and what belongs to it."""
    group = parser.add_argument_group("who reads it")
    group.add_argument(
        "--model", metavar="NAME", help="rules, or provider/model (default: $SUMMARIZER_MODEL)"
    )
    group.add_argument("--base-url", metavar="URL", help="the model's server, ending in /v1")
    group.add_argument("--mode", choices=MODES, help="how the server is held to the schema")
    group.add_argument("--prompt", metavar="NAME|DIR", help="a prompt of ours or your own folder")
    group.add_argument("--passes", type=int, metavar="N", help="read N times, merge by evidence")
    group.add_argument(
        "--summary-language", metavar="CODE", help="language of headline and abstract"
    )
    group.add_argument("--timeout", type=float, metavar="SECONDS", help="for each request")
    group.add_argument("--max-tokens", type=int, metavar="N", help="bound of one answer")
    group.add_argument("--temperature", type=float, metavar="T", help="of the sampling")
    group.add_argument("--seed", type=int, metavar="N", help="of the sampling, where it is heeded")
    group.add_argument(
        "--fallback", choices=("rules",), help="who answers when the model cannot; it is labelled"
    )
    tape = parser.add_argument_group("recording").add_mutually_exclusive_group()
    tape.add_argument("--record", metavar="DIR", help="keep every answer of the model there")
    tape.add_argument(
        "--replay", metavar="DIR", help="read the answers from there: no key, no network"
    )


def model_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return what ``Summarizer`` takes beside the model's name; None: not given."""
    return {
        "base_url": args.base_url,
        "mode": args.mode,
        "prompt": args.prompt,
        "passes": args.passes,
        "summary_language": args.summary_language,
        "timeout": args.timeout,
        "max_tokens": args.max_tokens,
        "temperature": args.temperature,
        "seed": args.seed,
        "fallback": args.fallback,
        "record": args.record,
        "replay": args.replay,
    }
