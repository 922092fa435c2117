#!/usr/bin/env python3
"""Kills the real process and the real broker at random moments, and compares the logs with what was
acknowledged, and the topics with the logs.

    tests/crash/kafka_crash_test.py RECOURSE [KILLS [SEED]]
"""

import pathlib
import random
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor, wait

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import topics
from broker import Broker
from crash import CLIENTS, STREAM_S, Crash
from installation import SERVICES, Api

ARGUMENTS = sys.argv[1:]
BINARY = pathlib.Path(ARGUMENTS[0]).resolve()
KILLS = int(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 200
SEED = int(ARGUMENTS[2]) if len(ARGUMENTS) > 2 else random.randrange(1 << 32)
VICTIMS = {"service": 16, "broker": 2, "both": 1}
PUBLISHED_WITHIN_S = 60


class KafkaCrash(Crash):
    def __init__(self, api, folder, seed):
        self.api = api
        self.broker = Broker(folder)
        self.broker.start()
        super().__init__(api, BINARY, folder, seed, broker=self.broker)
        self.killed = dict.fromkeys(VICTIMS, 0)
        self._pausing = False

    def round(self):
        victim = self.random.choices(list(VICTIMS), VICTIMS.values())[0]
        self.killed[victim] += 1
        if victim == "broker":
            self._run_while_the_broker_dies()
            self.compare_and_ask_again()
            return
        if victim == "both":
            self.broker.kill()
            self.broker.launch()
        super().round()

    def _run_while_the_broker_dies(self):
        """Commands go on: every one of them is answered."""
        self._pausing = False
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(self._stream, each) for each in self.streams]
            wait(clients, self.random.uniform(*STREAM_S))
            self.broker.kill()
            wait(clients, self.random.uniform(*STREAM_S))
            self._pausing = True
        self._pausing = False
        unanswered = [each.result() for each in clients if each.result()]
        if unanswered:
            raise AssertionError(f"not answered while the broker was away: {unanswered}")
        self.broker.launch()

    def _stream(self, stream):
        """The first command that is not answered, unless it is told to pause before."""
        client = self.recourse.client
        while not self._pausing:
            command = stream.next()
            if not self.journal.ask(client, command):
                return command
        return None

    def unpublished(self):
        """Records that lie in a log and not on its topic, or the other way round, or differ."""
        left = {}
        for service in SERVICES:
            logged = topics.logged(self.api, self.recourse.client, service)
            published = topics.records(self.api, self.broker.address, service)
            left[service] = len(logged.items() ^ published.items())
        return {service: count for service, count in left.items() if count}


class KafkaCrashTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.crash = KafkaCrash(Api(), pathlib.Path(folder.name), SEED)
        self.addCleanup(self.crash.broker.kill)
        self.addCleanup(self.crash.recourse.kill)
        self.crash.found()

    def test_nothing_is_lost_and_nothing_done_twice(self):
        crash = self.crash
        while sum(crash.killed.values()) < KILLS:
            crash.round()
        crash.broker.kill()
        crash.broker.start()
        crash.compare_and_ask_again(everything=True)
        self.assertEqual(crash.differences(), [])
        until = time.monotonic() + PUBLISHED_WITHIN_S
        while (left := crash.unpublished()) and time.monotonic() < until:
            pass
        self.assertEqual(left, {})
        crash.recourse.kill()
        records = crash.recourse.verify()
        starts = sorted(crash.start_s)
        print(f"kills {crash.killed}, {len(crash.journal.answers)} commands, records {records},"
              f" start {starts[len(starts) // 2]:.2f} s (longest {starts[-1]:.2f} s)")

    def test_a_topic_that_lacks_records_is_caught(self):
        """What a relay that forgets leaves behind."""
        crash = self.crash
        crash.broker.kill()
        crash.run_until_killed()
        crash.broker.start()
        crash.recourse.broker = None
        crash.start()
        self.assertNotEqual(crash.unpublished(), {})


if __name__ == "__main__":
    print(f"seed {SEED}", flush=True)
    unittest.main(argv=sys.argv[:1])
