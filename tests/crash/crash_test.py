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
from concurrent.futures import ThreadPoolExecutor, wait

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

from agreement import LogMirror, differences, settle
from installation import Api, Installation
from workload import Journal, Stream, founding

ARGUMENTS = sys.argv[1:]
BINARY = pathlib.Path(ARGUMENTS[0]).resolve()
KILLS = int(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 200
SEED = int(ARGUMENTS[2]) if len(ARGUMENTS) > 2 else random.randrange(1 << 32)
CLIENTS = 6
STREAM_S = (0.0, 0.25)  # How long a round's commands run before the kill.
START_S = (0.0, 0.4)  # How long a process lives that is killed while it starts.
KILLED_AT_START = 0.1  # Part of the kills.
OLDER = 40  # Acknowledged in earlier rounds, asked again after each start.


class Crash:
    """An installation under clients and kills."""

    def __init__(self, api, folder, seed):
        self.recourse = Installation(api, BINARY, folder)
        self.journal = Journal()
        self.mirror = LogMirror(api)
        self.random = random.Random(seed)
        self.streams = [Stream(seed, f"c{each}") for each in range(CLIENTS)]
        self.start_s = []
        self._recent = []

    def found(self):
        self.start()
        for command in founding():
            if not self.journal.ask(self.recourse.client, command):
                raise AssertionError(f"not answered: {command}")

    def start(self):
        self.start_s.append(self.recourse.start())

    def run_until_killed(self):
        """All clients at once; each ends with the first command that is not answered."""
        before = set(self.journal.answers)
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(self._stream, each) for each in self.streams]
            wait(clients, self.random.uniform(*STREAM_S))
            self._kill_under(clients)
        self._recent = sorted(set(self.journal.answers) - before)

    def _kill_under(self, clients):
        client = self.recourse.client
        self.recourse.kill_process()
        for each in clients:
            each.result()
        client.close()

    def _stream(self, stream):
        client = self.recourse.client
        while self.journal.ask(client, stream.next()):
            pass

    def kill_starting(self):
        self.recourse.launch()
        self.recourse.ended_within(self.random.uniform(*START_S))
        self.recourse.kill()

    def compare_and_ask_again(self, everything=False):
        self.mirror.catch_up(self.recourse.client)
        self.mirror.compare(self.journal)
        known = sorted(self.journal.answers)
        if not everything:
            older = self.random.sample(known, min(OLDER, len(known)))
            known = self._recent + older
        again = [self.journal.answers[each][0] for each in known]
        again += list(self.journal.unknown.values())
        with ThreadPoolExecutor(CLIENTS) as pool:
            answered = list(pool.map(
                lambda command: self.journal.ask(self.recourse.client, command), again))
        if not all(answered):
            raise AssertionError("a command asked again was not answered")

    def round(self):
        self.run_until_killed()
        if self.random.random() < KILLED_AT_START:
            self.kill_starting()
        self.start()
        self.compare_and_ask_again()

    def differences(self):
        settle(self.recourse)
        self.mirror.catch_up(self.recourse.client)
        self.mirror.compare(self.journal)
        return differences(self.recourse, self.journal)


class CrashTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.crash = Crash(Api(), self.folder, SEED)
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
        crash.round()
        payment = next(c for c, _ in crash.journal.answers.values()
                       if c.rpc.endswith("RecordPayment"))
        again = {**payment.fields, "request_id": "again", "payment_id": "again"}
        crash.recourse.client.call(payment.rpc, **again)
        found = crash.differences()
        self.assertTrue(any("payments: missing {}, too many" in each for each in found), found)

    def test_a_stop_ends_well(self):
        self.crash.recourse.stop()


if __name__ == "__main__":
    print(f"seed {SEED}", flush=True)
    unittest.main(argv=sys.argv[:1])
