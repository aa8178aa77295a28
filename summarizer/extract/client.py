"""Send one chat completion: an OpenAI client without retries of its own, on aiohttp.

The only module, with ``answers``, that knows openai. A client belongs to one event loop and is
made at the first request there; importing openai takes two seconds, so it is imported then.
"""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from summarizer.errors import (
    AnswerTimeoutError,
    ConnectionLostError,
    ExtractorError,
    RecordingError,
)
from summarizer.extract.outcomes import Completion, read_completion, read_failure, shown
from summarizer.extract.providers import Endpoint, fetch_key
from summarizer.retry import RetryPolicy, Throttle, call, causes, missing_recording

if TYPE_CHECKING:
    from openai import AsyncOpenAI

CHARS_PER_TOKEN = 4  # English; only to tell a limiter about how much is coming
IDLE_SECONDS = 60.0  # between two reads; RetryPolicy.timeout bounds the whole
CONNECTIONS = 1000


class ChatClient:
    """Asks one endpoint. Safe to share between tasks and event loops; picklable without its key."""

    def __init__(
        self, endpoint: Endpoint, policy: RetryPolicy, throttle: Throttle | None = None
    ) -> None:
        self.endpoint = endpoint
        self.policy = policy
        self.throttle = throttle
        self._made: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Made]
        self._made = weakref.WeakKeyDictionary()
        self._locks: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock]
        self._locks = weakref.WeakKeyDictionary()

    def __getstate__(self) -> dict[str, Any]:
        """Leave connections and key behind: a worker opens its own and fetches the key itself."""
        return {"endpoint": self.endpoint, "policy": self.policy, "throttle": self.throttle}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # the state is what __init__ takes

    async def complete(self, body: Mapping[str, Any], on_attempt: Any = None) -> Completion:
        """Return the completion of *body*, after as many attempts as the policy allows.

        *on_attempt* is called before each request is sent. Raises an ``ExtractorError``.
        """
        made = await self._client()
        chars = sum(len(str(message.get("content") or "")) for message in body["messages"])

        async def send() -> Completion:
            if on_attempt is not None:
                on_attempt()
            return await self._send(made, body, chars)

        return await call(
            send, self.policy, throttle=self.throttle, tokens=chars // CHARS_PER_TOKEN
        )

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

    async def _send(self, made: _Made, body: Mapping[str, Any], chars: int) -> Completion:
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
            failure = self._failure(err, made.key)
            if getattr(err, "response", None) is not None:
                # Not "from err": the server's words may echo the key, and ours have it cut out.
                raise failure from None
            raise failure from err
        return read_completion(
            response.text,
            response.headers.get("content-type", ""),
            key=made.key,
            prompt_chars=chars,
        )

    def _failure(self, err: Exception, key: str) -> ExtractorError:
        missing = missing_recording(err)
        if missing is not None:
            return RecordingError(
                "prompt or parameters changed: no recorded answer for this request; re-record with"
                f" --record-mode=rewrite ({shown(missing, key)})"
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
