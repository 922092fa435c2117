#!/usr/bin/env python3
"""Runs each command of docs/guides/invoicing.md, in its order, against a new installation. A line
that stands below a command must be in what it prints.

    tests/e2e/guide_test.py RECOURSE
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import installation
from installation import REPOSITORY, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
GUIDE = REPOSITORY / "docs/guides/invoicing.md"
PROMPT = "    $ "


def steps(text):
    """(command, lines that it must print) of the guide's indented blocks."""
    found = []
    for line in text.splitlines():
        if line.startswith(PROMPT):
            found.append((line.removeprefix(PROMPT), []))
        elif line.startswith("    ") and found:
            command, printed = found[-1]
            if command.count("'") % 2:  # The request goes on.
                found[-1] = (command + "\n" + line, printed)
            elif line.strip():
                printed.append(line.strip())
    return found


class GuideTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.run_ = self.enterContext(Installation(installation.Api(), BINARY, folder.name))
        self.run_.start()
        self.environment = dict(os.environ, RECOURSE_HOME=str(self.run_.data),
                                PATH=f"{BINARY.parent}:{os.environ['PATH']}")

    def test_each_command_does_what_it_says(self):
        found = steps(GUIDE.read_text())
        self.assertGreater(len(found), 15)
        for command, printed in found:
            ended = subprocess.run(["bash", "-c", command], env=self.environment,
                                   capture_output=True, text=True)
            self.assertEqual(ended.returncode, 0, f"{command}\n{ended.stderr}")
            for line in printed:
                self.assertIn(line, ended.stdout, command)
        self.assertEqual(self.run_.cli("verify").returncode, 0)


if __name__ == "__main__":
    unittest.main()
