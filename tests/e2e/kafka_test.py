#!/usr/bin/env python3
"""The product over a real Kafka broker, as a foreign program and an operator see it.

    tests/e2e/kafka_test.py RECOURSE
"""

import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import installation
import topics
from broker import Broker
from installation import REPOSITORY, SERVICES, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
EXIT_REFUSED = 1
EXIT_UNAVAILABLE = 3
EXIT_VERIFICATION_FAILED = 4
ISSUER = {
    "display_name": "Acme", "tax_id": "DE123456789", "court_venue": "Berlin",
    "bank_account": {"iban": "DE89370400440532013000"},
    "language_code": "en", "country_code": "DE", "time_zone": "UTC",
}
CATCH_UP_S = 60


def behind(recourse, metric):
    """The sum of a metric over all that have it."""
    lines = [line for line in recourse.metrics().splitlines() if line.startswith(metric + "{")]
    return sum(float(line.split()[-1]) for line in lines)


def caught_up(recourse):
    """Waits until every released record is on its topic."""
    until = time.monotonic() + CATCH_UP_S
    while behind(recourse, "recourse_relay_behind_records") > 0:
        if time.monotonic() > until:
            raise AssertionError(f"the relays do not catch up: {recourse.log_tail()}")


class Rig:
    """A broker, and an installation beside it, in a folder of their own."""

    def __init__(self, cleanup):
        folder = tempfile.TemporaryDirectory()
        cleanup(folder.cleanup)
        self._folder = pathlib.Path(folder.name)
        self._cleanup = cleanup
        self.api = installation.Api()
        self.broker = Broker(self._folder)
        cleanup(self.broker.kill)
        self.broker.start()

    def installed(self, broker=None):
        run = Installation(
            self.api, BINARY, self._folder, clock="simulated:2026-01-01", broker=broker
        )
        self._cleanup(run.kill)
        return run

    def with_sample_business(self):
        """Disputes, letters, promises and an agency: events of every service."""
        run = self.installed(self.broker)
        run.start()
        load = [REPOSITORY / "deploy/sample/load.py", "--data", run.data, "--into-new"]
        subprocess.run(["/usr/bin/python3", *load], check=True, capture_output=True)
        caught_up(run)
        return run


class ForeignReaderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        rig = Rig(cls.addClassCleanup)
        cls.api, cls.broker, cls.recourse = rig.api, rig.broker, rig.with_sample_business()

    def test_a_foreign_program_decodes_every_event(self):
        record_class = self.api.message(topics.RECORD)
        described = json.loads((REPOSITORY / "proto/asyncapi.json").read_text())["channels"]
        types = set()
        for service in SERVICES:
            for message in topics.messages(self.broker.address, topics.topic_of(service)):
                record = record_class.FromString(message.value)
                event = self.api.message(record.type).FromString(record.payload)
                self.assertEqual(len(event.UnknownFields()), 0, record.type)
                self.assert_described(message, record)
                types.add(record.type)
                self.assertIn(
                    {"$ref": f"#/components/messages/{record.type}"},
                    described[service]["messages"].values())
        told = {event["type"] for event in self.recourse.events("--engine")}
        self.assertEqual(types, told)
        self.assertEqual({each.split(".")[1] for each in types}, {"history", *SERVICES})

    def assert_described(self, message, record):
        headers = {name: value.decode() for name, value in message.headers}
        at = datetime.datetime.fromisoformat(headers["ce_time"])
        expected = {
            "content-type": "application/protobuf",
            "ce_specversion": "1.0",
            "ce_id": f"{record.shard}-{record.epoch}-{record.sequence}",
            "ce_source": f"/recourse/{record.installation:016x}/{record.service}",
            "ce_type": record.type,
            "ce_time": headers["ce_time"],
            "ce_sequence": f"{record.sequence:020}",
        }
        if record.home:
            expected["ce_subject"] = f"{record.home}/{record.stream}"
            expected["ce_partitionkey"] = record.home
        self.assertEqual(headers, expected)
        self.assertEqual(round(at.timestamp() * 1e6), record.recorded_at_us)
        self.assertEqual((message.key or b"").decode(), record.home)
        self.assertEqual(message.partition, record.shard)

    def test_the_topics_hold_the_logs_byte_for_byte(self):
        for service in SERVICES:
            published = topics.records(self.api, self.broker.address, service)
            logged = topics.logged(self.api, self.recourse.client, service)
            self.assertEqual(published, logged, service)

    def test_kcat_shows_the_headers(self):
        shown = self.broker.kcat(
            "-C", "-t", "recourse.invoicing.v1", "-o", "beginning", "-e", "-f", "%k %h\n"
        ).stdout.splitlines()
        issued = [line for line in shown if "ce_type=recourse.invoicing.v1.InvoiceIssued" in line]
        self.assertEqual(len(issued), 6)
        self.assertTrue(all(line.startswith("accounts/") for line in issued), issued)


class OperatorTest(unittest.TestCase):
    def setUp(self):
        self.rig = Rig(self.addCleanup)
        self.broker = self.rig.broker

    def test_without_its_topics_it_does_not_start_and_says_what_to_do(self):
        run = self.rig.installed()
        up = ["--address", "127.0.0.1:0", "up", "--kafka", self.broker.address]
        refused = run.cli(*up, expect=EXIT_REFUSED).stderr
        self.assertIn("TOPIC_MISSING: topic = recourse.invoicing.v1", refused)
        self.assertIn("recourse topics apply", refused)
        made = run.json("topics", "apply", "--kafka", self.broker.address)
        self.assertEqual({row["result"] for row in made}, {"made"})
        run.cli("topics", "check", "--kafka", self.broker.address)

    def test_brokers_that_are_not_there_are_said_to_be_away(self):
        run = self.rig.installed()
        for address in ["127.0.0.1:1", "nowhere.invalid:9092"]:
            refused = run.cli("topics", "apply", "--kafka", address, expect=EXIT_UNAVAILABLE)
            self.assertIn("BROKER_AWAY", refused.stderr)

    def test_an_older_log_is_refused_or_ends_the_process_once_its_topic_is_seen(self):
        run = self.rig.installed(self.broker)
        older = run.data.parent / "older"
        for number in range(2):
            if number == 1:
                shutil.copytree(run.data, older)
            run.start()
            run.client.call(
                "recourse.invoicing.v1.InvoicingService/RegisterIssuer",
                request_id=f"issuer-{number}", issuer_id=f"issuer-{number}", issuer=ISSUER,
            )
            caught_up(run)
            run.stop()
        shutil.rmtree(run.data)
        older.rename(run.data)
        up = ["--address", "127.0.0.1:0", "up", "--kafka", self.broker.address]
        refused = run.cli(*up, expect=EXIT_VERIFICATION_FAILED)
        self.assertIn("LOG_BEHIND_ITS_TOPIC", refused.stderr)
        self.broker.kill()
        run.start()  # Nobody can say yet that it is older.
        self.broker.start()
        self.assertTrue(run.ended_within(30))
        self.assertIn("the log failed, so this process ends: invoicing shard", run.log_tail())

    def test_commands_go_on_while_the_broker_is_away(self):
        run = self.rig.with_sample_business()
        self.broker.kill()
        for count in range(300):
            run.client.call(
                "recourse.invoicing.v1.InvoicingService/RecordPayment",
                request_id=f"pay-{count}", parent="accounts/west-rigging",
                payment_id=f"pay-{count}", amount={"currency_code": "EUR", "units": 1},
                effective_date={"year": 2026, "month": 4, "day": 20},
            )
        self.assertGreater(behind(run, "recourse_relay_behind_records"), 299)
        self.broker.start()
        caught_up(run)
        published = topics.records(self.rig.api, self.broker.address, "invoicing")
        self.assertEqual(published, topics.logged(self.rig.api, run.client, "invoicing"))


if __name__ == "__main__":
    unittest.main()
