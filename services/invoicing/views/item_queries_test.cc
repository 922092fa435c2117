#include "services/invoicing/views/item_queries.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "libs/wire/reader.h"
#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant At(int day) { return Instant(Day(day)); }

std::string Text(const google::type::Money& message) {
  wire::Reader reader;
  const Money amount = reader.Read(message);
  CHECK(reader.ok());
  return ToString(amount);
}

class ItemQueriesTest : public testing::Test {
 protected:
  void Open(std::uint32_t shard, const std::string& account, const std::string& issuer) {
    view_.Apply(OpenedRecord(account, issuer, At(1)), reader_.rows(shard));
  }
  // Lets the ledger decide, and the view see what came of it.
  void Run(std::uint32_t shard, const std::string& account, Instant now,
           const LedgerCommand& command) {
    Ledger& ledger = ledgers_[account];
    const auto decision = LedgerDecider::Decide(command, ledger, now);
    CHECK(decision);
    for (const LedgerEvent& event : *decision) {
      view_.Apply(RecordOf(account, event, now), reader_.rows(shard));
      ledger = LedgerDecider::Evolve(std::move(ledger), event);
    }
  }
  void Issue(std::uint32_t shard, const std::string& account, const std::string& id, Money amount,
             Date due = Day(31)) {
    InvoiceContent content = Content(id, amount, due);
    content.lines = {{"Work", "1", "1", amount}};
    Run(shard, account, At(1), RequestInvoice{"accounts/" + account, id, content});
    Run(shard, account, At(1), ConfirmInvoice{id});
  }

  std::vector<std::string> Lines(const v1::Balance& balance) {
    std::vector<std::string> lines;
    for (const auto& line : balance.lines()) {
      lines.push_back(fmt::format("{} open on {}, {} disputed, {} unapplied", Text(line.open()),
                                  line.open_invoice_count(), Text(line.disputed()),
                                  Text(line.unapplied())));
    }
    return lines;
  }
  // Lines with something in them: "<bucket>: <count>, <amount>".
  std::vector<std::string> Rows(const v1::ReportAgingResponse& response) {
    std::vector<std::string> rows;
    for (const auto& row : response.rows()) {
      if (row.count() == 0) continue;
      rows.push_back(fmt::format("{}: {}, {}", v1::AgingBucket_Name(row.bucket()), row.count(),
                                 Text(row.amount())));
    }
    for (const auto& amount : response.unapplied()) rows.push_back("unapplied " + Text(amount));
    return rows;
  }

  ItemsView view_;
  MapReader reader_{2};
  ItemQueries queries_{reader_};
  std::map<std::string, Ledger> ledgers_;
};

TEST_F(ItemQueriesTest, InvoiceTellsItsContentAndBalance) {
  Issue(0, "a1", "i1", Eur(100'00));
  Run(0, "a1", At(2), RecordPayment{"p1", Eur(30'00), Day(2), {}});
  Run(0, "a1", At(3), MarkDisputed{"d1", "i1", Eur(20'00), Day(1)});
  Run(0, "a1", At(4), IssueCreditNote{"c1", "i1", Eur(5'00), Day(4), "", ""});
  const auto invoice = queries_.GetInvoice(0, "a1", "i1");
  ASSERT_TRUE(invoice);
  EXPECT_EQ(invoice->name(), "accounts/a1/invoices/i1");
  EXPECT_EQ(invoice->content().number(), "N-i1");
  EXPECT_EQ(invoice->content().lines_size(), 1);
  EXPECT_EQ(invoice->state(), v1::INVOICE_STATE_OPEN);
  EXPECT_EQ(Text(invoice->paid()), "30.00 EUR");
  EXPECT_EQ(Text(invoice->credited()), "5.00 EUR");
  EXPECT_EQ(Text(invoice->open()), "65.00 EUR");
  EXPECT_EQ(Text(invoice->disputed()), "20.00 EUR");
  EXPECT_FALSE(queries_.GetInvoice(0, "a1", "i2"));
  EXPECT_FALSE(queries_.GetInvoice(1, "a1", "i1"));
}

TEST_F(ItemQueriesTest, BalanceByCurrencyOnBothAxes) {
  Open(0, "a1", "issuers/acme");
  Issue(0, "a1", "i1", Eur(100'00));
  Issue(0, "a1", "i2", Usd(7'00));
  Issue(0, "a1", "i3", Eur(1'00));
  Run(0, "a1", At(5), MarkDisputed{"d1", "i1", Eur(60'00), Day(1)});
  Run(0, "a1", At(9), RecordPayment{"p1", Eur(43'00), Day(7), {{"i1", Eur(42'00)}}});
  Run(0, "a1", At(9), RecordPayment{"p2", Usd(9'00), Day(7), {}});
  EXPECT_THAT(Lines(queries_.GetBalance(0, "a1", {})),
              ElementsAre("58.00 EUR open on 1, 58.00 EUR disputed, 0.00 EUR unapplied",
                          "0.00 USD open on 0, 0.00 USD disputed, 2.00 USD unapplied"));
  EXPECT_THAT(Lines(queries_.GetBalance(0, "a1", {.day = Day(6)})),
              ElementsAre("101.00 EUR open on 2, 60.00 EUR disputed, 0.00 EUR unapplied",
                          "7.00 USD open on 1, 0.00 USD disputed, 0.00 USD unapplied"));
  EXPECT_THAT(Lines(queries_.GetBalance(0, "a1", {.known_at = At(4)})),
              ElementsAre("101.00 EUR open on 2, 0.00 EUR disputed, 0.00 EUR unapplied",
                          "7.00 USD open on 1, 0.00 USD disputed, 0.00 USD unapplied"));
  EXPECT_THAT(Lines(queries_.GetBalance(0, "a2", {})), IsEmpty());
}

TEST_F(ItemQueriesTest, AgingIsOfOneIssuerOverAllShards) {
  Open(0, "a1", "issuers/acme");
  Open(0, "a2", "issuers/other");
  Open(1, "a3", "issuers/acme");
  Issue(0, "a1", "i1", Eur(100'00), Day(10));
  Issue(0, "a2", "i2", Eur(200'00), Day(10));
  Issue(1, "a3", "i3", Eur(300'00), Day(10));
  Issue(1, "a3", "i4", Eur(400'00), Day(41));
  Run(1, "a3", At(2), MarkDisputed{"d1", "i3", std::nullopt, Day(1)});
  Run(1, "a3", At(50), RecordPayment{"p1", Eur(402'00), Day(41), {{"i4", Eur(400'00)}}});
  EXPECT_THAT(Rows(queries_.ReportAging("issuers/acme", {.day = Day(40)})),
              ElementsAre("AGING_BUCKET_CURRENT: 1, 400.00 EUR",
                          "AGING_BUCKET_DAYS_1_TO_30: 2, 400.00 EUR"));
  EXPECT_THAT(Rows(queries_.ReportAging("issuers/acme", {.day = Day(41)})),
              ElementsAre("AGING_BUCKET_DAYS_31_TO_60: 2, 400.00 EUR", "unapplied 2.00 EUR"));
  EXPECT_THAT(Rows(queries_.ReportAging("issuers/acme", {Day(41), At(49)})),
              ElementsAre("AGING_BUCKET_CURRENT: 1, 400.00 EUR",
                          "AGING_BUCKET_DAYS_31_TO_60: 2, 400.00 EUR"));
  EXPECT_THAT(Rows(queries_.ReportAging("issuers/nobody", {.day = Day(41)})), IsEmpty());
}

}  // namespace
}  // namespace recourse::invoicing
