"""The arguments that say which extractor reads, and how a language model is asked."""

from __future__ import annotations

import argparse
from typing import Any

_OPTIONS = "base_url mode prompt summary_language passes temperature seed max_tokens".split()


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--model`` and what is only for language models."""
    model = parser.add_argument_group("who reads")
    model.add_argument(
        "--model",
        metavar="NAME",
        help="rules, or provider/model (default: $SUMMARIZER_MODEL, else rules)",
    )
    model.add_argument("--base-url", metavar="URL", help="address of an OpenAI-compatible server")
    model.add_argument("--mode", help="how the answer's shape is asked for; see docs/models.md")
    model.add_argument("--prompt", metavar="NAME", help="a prompt's name, or a folder with one")
    model.add_argument("--summary-language", metavar="CODE", help="of headline and abstract")
    model.add_argument("--passes", type=int, metavar="N", help="readings to merge (default: 1)")
    model.add_argument("--temperature", type=float, metavar="T", help="default: 0")
    model.add_argument("--seed", type=int, metavar="N", help="passed on to the server")
    model.add_argument("--max-tokens", type=int, metavar="N", help="bound of one answer")


def model_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were given, as ``get_extractor`` takes them."""
    return {
        option: getattr(args, option) for option in _OPTIONS if getattr(args, option) is not None
    }
