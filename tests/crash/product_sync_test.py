#!/usr/bin/env python3
"""That the real process answers only once log and witness are written and synced.

    tests/crash/product_sync_test.py LIBRARY RECOURSE
"""

import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import sync_log
from agreement import settle
from installation import Api, Installation
from workload import DAY, INVOICING, Command, euros, founding

BINARY = pathlib.Path(sys.argv.pop()).resolve()
LIBRARY = pathlib.Path(sys.argv.pop()).resolve()
PAYMENTS = 100
LOG, WITNESS = "*/invoicing/log/*.log", "*/witness/invoicing-*.witness"
ANSWER = "socket:*"
WATCHED = [LOG, WITNESS, "socket?*"]


def payment(number):
    return Command(INVOICING + "RecordPayment", {
        "request_id": f"r{number}", "parent": "accounts/a1", "payment_id": f"p{number}",
        "amount": euros(1), "effective_date": DAY})


class ProductSyncTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        calls = pathlib.Path(folder.name) / "calls"
        environment = {
            **os.environ, "LD_PRELOAD": str(LIBRARY), "RECOURSE_SYNC_LOG": str(calls),
            "RECOURSE_SYNC_PATHS": ":".join(WATCHED)}
        with Installation(Api(), BINARY, folder.name, environment=environment) as recourse:
            recourse.start()
            for command in founding():
                command.ask(recourse.client)
            settle(recourse)
            cls.commands = [cls.calls_of(recourse, calls, number) for number in range(PAYMENTS)]

    @staticmethod
    def calls_of(recourse, calls, number):
        """What the process did from one question to its answer, and nothing else was asked."""
        before = len(sync_log.read(calls))
        payment(number).ask(recourse.client)
        return sync_log.read(calls)[before:]

    def unproven(self, commands):
        """The reasons why answers were not safe to give. The last bytes sent are the answer; what
        the connection itself sends now and then comes before it.
        """
        reasons = []
        for calls in commands:
            sends = [at for at, call in enumerate(calls) if call.on(ANSWER)]
            reasons.append(sync_log.missing(calls[:sends[-1]], LOG, WITNESS))
        return [each for each in reasons if each]

    def test_each_answer_follows_the_syncs_of_log_and_witness(self):
        self.assertEqual(self.unproven(self.commands), [])

    def test_an_answer_that_left_first_would_be_seen(self):
        # Everything that was sent, since a frame of the connection may have followed the answer.
        early = [sorted(calls, key=lambda call: not call.on(ANSWER)) for calls in self.commands]
        self.assertEqual(len(self.unproven(early)), PAYMENTS)


if __name__ == "__main__":
    unittest.main()
