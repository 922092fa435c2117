#!/usr/bin/env python3
"""Kills the real process at random moments, and compares it with what it had acknowledged.

    tests/crash/crash_test.py RECOURSE [KILLS [SEED]]
"""

import pathlib
import random
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from crash import Crash
from installation import Api, Installation

ARGUMENTS = sys.argv[1:]
BINARY = pathlib.Path(ARGUMENTS[0]).resolve()
KILLS = int(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 200
SEED = int(ARGUMENTS[2]) if len(ARGUMENTS) > 2 else random.randrange(1 << 32)


class CrashTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        api = Api()
        self.crash = Crash(Installation(api, BINARY, self.folder), api, SEED)
        self.addCleanup(self.crash.recourse.kill)
        self.crash.found()

    def test_nothing_is_lost_and_nothing_done_twice(self):
        crash = self.crash
        while crash.recourse.kills < KILLS:
            crash.round()
        crash.compare_and_ask_again(everything=True)
        self.assertEqual(crash.differences(), [])
        crash.recourse.kill()
        records = crash.recourse.verify()
        starts = sorted(crash.start_s)
        print(f"{crash.recourse.kills} kills, {len(crash.journal.answers)} commands, under way at"
              f" a kill: {dict(crash.mirror.unanswered)}, records {records},"
              f" start {starts[len(starts) // 2]:.2f} s (longest {starts[-1]:.2f} s)")

    def test_an_answer_before_the_write_is_caught(self):
        """What a build that answers first leaves behind: acknowledged, and not on the disk."""
        crash = self.crash
        crash.recourse.kill()
        unwritten = self.folder / "unwritten"
        shutil.copytree(crash.recourse.data, unwritten)
        while not crash.recent:  # A kill may come before any answer.
            crash.start()
            crash.run_until_killed()
        shutil.rmtree(crash.recourse.data)
        unwritten.rename(crash.recourse.data)
        crash.start()
        with self.assertRaisesRegex(AssertionError, "lost: "):
            crash.compare_and_ask_again()

    def test_what_was_not_asked_for_is_caught(self):
        """What doing a command twice leaves behind, if its ids do not stop it."""
        crash = self.crash
        payment = None
        while not payment:  # A round may end before any is made.
            crash.round()
            payment = next((c for c, _ in crash.journal.answers.values()
                            if c.rpc.endswith("RecordPayment")), None)
        again = {**payment.fields, "request_id": "again", "payment_id": "again"}
        crash.recourse.client.call(payment.rpc, **again)
        found = crash.differences()
        self.assertTrue(any(each.startswith("payments: missing 0,") for each in found), found)

    def test_a_stop_ends_well(self):
        self.crash.recourse.stop()


if __name__ == "__main__":
    print(f"seed {SEED}", flush=True)
    unittest.main(argv=sys.argv[:1])
