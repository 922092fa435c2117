#!/usr/bin/env python3
"""What an operator does with a running installation: letting partners in and out, restarting it.

    tests/e2e/operator_test.py RECOURSE
"""

import pathlib
import sys
import tempfile
import unittest

import grpc

import installation
from installation import REPOSITORY, Client, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
MAP = REPOSITORY / "docs/examples/ibm_ar.toml"
UNPAID = (
    "countrycode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,"
    "Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate\n"
    "770,c-1,,1,03/01/2012,02/02/2012,50.39,No,,Paper,20,0\n"
)
END_OF_MARCH_US = 1_333_238_399_999_999  # The last microsecond of 2012-03-31, UTC.
PARTNERS = "recourse.collections.v1.PartnerService/"


def day(text):
    year, month, of_month = (int(part) for part in text.split("-"))
    return {"year": year, "month": month, "day": of_month}


class OperatorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.api = installation.Api()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.run_ = Installation(self.api, BINARY, self.folder, clock="simulated:2012-01-01")
        self.addCleanup(self.run_.kill)
        self.run_.start()

    def passed(self, until):
        self.run_.client.stream(
            "recourse.simulation.v1.ConductorService/AdvanceTo", day=day(until)
        )

    def partner(self, name="nord"):
        """Registers a partner and lets it in; its own client."""
        self.run_.client.call(
            "recourse.collections.v1.CollectionsService/RegisterPartner", request_id=name,
            partner_id=name, display_name=name, kind="PARTNER_KIND_AGENCY", regions=["IE-770"],
            answer_days=7,
        )
        return self.holder(f"partners/{name}", "agency")

    def holder(self, principal, role):
        issued = self.run_.json("token", "issue", principal, "--role", role)[0]
        client = Client(self.api, self.run_.address, issued["token"])
        self.addCleanup(client.close)
        return client

    def placed(self):
        """One invoice is left unpaid until it is offered to an agency, which has not answered."""
        file = self.folder / "unpaid.csv"
        file.write_text(UNPAID)
        self.run_.cli("import", "csv", file, "--map", MAP)
        self.passed("2012-05-05")

    def refused(self, code, call, *arguments, **fields):
        with self.assertRaises(grpc.RpcError) as raised:
            call(*arguments, **fields)
        self.assertEqual(raised.exception.code(), code)

    def principals(self):
        return [row["principal"] for row in self.run_.json("token", "list")]


class TokenTest(OperatorTest):
    def test_a_partner_follows_its_feed_until_its_token_is_revoked(self):
        nord = self.partner()
        self.placed()
        feed = nord.open(PARTNERS + "FollowEscalations")
        told = next(feed).escalations
        self.assertEqual([each.escalation.invoice_number for each in told], ["1"])

        revoked = self.run_.json("token", "revoke", "partners/nord")
        self.assertEqual(revoked, [{"principal": "partners/nord", "revoked": 1}])
        self.refused(grpc.StatusCode.UNAUTHENTICATED, next, feed)
        self.refused(grpc.StatusCode.UNAUTHENTICATED, nord.call, PARTNERS + "ListPlacements")
        self.refused(grpc.StatusCode.UNAUTHENTICATED, nord.stream, PARTNERS + "FollowEscalations")

    def test_a_token_counts_after_a_restart_and_a_revoked_one_does_not(self):
        nord, sued = self.partner("nord"), self.partner("sued")
        self.run_.cli("token", "revoke", "partners/sued")
        self.run_.kill()
        self.run_.start(self.run_.address)
        self.assertEqual(nord.call(PARTNERS + "ListPlacements"), {})
        self.refused(grpc.StatusCode.UNAUTHENTICATED, sued.call, PARTNERS + "ListPlacements")

    def test_a_token_kept_in_a_file_is_issued_once_however_often_it_is_asked(self):
        file = self.folder / "anna.token"
        issue = ["token", "issue", "clerks/anna", "--role", "clerk", "--out", file]
        first = self.run_.cli(*issue)
        token = file.read_text().strip()
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.run_.cli(*issue)
        self.assertEqual(file.read_text().strip(), token)
        self.assertEqual(self.principals().count("clerks/anna"), 1)
        self.assertNotIn(token, first.stdout + first.stderr)
        self.assertNotIn(token, (self.run_.data / "tokens").read_text())
        self.run_.cli("--token-file", file, "report", "aging", "--issuer", "none", expect=6)

    def test_a_revoked_token_does_not_come_back_with_its_file(self):
        file = self.folder / "leaked.token"
        issue = ["token", "issue", "clerks/carl", "--role", "clerk", "--out", file]
        self.run_.cli(*issue)
        self.run_.cli("token", "revoke", "clerks/carl")
        self.assertIn("TOKEN_REVOKED", self.run_.cli(*issue, expect=1).stderr)
        self.run_.cli("--token-file", file, "token", "list", expect=5)

    def test_what_is_wrong_is_named_by_field_and_value(self):
        for principal, role, named in [
            ("nord", "agency", 'principal = "nord"'),
            ("clerks/anna", "king", 'role = "king"'),
            ("clerks/anna", "service", 'role = "service"'),
            ("clerks/anna", "agency", 'role = "agency"'),
            ("partners/nord", "operator", 'role = "operator"'),
            ("services/invoicing", "operator", 'principal = "services/invoicing"'),
        ]:
            error = self.run_.cli("token", "issue", principal, "--role", role, expect=1).stderr
            self.assertIn(named, error)

    def test_only_a_registered_partner_is_let_in(self):
        issue = ["token", "issue", "partners/nort", "--role", "agency"]
        error = self.run_.cli(*issue, expect=6).stderr
        self.assertIn("NO_SUCH_PARTNER: principal = partners/nort", error)
        self.assertNotIn("partners/nort", self.principals())
        self.partner("nort")
        self.run_.cli(*issue)

    def test_another_holders_token_file_is_not_given_away(self):
        file = self.run_.data / "operator.token"
        error = self.run_.cli(
            "token", "issue", "clerks/anna", "--role", "clerk", "--out", file, expect=1
        ).stderr
        self.assertIn("TOKEN_TAKEN", error)
        self.assertNotIn("clerks/anna", self.principals())

    def test_metrics_say_of_each_service_what_waits_for_an_operator(self):
        metrics = self.run_.metrics().splitlines()
        for service in installation.SERVICES:
            for what in ("events", "promises"):
                self.assertIn(f'recourse_parked_{what}{{service="{service}"}} 0', metrics)

    def test_nobody_is_locked_out_by_mistake(self):
        before = self.principals()
        for principal in ["operators/root", "services/invoicing", "services/conductor"]:
            error = self.run_.cli("token", "revoke", principal, expect=1).stderr
            self.assertIn(f'principal = "{principal}" must be another', error)
        self.assertEqual(self.principals(), before)
        self.run_.cli("token", "revoke", "partners/unheard-of", expect=6)

        file = self.folder / "ben.token"
        self.run_.cli("token", "issue", "operators/ben", "--role", "operator", "--out", file)
        own = self.run_.cli("--token-file", file, "token", "revoke", "operators/ben", expect=1)
        self.assertIn("must not be the caller", own.stderr)
        self.run_.cli("token", "revoke", "operators/ben")
        self.run_.cli("--token-file", file, "token", "list", expect=5)

    def test_only_an_operator_issues_tokens(self):
        clerk = self.holder("clerks/anna", "clerk")
        for method in ["IssueToken", "RevokeTokens", "ListTokens"]:
            self.refused(grpc.StatusCode.PERMISSION_DENIED, clerk.call,
                         f"recourse.admin.v1.TokenService/{method}")


class ClockTest(OperatorTest):
    """A simulated clock after a restart."""

    def now_us(self):
        clock = self.run_.client.call("recourse.simulation.v1.ConductorService/GetClock")
        return int(clock["now_us"])

    def restarted(self, kept=None):
        """What the clock shows after kill -9 and a restart, when this moment or none was kept."""
        self.run_.kill()
        file = self.run_.data / "clock"
        file.unlink(missing_ok=True)
        if kept is not None:
            file.write_text(f"{kept}\n")
            file.chmod(0o600)
        self.run_.start()
        return self.now_us()

    def test_it_stands_where_it_stood_also_where_nothing_happened(self):
        self.passed("2012-03-31")
        stood = self.now_us()
        self.assertEqual(stood, END_OF_MARCH_US)
        self.run_.kill()
        self.run_.start()
        self.assertEqual(self.now_us(), stood)
        self.run_.stop()
        self.run_.drop_derived()
        self.run_.start()
        self.assertEqual(self.now_us(), stood)

    def test_it_stands_where_an_import_ended_that_added_nothing(self):
        self.placed()
        stood = self.now_us()
        (self.run_.data / "clock").unlink()
        self.run_.cli("import", "csv", self.folder / "unpaid.csv", "--map", MAP)
        self.run_.kill()
        self.run_.start()
        self.assertEqual(self.now_us(), stood)

    def test_it_never_stands_before_what_is_recorded(self):
        self.placed()
        stood = self.now_us()
        recorded = self.restarted()
        self.assertLess(recorded, stood)
        for kept in [recorded - 1, recorded + 1, 0]:
            self.assertEqual(self.restarted(kept), max(kept, recorded))

    def test_a_clock_file_that_says_no_moment_is_refused_by_name(self):
        self.passed("2012-03-31")
        self.run_.kill()
        file = self.run_.data / "clock"
        file.write_text("soon\n")
        error = self.run_.cli("--address", "127.0.0.1:0", "up", expect=1).stderr
        self.assertIn("CLOCK_FILE_UNREADABLE", error)
        self.assertIn(str(file), error)
        self.assertIn("soon", error)


if __name__ == "__main__":
    unittest.main()
