"""From the name a user types after ``--model`` to an extractor."""

from __future__ import annotations

import os
from importlib.metadata import entry_points
from typing import Any

from summarizer.errors import EndpointError, ExtractorError
from summarizer.extract.base import Extractor

ENTRY_POINTS = "summarizer.extractors"
DEFAULT = "rules"
# What `get_extractor` takes for a language model, and how the command line spells it.
_OF_OPTIONS = (
    "temperature",
    "seed",
    "max_tokens",
    "summary_language",
    "passes",
    "reasks",
    "max_characters",
)
_OF_POLICY = ("timeout", "deadline", "attempts")
_OF_MODEL = ("base_url", "mode", "prompt", "throttle", "clock", "record", "replay")


def default_model() -> str:
    """Return what ``SUMMARIZER_MODEL`` names, else the rules extractor.

    A key in the environment alone never sends an article anywhere.
    """
    return os.environ.get("SUMMARIZER_MODEL") or DEFAULT


def get_extractor(model: str | Extractor | None = None, **options: Any) -> Extractor:
    """Return the extractor called *model*; an extractor is returned as it is.

    *options* are for language models: ``base_url``, ``mode``, ``prompt``, ``passes``,
    ``summary_language``, ``timeout``, ``deadline``, ``attempts``, ``temperature``, ``seed``,
    ``max_tokens``, ``reasks``, ``max_characters``, ``throttle``, ``clock``, ``record``, ``replay``.
    None means: not given. Raises ``EndpointError`` for an option that the extractor cannot heed.
    """
    given = {name: value for name, value in options.items() if value is not None}
    if model is not None and not isinstance(model, str):
        _refuse_options(model.name, given)
        return model
    name = model or default_model()
    if name == "rules":
        from summarizer.extract.rules.extractor import RulesExtractor

        _refuse_options(name, given)
        return RulesExtractor()
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        _refuse_options(name, given)
        made = entry.load()()
        if not isinstance(made, Extractor):
            raise ExtractorError(f"the plug-in for {name!r} has no extract and revise; mend it")
        return made
    if "/" in name or {"base_url", "replay"} & set(given) or os.environ.get("SUMMARIZER_BASE_URL"):
        return _language_model(name, given)
    raise EndpointError(
        f"no extractor named {name!r}; there are 'rules', provider/model (such as ollama/qwen3),"
        " a server's model with --base-url, and what plug-ins offer under the entry point group"
        f" {ENTRY_POINTS!r}"
    )


def _refuse_options(name: str, given: dict[str, Any]) -> None:
    unheeded = [option for option in given if option not in ("throttle", "clock")]
    if unheeded:
        flags = ", ".join("--" + option.replace("_", "-") for option in unheeded)
        raise EndpointError(
            f"{flags} is for language models and {name!r} is none; leave it out, or choose a"
            " --model provider/model"
        )


def _language_model(name: str, given: dict[str, Any]) -> Extractor:
    from summarizer.extract.llm import LLMExtractor, Options
    from summarizer.retry import RetryPolicy

    unknown = sorted(set(given) - {*_OF_OPTIONS, *_OF_POLICY, *_OF_MODEL})
    if unknown:
        raise EndpointError(f"a language model has no option {unknown[0]!r}")
    return LLMExtractor(
        name,
        options=Options(**{key: given[key] for key in _OF_OPTIONS if key in given}),
        policy=RetryPolicy(**{key: given[key] for key in _OF_POLICY if key in given}),
        **{key: given[key] for key in _OF_MODEL if key in given},
    )
