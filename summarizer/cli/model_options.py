"""The arguments that say who reads the articles, and how a language model is asked."""

from __future__ import annotations

import argparse
from typing import Any

MODES = ("json_schema", "json", "md_json", "tools")
_OPTIONS = "base_url mode prompt summary_language passes temperature seed max_tokens".split()


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--model`` and what is only for language models."""
    group = parser.add_argument_group("who reads")
    group.add_argument(
        "--model",
        metavar="NAME",
        help="rules, or provider/model (default: $SUMMARIZER_MODEL, else rules)",
    )
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


def model_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, as ``get_extractor`` takes them."""
    return {
        option: getattr(args, option) for option in _OPTIONS if getattr(args, option) is not None
    }
