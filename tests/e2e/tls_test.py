#!/usr/bin/env python3
"""An installation whose callers show certificates, from deploy/tls/issue.sh.

    tests/e2e/tls_test.py RECOURSE
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import grpc

import installation
from installation import REPOSITORY, Client, Installation, tls_of

BINARY = pathlib.Path(sys.argv.pop()).resolve()
GET_MARKS = "recourse.history.v1.HistoryService/GetMarks"
PARTNERS = "recourse.collections.v1.PartnerService/"
EXIT_REFUSED, EXIT_UNAVAILABLE, EXIT_DENIED = 1, 3, 5
TAKEN_UP_WITHIN_S = 30


class TlsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.api = installation.Api()
        self.run_ = Installation(self.api, BINARY, self.folder)
        self.addCleanup(self.run_.kill)
        self.server = self.certificate("services/recourse", "localhost", "127.0.0.1")
        self.run_.start("127.0.0.1:0", "--tls", self.server)

    def certificate(self, principal, *more, authority="ours"):
        folder = self.folder / authority
        issue = [REPOSITORY / "deploy/tls/issue.sh", "--folder", folder, principal, *more]
        subprocess.run(issue, check=True)
        return folder / principal

    def client(self, principal, **more):
        client = Client(
            self.api, self.run_.address, credentials=tls_of(self.certificate(principal)), **more
        )
        self.addCleanup(client.close)
        return client

    def refusal(self, client, rpc=GET_MARKS):
        with self.assertRaises(grpc.RpcError) as refused:
            client.call(rpc)
        return refused.exception.code()

    def test_the_command_line_and_a_foreign_client_are_known_by_certificate(self):
        anna = self.certificate("operators/anna")
        self.run_.cli("--tls", anna, "parked", "list")
        self.assertEqual(len(self.client("operators/anna").call(GET_MARKS)["services"]), 4)
        self.run_.cli("--tls", self.certificate("partners/nord"), "parked", "list",
                      expect=EXIT_DENIED)

    def test_a_partner_may_do_what_its_role_may(self):
        nord = self.client("partners/nord")
        self.assertEqual(self.refusal(nord), grpc.StatusCode.PERMISSION_DENIED)
        self.assertEqual(self.refusal(nord, PARTNERS + "GetPlacement"),
                         grpc.StatusCode.INVALID_ARGUMENT)

    def test_without_a_certificate_nobody_is_heard(self):
        token = (self.run_.data / "operator.token").read_text().strip()
        plain = Client(self.api, self.run_.address, token)
        self.addCleanup(plain.close)
        self.assertEqual(self.refusal(plain), grpc.StatusCode.UNAVAILABLE)
        self.run_.cli("parked", "list", expect=EXIT_UNAVAILABLE)

    def test_an_edge_passes_on_the_token_of_who_called_it(self):
        token = (self.run_.data / "operator.token").read_text().strip()
        edge = self.client("edges/front", token=token)
        self.assertEqual(len(edge.call(GET_MARKS)["services"]), 4)
        self.assertEqual(self.refusal(self.client("edges/front")),
                         grpc.StatusCode.UNAUTHENTICATED)

    def test_a_new_certificate_is_taken_up_while_it_runs(self):
        other = self.certificate("services/recourse", "localhost", "127.0.0.1", authority="next")
        anna = self.certificate("operators/anna", authority="next")
        self.server.rename(self.folder / "before")
        other.rename(self.server)
        until = time.monotonic() + TAKEN_UP_WITHIN_S
        while True:
            asked = subprocess.run(
                self.run_.command("--tls", anna, "parked", "list"), capture_output=True)
            if asked.returncode == 0:
                break
            self.assertLess(time.monotonic(), until, asked.stderr)

    def test_a_folder_that_cannot_be_used_is_named(self):
        self.run_.stop()
        (self.server / "tls.key").chmod(0o644)
        refused = self.run_.cli("up", "--tls", self.server, expect=EXIT_DENIED)
        self.assertIn(str(self.server / "tls.key"), refused.stderr)
        (self.server / "tls.key").unlink()
        refused = self.run_.cli("up", "--tls", self.server, expect=EXIT_REFUSED)
        self.assertIn("TLS_FILE", refused.stderr)


if __name__ == "__main__":
    unittest.main()
