#!/usr/bin/env python3
"""The alerts by promtool: their form, and cases in which each fires and does not.

    tests/e2e/alerts_test.py
"""

import re
import subprocess
import unittest

import yaml

import watching

_SAMPLE_LABEL = re.compile(r'(\w+)="([^"]*)"')


def promtool(*arguments):
    result = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def fired(case):
    """The labels of each alert that fires in a case."""
    return [dict(_SAMPLE_LABEL.findall(each["labels"])) for each in case.get("exp_samples", [])]


class AlertsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.alerts = watching.alerts()
        tests = yaml.safe_load(watching.CASES.read_text())["tests"]
        cls.cases = {test["name"]: test["promql_expr_test"] for test in tests}

    def test_promtool_finds_them_sound(self):
        self.assert_passes("check", "rules", watching.ALERTS)
        self.assert_passes("check", "config", watching.PROMETHEUS)

    def test_promtool_runs_their_cases(self):
        self.assert_passes("test", "rules", watching.CASES)

    def assert_passes(self, *arguments):
        ended, told = promtool(*arguments)
        self.assertEqual(ended, 0, told)

    def test_each_says_how_bad_it_is_and_what_to_do(self):
        for name, rule in self.alerts.items():
            with self.subTest(name):
                self.assertIn(rule["labels"]["severity"], ["critical", "warning"])
                self.assertTrue(rule["annotations"]["summary"].endswith("."))
                self.assertGreater(len(rule["annotations"]["description"]), 80)

    def test_each_has_a_case_that_fires_and_one_that_does_not(self):
        self.assertEqual(list(self.cases), list(self.alerts))
        for name, cases in self.cases.items():
            with self.subTest(name):
                fires = [any(one["alertname"] == name for one in fired(case)) for case in cases]
                self.assertEqual(set(fires), {True, False})

    def test_the_cases_ask_for_all_alerts_that_fire(self):
        asked = {case["expr"] for cases in self.cases.values() for case in cases}
        self.assertEqual(asked, {'ALERTS{alertstate="firing"}'})

    def test_each_tells_only_labels_that_it_has(self):
        for name, rule in self.alerts.items():
            told = set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"])))
            has = [set(one) for case in self.cases[name] for one in fired(case)]
            with self.subTest(name):
                self.assertLessEqual(told, set.intersection(*has))


if __name__ == "__main__":
    unittest.main()
