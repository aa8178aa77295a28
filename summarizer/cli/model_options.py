"""The arguments that say who reads the articles, and how a language model is asked."""

from __future__ import annotations

import argparse
from typing import Any

MODES = ("json_schema", "json", "md_json", "tools")
_OPTIONS = "base_url mode prompt summary_language passes temperature seed max_tokens".split()
_RECORDING = ("record", "replay")


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--model`` and what is only for language models."""
    group = parser.add_argument_group("who reads")
    group.add_argument(
        "--model",
        metavar="NAME",
        help="rules, or provider/model (default: $SUMMARIZER_MODEL, else rules)",
    )
    add_lexicon_argument(group)
    group.add_argument("--base-url", metavar="URL", help="the model's server, ending in /v1")
    group.add_argument(
        "--mode", choices=MODES, help="how the answer's shape is asked for; see docs/models.md"
    )
    group.add_argument("--prompt", metavar="NAME|DIR", help="a prompt of ours or your own folder")
    group.add_argument("--summary-language", metavar="CODE", help="of headline and abstract")
    group.add_argument("--passes", type=int, metavar="N", help="readings to merge (default: 1)")
    group.add_argument("--temperature", type=float, metavar="T", help="default: 0")
    group.add_argument("--seed", type=int, metavar="N", help="passed on to the server")
    group.add_argument("--max-tokens", type=int, metavar="N", help="bound of one answer")


def add_lexicon_argument(parser: argparse._ActionsContainer) -> None:
    """Declare ``--lexicon``; ``main`` puts what it names in force while the command runs."""
    parser.add_argument(
        "--lexicon",
        action="append",
        default=[],
        metavar="DIR",
        help="your own words laid over ours (docs/lexicon.md); again for more, the last on top",
    )


def add_recording_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--record`` and ``--replay``."""
    tape = parser.add_argument_group("recording").add_mutually_exclusive_group()
    tape.add_argument("--record", metavar="DIR", help="keep every answer of the model there")
    tape.add_argument(
        "--replay", metavar="DIR", help="read the answers from there: no key, no network"
    )


def model_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, as ``get_extractor`` takes them."""
    given = {option: getattr(args, option, None) for option in (*_OPTIONS, *_RECORDING)}
    return {option: value for option, value in given.items() if value is not None}
