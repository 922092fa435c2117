#!/usr/bin/env python3
"""A small file imported on a real clock: whole, and again on another day.

    tests/e2e/real_clock_import_test.py RECOURSE
"""

import datetime
import pathlib
import sys
import tempfile
import unittest
import zoneinfo

import installation
from installation import Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
# 25 hours apart: it is never the same day in both.
EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"
MAP = """
date_format = "%F"
decimal_sign = "."
number = {column = "number"}
customer = {column = "customer"}
issue_date = {column = "issued"}
due_date = {column = "due"}
amount = {column = "amount"}
currency = "EUR"
channel = "letter"
country = "IE"
zone = "UTC"
[disputed]
column = "disputed"
yes = "yes"
no = "no"
opens_days_after_issue = 5
closes_days_before_settlement = 1
outcome = "withdrawn"
reason = "unknown"
[settled]
column = "settled"
pays = "in full"
[issuer]
id = "acme"
"""
REGISTERED = """
name = "Acme Ltd"
country = "IE"
tax_id = "IE0000000A"
iban = "IE29AIBK93115212345678"
"""
HEAD = "number,customer,issued,due,amount,disputed,settled\n"


class RealClockImportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.run_ = Installation(installation.Api(), BINARY, self.folder)
        self.addCleanup(self.run_.kill)
        self.run_.start()
        self.today = datetime.datetime.now(zoneinfo.ZoneInfo(LATE)).date()

    def ago(self, days):
        return self.today - datetime.timedelta(days)

    def imported(self, rows, zone, registered=""):
        """Imports `rows` as one who counts the days of `zone`."""
        (self.folder / "rows.csv").write_text(HEAD + "".join(row + "\n" for row in rows))
        (self.folder / "map.toml").write_text(MAP + f'zone = "{zone}"\n' + registered)
        self.run_.cli("import", "csv", self.folder / "rows.csv",
                      "--map", self.folder / "map.toml")

    def opened_on(self, name):
        day = self.run_.client.call("recourse.dispute.v1.DisputeService/GetDispute", name=name)
        return datetime.date(**day["opened_on"])

    def test_again_on_another_day_it_adds_what_is_missing_only(self):
        rows = [
            f"1,c-1,{self.ago(40)},{self.ago(10)},50.39,yes,{self.ago(5)}",
            f"2,c-2,{self.ago(2)},{self.ago(-28)},12.50,yes,",
        ]
        self.imported(rows, LATE, REGISTERED)
        disputes = ["accounts/c-1/disputes/dsp-1", "accounts/c-2/disputes/dsp-2"]
        days = [self.ago(35), self.today]
        self.assertEqual([self.opened_on(name) for name in disputes], days)

        rows.append(f"3,c-2,{self.ago(1)},{self.ago(-29)},7.00,no,")
        self.imported(rows, EARLY)
        self.assertEqual([self.opened_on(name) for name in disputes], days)
        self.run_.client.call("recourse.invoicing.v1.InvoicingService/GetInvoice",
                              name="accounts/c-2/invoices/inv-3")
        self.assertEqual([log["result"] for log in self.run_.json("verify")], ["sound"] * 4)


if __name__ == "__main__":
    unittest.main()
