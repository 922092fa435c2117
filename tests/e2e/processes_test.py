#!/usr/bin/env python3
"""Each service in a process of its own, over Kafka and mutual TLS, behind nginx.

    tests/e2e/processes_test.py RECOURSE
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import grpc

import installation
from broker import Broker
from installation import REPOSITORY, SERVICES, Client, Installation, tls_of
from processes import Processes, load_sample, program_of

BINARY = pathlib.Path(sys.argv.pop()).resolve()
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_VERIFICATION_FAILED = 4
EXIT_LOG_FAILED = 70
KEYS = "recourse.admin.v1.KeyService/"
CLOCK = "recourse.simulation.v1.ClockService/"
INVOICING = "recourse.invoicing.v1.InvoicingService/"
HISTORY = "recourse.history.v1.HistoryService/"
TOKENS_COUNT_AFTER_S = 10


def told_by_home(run, service):
    """What happened in each home, in its order. Between two homes of a shard, chance decides."""
    events = run.events("--service", service)
    return [(each["home"], each["type"], each["recorded_at"])
            for each in sorted(events, key=lambda each: each["home"])]


class ProcessesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = installation.Api()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.broker = Broker(folder.name)
        cls.addClassCleanup(cls.broker.kill)
        cls.broker.start()
        cls.run_folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.run_folder.cleanup)
        cls.four = Processes(cls.api, BINARY, cls.run_folder.name, broker=cls.broker,
                             clock="simulated:2026-01-01")
        cls.addClassCleanup(cls.four.kill)
        cls.four.start()
        cls.stories = load_sample(cls.four)

    def tearDown(self):
        """No process ends but where a test ends it."""
        self.assertEqual(self.four.ended(), {})

    def assertRefused(self, code, call, *arguments, **fields):
        with self.assertRaises(grpc.RpcError) as refused:
            call(*arguments, **fields)
        self.assertEqual(refused.exception.code(), code, refused.exception)
        return refused.exception.details()

    def client(self, address, principal):
        """Who calls a process past the edge, with a certificate. One of a service's own name takes
        the place of the service's, which takes it up while it runs: so it must name the host."""
        certificate = self.four.issue(principal, "localhost", "127.0.0.1")
        client = Client(self.api, address, credentials=tls_of(certificate))
        self.addCleanup(client.close)
        return client

    def test_1_the_sample_business_goes_as_in_one_process(self):
        with tempfile.TemporaryDirectory() as folder:
            with Installation(self.api, BINARY, folder, clock="simulated:2026-01-01") as one:
                one.start()
                self.assertEqual(self.stories, load_sample(one))
                self.assertEqual(self.four.verify(), one.verify())
                for service in SERVICES:
                    self.assertEqual(told_by_home(self.four, service), told_by_home(one, service))

    def test_what_is_between_processes_is_for_them_alone(self):
        four = self.four
        for method in [KEYS + "FindKey", CLOCK + "GetStanding"]:
            self.assertRefused(grpc.StatusCode.UNIMPLEMENTED, four.client.call, method)
        operator = self.client(four.places["invoicing"], "operators/anna")
        self.assertRefused(grpc.StatusCode.PERMISSION_DENIED, operator.call, KEYS + "FindKey",
                           subject="accounts/harp-garage")
        service = self.client(four.places["invoicing"], "services/dispute")
        self.assertRefused(grpc.StatusCode.PERMISSION_DENIED, service.call, CLOCK + "GetStanding")
        key = service.call(KEYS + "FindKey", subject="accounts/harp-garage")["key"]
        self.assertEqual(key, service.call(KEYS + "FindOrCreateKey",
                                           subject="accounts/harp-garage")["key"])
        self.assertRefused(grpc.StatusCode.NOT_FOUND, service.call, KEYS + "FindKey",
                           subject="accounts/nobody")
        details = self.assertRefused(grpc.StatusCode.INVALID_ARGUMENT, service.call,
                                     KEYS + "FindKey", subject="")
        self.assertIn("subject", details)

    def test_a_process_serves_its_own_log_only(self):
        details = self.assertRefused(
            grpc.StatusCode.INVALID_ARGUMENT, self.client(
                self.four.places["dispute"], "operators/anna").call,
            HISTORY + "GetMarks", services=["invoicing"])
        self.assertIn("service", details)

    def test_a_token_is_let_in_and_out_everywhere(self):
        four = self.four
        token = four.json("token", "issue", "clerks/anna", "--role", "clerk")[0]["token"]
        anna = Client(self.api, four.address, token)
        self.addCleanup(anna.close)
        places = {"invoicing": INVOICING + "GetAccount",
                  "collections": "recourse.collections.v1.CollectionsService/GetCase"}
        names = {"invoicing": "accounts/harp-garage", "collections": "accounts/harp-garage/case"}
        for service, method in places.items():
            anna.call(method, name=names[service])
        self.assertIn("clerks/anna", [each["principal"] for each in four.json("token", "list")])
        four.cli("token", "revoke", "clerks/anna")
        for service, method in places.items():
            self.assertRefused(grpc.StatusCode.UNAUTHENTICATED, anna.call, method,
                               name=names[service])

    def test_a_dead_process_holds_up_nobody_else(self):
        four = self.four
        four.kill_one("collections")
        try:
            four.client.call(INVOICING + "GetAccount", name="accounts/harp-garage")
            self.assertRefused(grpc.StatusCode.UNAVAILABLE, four.client.call,
                               "recourse.collections.v1.CollectionsService/GetCase",
                               name="accounts/harp-garage/case")
        finally:
            four.start_one("collections")
        four.client.call("recourse.collections.v1.CollectionsService/GetCase",
                         name="accounts/harp-garage/case")

    def test_without_invoicing_nothing_is_sealed(self):
        four = self.four
        request = {
            "request_id": "sealed-1", "parent": "accounts/west-rigging", "dispute_id": "d-sealed",
            "invoice": "accounts/west-rigging/invoices/inv-2026-004",
            "reason": "REASON_QUALITY_OF_GOODS", "raised_by": "RAISED_BY_CUSTOMER",
            "opened_on": {"year": 2026, "month": 4, "day": 20},
            "note": {"text": "The hinge rusts, says Mrs Walsh."}}
        opening = "recourse.dispute.v1.DisputeService/OpenDispute"
        four.kill_one("invoicing")
        try:
            details = self.assertRefused(grpc.StatusCode.UNAVAILABLE, four.client.call, opening,
                                         **request)
            self.assertIn("keyring", details, four.edge_said())
        finally:
            four.start_one("invoicing")
        until = time.monotonic() + TOKENS_COUNT_AFTER_S
        while True:
            try:
                four.client.call(opening, **request)
                return
            except grpc.RpcError as refused:
                if time.monotonic() > until:
                    self.fail(f"{refused}\n{four.edge_said()}\n{four.tail_of('dispute')}")

    def test_a_peer_of_another_installation_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            with Installation(self.api, BINARY, folder) as foreign:
                certificate = self.four.issue("services/foreign", "localhost", "127.0.0.1")
                foreign.start("127.0.0.1:0", "--tls", certificate)
                self.four.stop_one("dispute")
                self.four.launch_one("dispute", "--collections", foreign.address)
                self.assertTrue(self.four.one_ended_within("dispute", 60))
        self.assertEqual(self.four.code_of("dispute"), EXIT_REFUSED)
        self.assertIn("PEER_FOREIGN", self.four.tail_of("dispute"))
        self.four.start_one("dispute")

    def test_flags_overrule_the_environment_and_that_the_file(self):
        program = BINARY.parent / program_of("dispute")

        def refusal(*flags, **environment):
            command = [program, "--data", self.four.data, *flags]
            ended = subprocess.run(command, capture_output=True, text=True, timeout=60,
                                   env=environment)
            return ended.returncode, ended.stderr

        taken = self.four.places["invoicing"]
        code, text = refusal(RECOURSE_ADDRESS="127.0.0.1:no")
        self.assertEqual(code, EXIT_USAGE)
        self.assertIn('--address: "127.0.0.1:no" is not host:port', text)
        code, text = refusal("--tls", "/nowhere", RECOURSE_TLS="/elsewhere")
        self.assertEqual(code, EXIT_REFUSED)
        self.assertIn("/nowhere", text)
        code, text = refusal(RECOURSE_TLS="/elsewhere", RECOURSE_ADDRESS=taken)
        self.assertEqual(code, EXIT_REFUSED)
        self.assertIn("/elsewhere", text)


class LostLogTest(unittest.TestCase):
    """Invoicing's log is an old copy, with its witness. The broker is away, so only a peer that has
    consumed more of it can tell."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        broker = Broker(folder.name)
        self.addCleanup(broker.kill)
        broker.start()
        self.four = Processes(installation.Api(), BINARY, folder.name, broker=broker,
                              clock="simulated:2026-01-01")
        self.addCleanup(self.four.kill)
        self.four.start()
        self.four.stop_one("invoicing")
        kept = pathlib.Path(folder.name) / "kept"
        data = self.four.data
        for part in ["invoicing", "witness"]:
            shutil.copytree(data / part, kept / part)
        self.four.start_one("invoicing")
        load_sample(self.four)
        self.four.stop_one("invoicing")
        broker.kill()
        shutil.rmtree(data / "invoicing")
        shutil.copytree(kept / "invoicing", data / "invoicing")
        for witness in (kept / "witness").glob("invoicing*"):
            shutil.copy(witness, data / "witness")

    def test_it_is_refused_while_the_peers_are_there(self):
        self.four.launch_one("invoicing")
        self.assertTrue(self.four.one_ended_within("invoicing", 60))
        self.assertEqual(self.four.code_of("invoicing"), EXIT_VERIFICATION_FAILED)
        self.assertIn("LOG_BEHIND_ITS_CONSUMER", self.four.tail_of("invoicing"))

    def test_it_is_found_once_they_are_there_again(self):
        for service in ["dispute", "communication_log", "collections"]:
            self.four.kill_one(service)
        self.four.start_one("invoicing")
        self.four.start_one("collections")
        self.assertTrue(self.four.one_ended_within("invoicing", 60))
        self.assertEqual(self.four.code_of("invoicing"), EXIT_LOG_FAILED)
        self.assertIn("collections has consumed", self.four.tail_of("invoicing"))


if __name__ == "__main__":
    unittest.main()
