"""The command line as a process that answers requests: one for this process, shared by all."""

from __future__ import annotations

import itertools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from typing import IO, Any, Dict, List, Optional

from .errors import InvalidArgumentError, PlannerError

ENVIRONMENT = "CHECKPOINT_SCHEDULES"
"""The environment variable that names the launcher."""

_NAME = "checkpoint-schedules"
_CHUNK = 65536
_PATIENCE = 5.0  # seconds that a process has to end when it is asked to

# A JVM that plans: quick to start and small. What JAVA_OPTS says itself comes later, and holds.
_JAVA_OPTS = "-Xms16m -Xmx512m -XX:TieredStopAtLevel=1"


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


def ask(launcher: str, request: str) -> Dict[str, Any]:
    """The answer of the process of this launcher, which is started if it does not run.

    Args:
        launcher: its path.
        request: a JSON object on one line, of which nothing is changed by asking twice.

    Raises:
        InvalidArgumentError: if the request is refused, with the command line's message.
        PlannerError: if the process cannot be started, or ends, or prints no answer.
    """
    return _planners.setdefault(launcher, _Planner(launcher)).ask(request)


class _Planner:
    """The process of a launcher, with a lock, so that one request is answered at a time."""

    def __init__(self, launcher: str) -> None:
        self._launcher = launcher
        self.forget()

    def forget(self) -> None:
        """Begins anew, in a fork: the process and the lock are those of another."""
        self._lock = threading.RLock()
        self._process: Optional[_Process] = None

    def ask(self, request: str) -> Dict[str, Any]:
        with self._lock:
            # Taken out while it works: one that is interrupted has half an answer to give, and
            # is not asked again.
            process, self._process = self._process, None
            answer = None if process is None else _exchange(process, request)
            if process is None or answer is None:  # It was ended from outside.
                process = _Process(self._launcher)
                answer = _exchange(process, request)
                if answer is None:
                    raise process.failure()
            self._process = process
        error = answer.get("error")
        if error is None:
            return answer
        # A refusal says what is allowed; the others are failures, such as of memory.
        raise (InvalidArgumentError if "allowed: " in str(error) else PlannerError)(str(error))


def _exchange(process: _Process, request: str) -> Optional[Dict[str, Any]]:
    """The answer to the request; None, and the process is closed, if it ends without."""
    number = next(_numbers)
    try:
        line = process.answer(f'{{"id":{number},{request[1:]}')
        if line is not None:
            return _read(line, number)
        process.note_end()
        return None
    except BaseException:
        process.close()
        raise


def _read(line: bytes, number: int) -> Dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or answer.get("id") != number:
        shown = line[:200].decode("utf-8", "backslashreplace")
        raise PlannerError(f"the planner printed what is no answer: {shown!r}")
    return answer


class _Process:
    """A run of the command line that answers a line for a line.

    It runs in a session of its own: a Ctrl-C that the Python program survives does not end it. It
    ends when this object is closed or collected, and when Python ends however that comes about,
    since its input then ends.
    """

    def __init__(self, launcher: str) -> None:
        self._why = ""
        # A file, since a pipe that nobody reads could fill up and stop the command.
        self._log = tempfile.TemporaryFile()
        self._shown = 0
        options = f"{_JAVA_OPTS} {os.environ.get('JAVA_OPTS', '')}".strip()
        try:
            self._process = subprocess.Popen(
                [launcher, "batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                bufsize=0,
                start_new_session=True,
                env={**os.environ, "JAVA_OPTS": options},
            )
        except OSError as e:
            self._log.close()
            raise PlannerError(f"{launcher} cannot be started: {e.strerror}") from e
        self.close = weakref.finalize(self, _end, self._process, self._log, os.getpid())
        _processes.add(self)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._in = self._process.stdin.fileno()
        self._out = self._process.stdout.fileno()

    def answer(self, request: str) -> Optional[bytes]:
        """The line that answers this one; None if the process ends without."""
        unsent = memoryview(request.encode("ascii") + b"\n")
        try:
            while unsent:
                unsent = unsent[os.write(self._in, unsent) :]
        except BrokenPipeError:
            return None
        if self._shown >= 0:
            self._await_first()
        pieces: List[bytes] = []
        while True:
            chunk = os.read(self._out, _CHUNK)
            if not chunk:
                return None
            pieces.append(chunk)
            if chunk.endswith(b"\n"):  # One request is under way: nothing follows its answer.
                return b"".join(pieces)

    def failure(self) -> PlannerError:
        """Why it ended, once it has."""
        return PlannerError(self._why)

    def note_end(self) -> None:
        """Notes why it ended, and closes it."""
        self._why = self._reason()
        self.close()

    def _reason(self) -> str:
        try:
            status = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return "the planner closed its output and did not end"
        size = os.fstat(self._log.fileno()).st_size
        text = os.pread(self._log.fileno(), _CHUNK, max(0, size - _CHUNK))
        said = text.decode("utf-8", "replace").strip().splitlines()
        last = said[-1] if said else "no message"
        return f"the planner broke off with status {status}: {last}"

    def _await_first(self) -> None:
        """Waits for the first line; passes on what the launcher says of a build, meanwhile."""
        arrival = select.poll()  # select() takes no number of a file beyond 1023.
        arrival.register(self._out, select.POLLIN)
        while not arrival.poll(200):
            text = os.pread(self._log.fileno(), _CHUNK, self._shown)
            whole = text[: text.rfind(b"\n") + 1]
            self._shown += len(whole)
            for line in whole.decode("utf-8", "replace").splitlines():
                if line.endswith("..."):  # Not an error: that is raised.
                    print(line, file=sys.stderr, flush=True)
        self._shown = -1


def _end(process: subprocess.Popen[bytes], log: IO[bytes], owner: int) -> None:
    """Ends the process and those that it started, and waits: no zombie stays.

    In a fork of its owner this only closes the fork's files.
    """
    for file in (process.stdin, process.stdout, log):
        assert file is not None
        file.close()
    if os.getpid() != owner:
        process.returncode = 0  # So that nothing waits for what is no child here.
        return
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


def _after_fork() -> None:
    """A fork starts a process of its own, and holds no end of a pipe to that of its parent."""
    for process in list(_processes):
        process.close()
    for planner in list(_planners.values()):
        planner.forget()


_numbers = itertools.count(1)
_planners: Dict[str, _Planner] = {}
_processes: weakref.WeakSet[_Process] = weakref.WeakSet()
os.register_at_fork(after_in_child=_after_fork)
