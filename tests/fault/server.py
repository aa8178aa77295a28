"""A chat-completions server on loopback that misbehaves exactly as a test tells it to.

A script is a list of steps, one for each request of a model name; the last step repeats. A step is
what ``ok``, ``status``, ``raw`` and the constants below make. Every request is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"


@dataclass(frozen=True)
class Step:
    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = JSON
    manner: str = "whole"  # or hang, drop, drop_half, drip


HANG, DROP = Step(manner="hang"), Step(manner="drop")


def completion(content: str | None, **changes: Any) -> dict[str, Any]:
    """Return a completion; ``message``, ``choice`` and the rest of the envelope can be changed."""
    message = {"role": "assistant", "content": content} | changes.pop("message", {})
    choice = {"index": 0, "message": message, "finish_reason": "stop"} | changes.pop("choice", {})
    usage = {"prompt_tokens": 9000, "completion_tokens": 20, "total_tokens": 9020}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "answering-model",
        "system_fingerprint": "fp_1",
        "choices": [choice],
        "usage": usage,
    } | changes


def ok(content: str | None, **changes: Any) -> Step:
    return Step(body=json.dumps(completion(content, **changes)))


def status(code: int, error: dict[str, Any] | str = "no", **headers: str) -> Step:
    error = {"message": error} if isinstance(error, str) else error
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Step(status=code, body=json.dumps({"error": error}), headers=named)


def cut(step: Step) -> Step:
    """Return *step* with a body that ends in the middle, as a broken gateway sends it."""
    return Step(body=step.body[: len(step.body) // 2])


def slowly(step: Step, manner: str) -> Step:
    return Step(body=step.body, manner=manner)


@dataclass
class Seen:
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        return json.loads(self.raw)


@dataclass
class FaultServer:
    scripts: dict[str, list[Step]]
    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    _asked: dict[str, int] = field(default_factory=dict)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])
        }
        raw = await reader.readexactly(int(headers.get("content-length", "0")))
        seen = Seen(head[0].split()[1], headers, raw)
        self.seen.append(seen)
        return await self._answer(self._step(seen), writer)

    def _step(self, seen: Seen) -> Step:
        name = seen.body["model"]
        steps = self.scripts[name]
        number = self._asked.get(name, 0)
        self._asked[name] = number + 1
        return steps[min(number, len(steps) - 1)]

    async def _answer(self, step: Step, writer: asyncio.StreamWriter) -> bool:
        if step.manner == "hang":
            await asyncio.sleep(30)
        if step.manner == "drop":
            return False
        body = step.body.encode()
        lines = [f"HTTP/1.1 {step.status} X", f"content-length: {len(body)}"]
        if step.content_type:
            lines.append(f"content-type: {step.content_type}")
        lines += [f"{name}: {value}" for name, value in step.headers]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        if step.manner == "drop_half":
            writer.write(body[: len(body) // 2])
            await writer.drain()
            return False
        if step.manner == "drip":
            for at in range(0, len(body), 8):
                writer.write(body[at : at + 8])
                await writer.drain()
                await asyncio.sleep(0.1)
            return True
        writer.write(body)
        await writer.drain()
        return True


@contextlib.asynccontextmanager
async def serving(**scripts: list[Step]) -> AsyncIterator[FaultServer]:
    """Serve *scripts*, by model name, on a free port of 127.0.0.1."""
    fault = FaultServer(scripts)
    server = await asyncio.start_server(fault.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    fault.url = f"http://127.0.0.1:{port}/v1"
    try:
        yield fault
    finally:
        server.close()


@contextlib.contextmanager
def serving_beside(**scripts: list[Step]) -> Iterator[FaultServer]:
    """Serve *scripts* from another thread, for code that has an event loop of its own."""
    ready: Future[tuple[FaultServer, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        async with serving(**scripts) as server:
            stop = asyncio.Event()
            ready.set_result((server, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    server, loop, stop = ready.result(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
