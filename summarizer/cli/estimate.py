"""``summarizer estimate``: what a batch would take, before anything is sent."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from summarizer.cli.model_options import add_model_arguments, model_options
from summarizer.cli.sources import add_source_arguments, positive, read_options

if TYPE_CHECKING:
    from summarizer.run.estimate import Estimate

EPILOG = """\
examples:
  summarizer estimate articles/ --model openai/gpt-4o-mini
  summarizer estimate dump.jsonl --model openai/gpt-4o-mini --rpm 500 --tpm 200000

Tokens are estimated from characters, on the high side; nothing is sent."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare sources, engine and limits."""
    parser.epilog = EPILOG
    add_source_arguments(parser, needed=True)
    add_model_arguments(parser)
    parser.add_argument("--rpm", type=positive, metavar="N", help="requests a minute")
    parser.add_argument("--tpm", type=positive, metavar="N", help="tokens a minute")
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Read the sources and print what they would take; 1 when some cannot be read."""
    from summarizer.cli.asking import asking_of
    from summarizer.extract.registry import get_extractor
    from summarizer.prices import price_of
    from summarizer.read.articles import read_articles
    from summarizer.run.estimate import estimate

    extractor = get_extractor(args.model, **model_options(args))
    asking = asking_of(extractor)
    made = estimate(read_articles(args.sources, read_options(args)), asking)
    price = price_of(extractor.name) if asking.requests else None
    facts = _facts(extractor.name, made, price, made.most.seconds(args.rpm, args.tpm))
    print(json.dumps(facts) if args.json else "\n".join(_lines(facts)))
    return 1 if made.unreadable else 0


def _facts(model: str, made: Estimate, price: Any, seconds: float | None) -> dict[str, Any]:
    free = made.most.requests == 0
    cost = 0.0 if free else made.most.cost(price) if price else None
    return {
        "model": model,
        "articles": made.most.articles,
        "copies": made.copies,
        "unreadable": made.unreadable,
        "characters": made.chars,
        "requests": {"likely": made.likely.requests, "most": made.most.requests},
        "tokens_in": {"likely": made.likely.tokens_in, "most": made.most.tokens_in},
        "tokens_out_most": made.most.tokens_out,
        "cost_usd_most": None if cost is None else round(cost, 4),
        "priced_as_of": str(price.as_of) if price else None,
        "seconds_at_limits": None if seconds is None else round(seconds),
    }


def _lines(facts: dict[str, Any]) -> list[str]:
    """Return the facts as a table for people."""
    from summarizer.run.progress import span

    copies = f", and {facts['copies']:,} exact copies" if facts["copies"] else ""
    rows = [("articles", f"{facts['articles']:,}{copies}")]
    if facts["unreadable"]:
        rows.append(("unreadable", f"{facts['unreadable']:,}"))
    rows.append(("characters", f"{facts['characters']:,}"))
    requests, tokens = facts["requests"], facts["tokens_in"]
    if not requests["most"]:
        rows.append(("requests", f"none: {facts['model']} sends nothing"))
        rows.append(("cost", "nothing"))
        return [f"{name:<12}{value}" for name, value in rows]
    rows += [
        ("requests", f"{requests['likely']:,} to {requests['most']:,}"),
        ("tokens in", f"about {tokens['likely']:,}, at most {tokens['most']:,}"),
        ("tokens out", f"at most {facts['tokens_out_most']:,}"),
    ]
    cost = facts["cost_usd_most"]
    rows.append(
        ("cost", f"no price is known for {facts['model']}; name a table in SUMMARIZER_PRICES")
        if cost is None
        else ("cost", f"at most ${cost:,.2f} (prices of {facts['priced_as_of']})")
    )
    seconds = facts["seconds_at_limits"]
    rows.append(
        ("time", "depends on the server; give --rpm and --tpm for what they allow")
        if seconds is None
        else ("time", f"{span(seconds)} at the limits")
    )
    return [f"{name:<12}{value}" for name, value in rows]
