"""Record what a server answered, and answer from the record: no key, no network, the same bytes.

A recording is a folder. Each request has one file, named by the hash of its body, so that neither
order nor number of requests in flight matters; what many requests share (instructions, schema)
stands once under ``parts/``. A file holds the calls that sent this body, in order, each with every
answer it got until it was settled. What is recorded is cleaned of keys first, and what was cleaned
is what the recording run itself reads, so that both runs see the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import EndpointError, RecordingError
from summarizer.extract.readable import fold_answer, text_of, unfold_answer

FORMAT = 1
HASH_CHARS = 32
SHARED_FROM = 1500  # characters; a shorter part is no longer than what would stand in its place
ADDRESS = "https://llm.invalid/v1"  # where replayed requests would go; no server can have it
SHORT_KEY, LONG_KEY = 6, 16  # a name given as a key ("ollama") may well stand in an answer
_SECRETS = re.compile(
    r"\b(?:sk|gsk|xai|pplx|rk|org|proj|req)[-_][\w*.-]{6,}|\bBearer\s+\S+", re.IGNORECASE
)


@dataclass(frozen=True)
class Reply:
    """What came back for one request: an HTTP answer, or the way in which none came.

    ``wait`` is what the server asks for before the next try, in seconds. ``lost`` is the outcome of
    the error ("timeout", "connection_lost") where no answer came; ``body`` then is its sentence.
    """

    status: int
    body: str
    content_type: str = ""
    wait: float | None = None
    lost: str | None = None


Fetch = Callable[[], Awaitable[Reply]]


def body_hash(body: Mapping[str, Any]) -> str:
    """Return what names a request: the hash of its body, whatever the order of the keys.

    >>> body_hash({"model": "m", "seed": 1}) == body_hash({"seed": 1, "model": "m"})
    True
    """
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _digest(canonical)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_CHARS]


def without_secrets(text: str) -> str:
    """Return a server's complaint without the keys, organisations and request ids it names.

    >>> without_secrets("Incorrect API key provided: sk-abcdef123456 (org-Zz93kq01)")
    'Incorrect API key provided: [key] ([key])'
    """
    return _SECRETS.sub("[key]", text)


def cleaned(body: str, status: int, key: str) -> str:
    """Return *body* as it may be kept.

    Only complaints are searched for what looks like a key: in an answer those would be the
    article's own words.

    >>> cleaned('{"error":"no k-123456 here"}', 401, "k-123456")
    '{"error":"no [key] here"}'
    """
    complaint = status != 200 or '"choices"' not in body
    if len(key) >= (SHORT_KEY if complaint else LONG_KEY):
        body = body.replace(key, "[key]")
    return without_secrets(body) if complaint else body


class Recorder:
    """Keeps every answer in *folder*. A request met again in a later run replaces what was there.

    Safe to share between tasks and threads. Raises ``EndpointError`` where the folder cannot be
    written.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        try:
            (self.folder / "parts").mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise EndpointError(
                f"nothing can be recorded in {self.folder}: {err.strerror or err}"
            ) from err
        self._begun: dict[str, int] = {}  # calls of this run for each request; replies are on disk
        self._written: set[str] = set()
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        """Leave what was recorded so far to the process that recorded it."""
        return {"folder": self.folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # the state is what __init__ takes

    def around(self, body: Mapping[str, Any], fetch: Fetch) -> Fetch:
        """Return *fetch* for one call of *body*, keeping each of its answers."""
        name = body_hash(body)
        call: list[dict[str, Any]] = []
        with self._lock:
            number = self._begun.get(name, 0)
            self._begun[name] = number + 1

        async def kept() -> Reply:
            reply = await fetch()
            with self._lock:
                call.append(_dumped(reply))
                self._write(name, body, number, call)
            return reply

        return kept

    def _write(
        self, name: str, body: Mapping[str, Any], number: int, call: list[dict[str, Any]]
    ) -> None:
        path = self.folder / f"{name}.json"
        try:
            calls = json.loads(path.read_bytes())["calls"] if name in self._written else []
            calls += [[] for _ in range(number + 1 - len(calls))]
            calls[number] = call
            data = {"format": FORMAT, "request": self._shared(body), "calls": calls}
            _replace(path, text_of(data))
        except OSError as err:
            raise EndpointError(
                f"nothing can be recorded in {self.folder}: {err.strerror or err}"
            ) from err
        self._written.add(name)

    def _shared(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return *body* with what other requests have as well put into a file of its own."""
        shown = dict(body)
        for field in ("response_format", "tools"):
            if field in shown:
                shown[field] = self._part(text_of(shown[field]), "json")
        shown["messages"] = [
            message | {"content": self._part(message["content"], "txt")}
            if message["role"] == "system" and len(message["content"]) >= SHARED_FROM
            else fold_answer(message, "content")
            for message in body["messages"]
        ]
        return shown

    def _part(self, text: str, ending: str) -> dict[str, str]:
        name = f"{_digest(text)}.{ending}"
        path = self.folder / "parts" / name
        if not path.exists():
            _replace(path, text)
        return {"part": name}


class Replayer:
    """Answers from *folder*. Raises ``EndpointError`` where there is no recording in it.

    Calls with the same body get what the recorded calls got, in order; the last one's answers
    serve every further call.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        if next(self.folder.glob("*.json"), None) is None:
            raise EndpointError(
                f"there is no recording in {self.folder}; make one with --record {self.folder}"
            )
        self._met: dict[str, int] = {}
        self._lock = threading.Lock()

    def __getstate__(self) -> dict[str, Any]:
        """Start counting calls anew in another process."""
        return {"folder": self.folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # the state is what __init__ takes

    def around(self, body: Mapping[str, Any], fetch: Fetch) -> Fetch:
        """Return what answers one call of *body*; *fetch* is never used."""
        name = body_hash(body)
        calls = self._read(name, body)
        with self._lock:
            number = self._met.get(name, 0)
            self._met[name] = number + 1
        replies = iter(calls[min(number, len(calls) - 1)])

        async def told() -> Reply:
            reply = next(replies, None)
            if reply is None:
                raise RecordingError(
                    f"the recording in {self.folder} breaks off in {name}.json: the recorded run"
                    f" was stopped there; re-record with --record {self.folder}"
                )
            return reply

        return told

    def _read(self, name: str, body: Mapping[str, Any]) -> list[list[Reply]]:
        path = self.folder / f"{name}.json"
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            # An empty call is one that was stopped before its first answer.
            calls = [[_loaded(reply) for reply in call] for call in data["calls"] if call]
        except FileNotFoundError:
            raise RecordingError(
                f"prompt changed: re-record with --record {self.folder}"
                f" ({changed(body, self.folder)})"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as err:
            raise RecordingError(
                f"{path} cannot be read as a recording ({type(err).__name__});"
                f" re-record with --record {self.folder}"
            ) from err
        if not calls:
            raise RecordingError(f"{path} holds no answer; re-record with --record {self.folder}")
        return calls


Tape = Recorder | Replayer


def changed(body: Mapping[str, Any], folder: Path) -> str:
    """Say in one clause what sets *body* apart from the requests recorded in *folder*."""
    recorded = [_request_in(path) for path in sorted(folder.glob("*.json"))]
    recorded = [request for request in recorded if request]
    mine = _features(body, lambda text: {"part": f"{_digest(text)}"})
    for label, want in mine.items():
        if not any(_features(request, None).get(label) == want for request in recorded):
            return f"{label} is in no recorded request"
    return "its article was not recorded with this prompt and these parameters"


def _request_in(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["request"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _features(request: Mapping[str, Any], part: Callable[[str], Any] | None) -> dict[str, Any]:
    """Return what a request is told by. *part* None: it is a recorded one, with parts put aside."""
    messages = request.get("messages") or [{}]
    system = messages[0].get("content")
    if part is not None and isinstance(system, str) and len(system) >= SHARED_FROM:
        system = part(system)
    found: dict[str, Any] = {"the model": request.get("model"), "the system message": system}
    for field, label in (("response_format", "the schema"), ("tools", "the tool")):
        value = request.get(field)
        found[label] = part(text_of(value)) if part is not None and value is not None else value
    rest = {"messages", "model", "response_format", "tools"}
    found["a parameter"] = {k: v for k, v in request.items() if k not in rest}
    return {
        label: value["part"].partition(".")[0]
        if isinstance(value, dict) and "part" in value
        else value
        for label, value in found.items()
    }


def _dumped(reply: Reply) -> dict[str, Any]:
    """Return *reply* as it stands in a file; what is empty is left out."""
    if reply.lost is not None:
        return {"lost": reply.lost, "said": reply.body}
    made: dict[str, Any] = {"status": reply.status}
    if reply.content_type:
        made["content_type"] = reply.content_type
    if reply.wait is not None:
        made["wait"] = reply.wait
    return made | fold_answer({"body": reply.body}, "body")


def _loaded(row: Mapping[str, Any]) -> Reply:
    if "lost" in row:
        return Reply(0, str(row["said"]), lost=str(row["lost"]))
    wait = row.get("wait")
    return Reply(
        int(row["status"]),
        unfold_answer(row["body"]),
        str(row.get("content_type", "")),
        None if wait is None else float(wait),
    )


def _replace(path: Path, text: str) -> None:
    """Write *path* whole or not at all: a run may be stopped at any moment."""
    # By the name of the process and the thread: two runs may record the same request.
    part = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    part.write_bytes(text.encode("utf-8"))
    os.replace(part, path)
