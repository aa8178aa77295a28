"""The extractor that asks a language model over an OpenAI-compatible endpoint.

A request is built from the prompt, sent by ``ChatClient`` (which retries what may pass), judged,
and parsed. Only an answer that does not fit is asked for again, with our own short words. What
cannot be answered is a typed error with the raw answer and the tokens billed, never an empty
extraction. ``TruncatedError`` and ``ContextOverflowError`` mean that a shorter piece may fit.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer.article import Article
from summarizer.errors import ArticleError, EndpointError, ExtractorError
from summarizer.extract.answers import Unfit, parse
from summarizer.extract.base import Answer
from summarizer.extract.client import ChatClient
from summarizer.extract.outcomes import Completion
from summarizer.extract.providers import resolve
from summarizer.extract.recording import ADDRESS, Recorder, Replayer, Tape
from summarizer.extract.revision import Correction, apply, ordered, question
from summarizer.extract.strict_schema import shape, strict_schema
from summarizer.ground import Grounder
from summarizer.merge import merge
from summarizer.prices import price_of
from summarizer.prompt import DEFAULT, compact, load_prompt
from summarizer.retry import RetryPolicy, Throttle
from summarizer.schema.extraction import Extraction, Quote
from summarizer.schema.summary import Issue, ModelRun
from summarizer.usage import Usage

Model = TypeVar("Model", bound=BaseModel)
Messages = list[dict[str, Any]]
PASS_TEMPERATURE = 0.4  # of the second pass and later: at 0 they would repeat the first
LEAST_PIECE = 4000  # characters; in shorter pieces, headline and lead would be most of what is sent
LIMITS = "a language model may miss or misread claims; every quote and number is checked"


def utc_now() -> datetime:
    """Return the time in UTC, or that of ``SOURCE_DATE_EPOCH`` where output must not vary."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


@dataclass(frozen=True)
class Options:
    """How to ask. ``None`` in ``temperature``, ``seed`` or ``max_tokens``: the server decides.

    ``summary_language`` is that of headline and abstract (None: the prompt's). ``passes``
    extractions are made of each article and merged by evidence. ``reasks``: how often an answer
    that does not fit is asked for again. Articles longer than ``max_characters`` are read in
    pieces (None: only if the server finds them too long); the answer is about as long as the
    article, and many models stop at 8,000 to 16,000 tokens of answer.
    """

    temperature: float | None = 0.0
    seed: int | None = None
    max_tokens: int | None = None
    summary_language: str | None = None
    passes: int = 1
    reasks: int = 1
    max_characters: int | None = 24_000

    def __post_init__(self) -> None:
        if self.passes < 1:
            raise EndpointError(f"--passes must be 1 or more, not {self.passes}")
        if self.max_characters is not None and self.max_characters < LEAST_PIECE:
            raise EndpointError(
                f"--max-characters must be {LEAST_PIECE} or more, not {self.max_characters}"
            )


class LLMExtractor:
    """Asks *model* ("provider/model") for the claims of an article.

    Safe to share between tasks; picklable without its key. *clock* None: no times are recorded, so
    that replayed runs give the same bytes. Raises ``EndpointError`` or ``PromptError`` when made,
    other ``ExtractorError`` when asked. *record*: a folder that keeps every answer. *replay*: a
    folder so made, which answers in place of the server. With either no times are recorded.
    """

    limits: str | None = LIMITS

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None = None,
        mode: str | None = None,
        prompt: str | Path = DEFAULT,
        options: Options | None = None,
        policy: RetryPolicy | None = None,
        throttle: Throttle | None = None,
        clock: Callable[[], datetime] | None = utc_now,
        record: str | Path | None = None,
        replay: str | Path | None = None,
    ) -> None:
        if replay is not None and base_url is None and not os.environ.get("SUMMARIZER_BASE_URL"):
            base_url = ADDRESS
        self.endpoint = resolve(model, base_url=base_url, mode=mode)
        tape = _tape(record, replay)
        self.prompt = load_prompt(prompt)
        self.options = options or Options()
        self.name = self.endpoint.asked
        self.max_characters = self.options.max_characters
        self.fingerprint = self._fingerprint()
        self._client = ChatClient(self.endpoint, policy or RetryPolicy(), throttle, tape)
        self._clock = clock if tape is None else None  # both runs must give the same bytes
        printed = self.endpoint.mode in ("json", "md_json")
        self._system = self.prompt.system(
            self.options.summary_language, strict_schema(Extraction) if printed else None
        )

    def _fingerprint(self) -> str:
        """Hash all that shapes an answer, except the address: the same model may move."""
        schema = compact(strict_schema(Extraction))
        parts = [self.endpoint.asked, self.endpoint.mode, self.prompt.sha256, schema]
        return hashlib.sha256("\n".join([*parts, repr(self.options)]).encode()).hexdigest()

    async def extract(self, article: Article) -> Answer:
        """Read *article*, ``options.passes`` times. Raises an ``ExtractorError``."""
        _refuse_unsendable(article)
        meter = self._meter()
        try:
            messages = self._messages(self.prompt.user(article))
            made = [
                await self._ask(messages, Extraction, self._for_pass(number), meter)
                for number in range(self.options.passes)
            ]
        except ExtractorError as err:
            self._bill(err, meter)
            raise
        extraction = made[0] if len(made) == 1 else merge(made, _locator(article))
        return Answer.of(extraction, self._run(meter))

    async def revise(
        self, article: Article, extraction: Extraction, issues: list[Issue]
    ) -> Extraction:
        """Ask once more about *issues*, and work in what changes.

        The run of the returned answer covers this request alone.
        """
        meter = self._meter()
        current = ordered(extraction, article)
        text = self.prompt.render("revise.md.j2", **question(current, article, issues))
        messages = self._messages(f"{self.prompt.user(article)}\n\n{text}")
        try:
            correction = await self._ask(messages, Correction, self.options, meter)
        except ExtractorError as err:
            self._bill(err, meter)
            raise
        return Answer.of(apply(correction, current), self._run(meter))

    async def aclose(self) -> None:
        """Close the connections of this event loop."""
        await self._client.aclose()

    # -- one question --------------------------------------------------------------------------

    def _messages(self, text: str) -> Messages:
        return [{"role": "system", "content": self._system}, {"role": "user", "content": text}]

    def _for_pass(self, number: int) -> Options:
        """Return the options of pass *number*: later ones vary seed and temperature."""
        if number == 0:
            return self.options
        warm = None if self.options.temperature is None else PASS_TEMPERATURE
        return replace(
            self.options,
            seed=(self.options.seed or 0) + number,
            temperature=warm if warm is None else max(warm, self.options.temperature or 0.0),
        )

    async def _ask(
        self, messages: Messages, model: type[Model], options: Options, meter: _Meter
    ) -> Model:
        """Return the parsed answer; ask again, with the faults, while it does not fit."""
        for left in range(self.options.reasks, -1, -1):
            completion = await self._client.complete(
                self.body(messages, model, options), meter.count_request
            )
            meter.add(completion)
            try:
                return parse(completion.text, model)
            except Unfit as unfit:
                if not left:
                    raise unfit.error(
                        f"the model's answer cannot be used: {unfit.problem}"
                        f" ({'; '.join(unfit.faults[:2])}); try another --mode or model",
                        raw=completion.text,
                    ) from unfit
                again = self.prompt.render(
                    "reask.md.j2", problem=unfit.problem, faults=unfit.faults
                )
                answered = {"role": "assistant", "content": completion.text}
                messages = [*messages[:2], answered, {"role": "user", "content": again}]
        raise AssertionError("the last round returns or raises")

    def body(self, messages: Messages, model: type[BaseModel], options: Options) -> dict[str, Any]:
        """Return the JSON body of a request. The same article and options give the same bytes."""
        made: dict[str, Any] = {"model": self.endpoint.model, "messages": messages}
        if options.temperature is not None:
            made["temperature"] = options.temperature
        if options.seed is not None:
            made["seed"] = options.seed
        if options.max_tokens is not None:
            made[self.endpoint.max_tokens_field] = options.max_tokens
        return made | shape(self.endpoint.mode, model)

    # -- what it took --------------------------------------------------------------------------

    def _meter(self) -> _Meter:
        return _Meter(started=self._clock() if self._clock else None)

    def _run(self, meter: _Meter) -> ModelRun:
        usage = meter.usage
        price = price_of(self.endpoint.asked)
        return ModelRun(
            model=self.endpoint.asked,
            model_answered=meter.model,
            provider=self.endpoint.provider,
            mode=self.endpoint.mode,
            prompt=self.prompt.name,
            prompt_sha256=self.prompt.sha256,
            language=self.options.summary_language or self.prompt.language,
            temperature=self.options.temperature,
            seed=self.options.seed,
            system_fingerprint=meter.system_fingerprint,
            passes=self.options.passes,
            requests=meter.requests,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            tokens_cached=usage.tokens_cached,
            cost_usd=price.of(usage) if price else None,
            priced_as_of=price.as_of if price else None,
            started=meter.started,
            finished=self._clock() if self._clock else None,
        )

    def _bill(self, err: ExtractorError, meter: _Meter) -> None:
        """Note on *err* everything billed for the article so far, not only its last answer."""
        if isinstance(err.usage, Usage):
            meter.usage += err.usage
        err.usage = meter.usage
        err.run = self._run(meter)


@dataclass
class _Meter:
    """Counts what one article takes. One per call, so that concurrent calls cannot mix."""

    started: datetime | None
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    model: str | None = None
    system_fingerprint: str | None = None

    def count_request(self) -> None:
        self.requests += 1

    def add(self, completion: Completion) -> None:
        self.usage += completion.usage
        self.model = completion.model
        self.system_fingerprint = completion.system_fingerprint


def _tape(record: str | Path | None, replay: str | Path | None) -> Tape | None:
    if record is not None and replay is not None:
        raise EndpointError("--record and --replay exclude each other; give one of them")
    if record is not None:
        return Recorder(record)
    return None if replay is None else Replayer(replay)


def _locator(article: Article) -> Callable[[int, Quote], tuple[int, int] | None]:
    grounder = Grounder(article.text)

    def locate(_: int, quote: Quote) -> tuple[int, int] | None:
        found = grounder.locate(quote.text, occurrence=quote.occurrence)
        if found.start is None or found.end is None:
            return None
        return found.start, found.end

    return locate


def _refuse_unsendable(article: Article) -> None:
    try:
        article.text.encode("utf-8")
    except UnicodeEncodeError as err:
        raise ArticleError(
            f"the article holds half a character at position {err.start} (a lone surrogate), which"
            " no server takes; decode the file again with its right encoding"
        ) from err
