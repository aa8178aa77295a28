"""What a server's answer means: a usable completion, or one typed error for each way it is none.

Everything is judged here, before anything parses the answer: a filtered, refused or cut answer
that reached a parser would be "corrected" by paying for it again. Pure: bodies and headers come
in, completions or errors go out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from summarizer.errors import (
    AuthError,
    ConnectionLostError,
    ContentTypeError,
    ContextOverflowError,
    EmptyChoicesError,
    ExtractorError,
    FilteredError,
    ModelNotFoundError,
    QuotaError,
    RateLimitError,
    RefusedError,
    RequestRejectedError,
    ServerFaultError,
    TruncatedError,
    UnknownFinishError,
)
from summarizer.retry import server_wish
from summarizer.usage import Usage

# The field says "stop"; some servers pass on their engine's own word for the same thing.
ENDED = frozenset({"stop", "tool_calls", "function_call", "eos", "eos_token", "end_turn"})
CUT = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
FILTERED = frozenset({"content_filter", "safety", "SAFETY"})
# No tokenizer makes so few tokens of a text: a prompt that counts fewer was cut on the way in.
MOST_CHARS_PER_TOKEN = 8
_OVERFLOW = re.compile(
    r"context[ _]length|context[ _]window|context[ _]size|maximum context|max_model_len"
    r"|prompt is too long|too many (?:input )?tokens|input is too long",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|billing_hard_limit|credit balance|insufficient credits")
_MODE = re.compile(r"response_format|json_schema|json_object|tool_choice|tools\b|function", re.I)
_KEY = re.compile(r"\b(?:sk|gsk|xai|pplx|key|rk)[-_][\w*.-]{6,}|\bBearer\s+\S+", re.IGNORECASE)
_SHOWN = 240  # of a server's own words, in one line of an error


@dataclass(frozen=True)
class Completion:
    """An answer that ended as it should: the parsed envelope, what was billed, what it came as."""

    data: Mapping[str, Any]
    text: str
    usage: Usage

    @property
    def model(self) -> str | None:
        """The model as the server names it."""
        return _text(self.data.get("model"))

    @property
    def system_fingerprint(self) -> str | None:
        """The server's word for its present configuration."""
        return _text(self.data.get("system_fingerprint"))


def read_completion(
    body: str, content_type: str, *, key: str = "", prompt_chars: int = 0
) -> Completion:
    """Return the completion in a 200 answer, or raise what it amounts to.

    *prompt_chars* is the length of the messages, to notice a server that silently read only a
    part of them.
    """
    data = _envelope(body, content_type, key)
    usage = Usage.of(data.get("usage"))
    if data.get("error"):
        raise _gateway_error(data["error"], key)
    choices = data.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise EmptyChoicesError(
            "the server answered without any choice; ask it again later or try another model",
            raw=body,
            usage=usage,
        )
    message = choices[0].get("message")
    message = message if isinstance(message, dict) else {}
    text = answer_text(message)
    _refuse_unfit(choices[0], message, text, usage)
    _refuse_cut_prompt(usage, prompt_chars, text)
    return Completion(data=data, text=text, usage=usage)


def answer_text(message: Mapping[str, Any]) -> str:
    """Return the words of an answer: the arguments of its first tool call, else its content."""
    calls = message.get("tool_calls")
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        function = calls[0].get("function")
        arguments = function.get("arguments") if isinstance(function, dict) else None
        if isinstance(arguments, str):
            return arguments
    content = message.get("content")
    if isinstance(content, list):  # parts, as some gateways send them
        parts = (part.get("text", "") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _envelope(body: str, content_type: str, key: str) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError as err:
        if "json" in content_type.lower():
            raise ConnectionLostError(
                f"the server's answer broke off after {len(body)} characters; try again", raw=body
            ) from err
        raise ContentTypeError(
            f"the server answered {content_type or 'something without a content type'}, not JSON;"
            " check --base-url, which usually ends in /v1",
            raw=body,
        ) from err
    if not isinstance(data, dict):
        raise ContentTypeError(
            f"the server answered JSON that is no completion: {shown(body, key)}; check --base-url",
            raw=body,
        )
    return data


def _refuse_unfit(
    choice: Mapping[str, Any], message: Mapping[str, Any], text: str, usage: Usage
) -> None:
    reason = choice.get("finish_reason")
    if isinstance(message.get("refusal"), str) and message["refusal"].strip():
        raise RefusedError(
            f"the model refused: {shown(message['refusal'])}; try another model, or --fallback"
            " rules",
            raw=message["refusal"],
            usage=usage,
        )
    if reason in FILTERED:
        raise FilteredError(
            "the provider's content filter stopped the answer; ask the provider to lift it, use a"
            " model of your own, or --fallback rules",
            raw=text,
            usage=usage,
        )
    if reason in CUT:
        raise TruncatedError(
            "the answer reached the token limit before its end; raise --max-tokens or split the"
            " article",
            raw=text,
            usage=usage,
        )
    if reason not in ENDED:
        raise UnknownFinishError(
            f"the answer ended with finish_reason {reason!r}, which is not documented, so it may"
            " not be whole; try another --mode or model",
            raw=text,
            usage=usage,
        )
    if not text.strip():
        raise EmptyChoicesError(
            "the model's message is empty; try another --mode or model", raw=text, usage=usage
        )


def _refuse_cut_prompt(usage: Usage, prompt_chars: int, text: str) -> None:
    if usage.tokens_in is None or usage.tokens_in <= 0 or not prompt_chars:
        return
    if usage.tokens_in * MOST_CHARS_PER_TOKEN < prompt_chars:
        raise ContextOverflowError(
            f"the server read only {usage.tokens_in} tokens of a prompt of {prompt_chars}"
            " characters and cut the rest; raise its context size (Ollama: num_ctx)",
            raw=text,
            usage=usage,
        )


def read_failure(
    status: int, headers: Mapping[str, str], body: str, *, key: str = "", asked: str = ""
) -> ExtractorError:
    """Return the error that an answer with *status* amounts to."""
    code, words = _error_words(body)
    said = shown(words, key)
    told = f"{code} {words}"
    wish = server_wish(status, headers)
    if "content_filter" in told or "content management policy" in told:
        return FilteredError(
            f"the provider's content filter stopped the article ({said}); ask the provider to lift"
            " it, use a model of your own, or --fallback rules",
            raw=body,
        )
    if status == 402 or _QUOTA.search(told):
        return QuotaError(f"the account has no quota left ({said}); add credit, then run again")
    if status == 413 or (status in (400, 422, 500) and _OVERFLOW.search(told)):
        return ContextOverflowError(
            f"the article does not fit into the model's context ({said}); split it, or use a model"
            " with a larger one",
            raw=body,
        )
    if status in (401, 403):
        return AuthError(
            f"the server refused the key ({status}: {said}); check the key variable and that the"
            " key may use this model"
        )
    if status == 404:
        return ModelNotFoundError(
            f"the server knows no {asked or 'such model'} ({said}); check the model's name and that"
            " --base-url ends where the server's API begins, usually in /v1"
        )
    if status == 429:
        when = f"; it asks to wait {wish:g} s" if wish else ""
        return RateLimitError(f"the server takes no more requests now ({said}){when}", wait=wish)
    if status in (408, 409) or status >= 500:
        return ServerFaultError(
            f"the server failed with {status} ({said}); try again later", raw=body, wait=wish
        )
    hint = "try another --mode, see summarizer doctor" if _MODE.search(told) else "see its log"
    return RequestRejectedError(
        f"the server does not take the request ({status}: {said}); {hint}", raw=body
    )


def _gateway_error(error: Any, key: str) -> ExtractorError:
    """Read an error that a gateway sent with status 200."""
    status = error.get("code", error.get("status")) if isinstance(error, dict) else None
    body = json.dumps({"error": error}, ensure_ascii=False)
    if isinstance(status, str) and status.isdigit():
        status = int(status)
    if not isinstance(status, int) or not 400 <= status <= 599:
        status = 502  # the gateway could not get a completion and does not say why
    return read_failure(status, {}, body, key=key)


def _error_words(body: str) -> tuple[str, str]:
    """Return the code and the message of an error body, wherever the server puts them."""
    try:
        data = json.loads(body)
    except ValueError:
        return "", re.sub(r"<[^>]*>", " ", body)
    error = data.get("error", data) if isinstance(data, dict) else data
    if not isinstance(error, dict):
        return "", str(error)
    code = " ".join(str(error[name]) for name in ("code", "type") if error.get(name))
    inner = error.get("innererror")
    if isinstance(inner, dict):
        code += f" {inner.get('code', '')}"
    words = error.get("message") or error.get("detail") or code or body
    return code, str(words)


def shown(words: str, key: str = "") -> str:
    """Return a server's words for one line of an error: short, and without any key it echoes."""
    if key and len(key) > 5:
        words = words.replace(key, "[key]")
    line = " ".join(_KEY.sub("[key]", words).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
