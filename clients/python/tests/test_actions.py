"""The actions as values."""

import copy
import pickle
import sys
import unittest

from checkpoint_schedules_client import (
    Copy,
    EndForward,
    EndReverse,
    Forward,
    Move,
    Reverse,
    StorageLocation,
    StorageType,
)
from checkpoint_schedules_client.notation import parse

RAM, DISK, WORK, NONE = (
    StorageType.RAM,
    StorageType.DISK,
    StorageType.WORK,
    StorageType.NONE,
)

SPELLED = {
    "Forward(2, 5, True, False, StorageType.RAM)": Forward(2, 5, True, False, RAM),
    "Forward(2, 5, False, False, StorageType.WORK)": Forward(2, 5, False, False, WORK),
    "Forward(2, 3, False, True, StorageType.DISK)": Forward(2, 3, False, True, DISK),
    "Forward(2, 4, False, False, StorageType.NONE)": Forward(2, 4, False, False, NONE),
    "Reverse(5, 2, True)": Reverse(5, 2, True),
    "Reverse(5, 2, False)": Reverse(5, 2, False),
    "Copy(3, StorageType.DISK, StorageType.WORK)": Copy(3, DISK, WORK),
    "Copy(3, StorageType.RAM, StorageType.WORK)": Copy(3, RAM, WORK),
    "Move(3, StorageType.RAM, StorageType.WORK)": Move(3, RAM, WORK),
    "EndForward()": EndForward(),
    "EndReverse()": EndReverse(),
}


class ActionsTest(unittest.TestCase):
    def test_the_notation_is_printed_and_read(self):
        for text, action in SPELLED.items():
            self.assertEqual(text, repr(action))
            self.assertEqual(text, str(action))
            self.assertEqual(action, parse(text))

    def test_equal_exactly_when_type_and_parameters_are(self):
        for text, action in SPELLED.items():
            for other_text, other in SPELLED.items():
                self.assertEqual(text == other_text, action == other, (action, other))
                self.assertEqual(text != other_text, action != other)
        self.assertNotEqual(EndForward(), None)
        self.assertNotEqual(Reverse(5, 2, True), (5, 2, True))

    def test_equal_actions_hash_alike_and_others_are_told_apart_in_a_set(self):
        again = {parse(text) for text in SPELLED}
        self.assertEqual(again, set(SPELLED.values()))
        self.assertEqual(len(SPELLED), len(again))
        counts = {action: len(text) for text, action in SPELLED.items()}
        self.assertEqual(12, counts[EndForward()])

    def test_pickled_actions_come_back_equal(self):
        for action in SPELLED.values():
            self.assertEqual(action, pickle.loads(pickle.dumps(action)))

    def test_parameters_have_names(self):
        forward = Forward(2, 5, True, False, DISK)
        self.assertEqual((2, 5, True, False, DISK), forward.args)
        self.assertEqual((2, 5), (forward.n0, forward.n1))
        self.assertIs(True, forward.write_ics)
        self.assertIs(False, forward.write_adj_deps)
        self.assertIs(DISK, forward.storage)
        reverse = Reverse(5, 2, False)
        self.assertEqual((5, 2, False), (reverse.n1, reverse.n0, reverse.clear_adj_deps))
        move = Move(n=4, from_storage=RAM, to_storage=WORK)
        self.assertEqual((4, RAM, WORK), (move.n, move.from_storage, move.to_storage))
        with self.assertRaises(AttributeError):
            forward.n0 = 3

    def test_steps_of_an_action(self):
        forward = Forward(2, 5, False, True, WORK)
        self.assertEqual([2, 3, 4], list(forward))
        reverse = Reverse(5, 2, True)
        self.assertEqual([4, 3, 2], list(reverse))
        for action in (forward, reverse):
            self.assertEqual(3, len(action))
            self.assertEqual([2, 3, 4], [step for step in range(8) if step in action])

    def test_a_forward_without_end(self):
        forward = Forward(0, sys.maxsize, False, True, WORK)
        self.assertEqual("Forward(0, sys.maxsize, False, True, StorageType.WORK)", repr(forward))
        self.assertIn(10**15, forward)
        self.assertEqual(sys.maxsize, len(forward))

    def test_older_names(self):
        self.assertIs(StorageType, StorageLocation)
        self.assertIs(WORK, StorageLocation.TAPE)
        self.assertEqual([RAM, DISK, WORK, NONE], list(StorageLocation))
        self.assertEqual(["StorageType.WORK", "StorageType.NONE"], [repr(WORK), repr(NONE)])
        kept = Copy(3, DISK, StorageLocation.TAPE, False)
        dropped = Copy(3, DISK, StorageLocation.TAPE, True)
        self.assertEqual((Copy(3, DISK, WORK), Move(3, DISK, WORK)), (kept, dropped))
        self.assertEqual((False, True), (kept.delete, dropped.delete))
        self.assertEqual(Move(3, DISK, WORK), Copy(3, DISK, to_storage=WORK, delete=True))
        for action in (kept, dropped):
            self.assertEqual(action, copy.deepcopy(action))

    def test_what_spells_no_action_is_refused(self):
        for text in (
            "",
            "Forward",
            "Forward()",
            "Forward(1, 2, True, False)",
            "Forward(1, 2, True, False, StorageType.RAM",
            "Forward(1, 2, 1, 0, StorageType.RAM)",
            "Forward(1, 2, True, False, RAM)",
            "Forward(a, 2, True, False, StorageType.RAM)",
            "Reverse(2, 1)",
            "Copy(1, StorageType.RAM)",
            "EndReverse() ",
            "End()",
            "Backward(2, 1, True)",
        ):
            with self.assertRaises(ValueError, msg=text):
                parse(text)


if __name__ == "__main__":
    unittest.main()
