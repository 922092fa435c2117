#!/usr/bin/env python3
"""That sync_counter counts, and that the engine releases nothing before log and witness are synced.

    tests/crash/sync_test.py LIBRARY BINARIES
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import sync_log
from sync_log import Call

BINARIES = pathlib.Path(sys.argv.pop()).resolve()
LIBRARY = pathlib.Path(sys.argv.pop()).resolve()
COMMANDS = 50
PATHS = {"asked": "*/asked", "released": "*/released", "log": "*/log/*.log", "witness": "*.witness"}


class SyncTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def watched(self, globs, program, *arguments):
        """What `program` did on the files that the globs match."""
        log = self.folder / "calls"
        environment = {
            **os.environ,
            "LD_PRELOAD": str(LIBRARY),
            "RECOURSE_SYNC_LOG": str(log),
            "RECOURSE_SYNC_PATHS": ":".join(globs),
        }
        command = [BINARIES / program, self.folder, *arguments]
        subprocess.run(command, check=True, env=environment, timeout=60)
        return sync_log.read(log)

    def released(self, *fault):
        return self.watched(PATHS.values(), "release_probe", str(COMMANDS), *fault)

    def test_every_call_is_seen_once_and_in_order(self):
        calls = self.watched(["*/seen", "socket?*"], "sync_probe")
        self.assertEqual(
            [call.name for call in calls],
            ["write", "pwrite", "writev", "pwritev", "fsync", "fdatasync", "sync_file_range"]
            + ["send", "send"],
        )
        self.assertEqual({call.path for call in calls[:7]}, {str(self.folder / "seen")})
        found = sync_log.counts(calls, ["*/seen", "socket:*", "*/unseen"])
        self.assertEqual(found["*/seen"]["fsync"], 1)
        self.assertEqual(found["socket:*"], {"send": 2})
        self.assertEqual(found["*/unseen"], {})

    def test_what_is_written_through_it_arrives(self):
        self.watched(["*"], "sync_probe")
        self.assertEqual((self.folder / "seen").read_bytes(), b"abcabcabc")

    def test_each_release_follows_the_syncs_of_log_and_witness(self):
        calls = self.released()
        found = sync_log.counts(calls, PATHS.values())
        self.assertEqual(found[PATHS["released"]], {"write": COMMANDS})
        self.assertGreaterEqual(found[PATHS["log"]]["fdatasync"], COMMANDS)
        self.assertEqual(sync_log.unproven(calls, **PATHS), [])

    def test_a_release_before_the_write_is_seen(self):
        wrong = sync_log.unproven(self.released("late-log"), **PATHS)
        self.assertEqual(len(wrong), COMMANDS)

    def test_a_release_without_a_witness_is_seen(self):
        wrong = sync_log.unproven(self.released("no-witness"), **PATHS)
        self.assertEqual(len(wrong), COMMANDS)


class UnprovenTest(unittest.TestCase):
    def reasons(self, *calls):
        listed = [Call(order, *call.split()) for order, call in enumerate(calls, 1)]
        return [reason for _, reason in sync_log.unproven(listed, "a", "r", "log", "wit")]

    def test_only_the_whole_path_is_a_proof(self):
        path = ["write log", "fdatasync log", "pwrite wit", "fdatasync wit", "write r"]
        self.assertEqual(self.reasons(*path), [])
        for left_out, reason in [
            ("write log", "nothing was written to the log"),
            ("fdatasync log", "the log was written and not synced"),
            ("pwrite wit", "nothing was written to the witness"),
            ("fdatasync wit", "the witness was written and not synced"),
        ]:
            self.assertEqual(self.reasons(*(c for c in path if c != left_out)), [reason])

    def test_a_range_is_no_sync(self):
        self.assertEqual(
            self.reasons("write log", "sync_file_range log", "pwrite wit", "fsync wit", "write r"),
            ["the log was written and not synced"],
        )

    def test_the_witness_must_not_run_ahead(self):
        self.assertEqual(
            self.reasons("write log", "pwrite wit", "fsync log", "fsync wit", "write r"),
            ["the witness was written before the log was synced"],
        )

    def test_one_proof_is_for_one_release(self):
        safe = ["write log", "fdatasync log", "pwrite wit", "fdatasync wit"]
        nothing = ["nothing was written to the log"]
        self.assertEqual(self.reasons(*safe, "write r", "write r"), nothing)
        self.assertEqual(self.reasons(*safe, "write a", "write r"), nothing)


if __name__ == "__main__":
    unittest.main()
