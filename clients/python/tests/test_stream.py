"""Between the client and its process: laziness, ends, faults. With launchers of straw."""

import copy
import gc
import os
import pickle
import signal
import subprocess
import sys
import warnings
from itertools import islice
from unittest import mock

from checkpoint_schedules_client import (
    EndForward,
    EndReverse,
    InvalidArgumentError,
    PlannerError,
    Revolve,
    ScheduleError,
    SingleDiskStorageSchedule,
)

from .support import CLIENT, StrawTest, running, wait_until

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

# Writes its number, then the forward sweep of a plan that would never end, a line at a time.
ENDLESS = """
    progress = os.path.join(os.path.dirname(sys.argv[0]), "progress")
    with open(progress, "w") as file:
        for n in range(10**9):
            say(f"Forward({n}, {n + 1}, True, False, StorageType.RAM)")
            file.seek(0)
            file.write(f"{os.getpid()} {n}\\n")
            file.flush()
"""


class LazyTest(StrawTest):
    def endless(self):
        return Revolve(10**9, 10**9, launcher=self.launcher(ENDLESS))

    def progress(self):
        """The process and how many lines it has written."""
        path = self.folder / "progress"
        wait_until(lambda: path.exists() and path.read_text().endswith("\n"))
        pid, line = path.read_text().split("\n")[0].split()
        return int(pid), int(line)

    def stopped(self):
        """The lines written once the process has stopped writing them: the pipe is full."""
        seen = [-1]

        def still():
            seen.append(self.progress()[1])
            return len(seen) > 30 and len(set(seen[-20:])) == 1

        wait_until(still)
        return seen[-1]

    def test_the_process_waits_for_its_reader(self):
        schedule = self.endless()
        first = self.stopped()
        self.assertLess(first, 10_000)
        for _ in range(20_000):
            next(schedule)
        second = self.stopped()
        self.assertGreaterEqual(second, 19_000)
        self.assertLess(second, 30_000)

    def test_the_process_ends_when_the_schedule_is_dropped(self):
        schedule = self.endless()
        next(schedule)
        pid, _ = self.progress()
        self.assertTrue(running(pid))
        del schedule
        gc.collect()
        self.assertFalse(running(pid))

    def test_a_process_that_does_not_write_is_ended(self):
        planner = "checkpoint_schedules_client.planner._PATIENCE"
        for ignored, signal_number, patience in (
            ("", signal.SIGTERM, 60.0),
            ("15", signal.SIGKILL, 0.05),
        ):
            launcher = self.launcher(
                f"""
                import signal, time
                for number in {ignored.split()}:
                    signal.signal(int(number), signal.SIG_IGN)
                say("Forward(0, 1, True, False, StorageType.RAM)")
                time.sleep(60)
                """
            )
            schedule = Revolve(9, 9, launcher=launcher)
            process = schedule._stream._process
            with mock.patch(planner, patience):
                del schedule
                gc.collect()
            self.assertEqual(-signal_number, process.returncode)

    def test_the_process_ends_when_the_loop_raises(self):
        def work():
            for number, _ in enumerate(self.endless()):
                if number == 5:
                    raise ArithmeticError("the solver diverged")

        try:
            work()
        except ArithmeticError:
            pass
        pid, _ = self.progress()
        gc.collect()
        self.assertFalse(running(pid))

    def test_the_process_ends_when_the_schedule_is_closed(self):
        with self.endless() as schedule:
            next(schedule)
            pid, _ = self.progress()
        self.assertFalse(running(pid))
        with self.assertRaisesRegex(ScheduleError, "closed"):
            next(schedule)
        schedule.close()

    def test_the_process_ends_when_python_is_killed(self):
        launcher = self.launcher(ENDLESS)
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys, time\n"
                "from checkpoint_schedules_client import Revolve\n"
                "schedule = Revolve(9, 9, launcher=sys.argv[1])\n"
                "time.sleep(60)\n",
                launcher,
            ],
            cwd=CLIENT,
        )
        pid, _ = self.progress()
        child.kill()
        child.wait()
        wait_until(lambda: not running(pid))

    def test_an_interrupt_that_python_survives_does_not_end_the_process(self):
        schedule = self.endless()
        pid, _ = self.progress()
        # Ctrl-C goes to the process group of the terminal: the process is in another.
        self.assertNotEqual(os.getpgid(pid), os.getpgid(0))
        with self.assertRaises(KeyboardInterrupt):
            for number, _ in enumerate(schedule):
                if number == 3000:
                    os.kill(os.getpid(), signal.SIGINT)
        self.assertEqual(schedule.n + 1, next(schedule).n1)

    def test_a_fork_neither_reads_nor_ends_the_process(self):
        schedule = self.endless()
        pid, _ = self.progress()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fork = os.fork()
        if fork == 0:
            warnings.simplefilter("ignore")
            status = 1
            try:
                for _ in range(20_000):
                    next(schedule)
            except PlannerError as e:
                status = 0 if "fork" in str(e) else 2
            finally:
                del schedule
                gc.collect()
                os._exit(status)
        _, status = os.waitpid(fork, 0)
        self.assertEqual(0, status)
        self.assertTrue(running(pid))
        for _ in range(20_000):
            next(schedule)


class EndTest(StrawTest):
    def test_a_complete_schedule(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        self.assertFalse(schedule.is_running)
        pid = schedule._stream.pid
        self.assertEqual(list(TWO_STEPS), [str(action) for action in islice(schedule, 99)])
        self.assertTrue(schedule.is_exhausted)
        self.assertFalse(schedule.is_running)
        self.assertFalse(running(pid))
        self.assertEqual([], list(islice(schedule, 9)))

    def test_where_the_schedule_stands(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        self.assertEqual((0, 0, 2), (schedule.n, schedule.r, schedule.max_n))
        seen = [(schedule.n, schedule.r, schedule.is_exhausted) for _ in islice(schedule, 99)]
        self.assertEqual([1, 2, 2, 2, 0, 1, 1, 1], [n for n, _, _ in seen])
        self.assertEqual([0, 0, 0, 1, 1, 1, 2, 2], [r for _, r, _ in seen])
        self.assertEqual([False] * 7 + [True], [exhausted for _, _, exhausted in seen])

    def test_adjoint_data_alone_do_not_move_the_forward(self):
        lines = (
            "Forward(0, 1, False, True, StorageType.DISK)",
            "EndForward()",
            "Copy(0, StorageType.DISK, StorageType.WORK)",
            "Reverse(1, 0, True)",
            "EndReverse()",
        )
        schedule = SingleDiskStorageSchedule(launcher=self.saying(*lines))
        next(schedule)
        schedule.finalize(1)
        self.assertEqual([1] * 4, [schedule.n for _ in zip(range(4), schedule)])

    def test_no_schedule_is_copied(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        for copied in (copy.copy, copy.deepcopy, pickle.dumps):
            with self.assertRaisesRegex(TypeError, "make another"):
                copied(schedule)

    def test_what_is_said_of_a_build_is_passed_on(self):
        seen = self.folder / "seen"
        launcher = self.launcher(
            """
            import time
            print("checkpoint-schedules: building (first use)...", file=sys.stderr, flush=True)
            limit = time.monotonic() + 60
            while not os.path.exists(%r) and time.monotonic() < limit:
                time.sleep(0.01)
            for line in %r:
                say(line)
            """
            % (str(seen), TWO_STEPS)
        )
        with mock.patch("sys.stderr") as stderr:
            stderr.write.side_effect = lambda text: text and seen.touch()
            self.assertEqual(8, len(list(Revolve(2, 1, launcher=launcher))))
        said = "".join(call.args[0] for call in stderr.write.call_args_list)
        self.assertEqual("checkpoint-schedules: building (first use)...\n", said)


class FaultTest(StrawTest):
    def refused(self, error, pattern, launcher):
        """Iterates to the error, which is raised again and has ended the process."""
        schedule = None
        with self.assertRaisesRegex(error, pattern) as first:
            schedule = Revolve(2, 1, launcher=launcher)
            pid = schedule._stream.pid
            for _ in range(100):
                next(schedule)
        if schedule is not None:
            self.assertFalse(running(pid))
            self.assertFalse(schedule.is_exhausted)
            with self.assertRaises(error) as second:
                next(schedule)
            self.assertIs(first.exception, second.exception)

    def test_a_refused_request_has_the_line_of_the_command_line(self):
        launcher = self.launcher(
            """
            print("checkpoint-schedules: building (sources changed)...", file=sys.stderr)
            print("checkpoint-schedules plan: --ram is 7; allowed: 8", file=sys.stderr, flush=True)
            import time
            time.sleep(0.5)
            sys.exit(2)
            """
        )
        with mock.patch("sys.stderr") as stderr:
            with self.assertRaises(InvalidArgumentError) as raised:
                Revolve(2, 7, launcher=launcher)
        said = "".join(call.args[0] for call in stderr.write.call_args_list)
        self.assertNotIn("allowed", said)
        self.assertEqual("checkpoint-schedules plan: --ram is 7; allowed: 8", str(raised.exception))
        self.assertIsInstance(raised.exception, ValueError)

    def test_a_process_that_dies(self):
        for at in (0, 1, 5):
            body = f"""
            for line in {TWO_STEPS[:at]!r}:
                say(line)
            print("out of memory", file=sys.stderr)
            sys.exit(3)
            """
            self.refused(PlannerError, "status 3: out of memory", self.launcher(body))
        killed = f"say({TWO_STEPS[0]!r})\nos.kill(os.getpid(), 9)\n"
        self.refused(PlannerError, "status -9: no message", self.launcher(killed))

    def test_a_process_that_dies_after_its_last_line(self):
        body = f"for line in {TWO_STEPS!r}:\n    say(line)\nsys.exit(1)\n"
        self.refused(PlannerError, "status 1", self.launcher(body))

    def test_a_plan_that_ends_too_early_or_too_late(self):
        for at in range(8):
            self.refused(PlannerError, "status 0", self.saying(*TWO_STEPS[:at]))
        cut = "Forward(0, 1, True, False, StorageType.RAM)\nForward(1, 2, False"
        body = f"sys.stdout.write({cut!r})"
        self.refused(PlannerError, "status 0", self.launcher(body))
        more = (*TWO_STEPS, "EndReverse()")
        self.refused(PlannerError, "after the end: 'EndReverse", self.saying(*more))

    def test_lines_that_are_no_actions(self):
        for line in ("", "Forward(", "Exception in main", "Reverse(2, 1, true)", "\N{DEGREE SIGN}"):
            lines = (*TWO_STEPS[:2], line, *TWO_STEPS[2:])
            self.refused(PlannerError, "no action", self.saying(*lines))

    def test_lines_that_are_missing_or_twice(self):
        # All that positions tell: not the end of the forward, nor a step after a load, since what
        # was loaded could be what the adjoint needs.
        for at in (0, 1, 3, 4, 6, 7):
            lines = TWO_STEPS[:at] + TWO_STEPS[at + 1 :]
            self.refused(PlannerError, "does not follow|status 0", self.saying(*lines))
        for at in (0, 1, 3, 5, 6, 7):
            lines = (*TWO_STEPS[: at + 1], *TWO_STEPS[at:])
            self.refused(PlannerError, "does not follow|after the end", self.saying(*lines))

    def test_a_plan_whose_forward_is_not_what_was_done(self):
        launcher = self.saying("Forward(0, 1, True, False, StorageType.DISK)", "EndForward()")
        schedule = SingleDiskStorageSchedule(launcher=launcher)
        next(schedule)
        schedule.finalize(1)
        with self.assertRaisesRegex(PlannerError, "where .*False, True.* was done"):
            next(schedule)


class LauncherTest(StrawTest):
    def setUp(self):
        super().setUp()
        patch = mock.patch.dict(os.environ, {"PATH": str(self.folder / "bin")})
        patch.start()
        self.addCleanup(patch.stop)
        os.environ.pop("CHECKPOINT_SCHEDULES", None)
        (self.folder / "bin").mkdir()

    def named(self, name):
        """A launcher that says its name where a planner would refuse."""
        return self.launcher(f"print({name!r}, file=sys.stderr)\nsys.exit(2)\n", name)

    def who(self, **arguments):
        with self.assertRaises(InvalidArgumentError) as raised:
            Revolve(2, 1, **arguments)
        return str(raised.exception)

    def test_the_argument_comes_before_the_environment_and_that_before_the_path(self):
        self.named("bin/checkpoint-schedules")
        self.assertEqual("bin/checkpoint-schedules", self.who())
        os.environ["CHECKPOINT_SCHEDULES"] = self.named("environment")
        self.assertEqual("environment", self.who())
        self.assertEqual("argument", self.who(launcher=self.named("argument")))

    def test_without_any_the_error_says_where_it_may_be(self):
        with self.assertRaisesRegex(PlannerError, "launcher.*CHECKPOINT_SCHEDULES.*PATH"):
            Revolve(2, 1)
        with self.assertRaisesRegex(PlannerError, "was not found"):
            SingleDiskStorageSchedule()

    def test_one_that_is_said_and_not_there_is_no_reason_to_take_another(self):
        self.named("bin/checkpoint-schedules")
        os.environ["CHECKPOINT_SCHEDULES"] = str(self.folder / "nowhere")
        with self.assertRaisesRegex(PlannerError, "CHECKPOINT_SCHEDULES is .*nowhere"):
            Revolve(2, 1)
        with self.assertRaisesRegex(PlannerError, "launcher is .*elsewhere"):
            Revolve(2, 1, launcher=str(self.folder / "elsewhere"))

    def test_one_that_cannot_be_run(self):
        path = self.folder / "bin" / "checkpoint-schedules"
        path.write_bytes(b"\x00\x01")
        path.chmod(0o755)
        with self.assertRaisesRegex(PlannerError, "cannot be started"):
            Revolve(2, 1)


class FinalizeTest(StrawTest):
    def test_of_a_schedule_that_knows_its_steps(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        schedule.finalize(2)
        for n in (0, 1, 3):
            with self.assertRaisesRegex(InvalidArgumentError, f"n is {n}; allowed: 2"):
                schedule.finalize(n)
        self.assertEqual(EndReverse(), list(islice(schedule, 99))[-1])
        schedule.finalize(2)

    def test_only_where_the_forward_is(self):
        schedule = SingleDiskStorageSchedule(launcher=self.saying())
        with self.assertRaisesRegex(InvalidArgumentError, "before the first action"):
            schedule.finalize(1)
        for _ in range(4):
            next(schedule)
        for n in (-1, 0, 2, 5):
            with self.assertRaisesRegex(InvalidArgumentError, f"n is {n}; allowed: 3 to 4"):
                schedule.finalize(n)
        with self.assertRaises(TypeError):
            schedule.finalize(4.0)
        self.assertIsNone(schedule.max_n)
        schedule.finalize(3)
        self.assertEqual((3, 3), (schedule.n, schedule.max_n))
        schedule.finalize(3)
        with self.assertRaises(InvalidArgumentError):
            schedule.finalize(4)

    def test_the_forward_may_be_over_when_its_next_action_is_asked_for(self):
        lines = [f"Forward({n}, {n + 1}, False, True, StorageType.DISK)" for n in range(3)]
        schedule = SingleDiskStorageSchedule(launcher=self.saying(*lines, "EndForward()"))
        for _ in range(4):
            next(schedule)
        schedule.finalize(3)
        self.assertEqual(EndForward(), next(schedule))
