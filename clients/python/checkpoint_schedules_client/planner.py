"""One run of the command line, whose lines are read as they are needed.

The command line writes actions as it plans them and waits while the pipe is full, so that
neither side ever holds more than a piece of a schedule: the pipe's 64 KiB, as much again here.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from collections import deque
from typing import IO, Deque, List, Optional, Sequence

from .errors import InvalidArgumentError, PlannerError

ENVIRONMENT = "CHECKPOINT_SCHEDULES"
"""The environment variable that names the launcher."""

_NAME = "checkpoint-schedules"
_CHUNK = 65536
_REFUSED = 2
_PATIENCE = 5.0  # seconds that a process has to end when it is asked to


def find_launcher(given: Optional[str] = None) -> str:
    """The path of the launcher: `given`, else the environment variable, else on the PATH.

    Raises:
        PlannerError: if it is not there, or cannot be run.
    """
    for said, name in ((given, "launcher"), (os.environ.get(ENVIRONMENT), ENVIRONMENT)):
        if said:
            found = shutil.which(os.fspath(said))
            if found is None:
                raise PlannerError(
                    f"{name} is {os.fspath(said)!r}; allowed: a program that can be run,"
                    f" such as the script {_NAME} of a checkout"
                )
            return found
    found = shutil.which(_NAME)
    if found is None:
        raise PlannerError(
            f"{_NAME} was not found; allowed: the argument launcher, the environment variable"
            f" {ENVIRONMENT}, or a program of that name on the PATH"
        )
    return found


def _end(process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    """Ends the process, if it has not ended, and those that it started.

    In a fork of ours it only closes the fork's files: there, poll() finds no such child.
    """
    assert process.stdout is not None
    process.stdout.close()
    log.close()
    for end, patience in ((signal.SIGTERM, _PATIENCE), (signal.SIGKILL, None)):
        if process.poll() is not None:
            return
        try:
            os.killpg(process.pid, end)
        except ProcessLookupError:
            pass
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            pass


class LineStream:
    """The lines that a command prints, read lazily. Not for use by several threads.

    The command runs in a session of its own: a Ctrl-C that the Python program survives does
    not end it. It ends when this object is closed or collected, and when Python ends however
    that comes about, since it then writes to a pipe without a reader.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Starts the command.

        Raises:
            PlannerError: if it cannot be started.
        """
        self._lines: Deque[str] = deque()
        self._rest = b""
        self._ended = False
        self._owner = os.getpid()
        # A file, since a pipe that nobody reads could fill up and stop the command.
        self._log = tempfile.TemporaryFile()
        self._shown = 0
        try:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._log,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as e:
            self._log.close()
            raise PlannerError(f"{command[0]} cannot be started: {e.strerror}") from e
        assert self._process.stdout is not None
        self._out = self._process.stdout.fileno()
        self._finalizer = weakref.finalize(self, _end, self._process, self._log)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def peek(self) -> str:
        """The next line, which stays the next.

        Raises:
            InvalidArgumentError: if the command refused its arguments.
            PlannerError: if there is no next line.
        """
        if not self._lines:
            self._fill()
        if not self._lines:
            raise self._failure()
        return self._lines[0]

    def next(self) -> str:
        """The next line; raises what `peek` raises."""
        if not self._lines:
            self.peek()
        return self._lines.popleft()

    def finish(self) -> None:
        """Waits for the end, after the line that ought to be the last.

        Raises:
            PlannerError: if there are more lines, or the command failed.
        """
        if not self._lines:
            self._fill()
        if self._lines:
            raise PlannerError(f"the planner goes on after the end: {self._lines[0]!r}")
        if self._rest or self._status() != 0:
            raise self._failure()
        self.close()

    def close(self) -> None:
        """Ends the command. May be called again."""
        self._finalizer()

    def _fill(self) -> None:
        if not self._finalizer.alive:
            raise PlannerError("the planner was ended")
        if os.getpid() != self._owner:
            raise PlannerError("a schedule cannot be iterated in a fork of its process")
        while not self._lines and not self._ended:
            if self._shown >= 0:
                self._await_first()
            chunk = os.read(self._out, _CHUNK)
            if not chunk:
                self._ended = True
                return
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            self._lines.extend(line.decode("ascii", "backslashreplace") for line in lines)

    def _await_first(self) -> None:
        """Waits for the first line; passes on what the launcher says of a build, meanwhile."""
        while not select.select([self._out], [], [], 0.2)[0]:
            text = os.pread(self._log.fileno(), _CHUNK, self._shown)
            whole = text[: text.rfind(b"\n") + 1]
            self._shown += len(whole)
            for line in whole.decode("utf-8", "replace").splitlines():
                if line.endswith("..."):  # Not an error: that is raised.
                    print(line, file=sys.stderr, flush=True)
        self._shown = -1

    def _status(self) -> int:
        try:
            return self._process.wait(60.0)
        except subprocess.TimeoutExpired:
            raise PlannerError("the planner closed its output and did not end") from None

    def _failure(self) -> Exception:
        status = self._status()
        size = os.fstat(self._log.fileno()).st_size
        text = os.pread(self._log.fileno(), _CHUNK, max(0, size - _CHUNK))
        said: List[str] = text.decode("utf-8", "replace").strip().splitlines()
        self.close()
        last = said[-1] if said else "no message"
        if status == _REFUSED:
            return InvalidArgumentError(last)
        return PlannerError(f"the planner broke off with status {status}: {last}")
