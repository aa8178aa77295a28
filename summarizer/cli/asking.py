"""What an extractor would send for an article: the numbers behind estimates and budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.extract.base import Extractor
    from summarizer.run.estimate import Asking


def asking_of(extractor: Extractor) -> Asking:
    """Return how *extractor* asks its model; one without an endpoint asks none."""
    from summarizer.run.estimate import Asking, tokens_of

    if not hasattr(extractor, "endpoint"):
        return Asking(0)
    import json

    from summarizer.article import Article
    from summarizer.schema.extraction import Extraction

    model: Any = extractor
    options = model.options
    # The body of a request about next to nothing: system message, examples and schema.
    user = model.prompt.user(Article("."))
    system = model.prompt.system(options.summary_language)
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    body = json.dumps(model.body(messages, Extraction, options), ensure_ascii=False)
    rounds = options.passes + 1  # and a revision
    return Asking(
        requests=rounds * (1 + options.reasks),
        overhead=tokens_of(body),
        max_tokens=options.max_tokens,
    )
