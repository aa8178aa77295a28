"""How long a replayed request takes when a recording holds a thousand of them.

    python benchmarks/replay.py [--requests 1000] [--in-flight 64]

Prints milliseconds a request, each with a prompt and an answer of about 8 KB, for a recording
folder (``--replay``) and for one cassette (``summarizer_vcr``). Ends with 1 above the bar of 5 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from summarizer.extract.client import ChatClient
from summarizer.extract.providers import resolve
from summarizer.extract.recording import Recorder, Replayer, Reply
from summarizer.retry import RetryPolicy

BAR_MS = 5.0
KILOBYTES = 8
WORDS = "Two soldiers were killed near the bridge on Monday, the army said. "


def body(number: int) -> dict:
    text = f"Report {number}. " + WORDS * (KILOBYTES * 1024 // len(WORDS))
    system = {"role": "system", "content": WORDS * 40}
    return {"model": "m", "messages": [system, {"role": "user", "content": text}]}


def answer(number: int) -> str:
    content = json.dumps({"headline": f"H{number}", "abstract": [WORDS] * 100})
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 2000, "completion_tokens": 1700, "total_tokens": 3700}
    return json.dumps({"id": "c", "model": "m", "choices": [choice], "usage": usage})


async def all_of(ask: Callable[[int], Awaitable[str]], requests: int, in_flight: int) -> float:
    """Ask for every answer, last first, check that it is the right one; return ms a request."""
    places = asyncio.Semaphore(in_flight)

    async def one(number: int) -> None:
        async with places:
            text = await ask(number)
        assert json.loads(text)["headline"] == f"H{number}", "another request's answer"

    started = time.perf_counter()
    await asyncio.gather(*(one(number) for number in reversed(range(requests))))
    return (time.perf_counter() - started) / requests * 1000


def client(**options: object) -> ChatClient:
    endpoint = resolve("ollama/m", base_url="https://llm.invalid/v1")
    return ChatClient(endpoint, RetryPolicy(attempts=1), **options)


async def folder(place: Path, requests: int, in_flight: int) -> float:
    recorder = Recorder(place)
    for number in range(requests):

        async def fetch(number: int = number) -> Reply:
            return Reply(200, answer(number), "application/json")

        await recorder.around(body(number), fetch)()
    chat = client(tape=Replayer(place))

    async def ask(number: int) -> str:
        return (await chat.complete(body(number))).text

    return await all_of(ask, requests, in_flight)


async def cassette(place: Path, requests: int, in_flight: int) -> float:
    from vcr.request import Request

    from summarizer.testing import cassettes

    path = place / "cassette.yaml"
    rows = [
        Request("POST", "https://x.example/v1/chat/completions", json.dumps(body(n)), {})
        for n in range(requests)
    ]
    response = {"status": {"code": 200, "message": "OK"}, "headers": {}}
    tape = cassettes.recorder(rewrite=True)
    with tape.use_cassette(str(path), record_mode="all") as made:
        for number, row in enumerate(rows):
            row.headers = {"content-type": "application/json"}
            headers = {"content-type": ["application/json"]}
            made.append(
                row, response | {"headers": headers, "body": {"string": answer(number).encode()}}
            )
    chat = client()
    await chat._client()  # imports openai

    async def ask(number: int) -> str:
        return (await chat.complete(body(number))).text

    with cassettes.replaying(str(path)):
        try:
            return await all_of(ask, requests, in_flight)
        finally:
            await chat.aclose()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--in-flight", type=int, default=64)
    args = parser.parse_args()
    slow = False
    for name, run in (("folder", folder), ("cassette", cassette)):
        with tempfile.TemporaryDirectory() as place:
            took = asyncio.run(run(Path(place), args.requests, args.in_flight))
        slow |= took > BAR_MS
        print(f"{name:9} {took:6.2f} ms a request ({args.requests}, {args.in_flight} in flight)")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
