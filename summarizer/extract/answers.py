"""Parse a model's words into a record by instructor's registered parsers.

instructor's own ``create`` is not used: it rebuilds schema and class at each call (14 ms of CPU),
reads articles as templates when given a context, and its re-ask text holds links that change with
each pydantic release. Its parsers are registered objects of version 1.17;
``tests/contract/test_instructor.py`` guards what is relied on.
"""

from __future__ import annotations

import json
import re
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import DuplicateKeysError, ExtractorError, NotJSONError, SchemaInvalidError

Model = TypeVar("Model", bound=BaseModel)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
MOST_FAULTS = 12  # told in one re-ask; more would not be mended in one go


class Unfit(Exception):  # noqa: N818  # no failure yet: the model is asked again first
    """An answer that cannot be used as it is: why, and each fault in one line."""

    def __init__(self, error: type[ExtractorError], problem: str, faults: list[str]) -> None:
        super().__init__(problem)
        self.error = error
        self.problem = problem
        self.faults = faults


def parse(text: str, model: type[Model]) -> Model:
    """Return *text* as a *model*; a fenced block is opened first. Raises ``Unfit``.

    Validation is lax: "3" for 3 is taken, since a second paid request would bring nothing else.
    What a reasoning model thought aloud before its answer is left out.
    """
    text = _THOUGHT.sub("", text)
    bare = text.lstrip().startswith("{")
    parser = _parser("JSON_SCHEMA" if bare else "MD_JSON")
    _refuse_duplicates(text if bare else _unfenced(text))
    try:
        made = parser(
            response=_completion(text),
            response_model=model,
            validation_context=None,  # a context would turn the messages into templates
            strict=False,
            stream=False,
            is_async=True,
        )
    except ValidationError as err:
        raise _unfit(err, model) from err
    return model.model_construct(**{name: getattr(made, name) for name in model.model_fields})


def _unfit(err: ValidationError, model: type[BaseModel]) -> Unfit:
    faults = err.errors(include_url=False, include_input=False)
    if any(fault["type"] == "json_invalid" for fault in faults):
        return Unfit(NotJSONError, "it is not one JSON object", [faults[0]["msg"]])
    lines = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults]
    if len(lines) > MOST_FAULTS:
        lines = [*lines[:MOST_FAULTS], f"and {len(lines) - MOST_FAULTS} more of this kind"]
    return Unfit(SchemaInvalidError, f"it does not fit the schema of {model.__name__}", lines)


def _refuse_duplicates(text: str) -> None:
    """Refuse a key given twice: parsers keep the last and lose the first without a word."""
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in items]
        repeated.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)

    try:
        json.loads(text, object_pairs_hook=pairs)
    except (ValueError, RecursionError):
        return  # no JSON: the parser says where and why
    if repeated:
        faults = [
            f"the key {name!r} stands twice in one object" for name in dict.fromkeys(repeated)
        ]
        raise Unfit(DuplicateKeysError, "a key is given twice", faults[:MOST_FAULTS])


@cache
def _parser(mode: str) -> Any:
    """Return instructor's parser for *mode*; importing instructor takes long, so at first use."""
    import instructor
    from instructor.v2.core.providers import Provider
    from instructor.v2.core.registry import mode_registry

    return mode_registry.get_handlers(Provider.OPENAI, instructor.Mode[mode]).response_parser


def _unfenced(text: str) -> str:
    from instructor.v2.core.json import extract_json_from_codeblock

    return str(extract_json_from_codeblock(text))


def _completion(text: str) -> Any:
    """Wrap words as the part of a completion that the parsers read; its end was judged before."""
    message = SimpleNamespace(content=text, refusal=None, tool_calls=None, function_call=None)
    return SimpleNamespace(choices=[SimpleNamespace(message=message, finish_reason="stop")])
