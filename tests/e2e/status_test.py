#!/usr/bin/env python3
"""`recourse status` of four processes: well, with a dead service, a dead broker, a parked event.

    tests/e2e/status_test.py RECOURSE
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

from kafka import KafkaProducer

import installation
import topics
from broker import Broker
from installation import SERVICES
from processes import Processes, load_sample

BINARY = pathlib.Path(sys.argv.pop()).resolve()
EXIT_OK = 0
EXIT_UNAVAILABLE = 3
EXIT_DENIED = 5
WITHIN_S = 90
ACCOUNT = "accounts/west-rigging"


class StatusTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.broker = Broker(folder.name)
        cls.addClassCleanup(cls.broker.kill)
        cls.broker.start()
        cls.api = installation.Api()
        cls.four = Processes(cls.api, BINARY, folder.name, broker=cls.broker,
                             clock="simulated:2026-01-01")
        cls.addClassCleanup(cls.four.kill)
        cls.four.start()
        load_sample(cls.four)

    def status(self):
        """How it ended, and its rows by service."""
        ended = subprocess.run(self.four.command("-o", "json", "status"), capture_output=True,
                               text=True)
        rows = json.loads(ended.stdout)
        self.assertEqual([row["service"] for row in rows], SERVICES)
        return ended.returncode, {row["service"]: row for row in rows}

    def await_status(self, code, condition=lambda rows: True):
        """The rows, once it ends with `code` and they are so."""
        until = time.monotonic() + WITHIN_S
        while True:
            ended, rows = self.status()
            if ended == code and condition(rows):
                return rows
            self.assertLess(time.monotonic(), until, f"{ended} {rows}")

    def await_well(self):
        return self.await_status(
            EXIT_OK, lambda rows: {row["state"] for row in rows.values()} == {"well"})

    def test_1_where_nothing_is_off_all_are_well(self):
        rows = self.await_well()
        records = self.four.verify()
        for service, row in rows.items():
            self.assertEqual(row["records"], records[service])
            self.assertEqual((row["why"], row["behind"], row["parked_events"]), ("", 0, 0))
            self.assertEqual(row["clock"], "simulated")
            self.assertTrue(row["now"].startswith("2026-04-20"), row["now"])
            self.assertRegex(row["version"], r"^\d+\.\d+\.\d+$")
            self.assertGreater(row["free_bytes"], 0)
        shown = self.four.cli("status").stdout.splitlines()
        self.assertEqual(shown[0].split(), ["service", "state", "behind", "why"])
        self.assertEqual(shown[1].split(), ["invoicing", "well", "0"])

    def test_2_a_dead_service_is_away_and_the_others_are_told_of(self):
        self.four.kill_one("collections")
        try:
            rows = self.await_status(EXIT_UNAVAILABLE)
        finally:
            self.four.start_one("collections")
        self.assertEqual(rows["collections"]["state"], "away")
        self.assertNotEqual(rows["collections"]["why"], "")
        for service in ["invoicing", "dispute", "communication_log"]:
            self.assertEqual(rows[service]["state"], "well")
        self.await_well()

    def test_3_a_process_that_has_never_heard_of_another_says_so(self):
        self.four.kill_one("dispute")
        try:
            self.four.stop_one("collections")
            self.four.start_one("collections")
            rows = self.await_status(EXIT_UNAVAILABLE,
                                     lambda rows: rows["collections"]["behind"] == 0)
        finally:
            self.four.start_one("dispute")
        self.assertEqual(rows["collections"]["state"], "needs you")
        self.assertEqual(rows["collections"]["why"], "has never heard of dispute")
        self.await_well()

    def test_4_a_dead_broker_is_why_nothing_is_published(self):
        self.broker.kill()
        try:
            self.four.client.call(
                "recourse.invoicing.v1.InvoicingService/RecordPayment", request_id="status-1",
                parent=ACCOUNT, payment_id="status-1",
                amount={"currency_code": "EUR", "units": 1},
                effective_date={"year": 2026, "month": 4, "day": 20})
            rows = self.await_status(EXIT_UNAVAILABLE)
        finally:
            self.broker.start()
        self.assertEqual(rows["invoicing"]["state"], "needs you")
        self.assertGreater(rows["invoicing"]["relay_behind"], 0)
        self.assertIn("BROKERS_TAKE_NOTHING", rows["invoicing"]["why"])
        self.assertEqual(rows["dispute"]["state"], "well")
        self.await_well()

    def test_5_who_may_not_ask_is_told_so(self):
        token = pathlib.Path(self.four.data) / "clerk.token"
        self.four.cli("token", "issue", "clerks/anna", "--role", "clerk", "--out", token)
        self.four.cli("--token-file", token, "status", expect=EXIT_DENIED)

    def test_6_a_parked_event_is_counted(self):
        # What collections cannot read, as if invoicing had written it. Invoicing would find out.
        record_class = self.api.message(topics.RECORD)
        topic = topics.topic_of("invoicing")
        self.await_well()
        last = [record_class.FromString(message.value)
                for message in topics.messages(self.broker.address, topic)]
        record = [each for each in last if each.home == ACCOUNT][-1]
        record.sequence = max(each.sequence for each in last if each.shard == record.shard) + 1
        record.type = "recourse.invoicing.v1.DisputedMarked"
        record.payload = b"\xff"
        self.four.kill_one("invoicing")
        producer = KafkaProducer(bootstrap_servers=self.broker.address)
        producer.send(topic, record.SerializeToString(), record.home.encode(),
                      partition=record.shard).get(WITHIN_S)
        producer.close()
        rows = self.await_status(EXIT_UNAVAILABLE,
                                 lambda rows: rows["collections"]["parked_events"] == 1)
        self.assertEqual(rows["collections"]["state"], "needs you")
        self.assertIn("1 parked event", rows["collections"]["why"])
        self.assertEqual(rows["invoicing"]["state"], "away")


if __name__ == "__main__":
    unittest.main()
