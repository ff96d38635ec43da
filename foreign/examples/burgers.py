"""The viscous Burgers equation on a periodic interval, as a solver that checkpoint-schedules drives:
the gradient of the final energy with respect to the initial condition.

    checkpoint-schedules drive --gradient g.f64 -- python3 burgers.py INITIAL [STEPS]

INITIAL has one value a line. The arithmetic is that of `checkpoint-schedules run burgers`, in the same
order, so that the gradient is the same to the bit. The forward lives in its slot, and the adjoint in
its own: both are captured and restored without a copy on this side. The initial condition is the
control: it lies in a slot as well, and what is written there is the next run's.

Standard output belongs to the protocol (docs/solver-protocol.md); print to standard error.
"""

import hashlib
import mmap
import sys

import numpy as np


class Burgers:
    def __init__(self, initial, steps):
        self.initial, self.steps, self.n = initial, steps, len(initial)
        self.dx = 1.0 / self.n
        least = np.abs(initial).max() * self.dx / 2  # for the grid to resolve a shock
        viscosity = max(0.01, least)
        dt = 0.4 * (self.dx * self.dx / (2 * viscosity))
        self.advection = dt / (4 * self.dx)
        self.diffusion = viscosity * dt / (self.dx * self.dx)

    def forward(self, u):
        left, right = np.roll(u, 1), np.roll(u, -1)
        u[:] = u - self.advection * (right * right - left * left) + self.diffusion * (right - 2 * u + left)

    def start_adjoint(self, u, adjoint):
        adjoint[0] = np.cumsum(0.5 * u * u * self.dx)[-1]  # from left to right, as a loop adds
        adjoint[1:] = u * self.dx

    def reverse(self, u, w):
        left, right = np.roll(w, 1), np.roll(w, -1)
        a = 2 * self.advection * u
        w[:] = (1 - 2 * self.diffusion) * w + (self.diffusion - a) * left + (self.diffusion + a) * right

    def fingerprint(self):
        return hashlib.sha256(self.initial.tobytes() + str(self.steps).encode()).hexdigest()


def serve(model):
    slots = {}
    for line in sys.stdin:
        number, command = line.rstrip("\n").split(" ", 1)
        match command.split(" ", 3):
            case ["hello", "1", *rest]:
                if rest and rest[0] == "steps":
                    model.steps = int(rest[1])
                size = 8 * model.n
                print("protocol 1", f"name Burgers in Python, {model.n} points", f"steps {model.steps}",
                      f"state {size} float64", f"data {size}", f"adjoint {size + 8}", f"gradient {size} float64",
                      f"control {size} float64",
                      f"fingerprint burgers-py-1 {model.fingerprint()}", sep="\n")
            case ["slot", name, size, path]:
                with open(path, "r+b") as file:
                    slots[name] = np.frombuffer(mmap.mmap(file.fileno(), int(size)))
                if name == "control":
                    slots["control"][:] = model.initial
            case ["initialize"]:
                slots["state"][:] = slots["control"]
            case ["advance", n0, n1]:
                for _ in range(int(n0), int(n1)):
                    model.forward(slots["state"])
            case ["record", _]:
                slots["data"][:] = slots["state"]
                model.forward(slots["state"])
            case ["initialize-adjoint"]:
                model.start_adjoint(slots["state"], slots["adjoint"])
            case ["reverse", _]:
                model.reverse(slots["data"], slots["adjoint"][1:])
            case ["capture"] | ["restore", _] | ["capture-adjoint"] | ["restore-adjoint", _]:
                pass  # What lives in its slot is there already.
            case ["gradient"]:
                slots["gradient"][:] = slots["adjoint"][1:]
                print("objective", repr(float(slots["adjoint"][0])))
            case ["quit"]:
                return
            case _:
                print("error unknown command", flush=True)
                continue
        print("ok", number, flush=True)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("burgers.py INITIAL [STEPS]")
    values = np.array([float(word) for word in open(sys.argv[1]).read().split()])
    serve(Burgers(values, int(sys.argv[2]) if len(sys.argv) == 3 else 1000))
