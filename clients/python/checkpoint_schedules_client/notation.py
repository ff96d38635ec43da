"""Reading the command line's notation `upstream`, an action a line."""

from __future__ import annotations

from typing import Callable, Dict, List

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

_BOOLS = {"True": True, "False": False}
_STORAGE = {str(storage): storage for storage in StorageType}


def _forward(texts: List[str]) -> CheckpointAction:
    n0, n1, write_ics, write_adj_deps, storage = texts
    return Forward(int(n0), int(n1), _BOOLS[write_ics], _BOOLS[write_adj_deps], _STORAGE[storage])


def _reverse(texts: List[str]) -> CheckpointAction:
    n1, n0, clear = texts
    return Reverse(int(n1), int(n0), _BOOLS[clear])


def _copy(texts: List[str]) -> CheckpointAction:
    n, source, target = texts
    return Copy(int(n), _STORAGE[source], _STORAGE[target])


def _move(texts: List[str]) -> CheckpointAction:
    n, source, target = texts
    return Move(int(n), _STORAGE[source], _STORAGE[target])


_READERS: Dict[str, Callable[[List[str]], CheckpointAction]] = {
    "Forward": _forward,
    "Reverse": _reverse,
    "Copy": _copy,
    "Move": _move,
}
_ENDS: Dict[str, Callable[[], CheckpointAction]] = {
    "EndForward()": EndForward,
    "EndReverse()": EndReverse,
}


def parse(line: str) -> CheckpointAction:
    """The action that a line spells.

    Raises:
        ValueError: if the line spells none.
    """
    end = _ENDS.get(line)
    if end is not None:
        return end()
    name, _, rest = line.partition("(")
    if not rest.endswith(")"):
        raise ValueError(f"no action: {line!r}")
    try:
        return _READERS[name](rest[:-1].split(", "))
    except (KeyError, ValueError) as e:
        raise ValueError(f"no action: {line!r}") from e
