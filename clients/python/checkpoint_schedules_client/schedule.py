"""What all schedules have in common: iteration, `finalize`, and where they stand."""

from __future__ import annotations

import operator
from typing import Any, List, NoReturn, Optional, Tuple, TypeVar

from .actions import (
    CheckpointAction,
    Copy,
    EndForward,
    EndReverse,
    Forward,
    Move,
    Reverse,
    StorageType,
)
from .errors import InvalidArgumentError, PlannerError, ScheduleError
from .notation import parse
from .planner import LineStream, find_launcher

_Self = TypeVar("_Self", bound="CheckpointSchedule")


class CheckpointSchedule:
    """A schedule: an iterator over actions, from the first forward step to the last adjoint step.

    There is one iteration of a schedule: `iter(schedule)` is the schedule itself, and a second
    `for` goes on where the first stopped. The actions arrive from the command line as they are
    needed, in memory that does not grow with the number of steps; while a schedule is being
    iterated, one process of the command line waits. It is ended when the schedule is complete,
    closed or collected, or has raised an error. Every line must continue the one before it, or
    `PlannerError` is raised.

    Not for use by several threads, nor in a fork of the process that made it; it cannot be
    copied or pickled. Two schedules made with the same arguments yield the same actions.

    Args:
        launcher: the program `checkpoint-schedules`. Without it the environment variable
            `CHECKPOINT_SCHEDULES` names it, or it is found on the PATH.

    Raises:
        InvalidArgumentError: if an argument is out of range, with the command line's message.
        TypeError: if an argument is of another type.
        PlannerError: if the command line is not found or does not work.
    """

    _repeatable = False
    _name = ""

    def __init__(
        self, options: List[str], max_n: Optional[int] = None, *, launcher: Optional[str] = None
    ) -> None:
        self._launcher = find_launcher(launcher)
        self._options = options
        self._max_n = None if max_n is None else whole("max_n", max_n)
        self._n = 0
        self._r = 0
        self._running = False
        self._exhausted = False
        self._error: Optional[ScheduleError] = None
        self._stream: Optional[LineStream] = None
        if self._max_n is not None:
            # A refusal comes from where the schedule is made.
            self._stream = self._open(self._max_n)
            self._stream.peek()

    @property
    def n(self) -> int:
        """The step at whose start the forward stands after the actions so far.

        That is the end of a `Forward`, or the step whose restart data were loaded.
        """
        return self._n

    @property
    def r(self) -> int:
        """Adjoint steps of the present adjoint calculation in the actions so far."""
        return self._r

    @property
    def max_n(self) -> Optional[int]:
        """The number of steps; None for an online schedule that was not finalized."""
        return self._max_n

    @property
    def is_exhausted(self) -> bool:
        """Whether the schedule has concluded.

        One that permits several adjoint calculations never does: after `EndReverse` it goes
        on with the next one.
        """
        return self._exhausted

    @property
    def is_running(self) -> bool:
        """Whether the first action was taken and the schedule has not concluded."""
        return self._running and not self._exhausted

    def uses_storage_type(self, storage_type: StorageType) -> bool:
        """Whether the schedule may use this kind of storage, whatever the number of steps.

        Raises:
            TypeError: if that is no `StorageType`.
        """
        return storage("storage_type", storage_type) in self._storage_types()

    def _storage_types(self) -> Tuple[StorageType, ...]:
        raise NotImplementedError

    def finalize(self, n: int) -> None:
        """Says that the forward calculation has `n` steps.

        An online schedule needs this before anything but forward actions can follow. The last
        `Forward` so far must cover the end: n0 <= n <= n1. (Where n is its n0, the forward was
        over when the action was asked for: what it says to store is not part of the plan.) Saying
        the same number again is allowed at any time, to every schedule.

        Raises:
            InvalidArgumentError: if `n` is less than 1, or not a number that can be.
        """
        n = whole("n", n)
        if self._max_n is not None:
            if n != self._max_n:
                raise InvalidArgumentError(f"n is {n}; allowed: {self._max_n}, the number of steps")
            return
        low, high = self._range_of_end()
        if not low <= n <= high:
            allowed = f"{low} to {high}" if high else "nothing before the first action"
            raise InvalidArgumentError(f"n is {n}; allowed: {allowed}")
        self._max_n = self._n = n

    def close(self) -> None:
        """Ends the command line, if it runs. `next` raises `ScheduleError` from then on."""
        if not self._exhausted and self._error is None:
            self._error = ScheduleError("the schedule was closed")
        self._end()

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self: _Self) -> _Self:
        return self

    def __next__(self) -> CheckpointAction:
        if self._exhausted:
            raise StopIteration
        if self._error is not None:
            raise self._error
        action: CheckpointAction
        if self._max_n is None:
            action = self._forward_online()
            self._n = action.n1
        else:
            try:
                action = self._planned(self._max_n)
            except ScheduleError as e:
                self._error = e
                self._end()
                raise
        self._running = True
        return action

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a schedule cannot be copied or pickled; make another with its arguments")

    def _range_of_end(self) -> Tuple[int, int]:
        raise NotImplementedError

    def _forward_online(self) -> Forward:
        """The next action of an online schedule whose end is not known."""
        raise NotImplementedError

    def _pass_forward(self, stream: LineStream, max_n: int) -> None:
        """Reads the lines of the actions that `_forward_online` gave."""

    def _open(self, max_n: int) -> LineStream:
        steps = ["--steps", str(max_n), "--format", "upstream"]
        return LineStream([self._launcher, "plan", self._name, *self._options, *steps])

    def _end(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _planned(self, max_n: int) -> CheckpointAction:
        stream = self._stream
        if stream is None:
            stream = self._stream = self._open(max_n)
            if self._r:  # Another adjoint calculation: its actions follow the forward's.
                while stream.next() != "EndForward()":
                    pass
                self._r = 0
            else:
                self._pass_forward(stream, max_n)
        action = read(stream)
        if isinstance(action, Forward):
            self._check(action, action.n0 == self._n)
            self._n = action.n1
        elif isinstance(action, Reverse):
            self._check(action, action.n1 == max_n - self._r)
            self._r = max_n - action.n0
        elif isinstance(action, (Copy, Move)):
            # Restart data, since the forward goes on from there; else what the adjoint needs.
            if stream.peek().startswith("Forward("):
                self._n = action.n
        elif isinstance(action, EndForward):
            self._check(action, self._n == max_n)
            if not self._reverses():
                self._conclude(stream)
        elif isinstance(action, EndReverse):
            self._check(action, self._r == max_n)
            self._conclude(stream)
        return action

    def _reverses(self) -> bool:
        return True

    def _conclude(self, stream: LineStream) -> None:
        stream.finish()
        self._stream = None
        self._exhausted = not self._repeatable

    def _check(self, action: CheckpointAction, continues: bool) -> None:
        if not continues:
            raise PlannerError(
                f"{action!r} does not follow: the forward is at step {self._n},"
                f" {self._r} steps are reversed"
            )


def read(stream: LineStream) -> CheckpointAction:
    """The action of the next line.

    Raises:
        PlannerError: if it spells none.
    """
    line = stream.next()
    try:
        return parse(line)
    except ValueError as e:
        raise PlannerError(f"the planner printed what is no action: {line!r}") from e


def whole(name: str, value: Any) -> int:
    """The value as an int: anything that has `__index__`, but no bool."""
    if isinstance(value, bool):
        raise TypeError(f"{name} is {value}; allowed: a whole number")
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is {value!r}; allowed: a whole number") from None


def storage(name: str, value: Any, *allowed: StorageType) -> StorageType:
    """The value, if it is a `StorageType`, and one of those allowed where these are named."""
    if not isinstance(value, StorageType):
        raise TypeError(f"{name} is {value!r}; allowed: a StorageType")
    if allowed and value not in allowed:
        raise InvalidArgumentError(
            f"{name} is {value}; allowed: {', '.join(str(each) for each in allowed)}"
        )
    return value
