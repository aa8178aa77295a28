"""From ``provider/model`` and the environment to an endpoint: address, key, mode.

The key is fetched when a client is made, handed to it, and kept nowhere else: not in the endpoint,
not in the extractor, so that no ``repr``, pickle or log can show it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from summarizer.errors import EndpointError
from summarizer.lexicon import read_vocabulary

Mode = Literal["json_schema", "json", "md_json", "tools"]
MODES: tuple[Mode, ...] = get_args(Mode)
KEY_COMMAND_SECONDS = 30
NO_KEY = "none"  # servers that want no key still get an Authorization header from the client


@dataclass(frozen=True)
class Endpoint:
    """Where a model is asked, and how the shape of its answer is asked for."""

    provider: str
    model: str
    base_url: str
    mode: Mode
    key_names: tuple[str, ...]
    key_optional: bool
    max_tokens_field: str = "max_tokens"

    @property
    def asked(self) -> str:
        """The model as a user would type it."""
        return f"{self.provider}/{self.model}"


@cache
def provider_table() -> dict[str, dict[str, Any]]:
    """Return ``vocab/providers.toml``."""
    return tomllib.loads(read_vocabulary("providers.toml"))


def resolve(
    name: str,
    *,
    base_url: str | None = None,
    mode: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Endpoint:
    """Return the endpoint that *name* means.

    *base_url* wins over ``SUMMARIZER_BASE_URL``, that over the provider's own variable
    (``OPENAI_BASE_URL``), that over the provider's address. A name without a known provider is a
    model of the server at the base URL. Raises ``EndpointError``.
    """
    address = base_url or environ.get("SUMMARIZER_BASE_URL") or None
    table = provider_table()
    provider, _, model = name.partition("/")
    if not model or provider not in table:
        if address is None:
            known = ", ".join(sorted(set(table) - {"custom"}))
            raise EndpointError(
                f"no provider in {name!r}; write provider/model with one of {known},"
                " or give the server's address by --base-url"
            )
        provider, model = "custom", name
    row = table[provider]
    address = address or environ.get(row.get("base_url_env", "")) or row["base_url"]
    return Endpoint(
        provider=provider,
        model=model,
        base_url=_checked_url(address, provider),
        mode=_checked_mode(mode or row["mode"]),
        key_names=tuple(row["keys"]),
        key_optional=row.get("key") == "none",
        max_tokens_field=row.get("max_tokens_field", "max_tokens"),
    )


def _checked_url(address: str, provider: str) -> str:
    if not address:
        raise EndpointError(f"{provider} has no address of its own; give one by --base-url")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise EndpointError(
            "the base URL must start with http:// or https:// and a host,"
            " for example http://localhost:8000/v1"
        )
    if "@" in parts.netloc or parts.query:
        # Said without the address: what stands before the @ is a password.
        raise EndpointError("the base URL must hold no user, password or query; use a key variable")
    return address.rstrip("/")


def _checked_mode(mode: str) -> Mode:
    if mode not in MODES:
        raise EndpointError(f"no mode {mode!r}; choose one of {', '.join(MODES)}")
    return mode


def fetch_key(endpoint: Endpoint, environ: Mapping[str, str] = os.environ) -> str:
    """Return the key for *endpoint*: from a command, else from the environment.

    ``SUMMARIZER_API_KEY_COMMAND`` is run without a shell and prints the key ("pass show openai").
    Raises ``EndpointError`` where a key is wanted and none is set.
    """
    command = environ.get("SUMMARIZER_API_KEY_COMMAND")
    if command:
        return _key_from(command)
    for name in ("SUMMARIZER_API_KEY", *endpoint.key_names):
        if environ.get(name):
            return environ[name].strip()
    if endpoint.key_optional:
        return NO_KEY
    names = " or ".join((*endpoint.key_names, "SUMMARIZER_API_KEY"))
    raise EndpointError(
        f"no key for {endpoint.provider}; set {names}, or SUMMARIZER_API_KEY_COMMAND to a command"
        " that prints it"
    )


def _key_from(command: str) -> str:
    try:
        done = subprocess.run(
            shlex.split(command),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # whatever it prints may hold the key
            stdin=subprocess.DEVNULL,
            timeout=KEY_COMMAND_SECONDS,
            check=False,
            text=True,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as err:
        # from None: TimeoutExpired carries the output, and with it perhaps the key.
        raise EndpointError(
            f"the command in SUMMARIZER_API_KEY_COMMAND could not be run ({type(err).__name__});"
            " try it in a terminal"
        ) from None
    key = done.stdout.strip()
    if done.returncode or not key or "\n" in key:
        raise EndpointError(
            f"the command in SUMMARIZER_API_KEY_COMMAND ended with {done.returncode} and did not"
            " print exactly one line; try it in a terminal"
        )
    return key
