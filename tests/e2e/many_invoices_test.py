#!/usr/bin/env python3
"""Thousands of invoices in one stream, by a client that is not ours: issued, told, known again.

    tests/e2e/many_invoices_test.py RECOURSE
"""

import pathlib
import sys
import tempfile
import unittest

import installation
from installation import Installation

BINARY = pathlib.Path(sys.argv.pop()).resolve()
INVOICING = "recourse.invoicing.v1.InvoicingService/"
COUNT = 3000
ACCOUNTS = 20


def invoice(number, account):
    day = {"year": 2026, "month": 1, "day": 2}
    return {"invoice": {"request_id": f"stream-{number}", "parent": f"accounts/a{account}",
                        "invoice": {"content": {
                            "number": f"R-{number}", "issue_date": day, "due_date": day,
                            "amount": {"currency_code": "EUR", "units": 10}}}}}


class ManyInvoicesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.run_ = self.enterContext(Installation(
            installation.Api(), BINARY, folder.name, clock="simulated:2026-06-01"))
        self.run_.start()
        call = self.run_.client.call
        call(INVOICING + "RegisterIssuer", request_id="issuer", issuer_id="acme",
             issuer={"display_name": "Acme GmbH", "tax_id": "DE1", "country_code": "DE",
                     "bank_account": {"iban": "DE02120300000000202051"}, "language_code": "de",
                     "time_zone": "Europe/Berlin"})
        for account in range(ACCOUNTS):
            call(INVOICING + "OpenAccount", request_id=f"account-{account}",
                 account_id=f"a{account}",
                 account={"issuer": "issuers/acme", "kind": "ACCOUNT_KIND_BUSINESS",
                          "language_code": "de", "time_zone": "Europe/Berlin",
                          "country_code": "DE",
                          "preferred_channel": "PREFERRED_CHANNEL_LETTER"},
                 personal_data={"legal_name": f"Customer {account}"})

    def test_a_stream_is_issued_told_and_known_again(self):
        invoices = [invoice(number, number % ACCOUNTS) for number in range(COUNT)]
        invoices[7]["invoice"]["parent"] = "accounts/nobody"
        invoices[8]["invoice"]["invoice"]["content"]["number"] = ""
        send = self.run_.client.send
        told = send(INVOICING + "IssueInvoices", invoices)
        self.assertEqual((told.issued_count, told.refused_count), (COUNT - 2, 2))
        self.assertEqual([refusal.index for refusal in told.refusals], [7, 8])
        again = send(INVOICING + "IssueInvoices", invoices)
        self.assertEqual(again, told)
        balance = self.run_.client.call(
            INVOICING + "ReportAging", issuer="issuers/acme",
            as_of={"year": 2026, "month": 1, "day": 2})
        self.assertEqual(sum(int(row.get("count", 0)) for row in balance["rows"]), COUNT - 2)


if __name__ == "__main__":
    unittest.main()
