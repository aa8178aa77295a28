"""One writer for each run: an advisory lock on a small file beside the database.

SQLite's own exclusive mode would shut out readers too; a run may be looked at while it goes on.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from summarizer.errors import RunError


class WriterLock:
    """Holds ``RUN.db-writer`` until ``release``; the system frees it when the process dies.

    Raises ``RunError`` when another process (or this one) holds it, or the folder is read-only.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + "-writer")
        self._database = database
        self._file = self._take()

    def _take(self) -> int:
        while True:
            try:
                file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0))
            except OSError as err:
                raise RunError(
                    f"{self._database} cannot be written: {err.strerror}; choose a folder you may"
                    " write to with -o"
                ) from err
            if not _lock(file):
                holder = _holder(file)
                os.close(file)
                raise RunError(
                    f"{self._database} is being written by {holder}; wait until it ends,"
                    " or give another file with -o"
                )
            # Whoever held it before may have removed the file we opened: then lock the new one.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file), os.stat(self.path)):
                    os.ftruncate(file, 0)
                    os.write(file, f"process {os.getpid()}".encode())
                    return file
            os.close(file)

    def release(self) -> None:
        """Remove the file and free the lock."""
        with suppress(OSError):  # Windows does not remove an open file; an empty one does no harm
            os.unlink(self.path)
        os.close(self._file)


def _holder(file: int) -> str:
    try:
        return os.read(file, 100).decode("ascii", "replace") or "another process"
    except OSError:  # Windows locks bytes against reading too
        return "another process"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
