"""Ask an endpoint one small question in each mode, to see which of them it understands."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from summarizer.errors import ExtractorError
from summarizer.extract.answers import Unfit, parse
from summarizer.extract.client import ChatClient
from summarizer.extract.providers import MODES, resolve
from summarizer.extract.strict_schema import shape, strict_schema
from summarizer.prompt import compact
from summarizer.retry import RetryPolicy

SENTENCE = "At least seven people were hurt when a shell hit the depot in Varn on Monday."


class Sighting(BaseModel):
    """What one sentence says about people who were hurt."""

    model_config = ConfigDict(extra="forbid")

    place: str
    qualifier: Literal["exact", "at_least", "vague"]
    minimum: int | None


EXPECTED = Sighting(place="Varn", qualifier="at_least", minimum=7)


class Row(NamedTuple):
    """One mode: whether it works, and how it went in one line."""

    mode: str
    works: bool
    detail: str


async def probe(name: str, *, base_url: str | None = None, timeout: float = 60.0) -> list[Row]:
    """Return a row for each mode, the endpoint's own default first.

    Raises ``EndpointError`` where name, address or key make any request impossible.
    """
    default = resolve(name, base_url=base_url).mode
    ordered = [default, *(mode for mode in MODES if mode != default)]
    rows = []
    for mode in ordered:
        client = ChatClient(
            resolve(name, base_url=base_url, mode=mode), RetryPolicy(attempts=1, timeout=timeout)
        )
        try:
            rows.append(await _try(client))
        finally:
            await client.aclose()
        if rows[-1].detail.startswith(("auth", "model_not_found", "quota", "connection_lost")):
            break  # the other modes would fail alike
    return rows


async def _try(client: ChatClient) -> Row:
    mode = client.endpoint.mode
    try:
        completion = await client.complete(_body(client))
        answer = parse(completion.text, Sighting)
    except Unfit as unfit:
        return Row(mode, False, f"answer not usable: {unfit.problem}; {'; '.join(unfit.faults)}")
    except ExtractorError as err:
        if err.fatal and err.outcome == "endpoint":
            raise
        return Row(mode, False, f"{err.outcome}: {err}")
    used = completion.usage
    named = completion.model or "model not named"
    said = f"{named}, {used.tokens_in} tokens in, {used.tokens_out} out"
    if answer != EXPECTED:
        return Row(mode, True, f"{said}; shape right, content not: {answer.model_dump()}")
    return Row(mode, True, said)


def _body(client: ChatClient) -> dict[str, Any]:
    mode = client.endpoint.mode
    task = "Answer with one JSON object: place, qualifier, minimum (null if no number is given)."
    if mode in ("json", "md_json"):
        task += f" It must fit this JSON schema: {compact(strict_schema(Sighting))}"
    messages = [{"role": "system", "content": task}, {"role": "user", "content": SENTENCE}]
    body: dict[str, Any] = {"model": client.endpoint.model, "messages": messages}
    return body | shape(mode, Sighting)
