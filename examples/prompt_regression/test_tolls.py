"""A regression test of a prompt: the claims found with it are those that were stored."""

from pathlib import Path

from summarizer import Article, Summarizer

HERE = Path(__file__).parent
TEXT = (HERE / "article.txt").read_text(encoding="utf-8")


def test_the_prompt_finds_every_toll(summarizer_vcr, assert_summary):
    """Four were killed; eleven or nine were wounded, as one asks the hospital or the railway."""
    summarizer = Summarizer("custom/stand-in", prompt=HERE / "prompt", revisions=0)
    assert_summary(summarizer.run(Article(TEXT, published="2024-03-12")), "rail-yard")
