#!/usr/bin/env python3
"""The alerts and the dashboard over a real Prometheus that watches a real installation.

    tests/e2e/prometheus_test.py RECOURSE
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import installation
import watching
from broker import Broker
from installation import REPOSITORY, Installation
from prometheus import Prometheus

BINARY = pathlib.Path(sys.argv.pop()).resolve()
SOUND = ("ok", "inactive")


def filled_in(query):
    """With what Grafana puts in for its variables."""
    return query.replace("$__rate_interval", "1m").replace("$instance", ".*")


class PrometheusTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        broker = self.enterContext(Broker(root))
        self.recourse = self.enterContext(Installation(
            installation.Api(), BINARY, root, clock="simulated:2026-01-01", broker=broker))
        self.recourse.start()
        target = self.recourse.metrics_address()
        self.prometheus = self.enterContext(Prometheus(root, target))
        self.prometheus.wait_for("it is watched", lambda: self.prometheus.query("up == 1"))

    def with_sample_business(self):
        load = [REPOSITORY / "deploy/sample/load.py", "--data", self.recourse.data, "--into-new"]
        subprocess.run(["/usr/bin/python3", *load], check=True, capture_output=True)
        self.recourse.cli(*self.recourse.broker.topics("apply"))  # It registered an agency.
        self.recourse.cli("account", "nobody", expect=6)

    def test_every_panel_shows_something_and_no_alert_stirs(self):
        self.with_sample_business()
        for title, queries in watching.panels().items():
            for query in map(filled_in, queries):
                self.assertNotIn("$", query)
                self.prometheus.wait_for(title, lambda: self.prometheus.query(query))
        self.assertEqual(set(self.prometheus.alerts()), set(watching.alerts()))
        self.prometheus.wait_for(
            "all is well", lambda: set(self.prometheus.alerts().values()) == {SOUND})

    def test_a_process_that_is_gone_is_noticed(self):
        self.recourse.kill()
        self.prometheus.wait_for(
            "it is missed", lambda: self.prometheus.alerts()["RecourseDown"] == ("ok", "pending"))


if __name__ == "__main__":
    unittest.main()
