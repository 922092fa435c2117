#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "tools/recourse/account/case_tables.h"
#include "tools/recourse/account/ledger_tables.h"

namespace recourse::cli {
namespace {

template <class Message>
Message FromText(const char* text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// Every row is as long as its header, so that a table can be printed.
void ExpectRows(const Table& table, const std::vector<std::vector<std::string>>& rows) {
  EXPECT_EQ(table.rows, rows);
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.title;
}

TEST(LedgerTablesTest, ShowAnAccount) {
  ExpectRows(AccountTable(FromText<invoicing::v1::Account>(R"(
      name: "accounts/a1" issuer: "issuers/acme" kind: ACCOUNT_KIND_BUSINESS language_code: "de"
      country_code: "DE" region: "BY" time_zone: "Europe/Berlin"
      preferred_channel: PREFERRED_CHANNEL_LETTER)")),
             {{"a1", "acme", "business", "de", "DE", "BY", "Europe/Berlin", "letter"}});
}

TEST(LedgerTablesTest, ShowABalanceByCurrency) {
  ExpectRows(BalanceTable(FromText<invoicing::v1::Balance>(R"(
      lines { open { currency_code: "EUR" units: 50 nanos: 390000000 }
              disputed { currency_code: "EUR" } unapplied { currency_code: "EUR" units: 1 }
              open_invoice_count: 2 }
      lines { open { currency_code: "JPY" units: 100 } disputed { currency_code: "JPY" }
              unapplied { currency_code: "JPY" } })")),
             {{"EUR", "50.39", "0.00", "1.00", "2"}, {"JPY", "100", "0", "0", "0"}});
}

TEST(LedgerTablesTest, ShowSumsThatAreMoreThanOneAmountCanBe) {
  ExpectRows(BalanceTable(FromText<invoicing::v1::Balance>(R"(
      lines { open { currency_code: "EUR" units: 12000000000000 }
              disputed { currency_code: "EUR" } unapplied { currency_code: "EUR" }
              open_invoice_count: 2 })")),
             {{"EUR", "12000000000000.00", "0.00", "0.00", "2"}});
}

TEST(LedgerTablesTest, ShowInvoices) {
  ExpectRows(InvoiceTable({FromText<invoicing::v1::Invoice>(R"(
      name: "accounts/a1/invoices/i1" state: INVOICE_STATE_OPEN
      content { number: "4711" issue_date { year: 2012 month: 1 day: 3 }
                due_date { year: 2012 month: 2 day: 2 } amount { currency_code: "EUR" units: 5 } }
      paid { currency_code: "EUR" units: 2 } credited { currency_code: "EUR" }
      set_off { currency_code: "EUR" nanos: 250000000 }
      written_off { currency_code: "EUR" nanos: 250000000 }
      open { currency_code: "EUR" units: 2 nanos: 500000000 }
      disputed { currency_code: "EUR" units: 1 })")}),
             {{"i1", "4711", "2012-01-03", "2012-02-02", "open", "EUR", "5.00", "2.00", "0.00",
               "0.25", "0.25", "2.50", "1.00"}});
}

TEST(LedgerTablesTest, ShowDisputesOpenAndClosed) {
  ExpectRows(DisputeTable({FromText<dispute::v1::Dispute>(R"(
                 name: "accounts/a1/disputes/d1" invoice: "accounts/a1/invoices/i1"
                 reason: REASON_POOR_SERVICE state: DISPUTE_STATE_OPEN
                 marking: PROMISE_STATE_PENDING opened_on { year: 2012 month: 1 day: 8 })"),
                           FromText<dispute::v1::Dispute>(R"(
                 name: "accounts/a1/disputes/d2" invoice: "accounts/a1/invoices/i2"
                 reason: REASON_UNKNOWN state: DISPUTE_STATE_CLOSED
                 marking: PROMISE_STATE_KEPT marked { currency_code: "EUR" units: 9 }
                 opened_on { year: 2012 month: 1 day: 8 }
                 closed_on { year: 2012 month: 1 day: 9 } outcome: OUTCOME_CONCEDED
                 credited { currency_code: "EUR" units: 9 } refusal: "MORE_THAN_OPEN")")}),
             {{"d1", "i1", "poor_service", "open", "2012-01-08", "", "", "pending", "", "", "", ""},
              {"d2", "i2", "unknown", "closed", "2012-01-08", "2012-01-09", "conceded", "kept",
               "EUR", "9.00", "9.00", "MORE_THAN_OPEN"}});
}

TEST(CaseTablesTest, ShowWhatIsDoneAboutAnAccount) {
  const auto kase = FromText<collections::v1::Case>(R"(
      invoices { invoice: "accounts/a1/invoices/i1" number: "4711"
                 due_date { year: 2012 month: 2 day: 2 } open { currency_code: "EUR" units: 5 }
                 disputed { currency_code: "EUR" } level: LADDER_STEP_FRIENDLY
                 level_date { year: 2012 month: 2 day: 5 }
                 deadline { year: 2012 month: 2 day: 12 } }
      holds { name: "accounts/a1/case/holds/h1" reason: HOLD_REASON_MANUAL ended: true }
      promises { name: "accounts/a1/case/promises/y1" state: PROMISE_STATE_BROKEN
                 amount { currency_code: "EUR" units: 5 } paid { currency_code: "EUR" units: 1 }
                 due_date { year: 2012 month: 3 day: 1 } }
      placements { name: "accounts/a1/placements/p1" partner: "partners/north"
                   state: PLACEMENT_STATE_OFFERED
                   escalation { invoice_id: "i1" open { currency_code: "EUR" units: 5 }
                                suspended { currency_code: "EUR" }
                                answer_by { year: 2012 month: 5 day: 10 } } })");
  ExpectRows(ChasedTable(kase), {{"i1", "4711", "2012-02-02", "friendly", "2012-02-05",
                                  "2012-02-12", "EUR", "5.00", "0.00"}});
  ExpectRows(HoldTable(kase), {{"h1", "manual", "", "", "ended"}});
  ExpectRows(PromiseTable(kase), {{"y1", "2012-03-01", "broken", "EUR", "5.00", "1.00"}});
  ExpectRows(PlacementTable(kase),
             {{"p1", "north", "i1", "offered", "2012-05-10", "EUR", "5.00", "0.00"}});
}

TEST(CaseTablesTest, ShowWhatWasSaid) {
  using communication_log::v1::ContactEntry;
  ExpectRows(
      MessageTable({FromText<ContactEntry>(R"(
               at { seconds: 1325581200 }
               message { name: "accounts/a1/messages/m1" state: MESSAGE_STATE_REFUSED
                         content { channel: CHANNEL_LETTER kind: MESSAGE_KIND_NOTE
                                   total { currency_code: "EUR" units: 5 }
                                   deadline { year: 2012 month: 2 day: 2 } }
                         decision { refused_by: POLICY_RULE_CEASED } })"),
                    FromText<ContactEntry>(R"(
               at { seconds: 1325581200 }
               contact { name: "accounts/a1/contacts/c1" channel: CHANNEL_PHONE
                         direction: DIRECTION_INBOUND outcome: CONTACT_OUTCOME_PROMISED })"),
                    FromText<ContactEntry>(R"(
               at { seconds: 1325581200 }
               clearance { name: "accounts/a1/clearances/q1" person: "debtor"
                           decision { inputs { channel: CHANNEL_PHONE } } })"),
                    FromText<ContactEntry>("at { seconds: 1325581200 }")}),
      {{"2012-01-03T09:00:00Z", "message", "m1", "letter", "note", "refused", "ceased", "EUR",
        "5.00", "2012-02-02"},
       {"2012-01-03T09:00:00Z", "contact", "c1", "phone", "inbound", "promised", "", "", "", ""},
       {"2012-01-03T09:00:00Z", "clearance", "q1", "phone", "debtor", "cleared", "", "", "", ""},
       {"2012-01-03T09:00:00Z", "?", "", "", "", "", "", "", "", ""}});
}

}  // namespace
}  // namespace recourse::cli
