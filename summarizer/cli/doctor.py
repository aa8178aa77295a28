"""``summarizer doctor``: try an endpoint in each mode with a tiny request and say what works."""

from __future__ import annotations

import argparse
import sys

EPILOG = """\
examples:
  summarizer doctor --model ollama/qwen3:8b
  summarizer doctor --model openai/gpt-4.1-mini
  summarizer doctor --model my-model --base-url http://localhost:8000/v1

Sends one made-up sentence per mode, a few hundred tokens in all. Without --model it says what
would be used and sends nothing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare model and server."""
    parser.epilog = EPILOG
    parser.add_argument("--model", metavar="PROVIDER/MODEL", help="the model to try")
    parser.add_argument("--base-url", metavar="URL", help="the server's address, ending in /v1")
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="SECONDS", help="per try (default: 60)"
    )


def run(args: argparse.Namespace) -> int:
    """Try every mode; 0 when at least one works, 1 when none does."""
    import asyncio

    from summarizer.extract.registry import default_model

    name = args.model or default_model()
    if name == "rules":
        print("rules: reads offline; needs neither key nor network")
        print("summarizer: to try a server, name a model with --model", file=sys.stderr)
        return 0
    from summarizer.extract.probe import probe

    rows = asyncio.run(probe(name, base_url=args.base_url, timeout=args.timeout))
    for row in rows:
        print(f"{row.mode:12} {'works' if row.works else 'fails'}  {row.detail}")
    working = [row.mode for row in rows if row.works]
    if not working:
        print("summarizer: no mode works; the lines above say why", file=sys.stderr)
        return 1
    print(f"summarizer: use --model {name} --mode {working[0]}", file=sys.stderr)
    return 0
