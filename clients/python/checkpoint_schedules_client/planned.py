"""Schedules whose actions are planned by the command line, and read a page at a time."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from .actions import (
    CheckpointAction,
    Copy,
    EndForward,
    EndReverse,
    Forward,
    Move,
    Reverse,
)
from .errors import InvalidArgumentError, PlannerError, ScheduleError
from .notation import parse
from .planner import ask, find_launcher
from .schedule import StepwiseSchedule, text, whole

# Few at first, since many schedules are short; then enough that asking costs little beside.
_FIRST_PAGE = 64
_PAGE = 1024

# What the command line calls the arguments.
_NAMES = {
    "steps": "max_n",
    "ram": "snapshots_in_ram",
    "RAM slots": "snapshots_in_ram",
    "disk": "snapshots_on_disk",
    "DISK slots": "snapshots_on_disk",
    "slots": "snapshots_in_ram + snapshots_on_disk",
    "forwardCost": "uf",
    "adjointCost": "ub",
    "writeCost": "wd",
    "readCost": "rd",
    "binomialSnapshots": "binomial_snapshots",
    "binomialStorage": "binomial_storage",
}


class PlannedSchedule(StepwiseSchedule):
    """A schedule that the process of the command line plans.

    One process plans for all schedules of this Python process, from the first that needs it to
    the end of Python; it answers requests for pages of actions, so that memory does not grow with
    the number of steps on either side. Every action must continue the one before it, or
    `PlannerError` is raised. Two schedules made with the same arguments yield the same actions.

    Not for use by several threads at a time; different schedules may be.

    Args:
        launcher: the program `checkpoint-schedules`. Without it the environment variable
            `CHECKPOINT_SCHEDULES` names it, or it is found on the PATH.

    Raises:
        InvalidArgumentError: if an argument is out of range.
        TypeError: if an argument is of another type.
        PlannerError: if the command line is not found or does not work.
    """

    _name = ""
    _calls: Dict[str, str] = {}
    _turned = False

    def __init__(
        self,
        options: Dict[str, str],
        max_n: Optional[int] = None,
        *,
        launcher: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._max_n = None if max_n is None else whole("max_n", max_n)
        self._launcher = find_launcher(launcher)
        members = {"schedule": text(self._name), **options}
        self._request = ",".join(f'"{key}":{value}' for key, value in members.items())
        self._lines: Tuple[str, ...] = ()
        self._at = 0
        self._next: Optional[int] = 0
        if self._max_n is not None:
            # A refusal comes from where the schedule is made, and a planner that does not work.
            self._read(self._max_n)

    def _forward_steps(self) -> int:
        """The forward steps of the whole schedule, those that run again included."""
        if self._max_n is None:
            raise ScheduleError("the forward has no end yet: finalize(n) comes before this figure")
        answer = self._ask(f'"steps":{self._max_n},"format":"summary"')
        if not isinstance(answer.get("forwardSteps"), int):
            raise PlannerError(f"the planner's answer has no forwardSteps: {answer!r:.200}")
        return answer["forwardSteps"]

    def _step(self) -> CheckpointAction:
        assert self._max_n is not None
        return self._planned(self._max_n)

    def _planned(self, max_n: int) -> CheckpointAction:
        # What follows an action tells what was loaded, and whether the end is the end.
        while len(self._lines) - self._at < 2 and self._next is not None:
            self._read(max_n)
        if self._at == len(self._lines):
            raise PlannerError(f"the plan ends too early: {self._standing()}")
        action = _parsed(self._lines[self._at])
        self._at += 1
        following = self._lines[self._at] if self._at < len(self._lines) else None
        if isinstance(action, Forward):
            self._check(action, action.n0 == self._n)
            self._n = action.n1
        elif isinstance(action, Reverse):
            self._check(action, self._turned and action.n1 == max_n - self._r)
            self._r = max_n - action.n0
        elif isinstance(action, (Copy, Move)):
            self._check(action, self._turned)
            # Restart data, since the forward goes on from there; else what the adjoint needs.
            restarts = following is not None and following.startswith("Forward(")
            self._n = action.n if restarts else action.n + 1
        elif isinstance(action, EndForward):
            self._check(action, not self._turned and self._n == max_n)
            self._turned = True
        elif isinstance(action, EndReverse):
            self._check(action, self._r == max_n)
            if following is not None:
                raise PlannerError(f"the planner goes on after the end: {following!r}")
            self._conclude()
        return action

    def _conclude(self) -> None:
        self._exhausted = True

    def _read(self, max_n: int) -> None:
        """Reads the next page."""
        start = self._next
        assert start is not None
        answer = self._ask(page(max_n, start, _PAGE if start else _FIRST_PAGE))
        lines, self._next = answer.get("lines"), answer.get("next")
        if (
            not isinstance(lines, list)
            or not all(isinstance(line, str) for line in lines)
            or self._next not in (None, start + len(lines))
            or self._next == start
        ):
            raise PlannerError(f"the planner's answer has not the next lines: {answer!r:.200}")
        self._lines, self._at = (*self._lines[self._at :], *lines), 0

    def _ask(self, members: str) -> Dict[str, Any]:
        try:
            return ask(self._launcher, f"{{{self._request},{members}}}")
        except InvalidArgumentError as e:
            raise InvalidArgumentError(self._in_our_words(str(e))) from None

    def _in_our_words(self, message: str) -> str:
        name, verb, rest = message.partition(" is ")
        return f"{({**_NAMES, **self._calls}).get(name, name)}{verb}{rest}"

    def _check(self, action: CheckpointAction, continues: bool) -> None:
        if not continues:
            raise PlannerError(f"{action!r} does not follow: {self._standing()}")

    def _standing(self) -> str:
        return f"the forward is at step {self._n}, {self._r} steps are reversed"


def page(max_n: int, start: int, count: int) -> str:
    """The members of a request for actions."""
    return f'"steps":{max_n},"format":"upstream","from":{start},"count":{count}'


def _parsed(line: str) -> CheckpointAction:
    try:
        return parse(line)
    except ValueError as e:
        raise PlannerError(f"the planner printed what is no action: {line!r}") from e
