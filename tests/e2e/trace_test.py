#!/usr/bin/env python3
"""The trace of a foreign caller, through four processes, their topics and their logs.

    tests/e2e/trace_test.py RECOURSE
"""

import json
import pathlib
import sys
import tempfile
import time
import unittest

import installation
import topics
from broker import Broker
from installation import SERVICES
from processes import Processes, load_sample

BINARY = pathlib.Path(sys.argv.pop()).resolve()
WITHIN_S = 60
PARENT = "00f067aa0ba902b7"
ACCOUNT = "accounts/west-rigging"
OPENING = "recourse.dispute.v1.DisputeService/OpenDispute"


def traceparent(trace, parent=PARENT):
    return f"00-{trace}-{parent}-01"


def dispute(dispute_id):
    return {
        "request_id": f"open-{dispute_id}", "parent": ACCOUNT, "dispute_id": dispute_id,
        "invoice": f"{ACCOUNT}/invoices/inv-2026-004", "reason": "REASON_QUALITY_OF_GOODS",
        "raised_by": "RAISED_BY_CUSTOMER", "opened_on": {"year": 2026, "month": 4, "day": 20},
        "claimed": {"currency_code": "EUR", "units": 10}}


class TraceTest(unittest.TestCase):
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

    def await_true(self, what, condition):
        until = time.monotonic() + WITHIN_S
        while not condition():  # It asks a process or a file, which takes its time.
            self.assertLess(time.monotonic(), until, what)

    def open_dispute(self, dispute_id, given):
        self.four.client.traceparent = given
        try:
            self.four.client.call(OPENING, **dispute(dispute_id))
        finally:
            self.four.client.traceparent = None

    def lines_of(self, service, trace):
        """What a process has logged within a trace."""
        lines = self.four.log_of(service).read_text().splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return [line for line in told if line.get("trace_id") == trace]

    def records_of(self, trace):
        """Of all logs, as (service, type)."""
        return {(event["service"], event["type"].rpartition(".")[2])
                for event in self.four.events("--engine") if event.get("trace_id") == trace}

    def messages_of(self, trace):
        """Of all topics: (service, type), and the header."""
        record_class = self.api.message(topics.RECORD)
        found = {}
        for service in SERVICES:
            for message in topics.messages(self.broker.address, topics.topic_of(service)):
                record = record_class.FromString(message.value)
                headers = dict(message.headers)
                self.assertEqual("traceparent" in headers, bool(record.trace_id))
                if record.trace_id.hex() == trace:
                    kind = record.type.rpartition(".")[2]
                    found[service, kind] = headers["traceparent"].decode()
        return found

    def test_it_is_in_all_that_follows_from_a_call(self):
        trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        self.four.kill_one("invoicing")
        try:
            self.open_dispute("d-traced", traceparent(trace))
            self.await_true("dispute does not say that its promise waits",
                            lambda: self.lines_of("dispute", trace))
        finally:
            self.four.start_one("invoicing")
        expected = {("dispute", "DisputeOpened"), ("invoicing", "DisputedMarked")}
        self.await_true(f"not all of {expected}",
                        lambda: expected <= self.records_of(trace) and
                        any(each[0] == "collections" for each in self.records_of(trace)))
        line = self.lines_of("dispute", trace)[0]
        self.assertEqual(line["message"], "a promise is not kept yet")
        self.assertEqual(line["home"], ACCOUNT)
        self.assertIn("InvoicingService/MarkDisputed", line["method"])
        records = self.records_of(trace)
        self.await_true("not all is on the topics",
                        lambda: set(self.messages_of(trace)) == records)
        headers = self.messages_of(trace)
        self.assertEqual(len(set(headers.values())), len(headers), "each has its own parent id")
        for header in headers.values():
            self.assertRegex(header, f"^00-{trace}-[0-9a-f]{{16}}-01$")
            self.assertNotIn(PARENT, header)

    def test_without_one_or_with_a_malformed_one_there_is_none(self):
        self.open_dispute("d-untraced", None)
        self.open_dispute("d-malformed", traceparent("A" * 32))
        traced = {event["stream"] for event in self.four.events("--home", ACCOUNT)
                  if "trace_id" in event}
        self.assertFalse(traced & {"disputes/d-untraced", "disputes/d-malformed"})


if __name__ == "__main__":
    unittest.main()
