"""Send one chat completion: an OpenAI client without retries of its own, on aiohttp.

The only module, with ``answers``, that knows openai. A client belongs to one event loop and is
made at the first request there; importing openai takes two seconds, so it is imported then.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    AnswerTimeoutError,
    ConnectionLostError,
    ExtractorError,
    RecordingError,
)
from summarizer.extract.outcomes import Completion, read_completion, read_failure, shown
from summarizer.extract.providers import Endpoint, fetch_key
from summarizer.extract.recording import Recorder, Replayer, Reply, Tape, cleaned
from summarizer.retry import (
    RetryPolicy,
    Throttle,
    call,
    causes,
    in_time,
    missing_recording,
    server_wish,
)

if TYPE_CHECKING:
    from openai import AsyncOpenAI

CHARS_PER_TOKEN = 4  # English; only to tell a limiter about how much is coming
IDLE_SECONDS = 60.0  # between two reads; RetryPolicy.timeout bounds the whole
CONNECTIONS = 1000
LATE_SECONDS = 5.0  # in which a recorder sees for itself that a request takes too long
_LOST = {error.outcome: error for error in (AnswerTimeoutError, ConnectionLostError)}


class ChatClient:
    """Asks one endpoint. Safe to share between tasks and event loops; picklable without its key.

    *tape* records each answer, or answers in place of the server.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        policy: RetryPolicy,
        throttle: Throttle | None = None,
        tape: Tape | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.policy = policy
        self.throttle = throttle
        self.tape = tape
        self._made: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Made]
        self._made = weakref.WeakKeyDictionary()
        self._locks: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]
        self._locks = weakref.WeakKeyDictionary()

    def __getstate__(self) -> dict[str, Any]:
        """Leave connections and key behind: a worker opens its own and fetches the key itself."""
        return {
            "endpoint": self.endpoint,
            "policy": self.policy,
            "throttle": self.throttle,
            "tape": self.tape,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # the state is what __init__ takes

    async def complete(self, body: Mapping[str, Any], on_attempt: Any = None) -> Completion:
        """Return the completion of *body*, after as many attempts as the policy allows.

        *on_attempt* is called before each request is sent. Raises an ``ExtractorError``.
        """
        chars = sum(len(str(message.get("content") or "")) for message in body["messages"])
        fetch, how = self._fetching(body)

        async def send() -> Completion:
            if on_attempt is not None:
                on_attempt()
            return self._read(await fetch(), chars)

        return await call(send, tokens=chars // CHARS_PER_TOKEN, **how)

    def _fetching(
        self, body: Mapping[str, Any]
    ) -> tuple[Callable[[], Awaitable[Reply]], dict[str, Any]]:
        """Return what gets one answer to *body*, and how ``call`` should go about it."""

        async def fetch() -> Reply:
            return await self._fetch(body)

        if isinstance(self.tape, Replayer):
            # Nobody is spared by waiting for a recording.
            how = {"policy": self.policy, "jitter": _no_wait, "sleep": _pass_on}
            return self.tape.around(body, fetch), how
        how = {"policy": self.policy, "throttle": self.throttle}
        if not isinstance(self.tape, Recorder):
            return fetch, how

        async def settled() -> Reply:
            try:
                return await in_time(fetch, self.policy.timeout)
            except (AnswerTimeoutError, ConnectionLostError) as err:
                return Reply(0, self._without_address(str(err)), lost=err.outcome)

        # The outer bound would cancel this task before it can note what happened.
        how["policy"] = replace(self.policy, timeout=self.policy.timeout + LATE_SECONDS)
        return self.tape.around(body, settled), how

    def _without_address(self, said: str) -> str:
        return said.replace(self.endpoint.base_url, "{address}")

    def _read(self, reply: Reply, chars: int) -> Completion:
        """Return the completion in *reply*, or raise what it amounts to."""
        if reply.lost is not None:
            raise _LOST[reply.lost](reply.body.replace("{address}", self.endpoint.base_url))
        if reply.status >= 400:
            wish = {} if reply.wait is None else {"retry-after": repr(reply.wait)}
            raise read_failure(reply.status, wish, reply.body, asked=self.endpoint.asked)
        return read_completion(reply.body, reply.content_type, prompt_chars=chars)

    async def models(self) -> list[str]:
        """Return the model names the server lists. Raises an ``ExtractorError``."""
        made = await self._client()
        try:
            page = await made.client.models.list()
        except (
            Exception
        ) as err:  # openai's, httpx2's and aiohttp's errors: each becomes one of ours
            raise self._failure(err, made.key) from None
        return [model.id for model in page.data or []]

    async def aclose(self) -> None:
        """Close this event loop's connections."""
        made = self._made.pop(asyncio.get_running_loop(), None)
        if made is not None:
            await made.client.close()

    async def _client(self) -> _Made:
        loop = asyncio.get_running_loop()
        # Locked: a hundred tasks that start together must not run the key command a hundred times.
        async with self._locks.setdefault(loop, asyncio.Lock()):
            made = self._made.get(loop)
            if made is None:
                made = _Made(self.endpoint, await asyncio.to_thread(fetch_key, self.endpoint))
                self._made[loop] = made
        return made

    async def _fetch(self, body: Mapping[str, Any]) -> Reply:
        """Send *body* once. A status of 400 or more is an answer like any other."""
        made = await self._client()
        import httpx2

        try:
            # The raw response: what it is must be judged before it is parsed, and a prebuilt body
            # costs a quarter of the CPU that ``create`` spends on walking through it.
            response = await made.client.post(
                "/chat/completions", body=dict(body), cast_to=httpx2.Response
            )
        except (
            Exception
        ) as err:  # openai's, httpx2's and aiohttp's errors: each becomes one of ours
            refused = getattr(err, "response", None)
            if refused is None:
                raise self._failure(err, made.key) from err
            response = refused
        # Not inside "except": the server's words may echo the key, and here it has been cut out.
        return Reply(
            response.status_code,
            cleaned(response.text, response.status_code, made.key),
            response.headers.get("content-type", ""),
            server_wish(response.status_code, response.headers),
        )

    def _failure(self, err: Exception, key: str) -> ExtractorError:
        missing = missing_recording(err)
        if missing is not None:
            return RecordingError(
                "prompt changed: re-record with --record-mode=rewrite"
                f" (no recorded answer for this request: {shown(missing, key)})"
            )
        response = getattr(err, "response", None)
        if response is not None:
            return read_failure(
                response.status_code,
                response.headers,
                response.text,
                key=key,
                asked=self.endpoint.asked,
            )
        # The aiohttp transport calls a refused or dropped connection a timeout as well; what
        # happened is at the end of the chain.
        origin = list(causes(err))[-1]
        if "Timeout" in type(origin).__name__ or isinstance(origin, TimeoutError):
            return AnswerTimeoutError(
                f"{self.endpoint.base_url} sent nothing for {IDLE_SECONDS:g} s or could not be"
                " reached in time; is the model loaded?"
            )
        return ConnectionLostError(
            f"no connection to {self.endpoint.base_url}, or it broke off ({type(origin).__name__}:"
            f" {shown(str(origin), key)}); is the server running?"
        )


def _no_wait(*_: float) -> float:
    return 0.0


async def _pass_on(_: float) -> None:
    """Let other tasks run, and do not wait."""
    await asyncio.sleep(0)


class _Made:
    """A client and the key it was made with, which must be cut out of whatever servers say."""

    def __init__(self, endpoint: Endpoint, key: str) -> None:
        import httpx2
        from openai import AsyncOpenAI, DefaultAioHttpClient

        limits = httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        # Connecting gets the time reading gets: with hundreds of tasks the loop may be busy
        # longer than the usual five seconds.
        timeout = httpx2.Timeout(IDLE_SECONDS)
        self.key = key
        self.client: AsyncOpenAI = AsyncOpenAI(
            api_key=key,
            base_url=endpoint.base_url,
            max_retries=0,  # retry.py decides, and nothing else
            timeout=timeout,
            http_client=DefaultAioHttpClient(limits=limits, timeout=timeout),
        )

    def __repr__(self) -> str:
        return "_Made(...)"
