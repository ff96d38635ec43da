"""The actions of a schedule, and where data can lie.

Steps are numbered from 0. *Step n* takes the state at the start of n to the start of n + 1.
Actions are immutable; they are equal, and hash alike, when type and parameters are equal;
they can be pickled, and take a few hundred bytes each.
"""

from __future__ import annotations

import sys
from enum import Enum
from typing import Any, Iterator, Tuple


class StorageType(Enum):
    """Where data can lie."""

    RAM = 0
    """Checkpoints in memory."""
    DISK = 1
    """Checkpoints on disk."""
    WORK = -1
    """Working storage: what the forward restarts from, and what the adjoint reads."""
    NONE = None
    """Nowhere: nothing is stored."""
    TAPE = -1
    """The older name of `WORK`, which it is."""

    def __repr__(self) -> str:
        return str(self)


StorageLocation = StorageType
"""The older name of `StorageType`."""


class CheckpointAction:
    """One action of a schedule."""

    __slots__ = ("_args",)

    _args: Tuple[Any, ...]

    def __init__(self, *args: Any) -> None:
        self._args = args

    @property
    def args(self) -> Tuple[Any, ...]:
        """The parameters, in the order of the constructor."""
        return self._args

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self._args == other._args

    def __hash__(self) -> int:
        return hash((type(self), self._args))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(_spelled, self._args))})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), self._args


def _spelled(value: object) -> str:
    if value == sys.maxsize:
        return "sys.maxsize"
    return repr(value)


class Forward(CheckpointAction):
    """Advance the forward from the start of step `n0` to the start of step `n1`.

    `step in action`, `len(action)` and iteration are over the steps `n0, ..., n1 - 1`.

    Args:
        n0: the first step to run.
        n1: one past the last step to run. An online schedule that was not finalized may
            name a step behind the end, up to `sys.maxsize`: stop at the end, and call
            `finalize`.
        write_ics: store, in `storage`, the data that restarts the forward at `n0`.
        write_adj_deps: store, in `storage`, what the adjoint needs of every step.
        storage: where; `WORK` or `NONE` where nothing is stored.
    """

    __slots__ = ()

    _args: Tuple[int, int, bool, bool, StorageType]

    def __init__(
        self, n0: int, n1: int, write_ics: bool, write_adj_deps: bool, storage: StorageType
    ) -> None:
        self._args = (n0, n1, write_ics, write_adj_deps, storage)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._args[0], self._args[1]))

    def __len__(self) -> int:
        return self._args[1] - self._args[0]

    def __contains__(self, step: object) -> bool:
        return step in range(self._args[0], self._args[1])

    @property
    def n0(self) -> int:
        """The first step to run."""
        return self._args[0]

    @property
    def n1(self) -> int:
        """One past the last step to run."""
        return self._args[1]

    @property
    def write_ics(self) -> bool:
        """Whether to store the data that restarts the forward at `n0`."""
        return self._args[2]

    @property
    def write_adj_deps(self) -> bool:
        """Whether to store what the adjoint needs of every step."""
        return self._args[3]

    @property
    def storage(self) -> StorageType:
        """Where to store."""
        return self._args[4]


class Reverse(CheckpointAction):
    """Advance the adjoint from the start of step `n1` back to the start of step `n0`.

    `step in action` and `len(action)` are over the steps `n0, ..., n1 - 1`; iteration goes
    from `n1 - 1` down to `n0`, as the adjoint does.

    Args:
        n1: one past the first step to reverse.
        n0: the last step to reverse.
        clear_adj_deps: whether the adjoint data of these steps in working storage are of
            no more use.
    """

    __slots__ = ()

    _args: Tuple[int, int, bool]

    def __init__(self, n1: int, n0: int, clear_adj_deps: bool) -> None:
        self._args = (n1, n0, clear_adj_deps)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._args[0] - 1, self._args[1] - 1, -1))

    def __len__(self) -> int:
        return self._args[0] - self._args[1]

    def __contains__(self, step: object) -> bool:
        return step in range(self._args[1], self._args[0])

    @property
    def n1(self) -> int:
        """One past the first step to reverse."""
        return self._args[0]

    @property
    def n0(self) -> int:
        """The last step to reverse."""
        return self._args[1]

    @property
    def clear_adj_deps(self) -> bool:
        """Whether the adjoint data of these steps may be dropped."""
        return self._args[2]


class Copy(CheckpointAction):
    """Bring the data of step `n` from `from_storage` to `to_storage`, and keep them there.

    Args:
        n: the step whose data are meant.
        from_storage: where the data lie.
        to_storage: where they are needed.
        delete: whether they are dropped there, as an older interface says it: then this is a
            `Move`.
    """

    __slots__ = ()

    _args: Tuple[int, StorageType, StorageType]

    def __new__(
        cls, n: int, from_storage: StorageType, to_storage: StorageType, delete: bool = False
    ) -> Any:
        return Move(n, from_storage, to_storage) if delete else super().__new__(cls)

    def __init__(
        self, n: int, from_storage: StorageType, to_storage: StorageType, delete: bool = False
    ) -> None:
        self._args = (n, from_storage, to_storage)

    @property
    def n(self) -> int:
        """The step whose data are meant."""
        return self._args[0]

    @property
    def from_storage(self) -> StorageType:
        """Where the data lie."""
        return self._args[1]

    @property
    def to_storage(self) -> StorageType:
        """Where they are needed."""
        return self._args[2]

    @property
    def delete(self) -> bool:
        """False: the data are kept."""
        return False


class Move(CheckpointAction):
    """Bring the data of step `n` from `from_storage` to `to_storage`, the last time.

    `from_storage` does not hold them any more, and their slot is free.

    Args:
        n: the step whose data are meant.
        from_storage: where the data lie.
        to_storage: where they are needed.
    """

    __slots__ = ()

    _args: Tuple[int, StorageType, StorageType]

    def __init__(self, n: int, from_storage: StorageType, to_storage: StorageType) -> None:
        self._args = (n, from_storage, to_storage)

    @property
    def n(self) -> int:
        """The step whose data are meant."""
        return self._args[0]

    @property
    def from_storage(self) -> StorageType:
        """Where the data lie."""
        return self._args[1]

    @property
    def to_storage(self) -> StorageType:
        """Where they are needed."""
        return self._args[2]

    @property
    def delete(self) -> bool:
        """True: the data are dropped where they lie."""
        return True


class EndForward(CheckpointAction):
    """The forward has reached the last step."""

    __slots__ = ()

    def __init__(self) -> None:
        self._args = ()


class EndReverse(CheckpointAction):
    """An adjoint calculation is complete."""

    __slots__ = ()

    def __init__(self) -> None:
        self._args = ()
