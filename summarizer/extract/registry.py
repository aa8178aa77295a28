"""From the name a user types after ``--model`` to an extractor."""

from __future__ import annotations

import os
from importlib.metadata import entry_points

from summarizer.errors import ExtractorError
from summarizer.extract.base import Extractor

ENTRY_POINTS = "summarizer.extractors"
DEFAULT = "rules"


def default_model() -> str:
    """Return what ``SUMMARIZER_MODEL`` names, else the rules extractor.

    A key in the environment alone never sends an article anywhere.
    """
    return os.environ.get("SUMMARIZER_MODEL") or DEFAULT


def get_extractor(model: str | Extractor | None = None) -> Extractor:
    """Return the extractor called *model*; an extractor is returned as it is."""
    if model is not None and not isinstance(model, str):
        return model
    name = model or default_model()
    if name == "rules":
        from summarizer.extract.rules.extractor import RulesExtractor

        return RulesExtractor()
    for entry in entry_points(group=ENTRY_POINTS, name=name):
        made = entry.load()()
        if not isinstance(made, Extractor):
            raise ExtractorError(f"the plug-in for {name!r} has no extract and revise; mend it")
        return made
    raise ExtractorError(
        f"no extractor named {name!r}; this version has 'rules' and what plug-ins offer under"
        f" the entry point group {ENTRY_POINTS!r}"
    )
