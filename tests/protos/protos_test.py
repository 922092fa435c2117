#!/usr/bin/python3
"""Breaks each thing that protos.py holds once, and sees it found."""

import json
import pathlib
import tempfile
import unittest

import protos

EVENTS = "proto/recourse/toy/v1/toy_events.proto"
TEXT = """syntax = "proto3";

package recourse.toy.v1;

import "google/type/date.proto";

message Moved {
  string from = 1;
  google.type.Date day = 2;
}
"""


class ProtosTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write(TEXT)
        self.assertEqual(protos.run("land", self.root), ("", 0))

    def write(self, text, path=EVENTS):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def expect_refused(self, where, what):
        """By both verbs, and nothing lands."""
        landed = (self.root / protos.LANDED).read_bytes()
        for verb in ("check", "land"):
            said, code = protos.run(verb, self.root)
            self.assertEqual(code, 1)
            self.assertIn(where, said)
            self.assertIn(what, said)
        self.assertEqual((self.root / protos.LANDED).read_bytes(), landed)

    def test_what_has_landed_passes(self):
        self.assertEqual(protos.run("check", self.root), ("", 0))

    def test_an_event_of_another_meaning_must_land_too(self):
        self.write(TEXT.replace("message Moved", "// It is elsewhere now.\nmessage Moved"))
        self.assertIn("protos.py land", protos.run("check", self.root)[0])
        self.assertEqual(protos.run("land", self.root), ("", 0))
        document = json.loads((self.root / protos.DOCUMENT).read_text())
        moved = document["components"]["messages"]["recourse.toy.v1.Moved"]
        self.assertEqual(moved["summary"], "It is elsewhere now.")
        self.assertEqual(list(document["channels"]["toy"]["messages"]), ["Moved"])

    def test_an_addition_must_land_and_can(self):
        self.write(TEXT.replace("day = 2;", "day = 2;\n  string to = 3;"))
        said, code = protos.run("check", self.root)
        self.assertEqual(code, 1)
        self.assertIn("protos.py land", said)
        self.assertEqual(protos.run("land", self.root), ("", 0))
        self.assertEqual(protos.run("check", self.root), ("", 0))

    def test_another_type_or_number_or_name_breaks_readers(self):
        for good, bad in (("string from", "int32 from"), ("from = 1", "from = 3"),
                          ("string from", "string source")):
            with self.subTest(bad):
                self.write(TEXT.replace(good, bad))
                self.expect_refused("toy_events.proto", "from")

    def test_what_is_taken_out_breaks_readers(self):
        self.write(TEXT.replace("  string from = 1;\n", ""))
        self.expect_refused("toy_events.proto:7", 'field "1" with name "from"')

    def test_a_name_against_the_rules_is_found_at_its_line(self):
        self.write(TEXT + "\nmessage Left {\n  string From = 1;\n}\n")
        self.expect_refused("toy_events.proto:13", "lower_snake_case")

    def test_without_landed_protos_nothing_passes(self):
        (self.root / protos.LANDED).unlink()
        self.assertEqual(protos.run("check", self.root)[1], 1)

    def test_the_imports_are_where_the_build_looks_for_them(self):
        functions = (protos.ROOT / "cmake/Recourse.cmake").read_text(encoding="utf-8")
        self.assertIn(f"set(RECOURSE_GOOGLEAPIS {protos.GOOGLE_PROTOS})", functions)


class DescribedTest(unittest.TestCase):
    def test_every_event_that_has_a_golden_file_is_described(self):
        root = pathlib.Path(__file__).resolve().parents[2]
        described = json.loads((root / protos.DOCUMENT).read_text())["components"]["messages"]
        names = {name.rpartition(".")[2] for name in described}
        golden = {file.stem for file in root.glob("services/*/codec/golden/**/*.txt")}
        self.assertGreater(len(golden), 50)
        self.assertEqual(golden - names, set())


if __name__ == "__main__":
    unittest.main()
