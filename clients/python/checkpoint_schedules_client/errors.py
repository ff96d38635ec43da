"""What can go wrong: a wrong request, a call at the wrong time, a planner that failed."""

from __future__ import annotations


class ScheduleError(RuntimeError):
    """A call that does not fit the state of the schedule, and the base of the others.

    For example `next` on an online schedule that ran to the end of its only `Forward` and
    was not told the number of steps, or `finalize` with another number than before.
    """


class InvalidArgumentError(ScheduleError, ValueError):
    """A value that is refused, before any work: which one, what it is, and what is allowed."""


class PlannerError(ScheduleError):
    """The command line was not found, died, or answered what is no part of a schedule.

    Never the end of a schedule: this is raised, and the iteration is not over. The same action
    is due at the next `next`.
    """
