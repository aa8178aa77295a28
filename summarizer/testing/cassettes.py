"""How vcrpy records requests to a model: what is kept, what identifies a request, what it reads as.

Nothing is kept that is not on a list: of the headers those that replaying needs, of the address
the path. A request is known by a hash of its JSON body: comparing bodies themselves parses every
recorded one for every request, and a thousand requests take minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from summarizer.extract.readable import fold_answer, unfold_answer
from summarizer.extract.recording import ADDRESS, body_hash, without_secrets

HASH = "x-body-sha256"
OF_REQUEST = {"content-type", HASH}
OF_RESPONSE = {"content-type", "retry-after", "retry-after-ms"}
CHAT = "/chat/completions"
SHARED_FROM = 1500  # characters of a request; longer parts are told by hash and length
WIDTH = 110


def recorder(*, rewrite: bool = False) -> Any:
    """Return a ``vcr.VCR``. *rewrite*: what is in the file does not count, and stays on failure."""
    import vcr

    made = vcr.VCR(
        match_on=["same_body"],
        before_record_request=kept_request,
        before_record_response=kept_response,
        decode_compressed_response=True,
        serializer="readable",
    )
    made.register_matcher("same_body", _same_body)
    made.register_serializer("readable", Readable)
    if rewrite:
        made.register_persister(_anew())
    return made


@contextmanager
def replaying(path: str) -> Iterator[Any]:
    """Answer from the cassette at *path* and from nothing else; yields the cassette."""
    with recorder().use_cassette(path, record_mode="none") as cassette:
        _look_up_by_hash(cassette)
        yield cassette


def _look_up_by_hash(cassette: Any) -> None:
    """Spare *cassette* to walk through all it holds, twice for each request.

    This takes the place of a method that is vcrpy's own business (9.4). Where a release has no such
    method, nothing calls this one, and replaying is right and slow.
    """
    places: dict[str, list[int]] = {}
    for number, request in enumerate(cassette.requests):
        places.setdefault(request.headers[HASH], []).append(number)
    responses = cassette.responses

    def matching(request: Any) -> Iterator[tuple[int, Any]]:
        name = cassette.filter_request(request).headers[HASH]
        return ((number, responses[number]) for number in places.get(name, ()))

    cassette._responses = matching


def _same_body(first: Any, second: Any) -> bool:
    # Method and path are part of the hash: vcrpy runs every matcher on every recorded request,
    # and an assertion that fails costs it three times as much as False.
    return bool(first.headers[HASH] == second.headers[HASH])


def _anew() -> Any:
    from vcr.persisters.filesystem import CassetteNotFoundError, FilesystemPersister

    class Anew(FilesystemPersister):  # type: ignore[misc]  # vcrpy has no types
        @classmethod
        def load_cassette(cls, cassette_path: str, serializer: Any) -> Any:
            raise CassetteNotFoundError

    return Anew


# -- what is kept ----------------------------------------------------------------------------------


def kept_request(request: Any) -> Any:
    """Return *request* as it is stored: no address, no secret, long parts by their hash."""
    path = urlsplit(request.uri).path
    request.uri = f"{ADDRESS}{CHAT}" if path.endswith(CHAT) else f"https://llm.invalid{path}"
    kept = {k: v for k, v in request.headers.items() if k.lower() in OF_REQUEST}
    body = request.body if isinstance(request.body, bytes) else b""
    if HASH not in kept:  # a request that was loaded has been through this
        kept[HASH], request.body = _told(request.method, request.uri, body)
    request.headers = kept
    return request


@lru_cache(maxsize=256)  # vcrpy asks four times for each request
def _told(method: str, uri: str, body: bytes) -> tuple[str, bytes]:
    try:
        data = json.loads(body)
    except ValueError:
        data = body.decode("utf-8", "replace")
    name = body_hash({"method": method, "uri": uri, "body": data})
    return name, json.dumps(_shortened(data), ensure_ascii=False).encode("utf-8", "replace")


def _shortened(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    made = dict(data)
    for field in ("response_format", "tools"):
        if field in made:
            made[field] = _by_hash(made[field])
    messages = made.get("messages")
    if isinstance(messages, list) and messages and messages[0].get("role") == "system":
        content = _by_hash(messages[0].get("content"))
        made["messages"] = [messages[0] | {"content": content}, *messages[1:]]
    return made


def _by_hash(value: Any) -> Any:
    length = len(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    if length < SHARED_FROM:
        return value
    return f"[{length} characters, hash {body_hash({'part': value})[:16]}]"


def kept_response(response: Any) -> Any:
    """Return *response* as it is stored: headers by list, complaints without keys."""
    headers = response["headers"].items()
    response["headers"] = {k.lower(): v for k, v in headers if k.lower() in OF_RESPONSE}
    if response["status"]["code"] != 200 and isinstance(response["body"].get("string"), bytes):
        text = response["body"]["string"].decode("utf-8", "replace")
        response["body"]["string"] = without_secrets(text).encode("utf-8")
    response.pop("url", None)  # the address again, as one transport keeps it
    return response


# -- what it reads as ------------------------------------------------------------------------------


class Readable:
    """YAML in which bodies are structures and every script is printed as it is."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """Return *cassette* as text for a file."""
        import yaml

        for row in cassette["interactions"]:
            row["request"] = fold_answer(row["request"], "body")
            row["response"]["body"] = fold_answer(row["response"]["body"], "string")
        return str(
            yaml.dump(cassette, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=WIDTH)
        )

    @staticmethod
    def deserialize(text: str) -> Any:
        """Return what ``serialize`` was given."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        cassette = yaml.load(text, Loader=loader)  # a safe loader, only faster
        for row in cassette["interactions"]:
            row["request"]["body"] = unfold_answer(row["request"]["body"])
            row["response"]["body"]["string"] = unfold_answer(row["response"]["body"]["string"])
        return cassette


@lru_cache(maxsize=1)
def _dumper() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    class Dumper(base):  # type: ignore[misc]  # chosen when it is run
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def lines(dumper: Any, text: str) -> Any:
        style = "|" if "\n" in text else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, lines)
    return Dumper
