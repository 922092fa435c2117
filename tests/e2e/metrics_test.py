#!/usr/bin/env python3
"""The guide to the metrics, the alerts and the dashboard, held against a running installation.

    tests/e2e/metrics_test.py RECOURSE
"""

import json
import pathlib
import sys
import tempfile
import unittest

import installation
import watching
from broker import Broker
from installation import Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
OF_PROMETHEUS = {"up"}  # What it adds to what it has read.


def scraped(folder, broker=None):
    with Installation(installation.Api(), BINARY, folder, broker=broker) as recourse:
        recourse.start()
        return watching.families(recourse.metrics())


class MetricsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        for name in ["alone", "over_kafka", "broker"]:
            (root / name).mkdir()
        cls.alone = scraped(root / "alone")
        with Broker(root / "broker") as broker:
            cls.families = scraped(root / "over_kafka", broker)
        cls.series = OF_PROMETHEUS | {
            series for name, family in cls.families.items() for series in family.series(name)
        }

    def test_the_guide_tells_every_metric_and_no_other(self):
        self.assertEqual(sorted(watching.guide()), sorted(self.families))

    def test_the_guide_tells_what_is_there_without_kafka(self):
        expected = [name for name, (_, _, kafka) in watching.guide().items() if not kafka]
        self.assertEqual(sorted(expected), sorted(self.alone))

    def test_the_guide_tells_type_and_labels(self):
        for name, (kind, labels, _) in watching.guide().items():
            with self.subTest(name):
                self.assertEqual(kind, self.families[name].kind)
                self.assertEqual(labels, self.families[name].labels)

    def test_every_metric_says_what_it_is(self):
        for name, family in self.families.items():
            self.assertRegex(family.help, r"\w", name)

    def test_alerts_ask_for_what_is_told(self):
        for name, rule in watching.alerts().items():
            with self.subTest(name):
                self.assert_told(rule["expr"])

    def test_the_dashboard_asks_for_what_is_told(self):
        for title, queries in watching.panels().items():
            with self.subTest(title):
                self.assertTrue(queries)
                for query in queries:
                    self.assert_told(query)

    def assert_told(self, query):
        asked = watching.names_in(query)
        self.assertTrue(asked, query)
        self.assertLessEqual(asked, self.series)

    def test_the_dashboard_is_bound_to_no_data_source_of_ours(self):
        dashboard = json.loads(watching.DASHBOARD.read_text())
        sources = [each["type"] for each in dashboard["templating"]["list"]]
        self.assertIn("datasource", sources)
        for panel in dashboard["panels"]:
            for asks in [panel, *panel.get("targets", [])] if panel["type"] != "row" else []:
                self.assertEqual(asks["datasource"]["uid"], "${datasource}", panel["title"])

    def test_panels_have_numbers_and_places_of_their_own(self):
        panels = json.loads(watching.DASHBOARD.read_text())["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        taken = set()
        for panel in panels:
            at = panel["gridPos"]
            self.assertLessEqual(at["x"] + at["w"], 24, panel["title"])
            for x in range(at["x"], at["x"] + at["w"]):
                for y in range(at["y"], at["y"] + at["h"]):
                    self.assertNotIn((x, y), taken, panel["title"])
                    taken.add((x, y))


if __name__ == "__main__":
    unittest.main()
