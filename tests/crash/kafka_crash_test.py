#!/usr/bin/env python3
"""Kills the four processes and the broker at random moments, each by itself and all at once, and
compares the logs with what was acknowledged, and the topics with the logs.

    tests/crash/kafka_crash_test.py RECOURSE [KILLS [SEED]]
"""

import pathlib
import random
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor, wait

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import topics
from broker import Broker
from crash import CLIENTS, KILLED_AT_START, START_S, STREAM_S, Crash
from installation import SERVICES, Api, Installation
from processes import Processes

ARGUMENTS = sys.argv[1:]
BINARY = pathlib.Path(ARGUMENTS[0]).resolve()
KILLS = int(ARGUMENTS[1]) if len(ARGUMENTS) > 1 else 200
SEED = int(ARGUMENTS[2]) if len(ARGUMENTS) > 2 else random.randrange(1 << 32)
# How often each is chosen; "all" is the four services and the broker in the same moment.
VICTIMS = {"invoicing": 4, "dispute": 4, "communication_log": 3, "collections": 4, "broker": 2,
           "all": 1}
PUBLISHED_WITHIN_S = 60


class KafkaCrash(Crash):
    # A process that came back is found by the others within a second.
    ANSWERED_WITHIN_S = 10

    def __init__(self, api, folder, seed):
        self.api = api
        self.broker = Broker(folder)
        self.broker.start()
        super().__init__(Processes(api, BINARY, folder, broker=self.broker), api, seed)
        self.killed = dict.fromkeys(VICTIMS, 0)
        self._pausing = False
        self.pause_s = 0  # Between the commands of a client.
        self._paced = threading.Event()  # Nobody sets it.

    def round(self):
        victim = self.random.choices(list(VICTIMS), VICTIMS.values())[0]
        self.killed[victim] += 1
        before = set(self.journal.answers)
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(self._stream, each) for each in self.streams]
            wait(clients, self.random.uniform(*STREAM_S))
            self._kill(victim)
            wait(clients, self.random.uniform(*STREAM_S))
            if victim in SERVICES:
                self._start_again(victim)
            self._pausing = True
        self._pausing = False
        self.recent = sorted(set(self.journal.answers) - before)
        unanswered = [each.result() for each in clients if each.result()]
        if victim == "broker" and unanswered:
            raise AssertionError(f"not answered while the broker was away: {unanswered}: "
                                 f"{self.journal.last_refusal}")
        if victim == "all":
            self.start()
        self.compare_and_ask_again()

    def ask_for(self, seconds):
        """Commands of all clients; those that were not answered."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(self._stream, each) for each in self.streams]
            wait(clients, seconds)
            self._pausing = True
        self._pausing = False
        return [each.result() for each in clients if each.result()]

    def _kill(self, victim):
        if victim in SERVICES:
            self.recourse.kill_one(victim)
            return
        self.broker.kill()
        self.broker.launch()
        if victim == "all":
            for service in SERVICES:
                self.recourse.kill_one(service)

    def _start_again(self, victim):
        """While the other services go on, and clients with them."""
        if self.random.random() < KILLED_AT_START:
            self.recourse.launch_one(victim)
            self.recourse.one_ended_within(victim, self.random.uniform(*START_S))
            self.recourse.kill_one(victim)
        self.start_s.append(self.recourse.start_one(victim))

    def _stream(self, stream):
        """The first command that is not answered, unless it is told to pause before."""
        client = self.recourse.client
        while not self._pausing:
            command = stream.next()
            if not self.journal.ask(client, command):
                return command
            self._paced.wait(self.pause_s)
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
        """What a relay that forgets leaves behind: here there is none, since nobody is told of the
        broker."""
        crash = self.crash
        crash.recourse.kill()
        crash.recourse.forget_settings()
        alone = Installation(crash.api, BINARY, crash.recourse.data.parent, init=False)
        self.addCleanup(alone.kill)
        alone.start()
        crash.recourse = alone
        crash.ask_for(STREAM_S[1])
        self.assertNotEqual(crash.unpublished(), {})


if __name__ == "__main__":
    print(f"seed {SEED}", flush=True)
    unittest.main(argv=sys.argv[:1])
