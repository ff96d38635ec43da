"""What the tests share: the real launcher, launchers of straw, and the example's adjoint."""

import importlib.util
import os
import stat
import sys
import tempfile
import textwrap
import time
import unittest
from pathlib import Path

from checkpoint_schedules_client import planner

CLIENT = Path(__file__).resolve().parents[1]
ROOT = CLIENT.parents[1]
HEAVY = "CHECKPOINT_SCHEDULES_HEAVY" in os.environ

TWO_STEPS = (
    "Forward(0, 1, True, False, StorageType.RAM)",
    "Forward(1, 2, False, True, StorageType.WORK)",
    "EndForward()",
    "Reverse(2, 1, True)",
    "Move(0, StorageType.RAM, StorageType.WORK)",
    "Forward(0, 1, False, True, StorageType.WORK)",
    "Reverse(1, 0, True)",
    "EndReverse()",
)
"""The plan of `Revolve(2, 1)`."""

# What a launcher of straw can say. It notes its process in the file `pids` beside it, and the
# requests that it reads in `asked`.
_HEAD = """
import json, os, sys
_beside = os.path.dirname(sys.argv[0])
with open(os.path.join(_beside, "pids"), "a") as file:
    file.write(f"{os.getpid()}\\n")
def requests():
    for line in sys.stdin:
        with open(os.path.join(_beside, "asked"), "a") as file:
            file.write(line)
        yield json.loads(line)
def reply(request, **members):
    print(json.dumps({"id": request["id"], **members}), flush=True)
def page(request, line, size):
    end = min(request["from"] + request["count"], size)
    lines = [line(at) for at in range(request["from"], end)]
    reply(request, lines=lines, next=end if end < size else None)
"""


def real_launcher():
    """The command line itself: of the environment, else that of this checkout."""
    return os.environ.get("CHECKPOINT_SCHEDULES") or str(ROOT / "checkpoint-schedules")


def load_example():
    """The module `examples/gradient.py`."""
    spec = importlib.util.spec_from_file_location("gradient", CLIENT / "examples" / "gradient.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def running(pid):
    """Whether the process exists and is no zombie."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    return exists(pid)


def exists(pid):
    """Whether the process exists, be it a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition):
    """Waits for what other processes do; the limit only ends a test that has failed."""
    limit = time.monotonic() + 60
    while not condition():
        if time.monotonic() > limit:
            raise AssertionError("it did not happen within a minute")
        time.sleep(0.01)


class StrawTest(unittest.TestCase):
    """A test with launchers that do as the test says."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.addCleanup(self.end_planners)

    def end_planners(self):
        for launcher in [each for each in planner._planners if each.startswith(str(self.folder))]:
            process = planner._planners.pop(launcher)._process
            if process is not None:
                process.close()

    def launcher(self, body, name="launcher"):
        """A program that runs the body in Python."""
        path = self.folder / name
        path.write_text(f"#!{sys.executable} -S\n{_HEAD}{textwrap.dedent(body)}")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def saying(self, *lines):
        """A launcher that answers with these lines."""
        return self.launcher(
            f"""
            lines = {lines!r}
            for request in requests():
                page(request, lines.__getitem__, len(lines))
            """
        )

    def endless(self):
        """A launcher whose plans are one forward sweep without end."""
        return self.launcher(
            """
            def line(n):
                return f"Forward({n}, {n + 1}, True, False, StorageType.RAM)"
            for request in requests():
                page(request, line, 10**12)
            """
        )

    def pids(self):
        """The processes of the launchers, in the order they began."""
        path = self.folder / "pids"
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []
