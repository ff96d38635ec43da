"""The one process that plans: its start, its end, who shares it. With launchers of straw."""

import dis
import gc
import linecache
import os
import pickle
import signal
import subprocess
import sys
import threading
import unittest
import warnings
from itertools import islice
from unittest import mock

import checkpoint_schedules_client
from checkpoint_schedules_client import (
    InvalidArgumentError,
    NoneCheckpointSchedule,
    PlannerError,
    Revolve,
    SingleDiskStorageSchedule,
    SingleMemoryStorageSchedule,
    TwoLevelCheckpointSchedule,
    planner,
)

from .support import CLIENT, TWO_STEPS, StrawTest, exists, running, wait_until

PACKAGE = os.path.dirname(checkpoint_schedules_client.__file__)


class OneProcessTest(StrawTest):
    def test_all_schedules_and_threads_share_it(self):
        launcher = self.endless()
        seen = {}

        def work(name):
            schedules = [Revolve(10**9, 10**9, launcher=launcher) for _ in range(6)]
            seen[name] = [[next(each).n0 for each in schedules] for _ in range(200)]

        threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([[n] * 6 for n in range(200)], seen[0])
        self.assertEqual(8, len(seen))
        self.assertTrue(all(rows == seen[0] for rows in seen.values()))
        self.assertEqual(1, len(self.pids()))

    def test_it_is_asked_for_no_more_than_is_needed(self):
        asked = self.folder / "asked"
        schedule = Revolve(10**9, 10**9, launcher=self.endless())
        self.assertEqual(1, len(asked.read_text().splitlines()))
        for n in range(10_000):
            self.assertEqual(n, next(schedule).n0)
        self.assertLess(len(asked.read_text().splitlines()), 15)

    def test_trivial_schedules_need_none(self):
        with mock.patch.dict(os.environ, {"PATH": "", "CHECKPOINT_SCHEDULES": "/nowhere"}):
            for schedule, forwards, others in (
                (NoneCheckpointSchedule(), 1, 1),
                (SingleMemoryStorageSchedule(), 1, 3),
                (SingleDiskStorageSchedule(), 3, 8),
                (SingleDiskStorageSchedule(move_data=True), 3, 8),
            ):
                for _ in range(forwards):
                    next(schedule)
                schedule.finalize(3)
                self.assertEqual(others, len(list(islice(schedule, others))))

    def test_one_that_was_ended_from_outside_is_replaced_and_no_action_is_missing(self):
        schedule = Revolve(10**9, 10**9, launcher=self.endless())
        for n in range(3_000):
            if n % 1_000 == 500:
                os.kill(self.pids()[-1], signal.SIGKILL)
            self.assertEqual(n, next(schedule).n0)
        first, *others = self.pids()
        self.assertGreater(len(others), 0)
        self.assertFalse(exists(first), "a zombie")

    def test_one_that_does_not_end_when_told_is_killed(self):
        for ignored, signal_number, patience in (
            ("", signal.SIGTERM, 60.0),
            ("15", signal.SIGKILL, 0.05),
        ):
            launcher = self.launcher(
                f"""
                import signal, time
                for number in {ignored.split()}:
                    signal.signal(int(number), signal.SIG_IGN)
                for request in requests():
                    page(request, {TWO_STEPS!r}.__getitem__, 8)
                time.sleep(60)
                """
            )
            Revolve(2, 1, launcher=launcher)
            process = planner._planners[launcher]._process._process
            with mock.patch("checkpoint_schedules_client.planner._PATIENCE", patience):
                self.end_planners()
                gc.collect()
            self.assertEqual(-signal_number, process.returncode)

    def child(self, program, **arguments):
        """A Python that has a schedule of two steps and does what the program says."""
        return subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import os, sys, time\n"
                "from checkpoint_schedules_client import Revolve\n"
                f"schedule = Revolve(2, 1, launcher=sys.argv[1])\n{program}",
                self.saying(*TWO_STEPS),
            ],
            cwd=CLIENT,
            **arguments,
        )

    def test_it_ends_with_python(self):
        child = self.child("next(schedule)\n")
        self.assertEqual(0, child.wait())
        self.assertFalse(exists(self.pids()[0]))

    def test_it_ends_when_python_is_killed_though_a_fork_lives(self):
        program = (
            "if os.fork() == 0:\n    print(os.getpid(), flush=True)\n    time.sleep(60)\n"
            "time.sleep(60)\n"
        )
        child = self.child(program, stdout=subprocess.PIPE)
        with child.stdout as out:
            fork = int(out.readline())
            (pid,) = self.pids()
            self.assertTrue(running(pid))
            child.kill()
            child.wait()
            wait_until(lambda: not running(pid))
            self.assertTrue(running(fork))
            os.kill(fork, signal.SIGKILL)

    def test_a_fork_starts_its_own_and_goes_on(self):
        schedule = Revolve(10**9, 10**9, launcher=self.endless())
        next(schedule)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fork = os.fork()
        if fork == 0:
            status = 1
            try:
                status = 0 if [next(schedule).n0 for _ in range(5_000)] == [*range(1, 5_001)] else 2
            finally:
                planner._planners.clear()
                gc.collect()
                os._exit(status)
        _, status = os.waitpid(fork, 0)
        self.assertEqual(0, status)
        own, others = self.pids()
        self.assertTrue(running(own))
        wait_until(lambda: not running(others))
        self.assertEqual([*range(1, 5_001)], [next(schedule).n0 for _ in range(5_000)])
        self.assertEqual(2, len(self.pids()))

    def test_what_is_said_of_a_build_is_passed_on(self):
        seen = self.folder / "seen"
        launcher = self.launcher(
            """
            import time
            print("checkpoint-schedules: building (first use)...", file=sys.stderr, flush=True)
            limit = time.monotonic() + 60
            while not os.path.exists(%r) and time.monotonic() < limit:
                time.sleep(0.01)
            for request in requests():
                page(request, %r.__getitem__, 8)
            """
            % (str(seen), TWO_STEPS)
        )
        with mock.patch("sys.stderr") as stderr:
            stderr.write.side_effect = lambda text: text and seen.touch()
            self.assertEqual(8, len(list(Revolve(2, 1, launcher=launcher))))
        said = "".join(call.args[0] for call in stderr.write.call_args_list)
        self.assertEqual("checkpoint-schedules: building (first use)...\n", said)


class InterruptTest(StrawTest):
    def test_one_that_arrives_while_the_planner_works(self):
        launcher = self.launcher(
            """
            import signal, time
            flag = os.path.join(_beside, "interrupted")
            def line(n):
                return f"Forward({n}, {n + 1}, True, False, StorageType.RAM)"
            for request in requests():
                if request["from"] > 0 and not os.path.exists(flag):
                    open(flag, "w").close()
                    os.kill(os.getppid(), signal.SIGINT)
                    time.sleep(60)
                page(request, line, 10**12)
            """
        )
        schedule = Revolve(10**9, 10**9, launcher=launcher)
        seen, interrupts = [], 0
        while len(seen) < 1_000:
            try:
                seen.append(next(schedule).n0)
            except KeyboardInterrupt:
                interrupts += 1
        self.assertEqual(1, interrupts)
        self.assertEqual([*range(1_000)], seen)
        # Ctrl-C goes to the process group of the terminal: the process is in another.
        self.assertNotEqual(os.getpgid(self.pids()[-1]), os.getpgid(0))

    def test_one_anywhere_in_next_takes_no_action(self):
        lines = TWO_STEPS
        with mock.patch("checkpoint_schedules_client.planned._FIRST_PAGE", 4):
            schedules = [
                (Revolve(2, 1, launcher=self.saying(*lines)), lines),
                (finalized(SingleDiskStorageSchedule(), 2), None),
            ]
        for schedule, expected in schedules:
            twin = pickle.loads(pickle.dumps(schedule))
            expected = expected or [str(action) for action in islice(twin, 15)]
            for line in expected:
                self.assertEqual(line, str(self.interrupted(schedule)))

    def interrupted(self, schedule):
        """The next action, after an interrupt at each place where one could strike."""
        at = 0
        while True:
            at += 1
            reached = 0
            before = dict(schedule.__dict__)

            def trace(frame, event, _):
                nonlocal reached
                if not frame.f_code.co_filename.startswith(PACKAGE):
                    return None
                frame.f_trace_opcodes = True
                in_planner = frame.f_code.co_filename == planner.__file__
                line = linecache.getline(frame.f_code.co_filename, frame.f_lineno or 0)
                code = dis.opname[frame.f_code.co_code[frame.f_lasti]]
                # Python looks for no signal between taking a lock and having it, nor before it
                # returns.
                if event == "opcode" and "with " not in line and code != "RETURN_VALUE":
                    reached += 1
                    # Each one in the planner costs the start of a process.
                    if reached == at and (at % 13 == 0 or not in_planner):
                        raise KeyboardInterrupt
                return trace

            sys.settrace(trace)
            try:
                action = next(schedule)
            except KeyboardInterrupt:
                continue
            finally:
                sys.settrace(None)
            if reached < at:
                return action
            schedule.__dict__ = before  # Passed over: the same action again.


def finalized(schedule, n):
    for _ in range(n):
        next(schedule)
    schedule.finalize(n)
    return schedule


class FaultTest(StrawTest):
    def refused(self, error, pattern, body):
        """Making the schedule is refused, before any action, and so is the next."""
        self.end_planners()
        launcher = self.launcher(body)
        for _ in range(2):
            for make in (
                lambda: Revolve(2, 1, launcher=launcher),
                lambda: TwoLevelCheckpointSchedule(2, 1, launcher=launcher),
            ):
                with self.assertRaisesRegex(error, pattern) as raised:
                    make()
                self.assertIs(error, type(raised.exception))

    def test_no_jdk(self):
        self.refused(
            PlannerError,
            "status 2: checkpoint-schedules: no JDK 25 was found; allowed: JAVA_HOME",
            """
            print("checkpoint-schedules: no JDK 25 was found; allowed: JAVA_HOME", file=sys.stderr)
            sys.exit(2)
            """,
        )

    def test_a_process_that_dies(self):
        dies = "next(requests())\nprint('out of memory', file=sys.stderr)\nsys.exit(3)\n"
        self.refused(PlannerError, "status 3: out of memory", dies)
        killed = "next(requests())\nos.kill(os.getpid(), 9)\n"
        self.refused(PlannerError, "status -9: no message", killed)
        self.refused(PlannerError, "status 0: no message", "next(requests())\n")
        half = "next(requests())\nprint('{\"id\":1,\"lin', end='', flush=True)\n"
        self.refused(PlannerError, "status 0: no message", half)

    def test_a_request_that_is_refused_and_one_that_fails(self):
        says = "for request in requests():\n    reply(request, error=%r)\n"
        refusal, failure = "steps is 2; allowed: 3", "the plan does not fit in memory"
        self.refused(InvalidArgumentError, "^max_n is 2; allowed: 3$", says % refusal)
        self.refused(PlannerError, "does not fit in memory", says % failure)
        self.assertEqual(2, len(self.pids()), "refusals end no process")

    def test_what_is_no_answer(self):
        for said in (
            "print()",
            "print('no answer')",
            "print('[]')",
            "print('{}')",
            "print(json.dumps({'id': request['id'] - 1, 'lines': ['EndForward()'], 'next': None}))",
            "print('a line before'); page(request, str, 8)",
            "print('\\udcff')",
        ):
            body = f"for request in requests():\n    {said}\n    sys.stdout.flush()\n"
            if "udcff" in said:
                body = "for request in requests():\n    os.write(1, b'\\xff\\n')\n"
            with self.subTest(said):
                self.refused(PlannerError, "no answer", body)

    def test_answers_without_the_next_lines(self):
        for members in (
            "lines=None, next=None",
            "lines=[1], next=None",
            "lines=[], next=0",
            "lines=['EndForward()'], next=0",
            "lines=['EndForward()'], next=2",
            "lines=['EndForward()'], next='1'",
        ):
            body = f"for request in requests():\n    reply(request, {members})\n"
            with self.subTest(members):
                self.end_planners()
                with self.assertRaisesRegex(PlannerError, "not the next lines"):
                    Revolve(2, 1, launcher=self.launcher(body))


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
        body = f"for request in requests():\n    reply(request, error='allowed: {name}')\n"
        return self.launcher(body, name)

    def who(self, **arguments):
        with self.assertRaises(InvalidArgumentError) as raised:
            Revolve(2, 1, **arguments)
        return str(raised.exception)

    def test_the_argument_comes_before_the_environment_and_that_before_the_path(self):
        self.named("bin/checkpoint-schedules")
        self.assertEqual("allowed: bin/checkpoint-schedules", self.who())
        os.environ["CHECKPOINT_SCHEDULES"] = self.named("environment")
        self.assertEqual("allowed: environment", self.who())
        self.assertEqual("allowed: argument", self.who(launcher=self.named("argument")))

    def test_without_any_the_error_says_where_it_may_be(self):
        with self.assertRaisesRegex(PlannerError, "launcher.*CHECKPOINT_SCHEDULES.*PATH"):
            Revolve(2, 1)
        with self.assertRaisesRegex(PlannerError, "was not found"):
            TwoLevelCheckpointSchedule(3, 1)

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

    def test_its_jvm_is_small_and_the_options_of_the_user_come_last(self):
        body = """
            for request in requests():
                reply(request, error="allowed: " + os.environ["JAVA_OPTS"])
            """
        with mock.patch.dict(os.environ, {"JAVA_OPTS": "-Xmx2g"}):
            said = self.who(launcher=self.launcher(body))
        self.assertRegex(said, "-Xmx512m .*TieredStopAtLevel=1 -Xmx2g$")


if __name__ == "__main__":
    unittest.main()
