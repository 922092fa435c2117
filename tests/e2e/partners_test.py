#!/usr/bin/env python3
"""What an agency outside sees and does: its topic on a broker that asks for certificates, its feed
over gRPC, its reports; and that another agency's is closed to it.

    tests/e2e/partners_test.py RECOURSE
"""

import pathlib
import sys
import tempfile
import time
import unittest

import grpc
from kafka import KafkaConsumer, TopicPartition

import installation
from broker import Broker
from installation import Client, tls_of
from processes import Authority, Processes, load_sample

BINARY = pathlib.Path(sys.argv.pop()).resolve()
PARTNERS = "recourse.collections.v1.PartnerService/"
COLLECTIONS = "recourse.collections.v1.CollectionsService/"
INVOICING = "recourse.invoicing.v1.InvoicingService/"
ISAR, OTHER = "partners/isar-inkasso", "partners/elbe-inkasso"
PLACEMENT = "accounts/isar-metallbau/placements/p1"
DAY = {"year": 2026, "month": 4, "day": 20}
PUBLISHED_WITHIN_S = 30


def topic_of(partner):
    return f"recourse.partner.{partner.split('/')[1]}.v1"


class PartnersTest(unittest.TestCase):
    """The sample business has offered a claim to isar-inkasso; elbe-inkasso has nothing."""

    @classmethod
    def setUpClass(cls):
        cls.api = installation.Api()
        kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(kept.cleanup)
        folder = pathlib.Path(kept.name)
        cls.authority = Authority(folder / "tls")
        cls.broker = Broker(folder, tls=cls.authority.issue)
        cls.addClassCleanup(cls.broker.kill)
        cls.broker.start()
        cls.four = Processes(cls.api, BINARY, folder, broker=cls.broker,
                             clock="simulated:2026-01-01", authority=cls.authority)
        cls.addClassCleanup(cls.four.kill)
        cls.four.start()
        load_sample(cls.four)
        cls.four.client.call(COLLECTIONS + "RegisterPartner", request_id="elbe",
                             partner_id="elbe-inkasso", display_name="Elbe Inkasso",
                             kind="PARTNER_KIND_AGENCY", regions=["DE"])
        cls.four.cli(*cls.broker.topics("apply"))
        cls.certificates = {partner: cls.authority.issue(partner) for partner in [ISAR, OTHER]}

    def partner(self, who):
        """Its client, past the edge, with its certificate."""
        client = Client(self.api, self.four.places["collections"],
                        credentials=tls_of(self.certificates[who]))
        self.addCleanup(client.close)
        return client

    def assertRefused(self, code, call, *arguments, **fields):
        with self.assertRaises(grpc.RpcError) as refused:
            call(*arguments, **fields)
        self.assertEqual(refused.exception.code(), code, refused.exception)
        return refused.exception.details()

    def on_topic(self, who, topic_owner=None):
        """All that lies on the topic of a partner, as a Kafka client in Python reads it."""
        folder = self.certificates[who]
        consumer = KafkaConsumer(
            bootstrap_servers=self.broker.address, enable_auto_commit=False,
            security_protocol="SSL", ssl_check_hostname=False, ssl_cafile=folder / "ca.crt",
            ssl_certfile=folder / "tls.crt", ssl_keyfile=folder / "tls.key")
        try:
            partition = TopicPartition(topic_of(topic_owner or who), 0)
            consumer.assign([partition])
            consumer.seek_to_beginning(partition)
            end = consumer.end_offsets([partition])[partition]
            found = []
            while consumer.position(partition) < end:
                for batch in consumer.poll(timeout_ms=1000).values():
                    found += batch
            return found
        finally:
            consumer.close()

    def entries(self, who, **fields):
        """What its feed tells over gRPC, as far as it goes now."""
        length = int(self.partner(who).call(PARTNERS + "GetFeed").get("length", 0))
        stream = self.partner(who).open(PARTNERS + "FollowEscalations", **fields)
        found = []
        while not found or found[-1].feed_sequence < length:
            found += next(stream).escalations
        stream.cancel()
        return found

    def published(self, who):
        """Its topic, once it is as long as its feed."""
        length = int(self.partner(who).call(PARTNERS + "GetFeed").get("length", 0))
        until = time.monotonic() + PUBLISHED_WITHIN_S
        while len(messages := self.on_topic(who)) < length:
            self.assertLess(time.monotonic(), until, self.four.tail_of("collections"))
        return messages

    def test_the_topic_holds_the_feed_entry_by_entry(self):
        told = self.entries(ISAR)
        issued = self.api.message("recourse.collections.v1.EscalationIssued")
        messages = self.published(ISAR)
        self.assertEqual([issued.FromString(each.value) for each in messages], told)
        self.assertEqual([each.offset for each in messages],
                         [each.feed_sequence - 1 for each in told])
        headers = dict(messages[0].headers)
        self.assertEqual(headers["ce_type"], b"recourse.collections.v1.EscalationIssued")
        self.assertEqual(headers["ce_subject"], PLACEMENT.encode())
        self.assertTrue(headers["ce_source"].endswith(b"/" + ISAR.encode()))
        self.assertEqual(int(headers["ce_sequence"]), 1)

    def test_no_personal_data_is_on_it(self):
        data = self.four.client.call(INVOICING + "GetAccountPersonalData",
                                     name="accounts/isar-metallbau")
        texts = [data["legal_name"], *data["postal_addresses"][0]["lines"]]
        for message in self.published(ISAR):
            for text in texts:
                self.assertNotIn(text.encode(), message.value)

    def test_anothers_topic_is_closed(self):
        own = self.broker.kcat("-C", "-t", topic_of(OTHER), "-e", who=self.certificates[OTHER])
        self.assertEqual(own.stdout, "")
        for topic in [topic_of(ISAR), "recourse.collections.v1", "recourse.invoicing.v1"]:
            ended = self.broker.kcat("-C", "-t", topic, "-p", "0", "-e", check=False,
                                     who=self.certificates[OTHER])
            self.assertNotEqual(ended.returncode, 0)
            self.assertIn("Topic authorization failed", ended.stderr)
        ended = self.broker.kcat("-P", "-t", topic_of(OTHER), "-p", "0", check=False,
                                 who=self.certificates[OTHER], given="not from the feed\n")
        self.assertNotEqual(ended.returncode, 0)
        written = self.on_topic(OTHER)
        self.assertEqual(written, [], "a partner does not write")

    def test_anothers_placement_is_as_one_that_does_not_exist(self):
        other = self.partner(OTHER)
        calls = {
            "GetPlacement": {}, "GetDebtor": {}, "AcceptPlacement": {"request_id": "o1"},
            "DeclinePlacement": {"request_id": "o2"},
            "ClosePlacement": {"request_id": "o3", "reason": "RETURN_REASON_OTHER"},
            "ReportPayment": {"request_id": "o4", "payment_id": "b1", "value_date": DAY,
                              "amount": {"currency_code": "EUR", "units": 1}},
        }
        for method, fields in calls.items():
            anothers = self.assertRefused(grpc.StatusCode.NOT_FOUND, other.call,
                                          PARTNERS + method, name=PLACEMENT, **fields)
            nobodys = self.assertRefused(grpc.StatusCode.NOT_FOUND, other.call, PARTNERS + method,
                                         name=PLACEMENT.replace("p1", "p9"), **fields)
            self.assertEqual(anothers, nobodys)
        self.assertEqual(other.call(PARTNERS + "ListPlacements"), {})
        self.assertEqual(other.call(PARTNERS + "GetFeed"), {})

    def test_zz_an_agency_works_a_claim(self):
        isar = self.partner(ISAR)
        self.assertRefused(grpc.StatusCode.FAILED_PRECONDITION, isar.call, PARTNERS + "GetDebtor",
                           name=PLACEMENT)
        accepted = isar.call(PARTNERS + "AcceptPlacement", name=PLACEMENT, request_id="i1")
        self.assertEqual(accepted["state"], "PLACEMENT_STATE_ACTIVE")
        debtor = isar.call(PARTNERS + "GetDebtor", name=PLACEMENT)
        data = self.four.client.call(INVOICING + "GetAccountPersonalData",
                                     name="accounts/isar-metallbau")
        self.assertEqual(debtor["legal_name"], data["legal_name"])
        self.assertEqual(debtor["postal_addresses"], data["postal_addresses"])

        report = {"name": PLACEMENT, "payment_id": "b1", "value_date": DAY,
                  "amount": {"currency_code": "EUR", "units": 400},
                  "fee": {"currency_code": "EUR", "units": 60}}
        first = isar.call(PARTNERS + "ReportPayment", request_id="i2", **report)
        self.assertEqual(first, isar.call(PARTNERS + "ReportPayment", request_id="i2", **report))
        case = self.four.client.call(COLLECTIONS + "GetCase", name="accounts/isar-metallbau/case")
        self.assertEqual(case["placements"][0]["reported_payments"][0]["fee"]["units"], "60")

        # The money arrives: the ledger changes, and the partner is told, also after a restart.
        length = len(self.entries(ISAR))
        isar.call(PARTNERS + "AcknowledgeEscalations", request_id="i3",
                  through_feed_sequence=length)
        self.four.kill_one("collections")
        self.four.client.call(
            INVOICING + "RecordPayment", request_id="remitted", parent="accounts/isar-metallbau",
            payment_id="isar-b1", amount={"currency_code": "EUR", "units": 400},
            effective_date=DAY)
        self.four.start_one("collections")
        isar = self.partner(ISAR)
        stream = isar.open(PARTNERS + "FollowEscalations", after_acknowledged=True)
        told = next(stream).escalations
        stream.cancel()
        self.assertEqual(told[0].feed_sequence, length + 1)
        self.assertEqual(told[0].escalation.open.units, 5000)
        self.assertEqual(len(self.published(ISAR)), length + 1)

        closed = isar.call(PARTNERS + "ClosePlacement", name=PLACEMENT, request_id="i4",
                           reason="RETURN_REASON_UNCOLLECTABLE")
        self.assertEqual(closed["state"], "PLACEMENT_STATE_RETURNED")
        self.assertRefused(grpc.StatusCode.FAILED_PRECONDITION, isar.call, PARTNERS + "GetDebtor",
                           name=PLACEMENT)


if __name__ == "__main__":
    unittest.main()
