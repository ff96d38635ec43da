"""Schedules for a number of steps that is known. One adjoint calculation each."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any, Dict, Optional, Tuple

from .actions import StorageType
from .errors import InvalidArgumentError
from .planned import PlannedSchedule
from .schedule import storage, text, whole

_RAM, _DISK, _WORK = StorageType.RAM, StorageType.DISK, StorageType.WORK


def _costs(uf: Any, ub: Any, wd: Any, rd: Any) -> Dict[str, str]:
    return {
        "forwardCost": _decimal("uf", uf),
        "adjointCost": _decimal("ub", ub),
        "writeCost": _decimal("wd", wd),
        "readCost": _decimal("rd", rd),
    }


def _decimal(name: str, value: Any) -> str:
    """The shortest decimal that is the number; an int or a Decimal exactly."""
    if isinstance(value, (bool, str)):
        raise TypeError(f"{name} is {value!r}; allowed: a number")
    try:
        number = value if isinstance(value, (int, Decimal)) else float(value)
    except TypeError:
        raise TypeError(f"{name} is {value!r}; allowed: a number") from None
    if not isinstance(number, int) and not math.isfinite(number):
        raise InvalidArgumentError(f"{name} is {number}; allowed: a decimal number, 0 or more")
    return str(number)


class MultistageCheckpointSchedule(PlannedSchedule):
    """Binomial checkpointing over slots in memory and on disk (Stumm and Walther 2009).

    As few forward steps as that many slots allow; the slots used most lie in memory.

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots_in_ram: slots in memory, at least 0.
        snapshots_on_disk: slots on disk, at least 0; together at least 1 for more than one step.
        trajectory: `'maximum'` or `'revolve'`, equally many steps either way.
    """

    _name = "multistage"

    def __init__(
        self,
        max_n: int,
        snapshots_in_ram: int,
        snapshots_on_disk: int,
        *,
        trajectory: str = "maximum",
        launcher: Optional[str] = None,
    ) -> None:
        self._slots = _slots(snapshots_in_ram, snapshots_on_disk)
        options = {**_on_both(*self._slots), "trajectory": text(trajectory)}
        super().__init__(options, max_n, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return _used(*self._slots)


class MixedCheckpointSchedule(PlannedSchedule):
    """Slots that hold restart data, or what the adjoint needs of one step (Maddison 2024).

    The fewest forward steps of all, where the two are of equal size.

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots: slots, at least 1 for more than one step.
        storage: where they lie, `StorageType.RAM` or `StorageType.DISK`.
    """

    _name = "mixed"
    _calls = dict.fromkeys(("RAM slots", "DISK slots", "slots"), "snapshots")

    def __init__(
        self,
        max_n: int,
        snapshots: int,
        storage: StorageType = StorageType.DISK,
        *,
        launcher: Optional[str] = None,
    ) -> None:
        self._where = _where(storage)
        slots = str(whole("snapshots", snapshots))
        options = {"snapshots": slots, "storage": text(self._where.name)}
        super().__init__(options, max_n, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return (self._where, _WORK)


class RevolveCheckpointSchedule(PlannedSchedule):
    """The schedules that minimise a cost: of steps, and of writing to and reading from disk.

    All costs are in one unit of your choice, 0 or more; memory is free.

    Args:
        uf: cost of one forward step.
        ub: cost of one adjoint step.
        wd: cost of one write to disk.
        rd: cost of one read from disk.
    """


class Revolve(RevolveCheckpointSchedule):
    """The fewest forward steps with slots in memory only (Griewank and Walther 2000).

    Among the schedules with the fewest forward steps one with the fewest writes. The costs do
    not change the plan.

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots_in_ram: slots in memory, at least 1 for more than one step.
    """

    _name = "revolve"

    def __init__(
        self,
        max_n: int,
        snapshots_in_ram: int,
        uf: float = 1,
        ub: float = 1,
        wd: float = 2,
        rd: float = 2,
        *,
        launcher: Optional[str] = None,
    ) -> None:
        self._slots = whole("snapshots_in_ram", snapshots_in_ram)
        options = {"ram": str(self._slots), **_costs(uf, ub, wd, rd)}
        super().__init__(options, max_n, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return _used(self._slots, 0)


class _OnUnboundedDisk(RevolveCheckpointSchedule):
    def __init__(
        self,
        max_n: int,
        snapshots_in_ram: int,
        uf: float = 1,
        ub: float = 1,
        wd: float = 2,
        rd: float = 2,
        *,
        launcher: Optional[str] = None,
    ) -> None:
        self._slots = whole("snapshots_in_ram", snapshots_in_ram)
        options = {"ram": str(self._slots), **_costs(uf, ub, wd, rd)}
        super().__init__(options, max_n, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return _used(self._slots, 1)


class DiskRevolve(_OnUnboundedDisk):
    """The least cost with slots in memory and a disk without limit.

    A checkpoint on disk may be read several times where that pays, other than in
    checkpoint_schedules 1.0.4, which reads each once (Aupy, Herrmann, Hovland and Robert 2016).

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots_in_ram: slots in memory, at least 0.
        uf, ub, wd, rd: costs, see `RevolveCheckpointSchedule`.
    """

    _name = "disk-revolve"


class PeriodicDiskRevolve(_OnUnboundedDisk):
    """Disk checkpoints at regular distances, on a disk without limit (Aupy and Herrmann 2017).

    The period is the best one for checkpoints that are read once.

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots_in_ram: slots in memory, at least 1 for more than one step.
        uf, ub, wd, rd: costs, see `RevolveCheckpointSchedule`.
    """

    _name = "periodic-disk-revolve"


class HRevolve(RevolveCheckpointSchedule):
    """The least cost with so many slots in memory and so many on disk (Herrmann and Pallez 2020).

    The disk never holds more than its slots: entries are freed at the last read (`Move`).

    Args:
        max_n: steps, from 1 to 10^18.
        snapshots_in_ram: slots in memory, at least 0.
        snapshots_on_disk: slots on disk, at least 0; together at least 1 for more than one step.
        uf, ub, wd, rd: costs, see `RevolveCheckpointSchedule`.
    """

    _name = "h-revolve"

    def __init__(
        self,
        max_n: int,
        snapshots_in_ram: int,
        snapshots_on_disk: int,
        uf: float = 1,
        ub: float = 1,
        wd: float = 2,
        rd: float = 2,
        *,
        launcher: Optional[str] = None,
    ) -> None:
        self._slots = _slots(snapshots_in_ram, snapshots_on_disk)
        options = {**_on_both(*self._slots), **_costs(uf, ub, wd, rd)}
        super().__init__(options, max_n, launcher=launcher)

    def _storage_types(self) -> Tuple[StorageType, ...]:
        return _used(*self._slots)


def _slots(ram: int, disk: int) -> Tuple[int, int]:
    return whole("snapshots_in_ram", ram), whole("snapshots_on_disk", disk)


def _on_both(ram: int, disk: int) -> Dict[str, str]:
    return {"ram": str(ram), "disk": str(disk)}


def _used(ram: int, disk: int) -> Tuple[StorageType, ...]:
    levels = ((_RAM, ram), (_DISK, disk))
    return tuple(level for level, slots in levels if slots > 0) + (_WORK,)


def _where(value: StorageType) -> StorageType:
    return storage("storage", value, _RAM, _DISK)
