"""Real plans: what the command line answers to each class, obeyed by the example's adjoint."""

import csv
import hashlib
import json
import os
import tempfile
import tracemalloc
import unittest

from checkpoint_schedules_client import (
    Copy,
    DiskRevolve,
    EndForward,
    EndReverse,
    Forward,
    HRevolve,
    InvalidArgumentError,
    MixedCheckpointSchedule,
    Move,
    MultistageCheckpointSchedule,
    NoneCheckpointSchedule,
    PeriodicDiskRevolve,
    Revolve,
    SingleDiskStorageSchedule,
    SingleMemoryStorageSchedule,
    StorageType,
    TwoLevelCheckpointSchedule,
)

from .support import HEAVY, ROOT, load_example, real_launcher

FIGURES = ROOT / "cli" / "src" / "test" / "resources" / "reference" / "public.csv"
DISK = StorageType.DISK

IDENTICAL = ("None", "SingleMemory", "SingleDisk", "TwoLevel", "Multistage", "Mixed")

# In every build: each class once. All rows with CHECKPOINT_SCHEDULES_HEAVY.
FEW = "P020 P038 P055 P093 P127 P143 P174 P188 P189 P194".split()


def schedule_of(row, launcher):
    """The schedule that a row of the figures is about."""
    n = int(row["n"])
    given = json.loads(row["params"])
    costs = {name: given[name] for name in ("uf", "ub", "wd", "rd") if name in given}
    make = {
        "None": lambda: NoneCheckpointSchedule(),
        "SingleMemory": lambda: SingleMemoryStorageSchedule(),
        "SingleDisk": lambda: SingleDiskStorageSchedule(given["move_data"]),
        "TwoLevel": lambda: TwoLevelCheckpointSchedule(
            given["period"],
            given["binomial_snapshots"],
            binomial_storage=StorageType[given["binomial_storage"]],
            binomial_trajectory=given["trajectory"],
            launcher=launcher,
        ),
        "Multistage": lambda: MultistageCheckpointSchedule(
            n, given["ram"], given["disk"], trajectory=given["trajectory"], launcher=launcher
        ),
        "Mixed": lambda: MixedCheckpointSchedule(
            n, given["snapshots"], storage=StorageType[given["storage"]], launcher=launcher
        ),
        "Revolve": lambda: Revolve(n, given["ram"], launcher=launcher),
        "DiskRevolve": lambda: DiskRevolve(n, given["ram"], launcher=launcher, **costs),
        "PeriodicDiskRevolve": lambda: PeriodicDiskRevolve(
            n, given["ram"], launcher=launcher, **costs
        ),
        "HRevolve": lambda: HRevolve(n, given["ram"], given["disk"], launcher=launcher, **costs),
    }
    return make[row["schedule"]]()


class Recorded:
    """A schedule whose actions are kept."""

    def __init__(self, schedule):
        self.schedule = schedule
        self.actions = []

    def __iter__(self):
        for action in self.schedule:
            if len(self.actions) == 10_000:
                raise AssertionError("it does not end")
            self.actions.append(action)
            yield action

    def finalize(self, n):
        self.schedule.finalize(n)


def clipped(action, n):
    """The action as it is once the number of steps is known."""
    if isinstance(action, Forward) and action.n1 > n:
        return Forward(action.n0, n, *action.args[2:])
    return action


class PlanTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.launcher = real_launcher()
        cls.example = load_example()

    def obey(self, schedule, n):
        """The gradient under a schedule, its adjoint and its actions."""
        with tempfile.TemporaryDirectory() as directory:
            adjoint = self.example.Adjoint(n, 0.3, directory)
            recorded = Recorded(schedule)
            gradient = adjoint.run(recorded)
            adjoint.files = os.listdir(directory)
        return gradient, adjoint, recorded.actions

    def store_all(self, n):
        """The gradient without any schedule."""
        states = [0.3]
        for _ in range(n):
            x = states[-1]
            states.append(self.example.PARAMETER * x * (1.0 - x))
        adjoint, by_parameter = states.pop(), 0.0
        while states:
            x = states.pop()
            by_parameter += adjoint * x * (1.0 - x)
            adjoint = adjoint * self.example.PARAMETER * (1.0 - 2.0 * x)
        return adjoint, by_parameter


@unittest.skipUnless(FIGURES.exists(), f"{FIGURES} is not there: not in a checkout")
class FiguresTest(PlanTest):
    """Against what checkpoint_schedules 1.0.4 did, with the gradient of every plan."""

    def test_every_chosen_row(self):
        with open(FIGURES, newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["status"] == "ok"]
        chosen = rows if HEAVY else [row for row in rows if row["id"] in FEW]
        self.assertEqual(195 if HEAVY else len(FEW), len(chosen))
        for row in chosen:
            with self.subTest(id=row["id"], schedule=row["schedule"], params=row["params"]):
                self.judge(row)

    def judge(self, row):
        n = int(row["n"])
        schedule = schedule_of(row, self.launcher)
        gradient, adjoint, actions = self.obey(schedule, n)
        self.assertEqual(n, schedule.max_n)
        if row["schedule"] != "None":
            self.assertEqual(self.store_all(n), gradient)
        if row["schedule"] in IDENTICAL:
            lines = "\n".join(str(clipped(action, n)) for action in actions)
            self.assertEqual(row["sha256"], hashlib.sha256(lines.encode()).hexdigest(), lines)
            self.assertEqual(int(row["forward_steps"]), adjoint.forward_steps)
        else:
            reference = float(row["cost"])
            self.assertLessEqual(self.cost(row, actions, adjoint), reference * (1 + 1e-12))
            self.assertEqual(({}, []), (adjoint.memory, adjoint.files))
        for action in actions:
            if isinstance(action, Forward) and (action.write_ics or action.write_adj_deps):
                self.assertTrue(schedule.uses_storage_type(action.storage), action)
        repeats = row["schedule"] in ("SingleMemory", "TwoLevel") or "false" in row["params"]
        self.assertEqual(not repeats, schedule.is_exhausted)
        self.assertEqual(0 if repeats or row["schedule"] == "None" else n, schedule.r)
        if repeats:
            again = []
            while not again or again[-1] != EndReverse():
                again.append(next(schedule))
            self.assertEqual(actions[actions.index(EndForward()) + 1 :], again)
            self.assertEqual((0, False), (schedule.r, schedule.is_exhausted))

    def cost(self, row, actions, adjoint):
        cost = adjoint.forward_steps * float(row["uf"]) + int(row["n"]) * float(row["ub"])
        for action in actions:
            if isinstance(action, Forward) and action.storage is DISK:
                cost += float(row["wd"])
            if isinstance(action, (Copy, Move)) and action.from_storage is DISK:
                cost += float(row["rd"])
        return cost


class AskedTest(PlanTest):
    def test_what_is_refused_is_refused_where_it_is_made_and_in_the_words_of_this_package(self):
        whole, positive = "allowed: a whole number", "allowed: at least 1 for more than one step"
        ram, two = StorageType.RAM, TwoLevelCheckpointSchedule
        for message, make, *arguments in (
            (f"max_n is 0; {whole} from 1 to 10*$", Revolve, 0, 3),
            (f"max_n is -4; {whole} from 1 to 10*$", MixedCheckpointSchedule, -4, 3),
            (f"max_n is {10**18 + 1}; {whole} from 1 to 10*$", HRevolve, 10**18 + 1, 3, 3),
            (f"snapshots_in_ram is 0; {positive}$", Revolve, 10, 0),
            (f"snapshots_in_ram is -1; {whole}, 0 or more", DiskRevolve, 10, -1),
            (f"snapshots_on_disk is -1; {whole}, 0 or more", HRevolve, 10, 1, -1),
            (rf"snapshots_in_ram \+ snapshots_on_disk is 0; {positive}", HRevolve, 10, 0, 0),
            (f"snapshots is 0; {positive}", MixedCheckpointSchedule, 10, 0),
            (f"snapshots is 0; {positive}", MixedCheckpointSchedule, 10, 0, ram),
            ("uf is -1; allowed: a decimal number, 0 or more", Revolve, 10, 3, -1),
            ("ub is -2.5; allowed: a decimal number, 0 or more", Revolve, 10, 3, 1, -2.5),
            ("wd is -3; allowed: a decimal", PeriodicDiskRevolve, 10, 3, 1, 1, -3),
            ("rd is -4; allowed: a decimal number", HRevolve, 10, 3, 1, 1, 1, 1, -4),
            (f"period is 0; {whole}, 1 or more", two, 0, 2),
            (f"binomial_snapshots is -1; {whole}, 0 or more", two, 2, -1),
        ):
            with self.subTest(message):
                with self.assertRaisesRegex(InvalidArgumentError, f"^{message}"):
                    make(*arguments, launcher=self.launcher)
        with self.assertRaisesRegex(InvalidArgumentError, "^binomial_trajectory is 'x'; allowed"):
            two(2, 1, binomial_trajectory="x", launcher=self.launcher)
        with self.assertRaisesRegex(InvalidArgumentError, "^trajectory is 'x'; allowed: maximum"):
            MultistageCheckpointSchedule(9, 1, 2, trajectory="x", launcher=self.launcher)

    def test_a_million_steps_in_little_memory(self):
        read = 0
        tracemalloc.start()
        try:
            schedule = Revolve(10**6, 100, launcher=self.launcher)
            for _ in schedule:
                read += 1
                if read == 60_000 and not HEAVY:
                    break
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        schedule.close()
        self.assertEqual(4_000_000 if HEAVY else 60_000, read)
        self.assertLess(peak, 2**20)


if __name__ == "__main__":
    unittest.main()
