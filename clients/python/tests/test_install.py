"""The package in the place of checkpoint_schedules, used as frameworks use that."""

import importlib
import importlib.util
import math
import os
import subprocess
import sys
import unittest
from functools import lru_cache, singledispatch, singledispatchmethod
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import checkpoint_schedules_client

from .support import CLIENT, real_launcher

PARAMETER = 3.7


class Manager:
    """What a framework does with a schedule: it tapes a forward, and is told when it is over.

    The model is x -> p x (1 - x), and the gradient that of the last x with respect to p.
    """

    def __init__(self, package, schedule, disk_is_there=True):
        self.names = package
        if schedule.uses_storage_type(package.StorageType.DISK) and not disk_is_there:
            raise RuntimeError("no place for checkpoints on disk")
        self.schedule = schedule
        self.steps = schedule.max_n or sys.maxsize
        self.stored = {package.StorageType.RAM: {}, package.StorageType.DISK: {}}
        self.tape = {}
        self.n, self.x = 0, 0.3
        self.forward_actions, self.reverse_actions = [], []
        self.register()

    def register(self):
        names = self.names

        @singledispatch
        def obey(action):
            raise TypeError(f"unable to process {action}")

        @obey.register(names.Forward)
        def _(action):
            assert action.n0 == self.n
            if action.write_ics:
                self.stored[action.storage][action.n0] = ("restart", self.x)
            for step in range(action.n0, min(action.n1, self.steps)):
                self.one(action, step)

        @obey.register(names.EndForward)
        def _(action):
            assert self.n == self.steps
            self.adjoint, self.gradient, self.r = 1.0, 0.0, 0

        @obey.register(names.Reverse)
        def _(action):
            assert action.n1 == self.steps - self.r
            for step in action:
                x = self.tape[step]
                self.gradient += self.adjoint * x * (1 - x)
                self.adjoint *= PARAMETER * (1 - 2 * x)
            self.r += len(action)

        @obey.register(names.Copy)
        @obey.register(names.Move)
        def _(action):
            assert action.to_storage == names.StorageType.WORK
            held = self.stored[action.from_storage]
            kind, x = held.pop(action.n) if isinstance(action, names.Move) else held[action.n]
            if kind == "restart":
                self.n, self.x = action.n, x
            else:
                self.tape[action.n] = x

        @obey.register(names.EndReverse)
        def _(action):
            assert self.r == self.steps
            if not self.schedule.is_exhausted:
                self.r, self.adjoint = 0, 1.0

        self.obey = obey

    def one(self, action, step):
        if action.write_adj_deps:
            if action.storage == self.names.StorageType.WORK:
                self.tape[step] = self.x
            else:
                self.stored[action.storage][step] = ("needed", self.x)
        self.n, self.x = step + 1, PARAMETER * self.x * (1 - self.x)

    def record(self, steps):
        """The forward, step by step: the framework learns of the end when it is there."""
        action = next(self.schedule)
        self.forward_actions.append(action)
        for step in range(steps):
            while step not in action:
                action = next(self.schedule)
                self.forward_actions.append(action)
            if step == action.n0 and action.write_ics:
                self.stored[action.storage][step] = ("restart", self.x)
            self.one(action, step)
        if not self.schedule.max_n:
            self.schedule.finalize(steps)
        self.steps = self.schedule.max_n
        while not isinstance(action, self.names.EndForward):
            action = next(self.schedule)
            self.forward_actions.append(action)
        self.obey(action)

    def reverse(self):
        self.gradient = 0.0
        if self.reverse_actions:  # Replayed, by a framework that keeps them.
            for action in self.reverse_actions:
                self.obey(action)
            return
        action = None
        while not isinstance(action, self.names.EndReverse):
            action = next(self.schedule)
            self.reverse_actions.append(action)
            self.obey(action)
            assert self.schedule.r == self.r, (action, self.schedule.r, self.r)
            assert self.schedule.max_n == self.steps


def gradient(steps):
    states = [0.3]
    for _ in range(steps):
        states.append(PARAMETER * states[-1] * (1 - states[-1]))
    adjoint, by_parameter = 1.0, 0.0
    for x in reversed(states[:-1]):
        by_parameter += adjoint * x * (1 - x)
        adjoint *= PARAMETER * (1 - 2 * x)
    return by_parameter


class FrameworkTest(unittest.TestCase):
    def setUp(self):
        environment = mock.patch.dict(os.environ, {"CHECKPOINT_SCHEDULES": real_launcher()})
        environment.start()
        self.addCleanup(environment.stop)
        modules = mock.patch.dict(sys.modules)
        modules.start()
        self.addCleanup(modules.stop)
        checkpoint_schedules_client.install()
        self.package = importlib.import_module("checkpoint_schedules")

    def test_every_schedule_under_a_framework(self):
        from checkpoint_schedules import (
            DiskRevolve,
            HRevolve,
            MixedCheckpointSchedule,
            MultistageCheckpointSchedule,
            PeriodicDiskRevolve,
            Revolve,
            SingleDiskStorageSchedule,
            SingleMemoryStorageSchedule,
            StorageType,
            TwoLevelCheckpointSchedule,
        )

        for steps in (1, 2, 30):
            for schedule in (
                Revolve(steps, 3),
                DiskRevolve(steps, 1),
                PeriodicDiskRevolve(steps, 2),
                HRevolve(steps, 1, 3),
                MultistageCheckpointSchedule(steps, 2, 2),
                MixedCheckpointSchedule(steps, 4, storage=StorageType.RAM),
                SingleMemoryStorageSchedule(),
                SingleDiskStorageSchedule(),
                SingleDiskStorageSchedule(move_data=True),
                TwoLevelCheckpointSchedule(7, 2, binomial_storage=StorageType.RAM),
            ):
                with self.subTest(steps=steps, schedule=type(schedule).__name__):
                    manager = Manager(self.package, schedule)
                    manager.record(steps)
                    manager.reverse()
                    self.assertEqual(gradient(steps), manager.gradient)
                    if not schedule.is_exhausted:
                        manager.reverse_actions.clear()
                        manager.reverse()
                        self.assertEqual(gradient(steps), manager.gradient)

    def test_a_schedule_on_disk_is_noticed_before_it_runs(self):
        Manager(self.package, self.package.Revolve(9, 2), disk_is_there=False)
        with self.assertRaisesRegex(RuntimeError, "no place"):
            Manager(self.package, self.package.HRevolve(9, 2, 2), disk_is_there=False)

    def test_classes_are_found_and_wrapped(self):
        base = self.package.CheckpointSchedule
        found = {
            name
            for name in dir(self.package)
            if isinstance(getattr(self.package, name), type)
            and issubclass(getattr(self.package, name), base)
        }
        self.assertEqual(11, len(found), found)

        class Dispatching:
            @singledispatchmethod
            def handle(self, action):
                raise TypeError(action)

            @handle.register(self.package.Forward)
            def _(self, action):
                return "forward"

        self.assertEqual("forward", Dispatching().handle(next(self.package.Revolve(3, 1))))

    def test_modules(self):
        package = self.package
        for module, names in {
            "schedule": "CheckpointAction CheckpointSchedule Copy StorageLocation StorageType",
            "basic_schedules": "NoneCheckpointSchedule SingleMemoryStorageSchedule",
            "multistage": "MultistageCheckpointSchedule optimal_steps_binomial n_advance",
            "mixed": "MixedCheckpointSchedule optimal_steps_mixed",
            "twolevel_binomial": "TwoLevelCheckpointSchedule",
            "hrevolve": "DiskRevolve HRevolve PeriodicDiskRevolve RevolveCheckpointSchedule",
            "utils": "StorageType n_advance optimal_extra_steps optimal_steps_binomial",
        }.items():
            found = importlib.import_module(f"checkpoint_schedules.{module}")
            self.assertIs(found, getattr(package, module))
            for name in names.split():
                self.assertTrue(hasattr(found, name), (module, name))
        self.assertIs(package.schedule.Forward, checkpoint_schedules_client.Forward)
        self.assertIs(package.HRevolve, checkpoint_schedules_client.HRevolve)
        self.assertIsNotNone(importlib.util.find_spec("checkpoint_schedules"))
        with self.assertRaises(ModuleNotFoundError):
            importlib.import_module("checkpoint_schedules.hrevolve_sequences")
        taken = {}
        exec("from checkpoint_schedules import *", taken)
        self.assertIs(package.Move, taken["Move"])

    def test_numbers_of_steps(self):
        from checkpoint_schedules.utils import (
            n_advance,
            optimal_extra_steps,
            optimal_steps_binomial,
            optimal_steps_mixed,
        )

        @lru_cache(maxsize=None)
        def extra(n, s):
            if n == 1 or s == 0:
                return 0 if n == 1 else math.inf
            return min(i + extra(i, s) + extra(n - i, s - 1) for i in range(1, n))

        @lru_cache(maxsize=None)
        def mixed(n, s):
            if n == 1 or s == 0:
                return 1 if n == 1 else math.inf
            best = 1 + mixed(n - 1, s - 1)  # What the adjoint needs of the first step is stored.
            for i in range(2, n):
                best = min(best, i + mixed(i, s) + mixed(n - i, s - 1))
            # Only its restart data are, to the end.
            return min(best, n * (n + 1) // 2 - 1)

        for n, s in ((1, 1), (2, 1), (5, 1), (10, 3), (10, 9), (17, 4)):
            self.assertEqual(extra(n, s), optimal_extra_steps(n, s), (n, s))
            self.assertEqual(n + extra(n, s), optimal_steps_binomial(n, s), (n, s))
            self.assertEqual(mixed(n, s), optimal_steps_mixed(n, s), (n, s))
        self.assertEqual((0, 1, 9), (n_advance(1, 4), n_advance(5, 4), n_advance(10, 1)))
        self.assertEqual(4, n_advance(10, 3, trajectory="revolve"))
        for make in (
            lambda: n_advance(0, 1),
            lambda: n_advance(4, 0),
            lambda: optimal_steps_mixed(0, 1),
        ):
            with self.assertRaises(ValueError):
                make()


class InstallTest(unittest.TestCase):
    def run_python(self, program, path=""):
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=CLIENT,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    def test_beside_the_package_itself(self):
        ours = "import checkpoint_schedules_client as c; c.install(); c.install()\n"
        check = (
            "from checkpoint_schedules import Forward\n"
            "from checkpoint_schedules.schedule import Copy\n"
            "import checkpoint_schedules\n"
            "assert Forward is c.Forward and Copy is c.Copy\n"
            "c.install()\n"
        )
        with TemporaryDirectory() as folder:
            package = Path(folder, "checkpoint_schedules")
            package.mkdir()
            (package / "__init__.py").write_text("Forward = 1\n")
            (package / "schedule.py").write_text("Copy = 2\n")
            (package / "other.py").write_text("")
            for path in ("", folder):
                done = self.run_python(ours + check, path)
                self.assertEqual((0, ""), (done.returncode, done.stderr))
            done = self.run_python(ours + "import checkpoint_schedules.other", folder)
            self.assertIn("No module named 'checkpoint_schedules.other'", done.stderr)
            late = self.run_python("import checkpoint_schedules\n" + ours, folder)
            self.assertRegex(
                late.stderr.splitlines()[-1],
                "ScheduleError: checkpoint_schedules is imported already, from .*__init__.py;"
                r" allowed: install\(\) before whatever imports it",
            )

    def test_the_version(self):
        self.assertRegex(checkpoint_schedules_client.__version__, r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main()
