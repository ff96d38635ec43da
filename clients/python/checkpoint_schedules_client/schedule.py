"""What all schedules have in common: iteration, `finalize`, and where they stand."""

from __future__ import annotations

import json
import operator
from abc import ABC, abstractmethod
from typing import Any, Iterator, Optional, Tuple, TypeVar

from .actions import CheckpointAction, StorageType
from .errors import InvalidArgumentError, ScheduleError

_Self = TypeVar("_Self", bound="CheckpointSchedule")


class CheckpointSchedule(ABC):
    """A schedule: an iterator over actions, from the first forward step to the last adjoint step.

    There is one iteration of a schedule: `iter(schedule)` is the schedule itself, and a second
    `for` goes on where the first stopped.

    A schedule of your own is a subclass that has a generator `_iterator`, which keeps `_n`, `_r`
    and `_max_n` up to date, a property `is_exhausted` and a method `uses_storage_type`.

    Args:
        max_n: the number of steps; None if `finalize` will tell it.

    Raises:
        InvalidArgumentError: if the number is less than 1.
        TypeError: if it is no whole number.
    """

    _actions: Optional[Iterator[CheckpointAction]] = None
    _closed = False

    def __init__(self, max_n: Optional[int] = None) -> None:
        self._n = 0
        self._r = 0
        self._max_n = None if max_n is None else _positive("max_n", max_n)

    @abstractmethod
    def _iterator(self) -> Iterator[CheckpointAction]:
        """The actions."""

    @property
    @abstractmethod
    def is_exhausted(self) -> bool:
        """Whether the schedule has concluded.

        One that permits several adjoint calculations never does: after `EndReverse` it goes
        on with the next one.
        """

    @abstractmethod
    def uses_storage_type(self, storage_type: StorageType) -> bool:
        """Whether the schedule may use this kind of storage, whatever the number of steps.

        Raises:
            TypeError: if that is no `StorageType`.
        """

    @property
    def n(self) -> int:
        """The step at whose start the forward stands after the actions so far.

        That is the end of a `Forward`, or the step whose restart data were loaded. (Where it was
        what the adjoint needs, the forward stands nowhere, and this tells what checkpoint_schedules
        tells.)
        """
        return self._n

    @property
    def r(self) -> int:
        """Adjoint steps of the present adjoint calculation in the actions so far.

        After `EndReverse` it is 0 where another adjoint calculation can follow, and stays
        `max_n` where the schedule has concluded.
        """
        return self._r

    @property
    def max_n(self) -> Optional[int]:
        """The number of steps; None for an online schedule that was not finalized."""
        return self._max_n

    @property
    def is_running(self) -> bool:
        """Whether the first action was taken and the schedule has not concluded."""
        return self._actions is not None and not self.is_exhausted

    def finalize(self, n: int) -> None:
        """Says that the forward calculation has `n` steps.

        An online schedule needs this before anything but forward actions can follow. The forward
        actions so far must reach the end. Saying the same number again is allowed at any time, to
        every schedule.

        Raises:
            InvalidArgumentError: if `n` is less than 1, or not a number that can be.
        """
        n = _positive("n", n)
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
        """Ends the iteration. `next` raises `ScheduleError` from then on."""
        self._closed = True

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self: _Self) -> _Self:
        return self

    def __next__(self) -> CheckpointAction:
        if self._closed and not self.is_exhausted:
            raise ScheduleError("the schedule was closed")
        if self._actions is None:
            self._actions = iter(self._iterator())
        return next(self._actions)

    def _range_of_end(self) -> Tuple[int, int]:
        """The least and the greatest number of steps that `finalize` may say."""
        return 1, self._n


class StepwiseSchedule(CheckpointSchedule):
    """A schedule whose next action follows from its attributes alone, which are immutable values.

    So it can be copied and pickled, at any action, and goes on in a fork. An exception, Ctrl-C
    among them, takes no action from it.
    """

    _taken = False
    _exhausted = False

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        if "_iterator" in cls.__dict__:
            raise TypeError(
                f"{cls.__name__} has an _iterator, which {cls.__mro__[1].__name__} does not use;"
                " allowed: a subclass of CheckpointSchedule itself, or one without _iterator"
            )

    def _iterator(self) -> Iterator[CheckpointAction]:
        return self

    @abstractmethod
    def _step(self) -> CheckpointAction:
        """Takes the next action, and sets the attributes as they are after it."""

    @abstractmethod
    def _storage_types(self) -> Tuple[StorageType, ...]:
        """What `uses_storage_type` permits."""

    @property
    def is_exhausted(self) -> bool:
        return self._exhausted

    @property
    def is_running(self) -> bool:
        return self._taken and not self._exhausted

    def uses_storage_type(self, storage_type: StorageType) -> bool:
        return storage("storage_type", storage_type) in self._storage_types()

    def __next__(self) -> CheckpointAction:
        if self._exhausted:
            raise StopIteration
        if self._closed:
            raise ScheduleError("the schedule was closed")
        before = self.__dict__.copy()
        try:
            action = self._step()
            self._taken = True
            return action
        except BaseException:
            self.__dict__ = before
            raise


def whole(name: str, value: Any) -> int:
    """The value as an int: anything that has `__index__`, but no bool."""
    if isinstance(value, bool):
        raise TypeError(f"{name} is {value}; allowed: a whole number")
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is {value!r}; allowed: a whole number") from None


def _positive(name: str, value: Any) -> int:
    number = whole(name, value)
    if number < 1:
        raise InvalidArgumentError(f"{name} is {number}; allowed: 1 or more")
    return number


def storage(name: str, value: Any, *allowed: StorageType) -> StorageType:
    """The value, if it is a `StorageType`, and one of those allowed where these are named."""
    if not isinstance(value, StorageType):
        raise TypeError(f"{name} is {value!r}; allowed: a StorageType")
    if allowed and value not in allowed:
        raise InvalidArgumentError(
            f"{name} is {value}; allowed: {', '.join(str(each) for each in allowed)}"
        )
    return value


def text(value: Any) -> str:
    """The value as a text of a request."""
    return json.dumps(str(value))
