"""Where a command's data goes: standard output or a file, always in UTF-8."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from summarizer.errors import SummarizerError


def note(message: str) -> None:
    """Say something to the person at the terminal; data never goes this way."""
    from summarizer.write.terminal import harmless

    print(f"summarizer: {harmless(message)}", file=sys.stderr)


@contextmanager
def opened(path: str | None, *, inputs: list[str] | None = None) -> Iterator[TextIO]:
    """Open *path* for writing; None or "-": standard output. An input is never overwritten."""
    if path is None or path == "-":
        if sys.stdout is None:
            raise SummarizerError("standard output is closed; name a file with -o")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    for source in inputs or []:
        if os.path.exists(path) and os.path.exists(source) and os.path.samefile(path, source):
            raise SummarizerError(f"{path} is the article itself; give -o another name")
    try:
        stream = open(path, "w", encoding="utf-8", newline="\n")  # noqa: SIM115  # closed below
    except OSError as err:
        raise SummarizerError(f"{path} cannot be written: {err.strerror or err}") from err
    with stream:
        yield stream
