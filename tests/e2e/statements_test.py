#!/usr/bin/env python3
"""Bank statements from files to recorded payments, by the command line alone.

    tests/e2e/statements_test.py RECOURSE
"""

import collections
import csv
import decimal
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import installation
from installation import REPOSITORY, Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
SHARED = pathlib.Path(os.environ.get("RECOURSE_SHARED", REPOSITORY.parent / "shared"))
INVOICING = "recourse.invoicing.v1.InvoicingService/"
OWN = "DE02120300000000202051"
# A statement longer than one request takes: 500 lines go in one.
LONG = 1203


def mt940(number, opening, lines, closing=None, own=OWN):
    """A statement of 2024-03-01 over lines of (amount in cents, text)."""
    def amount(cents):
        return f"{abs(cents) // 100},{abs(cents) % 100:02}"

    def balance(tag, cents, day):
        return f":{tag}:{'C' if cents >= 0 else 'D'}{day}EUR{amount(cents)}"

    rows = [f":20:S{number}", f":25:{own}", f":28C:{number}/1", balance("60F", opening, "240229")]
    for cents, text in lines:
        rows.append(f":61:2403010301{'C' if cents > 0 else 'D'}{amount(cents)}NTRFNONREF")
        rows.append(f":86:{text}")
    total = opening + sum(cents for cents, _ in lines)
    rows += [balance("62F", total if closing is None else closing, "240301"), "-"]
    return "\r\n".join(rows) + "\r\n"


class StatementsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.run_ = self.enterContext(Installation(installation.Api(), BINARY, folder.name))
        self.run_.start()
        self.call("RegisterIssuer", request_id="acme", issuer_id="acme", issuer={
            "display_name": "Acme GmbH", "tax_id": "DE1", "bank_account": {"iban": OWN},
            "language_code": "de", "country_code": "DE", "time_zone": "Europe/Berlin"})
        for account in ["weber", "braun"]:
            self.call("OpenAccount", request_id=account, account_id=account, account={
                "issuer": "issuers/acme", "kind": "ACCOUNT_KIND_BUSINESS", "language_code": "de",
                "time_zone": "Europe/Berlin", "country_code": "DE",
                "preferred_channel": "PREFERRED_CHANNEL_LETTER"},
                personal_data={"legal_name": account})

    def call(self, method, **fields):
        return self.run_.client.call(INVOICING + method, **fields)

    def issue(self, account, number, euros):
        day = {"year": 2024, "month": 1, "day": 10}
        self.call("IssueInvoice", request_id=f"i-{number}", parent=f"accounts/{account}",
                  invoice_id=f"i-{number}", invoice={"content": {
                      "number": number, "amount": {"currency_code": "EUR", "units": euros},
                      "issue_date": day, "due_date": day}})

    def state(self, account, number):
        name = f"accounts/{account}/invoices/i-{number}"
        return self.call("GetInvoice", name=name)["state"]

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def load(self, *files, expect=0):
        """The rows that `statement load` shows, and what it complains of."""
        ended = subprocess.run(
            self.run_.command("-o", "json", "statement", "load", "--issuer", "acme", *files),
            capture_output=True, text=True)
        self.assertEqual(ended.returncode, expect, ended.stderr)
        return installation.json.loads(ended.stdout), ended.stderr.splitlines()

    def lines(self, *arguments):
        return self.run_.json("statement", "lines", "acme", *arguments)

    def test_from_an_invoice_to_its_payment(self):
        self.issue("weber", "R-2024-0017", 1190)
        self.issue("braun", "R-2024-0018", 50)
        file = self.write("march.sta", mt940(5, 100000, [
            (119000, "Rechnung R 2024/0017"), (5000, "Miete"), (-700, "Entgelt")]))
        [row], complaints = self.load(file)
        self.assertEqual(complaints, [])
        self.assertEqual((row["lines"], row["balances"], row["confirmed"]), (3, "adds_up", 1))
        self.assertEqual((row["computed"], row["stated"]), ("2233.00", "2233.00"))
        waiting = self.lines("--state", "waiting")
        self.assertEqual([line["amount"] for line in waiting], ["50.00"])
        [line] = [line["line"] for line in waiting]

        proposals = self.run_.json("statement", "propose", line)
        self.assertEqual([row["reason"] for row in proposals],
                         ["amount_equal", "only_one_of_amount"])
        [confirmed] = self.run_.json("statement", "confirm", line)
        self.assertEqual(confirmed["state"], "recorded")
        for account, number in [("weber", "R-2024-0017"), ("braun", "R-2024-0018")]:
            self.assertEqual(self.state(account, number), "INVOICE_STATE_CLEARED")

        # The money that went out waits for nobody.
        self.assertEqual(self.lines("--state", "waiting"), [])
        [out] = self.lines("--state", "not_a_payment")
        self.assertEqual(out["kind"], "debit")
        refused = subprocess.run(
            self.run_.command("statement", "confirm", out["line"], "--to", "accounts/braun"),
            capture_output=True, text=True)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("LINE_NOT_WAITING", refused.stderr)
        self.run_.cli("verify")

    def test_ignored_and_reopened(self):
        self.load(self.write("one.sta", mt940(1, 0, [(5000, "Zinsen")])))
        [line] = [line["line"] for line in self.lines("--state", "waiting")]
        self.run_.cli("statement", "ignore", line, "--reason", "interest of the bank")
        self.assertEqual(self.lines("--state", "waiting"), [])
        self.run_.cli("statement", "reopen", line, "--reason", "it was a customer")
        self.run_.cli("statement", "confirm", line, "--to", "accounts/weber")
        still = subprocess.run(
            self.run_.command("statement", "reopen", line, "--reason", "no"),
            capture_output=True, text=True)
        self.assertEqual(still.returncode, 1)
        self.assertIn("PAYMENT_NOT_REVERSED", still.stderr)

    def test_what_does_not_balance_is_kept_and_said(self):
        [row], _ = self.load(self.write("off.sta", mt940(1, 0, [(5000, "x")], closing=5001)))
        self.assertEqual((row["balances"], row["computed"], row["stated"]),
                         ("differs", "50.00", "50.01"))
        [listed] = self.run_.json("statement", "list", "acme")
        self.assertEqual(listed["balances"], "differs")

    def test_a_gap_is_flagged_until_the_missing_statement_is_loaded(self):
        [first], _ = self.load(self.write("1.sta", mt940(1, 0, [(5000, "x")])))
        self.assertEqual(first["continues"], "first")
        [third], _ = self.load(self.write("3.sta", mt940(3, 7000, [(100, "x")])))
        self.assertEqual(third["continues"], "gap")
        [gap] = self.run_.json("statement", "list", "acme", "--gaps")
        self.assertEqual((gap["statement"], gap["opening"], gap["previous_closing"]),
                         (third["statement"], "70.00", "50.00"))
        self.load(self.write("2.sta", mt940(2, 5000, [(2000, "x")])))
        self.assertEqual(self.run_.json("statement", "list", "acme", "--gaps"), [])
        listed = self.run_.json("statement", "list", "acme")
        self.assertEqual([row["continues"] for row in listed].count("follows"), 2)

    def test_two_that_differ_in_the_account_only_are_two(self):
        other = "DE75512108001245126199"
        one = self.write("one.sta", mt940(1, 0, [(5000, "x")]))
        two = self.write("two.sta", mt940(1, 0, [(5000, "x")], own=other))
        rows, _ = self.load(one, two)
        self.assertEqual([row["added"] for row in rows], ["yes", "yes"])
        self.assertEqual([row["account"] for row in rows], [OWN, other])
        self.assertNotEqual(rows[0]["statement"], rows[1]["statement"])

    def test_a_line_pays_several_accounts(self):
        self.issue("weber", "R-1", 40)
        self.issue("braun", "R-2", 20)
        self.load(self.write("one.sta", mt940(1, 0, [(7000, "Sammler")])))
        [line] = [line["line"] for line in self.lines("--state", "waiting")]
        refused = subprocess.run(
            self.run_.command("statement", "confirm", line, "--to", "accounts/weber=40EUR",
                              "--to", "accounts/braun/invoices/i-R-2=20EUR"),
            capture_output=True, text=True)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("PARTS_NOT_THE_AMOUNT", refused.stderr)
        [confirmed] = self.run_.json(
            "statement", "confirm", line, "--to", "accounts/weber=40EUR",
            "--to", "accounts/braun=30EUR", "--to", "accounts/braun/invoices/i-R-2=20EUR")
        self.assertEqual(confirmed["state"], "recorded")
        for account, number in [("weber", "R-1"), ("braun", "R-2")]:
            self.assertEqual(self.state(account, number), "INVOICE_STATE_CLEARED")
        payments = confirmed["payment"].split(",")
        self.assertEqual(len(payments), 2)
        rest = self.call("GetPayment", name=payments[1])
        self.assertEqual(rest["unapplied"]["units"], "10")
        self.run_.cli("verify")

    def test_a_rest_is_found_by_its_amount(self):
        self.issue("weber", "R-2024-0017", 100)
        self.call("RecordPayment", request_id="p", parent="accounts/weber", payment_id="p",
                  amount={"currency_code": "EUR", "units": 63},
                  effective_date={"year": 2024, "month": 2, "day": 1})
        self.load(self.write("one.sta", mt940(1, 0, [(3700, "Rest")])))
        [line] = [line["line"] for line in self.lines("--state", "waiting")]
        proposals = self.run_.json("statement", "propose", line)
        self.assertEqual([row["reason"] for row in proposals],
                         ["rest_of_partly_paid", "only_one_of_amount"])
        self.run_.cli("statement", "confirm", line)
        self.assertEqual(self.state("weber", "R-2024-0017"), "INVOICE_STATE_CLEARED")

    def test_lines_are_filtered_and_ordered(self):
        self.load(self.write("one.sta", mt940(1, 0, [(200, "x"), (-100, "y"), (300, "z")])))
        amounts = [row["amount"] for row in self.lines("--order", "amount", "--descending")]
        self.assertEqual(amounts, ["3.00", "2.00", "-1.00"])
        self.assertEqual(len(self.lines("--booked-from", "2024-03-01",
                                        "--booked-to", "2024-03-01")), 3)
        self.assertEqual(self.lines("--booked-from", "2024-03-02"), [])

    def test_a_refused_file_is_said_and_the_others_go_on(self):
        good = self.write("good.sta", mt940(1, 0, [(100, "x")]))
        broken = self.write("broken.sta", mt940(2, 0, [(200, "y")]) + mt940(3, 0, [(300, "z")])
                            .replace(":61:", ":61:X"))
        rows, complaints = self.load(broken, self.folder / "missing.sta", good, expect=1)
        self.assertEqual([(row["file"], row["added"]) for row in rows],
                         [(str(broken), "yes"), (str(good), "yes")])
        self.assertEqual(len(complaints), 2)
        self.assertRegex(complaints[0], f"{re.escape(str(broken))}: .*line = 13")
        self.assertIn("FILE_UNREADABLE", complaints[1])
        self.assertEqual(len(self.lines()), 2)

    def test_a_long_statement_comes_in_pieces_and_again_adds_nothing(self):
        file = self.write("long.sta", mt940(1, 0, [(100 + i, f"n {i}") for i in range(LONG)]))
        [row], _ = self.load(file)
        self.assertEqual((row["lines"], row["balances"], row["added"]), (LONG, "adds_up", "yes"))
        self.assertEqual(len(self.lines("--state", "waiting")), LONG)
        before = len(self.run_.events("--home", "issuers/acme"))
        [row], _ = self.load(file)
        self.assertEqual(row["added"], "there already")
        self.assertEqual(len(self.run_.events("--home", "issuers/acme")), before)

    def balances_equal(self, rows):
        """Holds statements against what is published of them; gives how many there were."""
        published = collections.defaultdict(list)
        with open(SHARED / "data/mt940/balances.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                published[row["file"]].append(row)
        loaded = collections.defaultdict(list)
        for row in rows:
            loaded[pathlib.Path(row["file"]).name].append(row)
        compared = 0
        for name, expected in published.items():
            if len(loaded[name]) != len(expected):
                continue  # Not read to its end, or advice beside it.
            for row, told in zip(loaded[name], expected):
                computed = decimal.Decimal(told["opening"]) + decimal.Decimal(told["sum61"])
                stated = decimal.Decimal(told["closing"])
                self.assertEqual(decimal.Decimal(row["computed"]), computed, name)
                self.assertEqual(decimal.Decimal(row["stated"]), stated, name)
                self.assertEqual(row["balances"],
                                 "adds_up" if computed == stated else "differs", name)
                compared += 1
        return compared

    def test_every_sample_is_loaded_or_refused_with_line_and_reason(self):
        files = sorted([*SHARED.glob("data/camt/*.xml"), *SHARED.glob("data/mt940/*.sta")])
        if not files and os.environ.get("CI") != "true":
            print("no samples: set RECOURSE_SHARED", file=sys.stderr)
            return
        self.assertGreater(len(files), 60)
        rows, complaints = self.load(*files, expect=1)
        refused = {line.split(": ")[1] for line in complaints}
        for line in complaints:
            self.assertRegex(line, r"\([A-Z_]+: .*line = \d+")
        whole = {row["file"] for row in rows}
        self.assertEqual(whole | refused, {str(file) for file in files})
        self.assertGreater(len(whole), 30)
        self.assertGreater(self.balances_equal(rows), 30)
        self.assertNotIn("confirmed", {line["state"] for line in self.lines()})
        advised = {row["statement"] for row in rows if row["kind"] == "advice"}
        self.assertGreater(len(advised), 5)
        for line in self.lines():
            if line["line"].rsplit("/lines/")[0] in advised:
                self.assertEqual(line["state"], "not_a_payment")

        before = len(self.run_.events("--home", "issuers/acme"))
        again, _ = self.load(*files, expect=1)
        self.assertEqual({row["added"] for row in again}, {"there already"})
        self.assertEqual(len(self.run_.events("--home", "issuers/acme")), before)


if __name__ == "__main__":
    unittest.main()
