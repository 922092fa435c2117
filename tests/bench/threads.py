#!/usr/bin/env python3
"""The CPU that each thread of invoicing takes for a payment, of several builds in turn: their loads
meet the same moments of the machine, so that what a change costs is seen where it costs it.

    python3 tests/bench/threads.py build/release/bin ELSE/build/release/bin
"""

import argparse
import collections
import contextlib
import pathlib
import statistics
import tempfile

from measure import JUDGED, loops
from programs import Bench
from service import Installation

COUNTED_FROM_US = 0.05  # What takes less is not shown.


def cpu_us(pid):
    """Microseconds of CPU so far, by the name of the thread: field 1 of proc(5)'s schedstat."""
    taken = collections.Counter()
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # It has just ended.
            nanoseconds = int((task / "schedstat").read_text().split()[0])
            taken[(task / "comm").read_text().strip()] += nanoseconds / 1000
    return taken


class Build:
    """One build's service, and what each of its threads took for a payment, by rounds."""

    def __init__(self, binaries, folder, seconds, stack):
        bench = Bench(binaries, folder, seconds)
        self._installation = Installation(bench, "alone", accounts=10_000)
        with self._installation.recourse:
            self._installation.found()
        self._server = stack.enter_context(self._installation.alone())
        self.rounds = []

    def pay(self, run):
        before, paid = cpu_us(self._server.pid), self._installation.payments
        self._installation.pay(run, *loops(rate=0)[JUDGED])
        paid = self._installation.payments - paid
        after = cpu_us(self._server.pid)
        self.rounds.append({name: (after[name] - before[name]) / paid for name in after})
        self.rounds[-1]["all"] = sum(self.rounds[-1].values())

    def median_us(self, name):
        return statistics.median(each.get(name, 0) for each in self.rounds)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries", nargs="+", help="folders of builds, the first to compare with")
    parser.add_argument("--seconds", type=float, default=1, help="that a load takes")
    parser.add_argument("--rounds", type=int, default=11, help="of which the medians are shown")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        builds = []
        for binaries in arguments.binaries:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="recourse-threads-"))
            builds.append(Build(binaries, folder, arguments.seconds, stack))
        for number in range(arguments.rounds + 1):  # The first warms up.
            for build in builds if number % 2 else builds[::-1]:
                build.pay(f"r{number}")
        for build in builds:
            del build.rounds[0]
    names = {name for build in builds for each in build.rounds for name in each}
    for name in sorted(names, key=builds[0].median_us, reverse=True):
        medians = [build.median_us(name) for build in builds]
        if max(medians) >= COUNTED_FROM_US:
            print(f"{name:16}", *(f"{median:8.2f}" for median in medians))


if __name__ == "__main__":
    main()
