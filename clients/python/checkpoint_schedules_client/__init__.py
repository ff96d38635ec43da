"""Checkpointing schedules for adjoints, planned by the command line `checkpoint-schedules`.

Classes, arguments and actions have the names of the package checkpoint_schedules, so that a code
written for it runs on these plans once its import is changed:

    from checkpoint_schedules_client import HRevolve, Forward, Reverse, ...

Frameworks that import that package themselves take this one after `install()`.
"""

from .actions import (
    CheckpointAction,
    Copy,
    EndForward,
    EndReverse,
    Forward,
    Move,
    Reverse,
    StorageLocation,
    StorageType,
)
from .errors import InvalidArgumentError, PlannerError, ScheduleError
from .offline import (
    DiskRevolve,
    HRevolve,
    MixedCheckpointSchedule,
    MultistageCheckpointSchedule,
    PeriodicDiskRevolve,
    Revolve,
    RevolveCheckpointSchedule,
)
from .online import (
    NoneCheckpointSchedule,
    SingleDiskStorageSchedule,
    SingleMemoryStorageSchedule,
    TwoLevelCheckpointSchedule,
)
from .schedule import CheckpointSchedule
from .stand_in import install

__version__ = "0.1.0"

__all__ = [
    "CheckpointAction",
    "CheckpointSchedule",
    "Copy",
    "DiskRevolve",
    "EndForward",
    "EndReverse",
    "Forward",
    "HRevolve",
    "InvalidArgumentError",
    "MixedCheckpointSchedule",
    "Move",
    "MultistageCheckpointSchedule",
    "NoneCheckpointSchedule",
    "PeriodicDiskRevolve",
    "PlannerError",
    "Reverse",
    "Revolve",
    "RevolveCheckpointSchedule",
    "ScheduleError",
    "SingleDiskStorageSchedule",
    "SingleMemoryStorageSchedule",
    "StorageLocation",
    "StorageType",
    "TwoLevelCheckpointSchedule",
    "install",
]
