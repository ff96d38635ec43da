"""The gradient of a logistic map by its adjoint, driven by a schedule.

    x[k+1] = p x[k] (1 - x[k]),    J = x[n]^2 / 2,    dJ/dx[0] and dJ/dp

The class `Adjoint` obeys the actions of checkpoint_schedules, and of this package: what it
imports is all that says which.

    python3 examples/gradient.py [STEPS]
"""

import functools
import os
import pickle
import sys
import tempfile

# Was: from checkpoint_schedules import (
from checkpoint_schedules_client import (
    Copy,
    EndForward,
    EndReverse,
    Forward,
    HRevolve,
    Move,
    Reverse,
    StorageType,
)

PARAMETER = 3.9


class Adjoint:
    """Runs the model forwards and backwards as a schedule says."""

    def __init__(self, steps, x0, directory):
        self.steps = steps
        self.forward = (0, x0)  # the step that the forward stands at, and its state
        self.memory = {}  # step: checkpoint
        self.directory = directory
        self.tape = {}  # step: what the adjoint needs of it, the state at its start
        self.adjoint = None
        self.by_parameter = 0.0
        self.forward_steps = 0
        self.reversed_to = steps

    def run(self, schedule):
        """One adjoint calculation; returns dJ/dx[0] and dJ/dp."""
        for action in schedule:
            self.obey(action, schedule)
            if isinstance(action, EndReverse):
                break
        return self.adjoint, self.by_parameter

    @functools.singledispatchmethod
    def obey(self, action, schedule):
        raise TypeError(f"unexpected action {action}")

    @obey.register(Forward)
    def _(self, action, schedule):
        step, x = self.forward
        assert step == action.n0
        entry = {}
        if action.write_ics:
            entry["restart"] = x
        for step in range(action.n0, min(action.n1, self.steps)):
            if action.write_adj_deps and action.storage is StorageType.WORK:
                self.tape[step] = x
            elif action.write_adj_deps:
                entry["needed"] = x
            x = PARAMETER * x * (1.0 - x)
            self.forward_steps += 1
        if entry:
            self.store(action.storage, action.n0, entry)
        self.forward = (min(action.n1, self.steps), x)
        if action.n1 >= self.steps:
            schedule.finalize(self.steps)

    @obey.register(EndForward)
    def _(self, action, schedule):
        step, x = self.forward
        assert step == self.steps
        self.adjoint = x
        self.by_parameter = 0.0
        self.reversed_to = self.steps

    @obey.register(Reverse)
    def _(self, action, schedule):
        assert action.n1 == self.reversed_to
        for step in action:
            x = self.tape.pop(step) if action.clear_adj_deps else self.tape[step]
            self.by_parameter += self.adjoint * x * (1.0 - x)
            self.adjoint = self.adjoint * PARAMETER * (1.0 - 2.0 * x)
        self.reversed_to = action.n0

    @obey.register(Copy)
    @obey.register(Move)
    def _(self, action, schedule):
        assert action.to_storage is StorageType.WORK
        entry = self.load(action.from_storage, action.n)
        if "restart" in entry:
            self.forward = (action.n, entry["restart"])
        if "needed" in entry:
            self.tape[action.n] = entry["needed"]
        if isinstance(action, Move):
            self.drop(action.from_storage, action.n)

    @obey.register(EndReverse)
    def _(self, action, schedule):
        assert self.reversed_to == 0

    def store(self, storage, step, entry):
        if storage is StorageType.RAM:
            self.memory[step] = entry
        else:
            assert storage is StorageType.DISK
            with open(self.file(step), "wb") as file:
                pickle.dump(entry, file)

    def load(self, storage, step):
        if storage is StorageType.RAM:
            return self.memory[step]
        with open(self.file(step), "rb") as file:
            return pickle.load(file)

    def drop(self, storage, step):
        if storage is StorageType.RAM:
            del self.memory[step]
        else:
            os.remove(self.file(step))

    def file(self, step):
        return os.path.join(self.directory, f"checkpoint-{step}")


def main(steps):
    with tempfile.TemporaryDirectory() as directory:
        adjoint = Adjoint(steps, 0.3, directory)
        by_state, by_parameter = adjoint.run(HRevolve(steps, 3, 5))
    print(f"dJ/dx[0] = {by_state:.15e}, dJ/dp = {by_parameter:.15e}")
    print(f"{adjoint.forward_steps} forward steps for {steps} steps, 3 slots in memory, 5 on disk")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
