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

CLIENT = Path(__file__).resolve().parents[1]
ROOT = CLIENT.parents[1]
HEAVY = "CHECKPOINT_SCHEDULES_HEAVY" in os.environ


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

    def launcher(self, body, name="launcher"):
        """A program that runs the body in Python; `say(line)` prints a line."""
        path = self.folder / name
        head = f"#!{sys.executable} -S\nimport os, sys\n"
        say = "def say(line):\n    print(line, flush=True)\n"
        path.write_text(head + say + textwrap.dedent(body))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def saying(self, *lines):
        """A launcher that prints these lines."""
        return self.launcher(f"for line in {lines!r}:\n    say(line)\n")
