"""This package in the place of checkpoint_schedules, for codes that import that by its name."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Dict, Tuple

from . import actions, errors, offline, online, schedule, steps

_NAME = "checkpoint_schedules"
_MARK = "_stands_in"

_ACTIONS = ("CheckpointAction", "Copy", "EndForward", "EndReverse", "Forward", "Move", "Reverse")
_STORAGE = ("StorageLocation", "StorageType")
_REVOLVE = ("DiskRevolve", "HRevolve", "PeriodicDiskRevolve", "Revolve")

# What its modules have that is public, each from a module of this package.
_MODULES: Dict[str, Tuple[Tuple[ModuleType, Tuple[str, ...]], ...]] = {
    "schedule": ((actions, _ACTIONS + _STORAGE), (schedule, ("CheckpointSchedule",))),
    "basic_schedules": (
        (
            online,
            (
                "NoneCheckpointSchedule",
                "SingleDiskStorageSchedule",
                "SingleMemoryStorageSchedule",
            ),
        ),
    ),
    "multistage": (
        (offline, ("MultistageCheckpointSchedule",)),
        (steps, ("optimal_steps_binomial",)),
    ),
    "mixed": ((offline, ("MixedCheckpointSchedule",)),),
    "twolevel_binomial": ((online, ("TwoLevelCheckpointSchedule",)),),
    "hrevolve": ((offline, _REVOLVE),),
}

# What can be imported from them as well, and a star does not bring.
_FURTHER: Dict[str, Tuple[Tuple[ModuleType, Tuple[str, ...]], ...]] = {
    "hrevolve": ((offline, ("RevolveCheckpointSchedule",)),),
    "multistage": ((steps, ("n_advance", "optimal_extra_steps")),),
    "mixed": ((steps, ("optimal_steps_mixed",)),),
    "utils": (
        (actions, _STORAGE),
        (
            steps,
            (
                "n_advance",
                "optimal_extra_steps",
                "optimal_steps_binomial",
                "optimal_steps_mixed",
            ),
        ),
    ),
}


def install() -> None:
    """Lets `import checkpoint_schedules` mean this package, from now on in this process.

    Call it before anything imports checkpoint_schedules, be that installed or not: before
    pyadjoint, Firedrake or tlm_adjoint. Calling it again changes nothing.

    Raises:
        ScheduleError: if checkpoint_schedules itself is imported already.
    """
    present = sys.modules.get(_NAME)
    if present is not None:
        if hasattr(present, _MARK):
            return
        raise errors.ScheduleError(
            f"{_NAME} is imported already, from {getattr(present, '__file__', None)};"
            " allowed: install() before whatever imports it"
        )
    package = _module(_NAME, is_package=True)
    setattr(package, _MARK, True)
    for name in sorted({*_MODULES, *_FURTHER}):
        module = _module(f"{_NAME}.{name}")
        public = _named(_MODULES.get(name, ()))
        module.__dict__.update(public, **_named(_FURTHER.get(name, ())))
        module.__dict__["__all__"] = sorted(public)
        package.__dict__.update(public)
        package.__dict__[name] = module
        sys.modules[module.__name__] = module
    sys.modules[_NAME] = package


def _named(parts: Tuple[Tuple[ModuleType, Tuple[str, ...]], ...]) -> Dict[str, Any]:
    return {name: getattr(module, name) for module, names in parts for name in names}


def _module(name: str, is_package: bool = False) -> ModuleType:
    """An empty module without a file; a package whose folder holds nothing, where it is one."""
    module = ModuleType(name, f"{name}, as checkpoint_schedules_client has it.")
    module.__spec__ = ModuleSpec(name, None, origin=__file__, is_package=is_package)
    module.__package__ = name if is_package else name.rpartition(".")[0]
    if is_package:
        module.__path__ = []
    return module
