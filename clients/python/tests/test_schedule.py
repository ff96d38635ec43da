"""Where a schedule stands, copies, subclasses, and plans that are none. With launchers of straw."""

import copy
import pickle
import unittest
from itertools import islice

from checkpoint_schedules_client import (
    CheckpointSchedule,
    Copy,
    EndForward,
    EndReverse,
    Forward,
    InvalidArgumentError,
    Move,
    NoneCheckpointSchedule,
    PlannerError,
    Reverse,
    Revolve,
    ScheduleError,
    SingleDiskStorageSchedule,
    SingleMemoryStorageSchedule,
    StorageType,
    TwoLevelCheckpointSchedule,
)

from .support import TWO_STEPS, StrawTest

TWO_LEVEL = (
    "Forward(0, 2, True, False, StorageType.DISK)",
    "Forward(2, 3, True, False, StorageType.DISK)",
    "EndForward()",
    "Copy(2, StorageType.DISK, StorageType.WORK)",
    "Forward(2, 3, False, True, StorageType.WORK)",
    "Reverse(3, 2, True)",
    "Copy(0, StorageType.DISK, StorageType.WORK)",
    "Forward(0, 1, False, False, StorageType.WORK)",
    "Forward(1, 2, False, True, StorageType.WORK)",
    "Reverse(2, 1, True)",
    "Copy(0, StorageType.DISK, StorageType.WORK)",
    "Forward(0, 1, False, True, StorageType.WORK)",
    "Reverse(1, 0, True)",
    "EndReverse()",
)


def stands(schedule, count):
    """Where the schedule stands after each of the next actions."""
    return [(schedule.n, schedule.r, schedule.is_exhausted) for _ in islice(schedule, count)]


class StandingTest(StrawTest):
    def test_one_adjoint(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        self.assertFalse(schedule.is_running)
        self.assertEqual((0, 0, 2), (schedule.n, schedule.r, schedule.max_n))
        seen = stands(schedule, 7)
        self.assertTrue(schedule.is_running)
        seen += stands(schedule, 99)
        self.assertEqual([1, 2, 2, 2, 0, 1, 1, 1], [n for n, _, _ in seen])
        self.assertEqual([0, 0, 0, 1, 1, 1, 2, 2], [r for _, r, _ in seen])
        self.assertEqual([False] * 7 + [True], [exhausted for _, _, exhausted in seen])
        self.assertFalse(schedule.is_running)
        self.assertEqual([], list(schedule))

    def test_several_adjoints(self):
        schedule = TwoLevelCheckpointSchedule(2, 0, launcher=self.saying(*TWO_LEVEL))
        next(schedule), next(schedule)
        schedule.finalize(3)
        lines = [str(next(schedule)) for _ in range(12)]
        self.assertEqual(list(TWO_LEVEL[2:]), lines)
        self.assertEqual((0, 3), (schedule.r, schedule.max_n))
        again = [(str(action), schedule.r) for action in islice(schedule, 11)]
        self.assertEqual(lines[1:], [line for line, _ in again])
        self.assertEqual([0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 0], [r for _, r in again])
        self.assertFalse(schedule.is_exhausted)

    def test_on_disk(self):
        for move_data in (False, True):
            schedule = SingleDiskStorageSchedule(move_data)
            next(schedule), next(schedule)
            schedule.finalize(2)
            transfer = Move if move_data else Copy
            disk, work = StorageType.DISK, StorageType.WORK
            adjoint = [transfer(1, disk, work), Reverse(2, 1, True)]
            adjoint += [transfer(0, disk, work), Reverse(1, 0, True), EndReverse()]
            actions, seen = [], []
            for action in islice(schedule, 11):
                actions.append(action)
                seen.append((schedule.n, schedule.r))
            times = 1 if move_data else 2
            self.assertEqual([EndForward()] + adjoint * times, actions)
            end = (0, 2) if move_data else (0, 0)
            self.assertEqual([(2, 0), (1, 0), (1, 1), (0, 1), (0, 2), end], seen[:6])
            self.assertEqual(move_data, schedule.is_exhausted)
            self.assertEqual(not move_data, schedule.is_running)

    def test_in_memory_and_nowhere(self):
        schedule = SingleMemoryStorageSchedule()
        next(schedule)
        schedule.finalize(4)
        adjoint = [Reverse(4, 0, True), EndReverse()]
        actions = list(islice(schedule, 5))
        self.assertEqual([EndForward()] + adjoint * 2, actions)
        self.assertEqual((4, 0, False), (schedule.n, schedule.r, schedule.is_exhausted))
        schedule = NoneCheckpointSchedule()
        next(schedule)
        schedule.finalize(4)
        self.assertEqual([EndForward()], list(schedule))
        self.assertTrue(schedule.is_exhausted)

    def test_adjoint_data_that_are_loaded(self):
        lines = (
            "Forward(0, 1, False, True, StorageType.DISK)",
            "Forward(1, 2, False, True, StorageType.WORK)",
            "EndForward()",
            "Reverse(2, 1, True)",
            "Move(0, StorageType.DISK, StorageType.WORK)",
            "Reverse(1, 0, True)",
            "EndReverse()",
        )
        schedule = Revolve(2, 1, launcher=self.saying(*lines))
        self.assertEqual([1, 2, 2, 2, 1, 1, 1], [n for n, _, _ in stands(schedule, 9)])

    def test_closed(self):
        for schedule in (
            Revolve(2, 1, launcher=self.saying(*TWO_STEPS)),
            SingleDiskStorageSchedule(),
        ):
            with schedule:
                next(schedule)
            with self.assertRaisesRegex(ScheduleError, "closed"):
                next(schedule)
            schedule.close()
        complete = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        self.assertEqual(8, len(list(complete)))
        complete.close()
        self.assertEqual([], list(complete))


class CopyTest(StrawTest):
    def test_a_copy_goes_on_by_itself_from_where_the_other_stood(self):
        launcher = self.saying(*TWO_STEPS)
        for copied in (copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))):
            for taken in (0, 3):
                schedule = Revolve(2, 1, launcher=launcher)
                for _ in islice(schedule, taken):
                    pass
                twin = copied(schedule)
                for each in (twin, schedule):
                    self.assertEqual(list(TWO_STEPS[taken:]), [str(action) for action in each])
                self.assertEqual((2, 2), (schedule.r, twin.r))

    def test_of_schedules_without_a_planner(self):
        schedule = SingleDiskStorageSchedule()
        next(schedule)
        twin = copy.deepcopy(schedule)
        schedule.finalize(1)
        self.assertEqual((None, 1), (twin.max_n, schedule.max_n))
        self.assertEqual("Forward(1, 2, False, True, StorageType.DISK)", str(next(twin)))


class Own(CheckpointSchedule):
    """Everything in memory, as somebody might write it."""

    def __init__(self, max_n=None):
        super().__init__(max_n)
        self._over = False

    def _iterator(self):
        while self._max_n is None:
            self._n += 5
            yield Forward(self._n - 5, self._n, False, True, StorageType.WORK)
        if self._n == 0:
            self._n = self._max_n
            yield Forward(0, self._max_n, False, True, StorageType.WORK)
        yield EndForward()
        self._r = self._max_n
        yield Reverse(self._max_n, 0, True)
        self._over = True
        yield EndReverse()

    @property
    def is_exhausted(self):
        return self._over

    def uses_storage_type(self, storage_type):
        return storage_type is StorageType.WORK


class SubclassTest(StrawTest):
    def test_a_schedule_of_ones_own(self):
        online, offline = Own(), copy.deepcopy(Own(7))
        self.assertFalse(online.is_running)
        next(online), next(online)
        for n in (0, 11):
            with self.assertRaisesRegex(InvalidArgumentError, "n is .*; allowed: 1 "):
                online.finalize(n)
        online.finalize(7)
        self.assertTrue(online.is_running)
        ends = [EndForward(), Reverse(7, 0, True), EndReverse()]
        self.assertEqual(ends, list(online))
        self.assertEqual((7, 7, True), (online.n, online.r, online.is_exhausted))
        self.assertEqual([Forward(0, 7, False, True, StorageType.WORK), *ends], list(offline))
        with self.assertRaisesRegex(InvalidArgumentError, "max_n is 0"):
            Own(0)
        with Own(7) as closed:
            pass
        with self.assertRaisesRegex(ScheduleError, "closed"):
            next(closed)

    def test_one_that_lacks_something(self):
        class Half(CheckpointSchedule):
            def _iterator(self):
                yield EndForward()

        with self.assertRaisesRegex(TypeError, "abstract"):
            Half()

    def test_of_a_class_that_plans(self):
        class Named(Revolve):
            name = "mine"

        schedule = Named(2, 1, launcher=self.saying(*TWO_STEPS))
        self.assertEqual(list(TWO_STEPS), [str(action) for action in schedule])
        for base in (Revolve, SingleDiskStorageSchedule, Named):
            refused = f"Other has an _iterator, which {base.__name__} does not use"
            with self.assertRaisesRegex(TypeError, refused):
                type("Other", (base,), {"_iterator": lambda self: iter(())})


class PlanTest(StrawTest):
    def refused(self, pattern, *lines):
        """The iteration ends with the error, each time it is tried again."""
        self.end_planners()
        schedule = None
        with self.assertRaisesRegex(PlannerError, pattern):
            schedule = Revolve(2, 1, launcher=self.saying(*lines))
            for _ in range(100):
                next(schedule)
        self.assertFalse(schedule.is_exhausted)
        with self.assertRaisesRegex(PlannerError, pattern):
            next(schedule)

    def test_that_ends_too_early_or_too_late(self):
        for at in range(1, 8):
            self.refused("ends too early", *TWO_STEPS[:at])
        self.refused("after the end: 'EndReverse", *TWO_STEPS, "EndReverse()")

    def test_with_lines_that_are_no_actions(self):
        for line in ("", "Forward(", "Exception in main", "Reverse(2, 1, true)", "\N{DEGREE SIGN}"):
            self.refused("no action", *TWO_STEPS[:2], line, *TWO_STEPS[2:])

    def test_with_lines_that_are_missing_or_twice(self):
        # All that positions tell: not a step after a load, since what was loaded could be what the
        # adjoint needs.
        for at in (0, 1, 2, 3, 4, 6, 7):
            lines = TWO_STEPS[:at] + TWO_STEPS[at + 1 :]
            self.refused("does not follow|too early", *lines)
        for at in (0, 1, 2, 3, 5, 6, 7):
            lines = (*TWO_STEPS[: at + 1], *TWO_STEPS[at:])
            self.refused("does not follow|after the end", *lines)

    def test_whose_forward_is_not_what_was_done(self):
        for lines in (TWO_LEVEL[1:], TWO_LEVEL[:2] + TWO_LEVEL):
            self.end_planners()
            schedule = TwoLevelCheckpointSchedule(2, 0, launcher=self.saying(*lines))
            next(schedule), next(schedule)
            schedule.finalize(3)
            with self.assertRaisesRegex(PlannerError, "does not follow"):
                next(schedule), next(schedule)


class FinalizeTest(StrawTest):
    def test_of_a_schedule_that_knows_its_steps(self):
        schedule = Revolve(2, 1, launcher=self.saying(*TWO_STEPS))
        schedule.finalize(2)
        for n in (0, 1, 3):
            with self.assertRaisesRegex(InvalidArgumentError, f"n is {n}; allowed: "):
                schedule.finalize(n)
        self.assertEqual(EndReverse(), list(schedule)[-1])
        schedule.finalize(2)

    def test_only_where_the_forward_is(self):
        schedule = SingleDiskStorageSchedule()
        with self.assertRaisesRegex(InvalidArgumentError, "before the first action"):
            schedule.finalize(1)
        for _ in range(4):
            next(schedule)
        for n in (2, 5):
            with self.assertRaisesRegex(InvalidArgumentError, f"n is {n}; allowed: 3 to 4"):
                schedule.finalize(n)
        for n in (-1, 0):
            with self.assertRaisesRegex(InvalidArgumentError, f"n is {n}; allowed: 1 or more"):
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
        schedule = SingleDiskStorageSchedule()
        for _ in range(4):
            next(schedule)
        schedule.finalize(3)
        self.assertEqual(EndForward(), next(schedule))
        self.assertEqual("Copy(2, StorageType.DISK, StorageType.WORK)", str(next(schedule)))
        schedule = TwoLevelCheckpointSchedule(2, 0, launcher=self.saying(*TWO_LEVEL))
        for _ in range(3):
            next(schedule)
        schedule.finalize(4)
        asked = self.folder / "asked"
        self.assertEqual(EndForward(), next(schedule))
        self.assertIn('"steps":4,"format":"upstream","from":2,', asked.read_text())


if __name__ == "__main__":
    unittest.main()
