"""Schedules that need not know the number of steps until the forward has run them."""

from __future__ import annotations

import sys
from typing import List, Optional, Tuple

from .actions import Forward, StorageType
from .errors import PlannerError, ScheduleError
from .planner import LineStream
from .schedule import CheckpointSchedule, read, storage, whole


class _OnlineSchedule(CheckpointSchedule):
    """Forward actions of a fixed stride, given without the command line.

    What follows the forward is planned once `finalize(n)` was called. The plan's own forward
    actions are then read first, and must be those that were given, clipped to `n`.
    """

    _write_ics = False
    _write_adj_deps = False
    _storage = StorageType.WORK

    def __init__(
        self, options: List[str], stride: int, *, launcher: Optional[str] = None
    ) -> None:
        super().__init__(options, launcher=launcher)
        self._stride = stride

    def _action(self, n0: int, n1: int) -> Forward:
        return Forward(n0, n1, self._write_ics, self._write_adj_deps, self._storage)

    def _forward_online(self) -> Forward:
        if self._n > sys.maxsize - self._stride:
            raise ScheduleError("the forward has no end yet: finalize(n) comes before this action")
        return self._action(self._n, self._n + self._stride)

    def _range_of_end(self) -> Tuple[int, int]:
        return max(1, self._n - self._stride), self._n

    def _pass_forward(self, stream: LineStream, max_n: int) -> None:
        for n0 in range(0, max_n, self._stride):
            given = self._action(n0, min(n0 + self._stride, max_n))
            planned = read(stream)
            # Where nothing is stored, the command line spells the storage WORK.
            stored = 5 if self._write_ics or self._write_adj_deps else 4
            if type(planned) is not Forward or planned.args[:stored] != given.args[:stored]:
                raise PlannerError(f"the planner says {planned!r} where {given!r} was done")


class NoneCheckpointSchedule(_OnlineSchedule):
    """The forward alone: nothing is stored and no adjoint follows. Online.

    `Forward(0, sys.maxsize, False, False, StorageType.NONE)`, then `EndForward()`.
    """

    _name = "none"
    _storage = StorageType.NONE

    def __init__(self, *, launcher: Optional[str] = None) -> None:
        super().__init__([], sys.maxsize, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return ()

    def _reverses(self) -> bool:
        return False


class SingleMemoryStorageSchedule(_OnlineSchedule):
    """What the adjoint needs of every step is kept in working storage. Online.

    No step runs twice; memory grows with the steps. Any number of adjoint calculations may
    follow. `Reverse` says to clear the adjoint data, as checkpoint_schedules says it: a code
    that obeys has none for a second calculation, and must run the forward again.
    """

    _name = "single-memory"
    _write_adj_deps = True
    _repeatable = True

    def __init__(self, *, launcher: Optional[str] = None) -> None:
        super().__init__([], sys.maxsize, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.WORK,)


class SingleDiskStorageSchedule(_OnlineSchedule):
    """What the adjoint needs of every step is kept on disk. Online.

    No step runs twice; a write and a read for every step.

    Args:
        move_data: drop the data of a step as they are read (`Move`). One adjoint calculation
            then; any number where they are kept (`Copy`).
    """

    _name = "single-disk"
    _write_adj_deps = True
    _storage = StorageType.DISK

    def __init__(self, move_data: bool = False, *, launcher: Optional[str] = None) -> None:
        self._repeatable = not move_data
        super().__init__(["--move"] if move_data else [], 1, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.DISK, StorageType.WORK)


class TwoLevelCheckpointSchedule(_OnlineSchedule):
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
    _write_ics = True
    _storage = StorageType.DISK
    _repeatable = True

    def __init__(
        self,
        period: int,
        binomial_snapshots: int,
        *,
        binomial_storage: StorageType = StorageType.DISK,
        binomial_trajectory: str = "maximum",
        launcher: Optional[str] = None,
    ) -> None:
        period = whole("period", period)
        snapshots = whole("binomial_snapshots", binomial_snapshots)
        where = storage("binomial_storage", binomial_storage, StorageType.RAM, StorageType.DISK)
        options = ["--period", str(period), "--binomial-snapshots", str(snapshots)]
        options += ["--binomial-storage", where.name, "--trajectory", str(binomial_trajectory)]
        super().__init__(options, period, launcher=launcher)
        self._inner = where if snapshots > 0 else StorageType.DISK
        # The plan of one step refuses what the plan of all steps will refuse.
        trial = self._open(1)
        try:
            trial.peek()
        finally:
            trial.close()

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (StorageType.DISK, self._inner, StorageType.WORK)
