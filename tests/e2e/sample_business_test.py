#!/usr/bin/env python3
"""Which installations deploy/ loads its sample business into, and which it leaves alone.

    tests/e2e/sample_business_test.py RECOURSE
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import installation
from installation import REPOSITORY, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
LEFT_ALONE = 3


class SampleBusinessTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = installation.Api()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def installed(self, clock):
        run = Installation(self.api, BINARY, self.folder, clock=clock)
        self.addCleanup(run.kill)
        run.start()
        return run

    def load(self, run, *more, expect):
        command = ["/usr/bin/python3", REPOSITORY / "deploy/sample/load.py", "--data", run.data]
        ended = subprocess.run([*command, *more], capture_output=True, text=True)
        self.assertEqual(ended.returncode, expect, ended.stderr)
        return ended.stdout

    def state(self, run):
        clock = run.client.call("recourse.simulation.v1.ConductorService/GetClock")
        return clock["now_us"], run.verify()

    def test_other_business_is_left_as_it_is(self):
        run = self.installed("simulated:2026-01-01")
        before = self.state(run)
        self.load(run, expect=LEFT_ALONE)
        self.assertEqual(self.state(run), before)

    def test_so_is_one_whose_clock_has_passed_the_sample(self):
        run = self.installed("simulated:2027-01-01")
        before = self.state(run)
        self.load(run, expect=LEFT_ALONE)
        self.load(run, "--into-new", expect=LEFT_ALONE)
        self.assertEqual(self.state(run), before)

    def test_one_that_was_made_for_it_gets_it_and_shows_it_from_then_on(self):
        run = self.installed("simulated:2026-01-01")
        told = self.load(run, "--into-new", expect=0)
        self.assertIn("How it stands on 2026-04-20", told)
        before = self.state(run)
        self.assertEqual(self.load(run, expect=0), told)
        self.assertEqual(self.state(run), before)


if __name__ == "__main__":
    unittest.main()
