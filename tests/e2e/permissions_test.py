#!/usr/bin/env python3
"""Who may call what: every method of the published descriptors, as every role and as nobody, held
against the table below. A method that is not in it is refused here, so that somebody decides.

    tests/e2e/permissions_test.py RECOURSE
"""

import pathlib
import sys
import tempfile
import unittest

import grpc

import installation
from installation import Client, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
ROLES = ["operator", "clerk", "approver", "analyst", "agency", "service"]
OPEN_S = 0.5  # A stream that is let in may have nothing to tell.
DENIED = {grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNAUTHENTICATED}
TABLE = pathlib.Path(__file__).with_name("permissions.txt")


def table():
    """Of each method, who may call it."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            method, *roles = line.split()
            rows[method] = set(roles)
    return rows


class PermissionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = installation.Api()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        # On a simulated clock all services are served.
        cls.recourse = Installation(cls.api, BINARY, folder.name, clock="simulated:2026-01-01")
        cls.addClassCleanup(cls.recourse.kill)
        cls.recourse.start()
        for partner in ["nord", "sued"]:
            cls.recourse.client.call(
                "recourse.collections.v1.CollectionsService/RegisterPartner",
                request_id=partner, partner_id=partner, display_name=partner,
                kind="PARTNER_KIND_AGENCY", regions=["DE"])
        data = cls.recourse.data
        tokens = {role: cls.issue(f"{role}s/anna", role)
                  for role in ["clerk", "approver", "analyst"]}
        tokens["agency"] = cls.issue("partners/nord", "agency")
        tokens["operator"] = (data / "operator.token").read_text().strip()
        tokens["service"] = (data / "service-dispute.token").read_text().strip()
        tokens["nobody"] = None
        tokens["a made-up token"] = "0" * 64
        cls.clients = {who: Client(cls.api, cls.recourse.address, token)
                       for who, token in tokens.items()}

    @classmethod
    def tearDownClass(cls):
        for client in cls.clients.values():
            client.close()

    @classmethod
    def issue(cls, principal, role):
        return cls.recourse.json("token", "issue", principal, "--role", role)[0]["token"]

    def is_let_in(self, who, name, method):
        """Whether an empty request comes past the door; what it is then told does not matter."""
        client = self.clients[who]
        try:
            if method.server_streaming:
                next(client.open(name, within=OPEN_S), None)
            else:
                client.message(name)
        except grpc.RpcError as error:
            code = error.code()
            if who in ROLES:
                self.assertNotEqual(code, grpc.StatusCode.UNAUTHENTICATED, f"{who} {name}")
            self.assertNotEqual(code, grpc.StatusCode.UNIMPLEMENTED, name)
            return code not in DENIED
        return True

    def test_every_method_lets_in_whom_the_table_names_and_nobody_else(self):
        expected = table()
        found = {}
        for name, method in self.api.methods():
            found[name] = {who for who in self.clients if self.is_let_in(who, name, method)}
        self.assertEqual(sorted(found), sorted(expected), "a method, or its row, is missing")
        wrong = {name: (sorted(found[name]), sorted(expected[name]))
                 for name in found if found[name] != expected[name]}
        self.assertEqual(wrong, {}, "let in, and should be")


if __name__ == "__main__":
    unittest.main()
