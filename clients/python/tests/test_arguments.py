"""The arguments of the classes, and what they say without a plan. With launchers of straw."""

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


class ArgumentsTest(StrawTest):
    """What classes make of their arguments, told by a launcher that repeats them."""

    def asked(self, make, *arguments, **named):
        body = "print(' '.join(sys.argv[1:]), file=sys.stderr)\nsys.exit(2)\n"
        with self.assertRaises(InvalidArgumentError) as raised:
            make(*arguments, launcher=self.launcher(body), **named)
        asked = str(raised.exception)
        self.assertTrue(asked.endswith(" --format upstream"), asked)
        return asked[: -len(" --format upstream")]

    def test_requests(self):
        costs = "--forward-cost 1 --adjoint-cost 1 --write-cost 2 --read-cost 2"
        own = "--forward-cost 0.1 --adjoint-cost 3 --write-cost 2.50 --read-cost 1e-05"
        named = {"uf": 0.1, "ub": 3, "wd": Decimal("2.50"), "rd": 1e-5}
        self.assertEqual(f"plan revolve --ram 3 {costs} --steps 9", self.asked(Revolve, 9, 3))
        for make, name in (
            (Revolve, "revolve"),
            (DiskRevolve, "disk-revolve"),
            (PeriodicDiskRevolve, "periodic-disk-revolve"),
        ):
            self.assertEqual(
                f"plan {name} --ram 3 {own} --steps 9",
                self.asked(make, max_n=9, snapshots_in_ram=3, **named),
            )
        self.assertEqual(
            f"plan h-revolve --ram 3 --disk 4 {own} --steps 9",
            self.asked(HRevolve, max_n=9, snapshots_in_ram=3, snapshots_on_disk=4, **named),
        )
        self.assertEqual(
            "plan h-revolve --ram 1 --disk 2 --forward-cost 3 --adjoint-cost 4 --write-cost 5"
            " --read-cost 6 --steps 9",
            self.asked(HRevolve, 9, 1, 2, 3, 4, 5, 6),
        )
        self.assertEqual(
            "plan multistage --ram 3 --disk 4 --trajectory maximum --steps 9",
            self.asked(MultistageCheckpointSchedule, 9, 3, 4),
        )
        self.assertEqual(
            "plan multistage --ram 3 --disk 4 --trajectory revolve --steps 9",
            self.asked(MultistageCheckpointSchedule, 9, 3, 4, trajectory="revolve"),
        )
        self.assertEqual(
            "plan mixed --snapshots 3 --storage DISK --steps 9",
            self.asked(MixedCheckpointSchedule, 9, 3),
        )
        self.assertEqual(
            "plan mixed --snapshots 3 --storage RAM --steps 9",
            self.asked(MixedCheckpointSchedule, 9, 3, storage=StorageType.RAM),
        )
        self.assertEqual(
            "plan two-level --period 3 --binomial-snapshots 4 --binomial-storage DISK"
            " --trajectory maximum --steps 1",
            self.asked(TwoLevelCheckpointSchedule, 3, 4),
        )
        self.assertEqual(
            "plan two-level --period 3 --binomial-snapshots 4 --binomial-storage RAM"
            " --trajectory revolve --steps 1",
            self.asked(
                TwoLevelCheckpointSchedule,
                3,
                4,
                binomial_storage=StorageType.RAM,
                binomial_trajectory="revolve",
            ),
        )

    def test_requests_of_online_schedules(self):
        body = "print(' '.join(sys.argv[1:]), file=sys.stderr)\nsys.exit(2)\n"
        launcher = self.launcher(body)
        for schedule, asked in (
            (NoneCheckpointSchedule(launcher=launcher), "none"),
            (SingleMemoryStorageSchedule(launcher=launcher), "single-memory"),
            (SingleDiskStorageSchedule(launcher=launcher), "single-disk"),
            (SingleDiskStorageSchedule(move_data=True, launcher=launcher), "single-disk --move"),
        ):
            next(schedule)
            schedule.finalize(1)
            with self.assertRaises(InvalidArgumentError) as raised:
                next(schedule)
            self.assertEqual(
                f"plan {asked} --steps 1 --format upstream", str(raised.exception)
            )

    def test_what_online_schedules_say_before_they_know_the_end(self):
        launcher = self.saying("EndForward()")
        forever = "(0, sys.maxsize, False, %s, StorageType.%s)"
        none = NoneCheckpointSchedule(launcher=launcher)
        self.assertEqual("Forward" + forever % (False, "NONE"), str(next(none)))
        memory = SingleMemoryStorageSchedule(launcher=launcher)
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
        disk = SingleDiskStorageSchedule(launcher=launcher)
        self.assertEqual("Forward(0, 1, False, True, StorageType.DISK)", str(next(disk)))
        self.assertEqual("Forward(1, 2, False, True, StorageType.DISK)", str(next(disk)))

    def test_storage_that_may_be_used(self):
        said = {"launcher": self.saying("EndForward()")}
        on_ram = {"binomial_storage": StorageType.RAM}
        for schedule, types in (
            (NoneCheckpointSchedule(**said), ""),
            (SingleMemoryStorageSchedule(**said), "WORK"),
            (SingleDiskStorageSchedule(**said), "DISK WORK"),
            (SingleDiskStorageSchedule(move_data=True, **said), "DISK WORK"),
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
