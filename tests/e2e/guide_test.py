#!/usr/bin/env python3
"""Runs each command of the guides, in its order, each guide against a new installation. A line that
stands below a command must be in what it prints.

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
GUIDES = REPOSITORY / "docs/guides"
PROMPT = "    $ "


def unclosed(command):
    """Whether a text in double quotes goes on."""
    return command.replace('\\"', "").count('"') % 2 and "'" not in command


def steps(text):
    """(command, lines that it must print) of the guide's indented blocks."""
    found = []
    for line in text.splitlines():
        if line.startswith(PROMPT):
            found.append((line.removeprefix(PROMPT), []))
        elif line.startswith("    ") and found:
            command, printed = found[-1]
            if command.count("'") % 2 or unclosed(command):  # The request goes on.
                found[-1] = (command + "\n" + line, printed)
            elif line.strip():
                printed.append(line.strip())
    return found


class GuideTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        pathlib.Path(self.folder, "docs").symlink_to(REPOSITORY / "docs")
        self.run_ = self.enterContext(Installation(installation.Api(), BINARY, folder.name))
        self.run_.start()
        self.environment = dict(os.environ, RECOURSE_HOME=str(self.run_.data),
                                PATH=f"{BINARY.parent}:{os.environ['PATH']}")

    def run_guide(self, name):
        found = steps((GUIDES / name).read_text())
        self.assertGreater(len(found), 15)
        for command, printed in found:
            ended = subprocess.run(["bash", "-c", command], env=self.environment,
                                   cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(ended.returncode, 0, f"{command}\n{ended.stderr}")
            for line in printed:
                self.assertIn(line, ended.stdout, command)
        self.assertEqual(self.run_.cli("verify").returncode, 0)

    def test_accounts(self):
        self.run_guide("accounts.md")

    def test_invoicing(self):
        self.run_guide("invoicing.md")

    def test_adjusting(self):
        self.run_guide("adjusting.md")

    def test_corrections(self):
        self.run_guide("corrections.md")

    def test_statements(self):
        self.run_guide("statements.md")


if __name__ == "__main__":
    unittest.main()
