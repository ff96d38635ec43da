"""Numbers of steps, under the names that checkpoint_schedules has for them."""

from __future__ import annotations

from typing import Any

from .errors import InvalidArgumentError
from .offline import MixedCheckpointSchedule, MultistageCheckpointSchedule
from .schedule import whole


def n_advance(n: int, snapshots: int, *, trajectory: str = "maximum") -> int:
    """How far to go before the next checkpoint, with n steps before the adjoint.

    Args:
        n: steps from the last checkpoint to the adjoint.
        snapshots: slots for checkpoints, that of the last one among them.
        trajectory: `'maximum'` or `'revolve'`.

    Raises:
        InvalidArgumentError: if a number is less than 1.
    """
    n, slots = _at_least_one("n", n), _at_least_one("snapshots", snapshots)
    if n == 1:
        return 0
    first = next(MultistageCheckpointSchedule(n, slots, 0, trajectory=trajectory))
    return first.args[1]


def optimal_extra_steps(n: int, s: int) -> int:
    """The least number of forward steps that run again, for n steps and s slots."""
    return optimal_steps_binomial(n, s) - n


def optimal_steps_binomial(n: int, s: int) -> int:
    """The least number of forward steps, for n steps and s slots for restart data.

    Raises:
        InvalidArgumentError: if there is no slot for more than one step.
    """
    return MultistageCheckpointSchedule(n, s, 0)._forward_steps()


def optimal_steps_mixed(n: int, s: int) -> int:
    """The least number of forward steps, for n steps and s slots for either kind of data.

    Raises:
        InvalidArgumentError: if there is no slot for more than one step.
    """
    return MixedCheckpointSchedule(n, s)._forward_steps()


def _at_least_one(name: str, value: Any) -> int:
    number = whole(name, value)
    if number < 1:
        raise InvalidArgumentError(f"{name} is {number}; allowed: 1 or more")
    return number
