"""Schedules that need not know the number of steps until the forward has run them."""

from __future__ import annotations

import sys
from typing import Optional, Tuple

from .actions import CheckpointAction, Copy, EndForward, EndReverse, Forward, Move, Reverse
from .actions import StorageType
from .errors import ScheduleError
from .planned import PlannedSchedule, page
from .schedule import StepwiseSchedule, storage, text, whole


class _OnlineSchedule(StepwiseSchedule):
    """Forward actions of a fixed stride; what follows `finalize` is of a subclass."""

    _stride = sys.maxsize
    _write_ics = False
    _write_adj_deps = False
    _storage = StorageType.WORK

    def _step(self) -> CheckpointAction:
        if self._max_n is not None:
            return self._after_forward(self._max_n)
        n0 = self._n
        if n0 > sys.maxsize - self._stride:
            raise ScheduleError("the forward has no end yet: finalize(n) comes before this action")
        self._n = n0 + self._stride
        return Forward(n0, self._n, self._write_ics, self._write_adj_deps, self._storage)

    def _after_forward(self, max_n: int) -> CheckpointAction:
        """The next action, once the number of steps is known."""
        raise NotImplementedError

    def _range_of_end(self) -> Tuple[int, int]:
        # Where it is the n0 of the last Forward, the forward was over when that was asked for.
        return max(1, self._n - self._stride), self._n


class _PlainSchedule(_OnlineSchedule):
    """One that needs no planner."""

    _forward_ended = False

    def _after_forward(self, max_n: int) -> CheckpointAction:
        if not self._forward_ended:
            self._forward_ended = True
            return self._at_end_of_forward()
        if self._r == max_n:
            return self._at_end_of_reverse()
        return self._reverse(max_n)

    def _at_end_of_forward(self) -> CheckpointAction:
        return EndForward()

    def _at_end_of_reverse(self) -> CheckpointAction:
        self._r = 0
        return EndReverse()

    def _reverse(self, max_n: int) -> CheckpointAction:
        raise NotImplementedError


class NoneCheckpointSchedule(_PlainSchedule):
    """The forward alone: nothing is stored and no adjoint follows. Online.

    `Forward(0, sys.maxsize, False, False, StorageType.NONE)`, then `EndForward()`.
    """

    _storage = StorageType.NONE

    def __init__(self) -> None:
        super().__init__()

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return ()

    def _at_end_of_forward(self) -> CheckpointAction:
        self._exhausted = True
        return EndForward()


class SingleMemoryStorageSchedule(_PlainSchedule):
    """What the adjoint needs of every step is kept in working storage. Online.

    No step runs twice; memory grows with the steps. Any number of adjoint calculations may
    follow. `Reverse` says to clear the adjoint data, as checkpoint_schedules says it: a code
    that obeys has none for a second calculation, and must run the forward again.
    """

    _write_adj_deps = True

    def __init__(self) -> None:
        super().__init__()

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.WORK,)

    def _reverse(self, max_n: int) -> CheckpointAction:
        self._r = max_n
        return Reverse(max_n, 0, True)


class SingleDiskStorageSchedule(_PlainSchedule):
    """What the adjoint needs of every step is kept on disk. Online.

    No step runs twice; a write and a read for every step.

    Args:
        move_data: drop the data of a step as they are read (`Move`). One adjoint calculation
            then; any number where they are kept (`Copy`).
    """

    _stride = 1
    _write_adj_deps = True
    _storage = StorageType.DISK
    _loaded = False

    def __init__(self, move_data: bool = False) -> None:
        super().__init__()
        self._move_data = bool(move_data)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.DISK, StorageType.WORK)

    def _reverse(self, max_n: int) -> CheckpointAction:
        step = max_n - self._r - 1
        self._loaded = not self._loaded
        if self._loaded:
            self._n = step
            transfer = Move if self._move_data else Copy
            return transfer(step, StorageType.DISK, StorageType.WORK)
        self._r += 1
        return Reverse(step + 1, step, True)

    def _at_end_of_reverse(self) -> CheckpointAction:
        if self._move_data:
            self._exhausted = True
            return EndReverse()
        return super()._at_end_of_reverse()


class TwoLevelCheckpointSchedule(_OnlineSchedule, PlannedSchedule):
    """Restart data on disk every `period` steps, and binomial checkpoints within a period. Online.

    Any number of adjoint calculations: the checkpoints at the periods stay on disk. With blocks
    of L steps and t(L, s) as of binomial checkpointing with s slots, an adjoint takes
    L + t(L, binomial_snapshots + 1) forward steps for every block (Pringle, Jones, Goswami,
    Narayanan and Goldberg 2016).

    Args:
        period: steps between the checkpoints on disk, at least 1.
        binomial_snapshots: further checkpoints within a period, at least 0.
        binomial_storage: where these lie, `StorageType.RAM` or `StorageType.DISK`.
        binomial_trajectory: `'maximum'` or `'revolve'`, equally many steps either way.
    """

    _name = "two-level"
    _calls = {"trajectory": "binomial_trajectory"}
    _write_ics = True
    _storage = StorageType.DISK

    def __init__(
        self,
        period: int,
        binomial_snapshots: int,
        *,
        binomial_storage: StorageType = StorageType.DISK,
        binomial_trajectory: str = "maximum",
        launcher: Optional[str] = None,
    ) -> None:
        self._stride = whole("period", period)
        snapshots = whole("binomial_snapshots", binomial_snapshots)
        where = storage("binomial_storage", binomial_storage, StorageType.RAM, StorageType.DISK)
        options = {
            "period": str(self._stride),
            "binomialSnapshots": str(snapshots),
            "binomialStorage": text(where.name),
            "trajectory": text(binomial_trajectory),
        }
        super().__init__(options, launcher=launcher)
        self._inner = where if snapshots > 0 else StorageType.DISK
        # The plan of one step refuses what the plan of all steps will refuse.
        self._ask(page(1, 0, 1))

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.DISK, self._inner, StorageType.WORK)

    def finalize(self, n: int) -> None:
        super().finalize(n)
        if self._next == 0:
            # The plan begins with the forward actions that were given.
            self._next = self._strides(n)

    def _after_forward(self, max_n: int) -> CheckpointAction:
        return self._planned(max_n)

    def _conclude(self) -> None:
        """The next adjoint calculation has the actions of this one: those after EndForward."""
        self._r = 0
        self._lines, self._at, self._next = (), 0, self._strides(self._max_n) + 1

    def _strides(self, n: int) -> int:
        return -(-n // self._stride)
