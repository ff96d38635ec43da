"""The arguments of the classes, and what they say without a plan. With launchers of straw."""

import json
from decimal import Decimal

from checkpoint_schedules_client import (
    DiskRevolve,
    HRevolve,
    InvalidArgumentError,
    MixedCheckpointSchedule,
    MultistageCheckpointSchedule,
    NoneCheckpointSchedule,
    PeriodicDiskRevolve,
    Revolve,
    ScheduleError,
    SingleDiskStorageSchedule,
    SingleMemoryStorageSchedule,
    StorageType,
    TwoLevelCheckpointSchedule,
)

from .support import StrawTest


REPEATS = """
for request in requests():
    reply(request, error="allowed: " + json.dumps(request))
"""


class ArgumentsTest(StrawTest):
    """What classes make of their arguments, told by a launcher that repeats them."""

    def asked(self, make, *arguments, **named):
        with self.assertRaises(InvalidArgumentError) as raised:
            make(*arguments, launcher=self.launcher(REPEATS), **named)
        asked = json.loads(str(raised.exception)[len("allowed: ") :], parse_float=Decimal)
        del asked["id"]
        self.assertEqual(("upstream", 0), (asked.pop("format"), asked.pop("from")))
        self.assertGreater(asked.pop("count"), 0)
        return asked

    def test_requests(self):
        costs = {"forwardCost": 1, "adjointCost": 1, "writeCost": 2, "readCost": 2}
        own = {
            "forwardCost": Decimal("0.1"),
            "adjointCost": 3,
            "writeCost": Decimal("2.50"),
            "readCost": Decimal("1e-05"),
        }
        named = {"uf": 0.1, "ub": 3, "wd": Decimal("2.50"), "rd": 1e-5}
        asked = {"schedule": "revolve", "steps": 9, "ram": 3, **costs}
        self.assertEqual(asked, self.asked(Revolve, 9, 3))
        for make, name in (
            (Revolve, "revolve"),
            (DiskRevolve, "disk-revolve"),
            (PeriodicDiskRevolve, "periodic-disk-revolve"),
        ):
            self.assertEqual(
                {"schedule": name, "steps": 9, "ram": 3, **own},
                self.asked(make, max_n=9, snapshots_in_ram=3, **named),
            )
        both = {"schedule": "h-revolve", "steps": 9, "ram": 3, "disk": 4}
        self.assertEqual(
            {**both, **own},
            self.asked(HRevolve, max_n=9, snapshots_in_ram=3, snapshots_on_disk=4, **named),
        )
        self.assertEqual(
            {**both, "forwardCost": 5, "adjointCost": 6, "writeCost": 7, "readCost": 8},
            self.asked(HRevolve, 9, 3, 4, 5, 6, 7, 8),
        )
        stages = {**both, "schedule": "multistage", "trajectory": "maximum"}
        self.assertEqual(stages, self.asked(MultistageCheckpointSchedule, 9, 3, 4))
        self.assertEqual(
            {**stages, "trajectory": "revolve"},
            self.asked(MultistageCheckpointSchedule, 9, 3, 4, trajectory="revolve"),
        )
        mixed = {"schedule": "mixed", "steps": 9, "snapshots": 3, "storage": "DISK"}
        self.assertEqual(mixed, self.asked(MixedCheckpointSchedule, 9, 3))
        self.assertEqual(
            {**mixed, "storage": "RAM"},
            self.asked(MixedCheckpointSchedule, 9, 3, storage=StorageType.RAM),
        )
        two = {
            "schedule": "two-level",
            "steps": 1,
            "period": 3,
            "binomialSnapshots": 4,
            "binomialStorage": "DISK",
            "trajectory": "maximum",
        }
        self.assertEqual(two, self.asked(TwoLevelCheckpointSchedule, 3, 4))
        self.assertEqual(
            {**two, "binomialStorage": "RAM", "trajectory": "revolve"},
            self.asked(
                TwoLevelCheckpointSchedule,
                3,
                4,
                binomial_storage=StorageType.RAM,
                binomial_trajectory="revolve",
            ),
        )

    def test_costs_that_are_no_numbers(self):
        launcher = self.launcher(REPEATS)
        for value in (float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")):
            with self.assertRaisesRegex(InvalidArgumentError, f"^wd is {value}; allowed: a dec"):
                HRevolve(9, 3, 4, wd=value, launcher=launcher)

    def test_what_online_schedules_say_before_they_know_the_end(self):
        launcher = self.saying("EndForward()")
        forever = "(0, sys.maxsize, False, %s, StorageType.%s)"
        none = NoneCheckpointSchedule()
        self.assertEqual("Forward" + forever % (False, "NONE"), str(next(none)))
        memory = SingleMemoryStorageSchedule()
        self.assertEqual("Forward" + forever % (True, "WORK"), str(next(memory)))
        for schedule in (none, memory):
            self.assertIsNone(schedule.max_n)
            with self.assertRaisesRegex(ScheduleError, "finalize"):
                next(schedule)
            schedule.finalize(5)
            self.assertEqual((5, 5), (schedule.n, schedule.max_n))
        two = TwoLevelCheckpointSchedule(3, 1, launcher=launcher)
        self.assertEqual("Forward(0, 3, True, False, StorageType.DISK)", str(next(two)))
        self.assertEqual("Forward(3, 6, True, False, StorageType.DISK)", str(next(two)))
        disk = SingleDiskStorageSchedule()
        self.assertEqual("Forward(0, 1, False, True, StorageType.DISK)", str(next(disk)))
        self.assertEqual("Forward(1, 2, False, True, StorageType.DISK)", str(next(disk)))

    def test_storage_that_may_be_used(self):
        said = {"launcher": self.saying("EndForward()")}
        on_ram = {"binomial_storage": StorageType.RAM}
        for schedule, types in (
            (NoneCheckpointSchedule(), ""),
            (SingleMemoryStorageSchedule(), "WORK"),
            (SingleDiskStorageSchedule(), "DISK WORK"),
            (SingleDiskStorageSchedule(move_data=True), "DISK WORK"),
            (TwoLevelCheckpointSchedule(3, 1, **said), "DISK WORK"),
            (TwoLevelCheckpointSchedule(3, 1, **on_ram, **said), "RAM DISK WORK"),
            (TwoLevelCheckpointSchedule(3, 0, **on_ram, **said), "DISK WORK"),
            (Revolve(9, 3, **said), "RAM WORK"),
            (DiskRevolve(9, 3, **said), "RAM DISK WORK"),
            (PeriodicDiskRevolve(9, 3, **said), "RAM DISK WORK"),
            (HRevolve(9, 3, 4, **said), "RAM DISK WORK"),
            (HRevolve(9, 3, 0, **said), "RAM WORK"),
            (HRevolve(9, 0, 4, **said), "DISK WORK"),
            (MultistageCheckpointSchedule(9, 3, 4, **said), "RAM DISK WORK"),
            (MultistageCheckpointSchedule(9, 0, 4, **said), "DISK WORK"),
            (MixedCheckpointSchedule(9, 3, **said), "DISK WORK"),
            (MixedCheckpointSchedule(9, 3, StorageType.RAM, **said), "RAM WORK"),
        ):
            uses = [each.name for each in StorageType if schedule.uses_storage_type(each)]
            self.assertEqual(types.split(), uses, schedule)
            with self.assertRaises(TypeError):
                schedule.uses_storage_type("RAM")

    def test_arguments_of_another_type(self):
        launcher = self.saying("EndForward()")
        for make in (
            lambda: Revolve(10.0, 3, launcher=launcher),
            lambda: Revolve(True, 3, launcher=launcher),
            lambda: Revolve("10", 3, launcher=launcher),
            lambda: Revolve(10, None, launcher=launcher),
            lambda: Revolve(10, 3, uf="1", launcher=launcher),
            lambda: HRevolve(10, 3, 2.5, launcher=launcher),
            lambda: HRevolve(10, 3, 2, wd=None, launcher=launcher),
            lambda: MixedCheckpointSchedule(10, 3, storage="RAM", launcher=launcher),
            lambda: TwoLevelCheckpointSchedule(3, 1.0, launcher=launcher),
        ):
            with self.assertRaises(TypeError):
                make()
        with self.assertRaisesRegex(InvalidArgumentError, "allowed: .*RAM, .*DISK"):
            MixedCheckpointSchedule(10, 3, storage=StorageType.WORK, launcher=launcher)
