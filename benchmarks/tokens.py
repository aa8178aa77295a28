"""Compare the tokens of a request with those of a langextract prompt of equal content.

    python benchmarks/tokens.py              over the articles in seeds/
    python benchmarks/tokens.py FILE...      over texts of your own

Equal content: the same rules and the same examples. Ours are sent with the schema of the answer;
langextract's prompt is built by its own builder, once for each of its chunks: of 1,000 characters
as it comes, and of the whole article. Nothing is sent. Tokens are estimated from characters, by
one and the same estimator, so the ratio says more than the counts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.article import Article

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))  # the checkout this file lies in, installed or not

BUFFER = 1000  # characters of a chunk, langextract's default
# What names a record in langextract's one list, kind by kind: the first quote of ours.
QUOTED = {
    "actors": "name_in_text",
    "locations": "name_in_text",
    "events": "evidence",
    "attributions": "content",
    "casualties": "evidence",
    "weapons": "evidence",
    "media": "caption",
    "discrepancies": "evidence",
    "unknowns": "evidence",
}


@dataclass(frozen=True)
class Way:
    """One way to ask: its fixed part, and what each article takes. All in tokens.

    ``requests``: how often the fixed part is sent for an article; ``whole``: everything sent for
    it, the fixed part included.
    """

    name: str
    fixed: int
    requests: list[int]
    whole: list[int]

    def cached(self, share: float) -> float:
        """Return the mean per article where repeats of the fixed part cost *share* of the price.

        The first request of a run pays in full; of many articles that is next to nothing, so it is
        left out.
        """
        saved = sum(self.requests) * self.fixed * (1 - share)
        return (sum(self.whole) - saved) / len(self.whole)

    @property
    def mean(self) -> float:
        """Tokens per article."""
        return sum(self.whole) / len(self.whole)


def estimate(text: str) -> int:
    """Return the tokens of *text*, by its characters."""
    from summarizer.run.estimate import tokens_of

    return tokens_of(text)


def ours(articles: list[Article]) -> Way:
    """Return our request: rules, examples and schema, then the article."""
    from summarizer.extract.strict_schema import shape
    from summarizer.prompt import compact, load_prompt
    from summarizer.schema.extraction import Extraction

    prompt = load_prompt()
    fixed = estimate(prompt.system()) + estimate(compact(shape("json_schema", Extraction)))
    # What stands around the article and the article apart: the estimate goes by the script.
    around = [estimate(prompt.user(row).replace(row.text, "", 1)) for row in articles]
    whole = [
        fixed + extra + estimate(row.text) for extra, row in zip(around, articles, strict=True)
    ]
    return Way("summarizer", fixed, [1] * len(articles), whole)


def langextract_prompt() -> Any:
    """Return langextract's prompt builder with our rules and examples in it."""
    from langextract.core.data import ExampleData, Extraction
    from langextract.core.format_handler import FormatHandler
    from langextract.prompting import PromptTemplateStructured, QAPromptGenerator

    from summarizer.prompt import load_prompt

    prompt = load_prompt()
    rules = prompt.render("system.md.j2", language=prompt.language, examples=(), schema=None)
    examples = [
        ExampleData(
            text=example.text,
            extractions=[
                Extraction(kind, text, attributes=attributes)
                for kind, text, attributes in records(example.answer)
            ],
        )
        for example in prompt.examples
    ]
    template = PromptTemplateStructured(description=rules, examples=examples)
    return QAPromptGenerator(template=template, format_handler=FormatHandler())


def records(answer: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (class, text, attributes) of each record of an example's answer.

    The first quote is langextract's text; whatever else the record says is an attribute.
    """
    for kind, name in QUOTED.items():
        for row in answer.get(kind, []):
            value = row.get(name) or row.get("cue")
            first = value[0] if isinstance(value, list) else value
            rest = {key: item for key, item in row.items() if key != name}
            yield kind, first["text"], rest


def langextract(articles: list[Article], buffer: int | None) -> Way:
    """Return langextract's requests; *buffer* None: the whole article is one chunk."""
    from langextract.chunking import ChunkIterator
    from langextract.core.tokenizer import RegexTokenizer

    builder = langextract_prompt()
    fixed = estimate(builder.render(""))
    requests, whole = [], []
    for article in articles:
        size = len(article.text) + 1 if buffer is None else buffer
        chunks = [
            chunk.chunk_text
            for chunk in ChunkIterator(
                article.text, max_char_buffer=size, tokenizer_impl=RegexTokenizer()
            )
        ]
        requests.append(len(chunks))
        whole.append(sum(fixed + estimate(chunk) for chunk in chunks))
    name = "the whole article" if buffer is None else f"chunks of {buffer:,} characters"
    return Way(f"langextract, {name}", fixed, requests, whole)


def table(ways: list[Way], share: float) -> Iterator[str]:
    """Yield the comparison as lines of Markdown."""
    yield "| request | fixed part | requests per article | tokens per article | with cache |"
    yield "|---|--:|--:|--:|--:|"
    for way in ways:
        mean = sum(way.requests) / len(way.requests)
        yield (
            f"| {way.name} | {way.fixed:,} | {mean:.1f} | {way.mean:,.0f}"
            f" | {way.cached(share):,.0f} |"
        )


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--model", default="openai/gpt-4.1-mini", help="whose prices to use")
    args = parser.parse_args(argv)
    from summarizer.article import Article
    from summarizer.prices import price_of

    paths = args.files or sorted((ROOT / "seeds").glob("*/article.txt"))
    articles = [Article(path.read_text(encoding="utf-8"), id=str(path)) for path in paths]
    price = price_of(args.model)
    if price is None:
        print(f"the price table has no {args.model}; name another --model", file=sys.stderr)
        return 2
    ways = [ours(articles)]
    try:
        ways += [langextract(articles, BUFFER), langextract(articles, None)]
    except ImportError:
        print(
            "langextract is not installed, so only our own request is measured:"
            " pip install langextract",
            file=sys.stderr,
        )
    share = price.cached / price.input
    print(f"{len(articles)} articles. Tokens estimated from characters.\n")
    print("\n".join(table(ways, share)))
    print(
        f"\nWith cache: repeats of the fixed part count {share:.0%}, the price of {args.model}"
        f" as of {price.as_of}."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
