"""An installation under clients and kills, held against what it had acknowledged."""

import random
import time
from concurrent.futures import ThreadPoolExecutor, wait

from agreement import LogMirror, differences, settle
from workload import Journal, Stream, founding

CLIENTS = 6
STREAM_S = (0.0, 0.25)  # How long a round's commands run before the kill.
START_S = (0.0, 0.4)  # How long a process lives that is killed while it starts.
KILLED_AT_START = 0.1  # Part of the kills.
OLDER = 40  # Acknowledged in earlier rounds, asked again after each start.


class Crash:
    """An installation under clients and kills."""

    ANSWERED_WITHIN_S = 0  # How long a command may be refused as unavailable after a start.

    def __init__(self, recourse, api, seed):
        self.recourse = recourse
        self.journal = Journal()
        self.mirror = LogMirror(api)
        self.random = random.Random(seed)
        self.streams = [Stream(seed, f"c{each}") for each in range(CLIENTS)]
        self.start_s = []
        self.recent = []  # Ids of what was acknowledged since the last start.

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
        self.recent = sorted(set(self.journal.answers) - before)

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
            known = self.recent + older
        again = [self.journal.answers[each][0] for each in known]
        again += list(self.journal.unknown.values())
        with ThreadPoolExecutor(CLIENTS) as pool:
            answered = list(pool.map(self._ask_again, again))
        if not all(answered):
            raise AssertionError("a command asked again was not answered")

    def _ask_again(self, command):
        until = time.monotonic() + self.ANSWERED_WITHIN_S
        while not (answered := self.journal.ask(self.recourse.client, command)):
            if time.monotonic() >= until:
                break
        return answered

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
