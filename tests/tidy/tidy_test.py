#!/usr/bin/env python3
"""Feeds every rule a snippet that breaks it and one that does not."""

import pathlib
import tempfile
import unittest

import cpp
import protos
import tidy
from tree import Tree

HEADER = "#pragma once\n"
DOMAIN = "services/invoicing/domain/"
PROTO = 'syntax = "proto3";\n\npackage recourse.invoicing.v1;\n\n'
API = "proto/recourse/invoicing/v1/invoicing_service.proto"
DECISION = "**Context.** a **Choice.** b **Rejected.** c **Cost.** d"
EVENTS = "proto/recourse/invoicing/v1/ledger_events.proto"
LONG_BODY = "  Step();\n" * 70


def comment(width):
    return "//" + " x" * (width // 2 - 1)


# rule -> (files that break it, where: "path:line" of each finding, files that do not break it)
CASES = {
    "columns": ({"libs/base/a.cc": "\n" + comment(102)}, ["libs/base/a.cc:2"],
                {"libs/base/a.cc": "// " + "ü" * 97, "README.md": "x" * 200}),
    "file-length": ({"libs/base/a.h": "\n" * 151, "libs/base/a.cc": "\n" * 301,
                     "libs/base/a_test.cc": "\n" * 401, "tests/x/a.py": "\n" * 301},
                    ["libs/base/a.cc:301", "libs/base/a.h:151", "libs/base/a_test.cc:401",
                     "tests/x/a.py:301"],
                    {"libs/base/a.h": "\n" * 150, "libs/base/a.cc": "\n" * 300,
                     "libs/base/a_test.cc": "\n" * 400}),
    "function-length": ({"a.cc": f"namespace x {{\nint F(int a) const {{\n{LONG_BODY}}}\n}}\n",
                         "b.cc": f"struct B {{\n  B() : a_(1), b_{{2}} {{\n{LONG_BODY}  }}\n}};\n",
                         "c.cc": f"auto F()\n    -> std::vector<int> {{\n{LONG_BODY}}}\n",
                         "d.py": "def f():\n" + "    f()\n" * 70},
                        ["a.cc:2", "b.cc:2", "c.cc:1", "d.py:1"],
                        {"a.cc": "namespace x {\n" + "int F() {\n  return 1;\n}\n" * 40 + "}\n",
                         "b.cc": "constexpr int kTable[] = {\n" + "  1,\n" * 90 + "};\n",
                         "c.cc": 'auto kText = R"(' + "{\n" * 90 + ')";\n',
                         "d.cc": f"int F() {{\n{LONG_BODY[:680]}}}\n"}),
    "readme": ({"libs/base/a.cc": "", "tools/recourse/README.md": "x\n" * 61},
               ["libs/base/README.md:1", "tools/recourse/README.md:61"],
               {"libs/base/a.cc": "", "libs/base/README.md": "base\n", "libs/CMakeLists.txt": ""}),
    "include-path": ({"libs/base/a.cc": '#include "a.h"\n#include "libs/base/none.h"\n'},
                     ["libs/base/a.cc:1", "libs/base/a.cc:2"],
                     {"libs/base/a.cc": '#include "libs/base/a.h"\n#include "x/v1/y.pb.h"\n',
                      "libs/base/a.h": ""}),
    "domain-wall": ({DOMAIN + "a.cc": '#include "libs/seal/seal.h"\n'
                                      '#include "recourse/invoicing/v1/ledger_events.pb.h"\n'
                                      "#include <grpcpp/grpcpp.h>\n"
                                      '#include "services/dispute/domain/a.h"\n'
                                      "#include <gtest/gtest.h>\n"},
                    [f"{DOMAIN}a.cc:{line}" for line in range(1, 6)],
                    {DOMAIN + "b.h": "#include <rapidcheck.h>\n",
                     DOMAIN + "b_test.cc": '#include "services/invoicing/domain/b.h"\n',
                     DOMAIN + "a_test.cc": '#include "libs/base/money.h"\n#include <vector>\n'
                                           '#include "libs/decider/given.h"\n'
                                           "#include <fmt/format.h>\n"
                                           '#include "services/invoicing/domain/a.h"\n'
                                           "#include <gtest/gtest.h>\n"}),
    "library-wall": ({"libs/eventlog/a.h": '#include "libs/engine/unit.h"\n',
                      "libs/decider/a.h": '#include "libs/observability/log.h"\n',
                      "libs/rpc/a.h": '#include "services/invoicing/api/a.h"\n'
                                      '#include "recourse/invoicing/v1/ledger_events.pb.h"\n',
                      "libs/stuff/a.h": ""},
                     ["libs/decider/a.h:1", "libs/eventlog/a.h:1", "libs/rpc/a.h:1",
                      "libs/rpc/a.h:2", "libs/stuff/a.h:1"],
                     {"libs/engine/a.h": '#include "libs/eventlog/event.h"\n'
                                         '#include "libs/engine/b.h"\n'
                                         '#include "libs/observability/log.h"\n'
                                         '#include "recourse/history/v1/record.pb.h"\n'}),
    "service-wall": ({"services/invoicing/api/a.cc": '#include "services/dispute/domain/a.h"\n',
                      "services/dispute/main.cc": '#include "tests/bench/a.h"\n'},
                     ["services/dispute/main.cc:1", "services/invoicing/api/a.cc:1"],
                     {"services/standalone/main.cc": '#include "services/dispute/service.h"\n',
                      "services/invoicing/api/a.cc":
                          '#include "recourse/dispute/v1/dispute_service.grpc.pb.h"\n'
                          '#include "services/invoicing/domain/a.h"\n'}),
    "tool-wall": ({"tools/recourse/a.cc": '#include "services/invoicing/domain/a.h"\n'},
                  ["tools/recourse/a.cc:1"],
                  {"tools/recourse/a.cc": '#include "services/standalone/house.h"\n'
                                          '#include "libs/rpc/client.h"\n'}),
    "proto-wall": ({API: PROTO + 'import "recourse/dispute/v1/dispute_events.proto";\n'},
                   [API + ":5"],
                   {API: PROTO + 'import "recourse/common/v1/sealed.proto";\n'
                                 'import "recourse/invoicing/v1/ledger_events.proto";\n'
                                 'import "google/type/money.proto";\n'}),
    "storage-room": ({"libs/rpc/a.cc": "#include <rocksdb/db.h>\n"}, ["libs/rpc/a.cc:1"],
                     {"libs/eventlog/a.cc": "#include <rocksdb/db.h>\n"}),
    "kafka-room": ({"libs/engine/a.cc": "#include <librdkafka/rdkafkacpp.h>\n"},
                   ["libs/engine/a.cc:1"],
                   {"libs/bus/a.cc": "#include <librdkafka/rdkafkacpp.h>\n"}),
    "anatomy": ({f"services/x/{part}/a.cc": "" for part in ("api", "codec", "domain")},
                ["services/x/reactions/:1", "services/x/views/:1"],
                {"services/standalone/a.cc": "", "services/CMakeLists.txt": "",
                 **{f"services/x/{part}/a.cc": ""
                    for part in ("api", "codec", "domain", "reactions", "views")}}),
    "golden": ({EVENTS: PROTO + "message Issued {\n  Line line = 1;\n}\nmessage Line {}\n",
                API: PROTO + "message ListResponse {\n  Issued issued = 1;\n}\n"},
               [EVENTS + ":5"],
               {EVENTS: PROTO + "message Issued {\n  repeated Line a = 1;\n}\nmessage Line {}\n",
                "services/invoicing/codec/golden/Issued.txt": "0a"}),
    "pragma-once": ({"a.h": "#ifndef A_H\n#define A_H\n#endif\n", "b.h": "// #pragma once\n"},
                    ["a.h:1", "b.h:1"],
                    {"a.h": "// What it is.\n#pragma once\n", "b.cc": ""}),
    "pure-domain": ({DOMAIN + "a.cc": "#include <mutex>\n#include <thread>\n"
                                      '#include "libs/base/clock.h"\n'
                                      "auto t = std::chrono::system_clock::now();\n"
                                      "int r = rand();\n"},
                    [f"{DOMAIN}a.cc:{line}" for line in range(1, 6)],
                    {DOMAIN + "a.cc": "#include <vector>\n// Never rand() here.\n"
                                      "Instant runtime(Date d);\n",
                     "libs/engine/a.cc": "#include <mutex>\n"}),
    "no-throw": ({"a.cc": "void F() {\n  throw 1;\n}\n"}, ["a.cc:2"],
                 {"a.cc": '// Does not throw.\nauto kText = "throw";\nint throws = 1\'000;\n'}),
    "no-default": ({"a.cc": "switch (kind) {\n  case Kind::kOne:\n    break;\n  default:\n}\n",
                    "b.cc": "switch (c) {\n  case 'a':\n    switch (k) {\n      case kB:\n"
                            "        break;\n      default:\n    }\n}\n"},
                   ["a.cc:4", "b.cc:6"],
                   {"a.cc": "switch (c) {\n  case 'a':\n  case 1:\n    break;\n  default:\n}\n",
                    "b.cc": "switch (p) {\n  case v1::KIND_ONE:\n    break;\n  default:\n}\n",
                    "c.cc": "switch (k) {\n  case kA:\n    switch (c) {\n      case 'a':\n"
                            "        break;\n      default:\n    }\n}\n",
                    "d.h": "struct A {\n  A() = default;\n};\n"}),
    "no-assert": ({"a.cc": "#include <cassert>\nvoid F() { assert(true); }\n"},
                  ["a.cc:1", "a.cc:2"], {"a.cc": "static_assert(true);\nCHECK(true);\n"}),
    "names": ({"a.h": "class AccountManager {};\nstruct Utils;\n"}, ["a.h:1", "a.h:2"],
              {"a.h": "class A {\n  struct Impl;\n};\nclass Managers;\n"}),
    "no-sleep": ({"a_test.cc": "std::this_thread::sleep_for(1s);\n",
                  "tests/e2e/run.py": "time.sleep(1)\n", "tests/crash/a.cc": "usleep(5);\n"},
                 ["a_test.cc:1", "tests/crash/a.cc:1", "tests/e2e/run.py:1"],
                 {"libs/bus/a.cc": "std::this_thread::sleep_for(1s);\n",
                  "a_test.cc": "// Never sleep(1).\nSleepless();\n"}),
    "banners": ({"a.cc": "// ------------\n#if 0\n#endif\n"}, ["a.cc:1", "a.cc:2"],
                {"a.cc": "// A rule - and another.\n#if 01\n#endif\n"}),
    "cmake-globbing": ({"CMakeLists.txt": "file(GLOB x *.cc)\naux_source_directory(. y)\n"},
                       ["CMakeLists.txt:1", "CMakeLists.txt:2"],
                       {"CMakeLists.txt": "# file(GLOB x)\n", "cmake/A.cmake": "file(WRITE x)\n"}),
    "cmake-vocabulary": ({"a/CMakeLists.txt": "add_library(x a.cc)\nadd_executable(y)\n"},
                         ["a/CMakeLists.txt:1", "a/CMakeLists.txt:2"],
                         {"a/CMakeLists.txt": "find_package(X)\nrecourse_library(x SRCS a.cc)\n",
                          "cmake/R.cmake": "add_library(x)\n"}),
    "listed": ({"libs/a/b.cc": "", "libs/a/CMakeLists.txt": "recourse_x(a SRCS c.cc)\n# b.cc\n",
                "proto/recourse/x/v1/x.proto": "", "tests/tidy/x_test.py": ""},
               ["libs/a/b.cc:1", "proto/recourse/x/v1/x.proto:1", "tests/tidy/x_test.py:1"],
               {"libs/a/b.cc": "", "libs/a/CMakeLists.txt": "recourse_library(a SRCS b.cc)\n",
                "services/x/domain/c.cc": "",
                "services/x/CMakeLists.txt": "recourse_library(x SRCS domain/c.cc)\n"}),
    "proto-comments": ({API: PROTO + "message A {\n  string b = 1;\n  oneof c {\n    int32 d = 2\n"
                             "        [deprecated = true];\n  }\n}\nservice S {\n"
                             "  rpc F(A) returns (A);\n}\n"},
                       [API + f":{line}" for line in (5, 6, 8, 12, 13)],
                       {API: PROTO + "// An A.\nmessage A {\n  // A b.\n  string b = 1;\n"
                             "  oneof c {\n    int32 d = 2;  // Days.\n  }\n  reserved 4;\n"
                             "  // E.\n  map<string, A> e = 3 [\n    deprecated = true];\n}\n"
                             "message FRequest {\n  string request_id = 1;\n}\n"
                             "// An S.\nservice S {\n  // Does F.\n  rpc F(A) returns (A) {\n"
                             "    option (google.api.http) = {\n"
                             '      get: "/v1"\n    };\n  }\n}\n',
                        "libs/seal/testing/a.proto": "message A {}\n"}),
    "proto-package": ({"proto/recourse/x/v1/x.proto": PROTO, "proto/recourse/y/y.proto":
                       "package recourse.y;\n"},
                      ["proto/recourse/x/v1/x.proto:3", "proto/recourse/y/y.proto:1"],
                      {API: PROTO}),
    "proto-enum-zero": ({API: PROTO + "enum Kind {\n  KIND_ONE = 0;\n}\n"}, [API + ":5"],
                        {API: PROTO + "enum Kind {\n  // Not said.\n  KIND_UNSPECIFIED = 0;\n}\n"}),
    "personal": ({"proto/recourse/x/v1/x_events.proto":
                  "message A {\n  string b = 1 [(recourse.common.v1.personal) = true];\n}\n"},
                 ["proto/recourse/x/v1/x_events.proto:2"],
                 {API: "message A {\n  string b = 1 [(recourse.common.v1.personal) = true];\n}\n",
                  "proto/recourse/x/v1/x_events.proto": "// Nothing personal here.\n"}),
    "promises": ({"a.cc": "// TO" "DO: later\nTEST(A, DISA" "BLED_B) {}\n",
                  "b.md": "Restore is not implemen" "ted.\n"},
                 ["a.cc:1", "a.cc:2", "b.md:1"], {"a.cc": "// Nothing is left to do.\n"}),
    "machine-paths": ({"a.sh": "cd /hom" "e/jo/src\nls /roo" "t/x ../share" "d/data\n"},
                      ["a.sh:1", "a.sh:2", "a.sh:2"],
                      {"a.sh": "cd $HOME/src\nactor=operators/root\nls /usr/include /tmp/x\n"}),
    "authors": ({"a.md": "Co-authore" "d-by: x\nGenerated by an " "assistant.\n"},
                ["a.md:1", "a.md:2"], {"a.md": "The agency is written by name.\n"}),
    "decisions": ({"docs/decisions/0001-a.md": DECISION, "docs/decisions/0003-b.md": DECISION,
                   "docs/decisions/0003-c.md": "**Context.** **Rejected.** **Cost.**",
                   "docs/decisions/notes.md": DECISION},
                  ["docs/decisions/0003-b.md:1", "docs/decisions/0003-c.md:1",
                   "docs/decisions/notes.md:1"],
                  {"docs/decisions/0001-one-log.md": DECISION, "docs/decisions/README.md": ""}),
}


def places(rule_name, files, root="/nowhere"):
    rules = [rule for rule in tidy.RULES if tidy.name(rule) == rule_name]
    return [f"{finding.path}:{finding.line}" for finding in tidy.check(Tree(root, files), rules)]


class TidyTest(unittest.TestCase):
    def test_every_rule_has_a_case(self):
        names = {tidy.name(rule) for rule in tidy.RULES}
        self.assertEqual(names, set(CASES) | {"clang-format"})

    def test_what_breaks_a_rule_is_found_where_it_stands(self):
        for rule, (bad, expected, _) in CASES.items():
            with self.subTest(rule):
                self.assertEqual(places(rule, bad), expected)

    def test_what_keeps_a_rule_is_left_in_peace(self):
        for rule, (_, _, good) in CASES.items():
            with self.subTest(rule):
                self.assertEqual(places(rule, good), [])

    def test_clang_format_names_the_file_and_the_line(self):
        style = (tidy.ROOT / ".clang-format").read_text(encoding="utf-8")
        files = {"good.cc": "int a = 1;\n", "bad.cc": "int a = 1;\nint  b=2;\n"}
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**files, ".clang-format": style}.items():
                pathlib.Path(root, path).write_text(text, encoding="utf-8")
            self.assertEqual(places("clang-format", files, root), ["bad.cc:2"])

    def test_own_checkout_is_a_path_of_this_machine(self):
        root = str(tidy.ROOT)
        self.assertEqual(places("machine-paths", {"a.cc": f'"{root}/x"\n'}, root), ["a.cc:1"])

    def test_an_unfinished_proto_is_read_to_its_end(self):
        tree = Tree("/nowhere", {"a.proto": "message A {\n  string b = 1;\n"})
        self.assertEqual(len(list(protos.statements(tree.files[0]))), 2)

    def test_a_finding_says_what_to_do(self):
        findings = tidy.check(Tree("/nowhere", {"a.cc": "void F() { throw 1; }\n"}), cpp.RULES[:3])
        advice = "no exceptions of ours; return Expected, or CHECK if it is our own bug"
        self.assertEqual([str(finding) for finding in findings], [f"a.cc:1: no-throw: {advice}"])

    def test_the_readme_lists_every_rule(self):
        page = (tidy.ROOT / "tests/tidy/README.md").read_text(encoding="utf-8")
        for rule in tidy.RULES:
            self.assertIn(f"`{tidy.name(rule)}`", page)


if __name__ == "__main__":
    unittest.main()
