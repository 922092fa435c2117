#include "services/invoicing/views/issuer_items_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "libs/wire/event.h"
#include "services/invoicing/domain/random_commands.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

using Log = wire::ViewLog<IssuerItemsView>;

void Open(Log& log, const std::string& account_id, const std::string& issuer) {
  AccountProfile profile;
  profile.issuer = issuer;
  log.Happens<AccountAggregate>("accounts/" + account_id, "account", AccountOpened{profile});
}

void Happen(Log& log, const std::string& account_id, const LedgerEvent& event, Instant at = {}) {
  log.Happens<LedgerAggregate>("accounts/" + account_id, "ledger", event, at);
}

const PaymentRecorded kPaid{"p1", Eur(9'00), Day(3), {}, {}, Eur(9'00), false, {}};
const RefundRequested kAsked{"r1", {RefundSourceKind::kPayment, "p1"}, Eur(4'00), Day(4), "", {},
                             {}};

std::optional<IssuerItem> Known(const Log& log, const std::string& key, std::uint64_t sequence,
                                Instant known_at = Instant::max()) {
  const auto row = wire::Unpack<views::v1::IssuerItemRow>(log.rows().at(key));
  CHECK(row);
  return KnownThrough(*row, sequence, known_at);
}

TEST(IssuerItemsViewTest, ItemsLieByKindAndIssuer) {
  Log log;
  Open(log, "a1", "issuers/acme");
  Open(log, "a2", "issuers/beta");
  for (const std::string account : {"a1", "a2", "nobody"}) {
    Happen(log, account, InvoiceRequested{"accounts/" + account, "i1", Content("i1", Eur(5'00))});
    Happen(log, account, kPaid);
    Happen(log, account, kAsked);
  }
  EXPECT_THAT(log.Keys("i/"), ElementsAre("i/acme/a1/i1", "i/beta/a2/i1"));
  EXPECT_THAT(log.Keys("p/"), ElementsAre("p/acme/a1/p1", "p/beta/a2/p1"));
  EXPECT_THAT(log.Keys("r/"), ElementsAre("r/acme/a1/r1", "r/beta/a2/r1"));
  EXPECT_EQ(log.Rebuilt(), log.rows());
}

TEST(IssuerItemsViewTest, ARowTellsWhatWasKnownAtASequenceAndAMoment) {
  Log log;
  const auto at = [](int us) { return Instant(Instant::duration(us)); };
  Open(log, "a1", "issuers/acme");
  Happen(log, "a1", kPaid, at(10));
  Happen(log, "a1", kAsked, at(10));
  Happen(log, "a1", RefundSent{"r1", {RefundSourceKind::kPayment, "p1"}, Eur(4'00), Day(5), "b"},
         at(20));
  const std::string payment = "p/acme/a1/p1";
  const std::string refund = "r/acme/a1/r1";
  EXPECT_FALSE(Known(log, payment, 1));
  EXPECT_FALSE(Known(log, payment, 9, at(9)));
  EXPECT_EQ(Known(log, payment, 2)->unapplied, Eur(9'00));
  EXPECT_EQ(Known(log, payment, 2)->day, Day(3));
  EXPECT_EQ(Known(log, payment, 3)->unapplied, Eur(5'00));
  EXPECT_FALSE(Known(log, refund, 2));
  EXPECT_EQ(Known(log, refund, 3)->refund_state, v1::REFUND_STATE_REQUESTED);
  EXPECT_EQ(Known(log, refund, 4, at(19))->refund_state, v1::REFUND_STATE_REQUESTED);
  EXPECT_EQ(Known(log, refund, 4, at(20))->refund_state, v1::REFUND_STATE_SENT);
}

views::v1::IssuerInvoiceStatus StatusOf(const Invoice& invoice) {
  if (invoice.cancelled) return views::v1::ISSUER_INVOICE_STATUS_CANCELLED;
  switch (invoice.status) {
    case Invoice::Status::kRequested:
      return views::v1::ISSUER_INVOICE_STATUS_REQUESTED;
    case Invoice::Status::kIssued:
      return views::v1::ISSUER_INVOICE_STATUS_ISSUED;
    case Invoice::Status::kRefused:
      return views::v1::ISSUER_INVOICE_STATUS_REFUSED;
  }
  __builtin_unreachable();
}

v1::RefundState StateOf(const Refund& refund) {
  switch (refund.state) {
    case RefundState::kRequested:
      return v1::REFUND_STATE_REQUESTED;
    case RefundState::kSent:
      return v1::REFUND_STATE_SENT;
    case RefundState::kFailed:
      return v1::REFUND_STATE_FAILED;
    case RefundState::kCancelled:
      return v1::REFUND_STATE_CANCELLED;
  }
  __builtin_unreachable();
}

void ExpectSame(const Log& log, std::uint64_t sequence, const Ledger& ledger) {
  for (const auto& [id, invoice] : ledger.invoices) {
    const auto known = Known(log, "i/acme/a1/" + id, sequence);
    RC_ASSERT(known);
    RC_ASSERT(known->amount == invoice.amount);
    RC_ASSERT(known->day == invoice.issue_date);
    RC_ASSERT(known->due == invoice.due_date);
    RC_ASSERT(known->number == invoice.number);
    RC_ASSERT(known->status == StatusOf(invoice));
  }
  for (const auto& [id, payment] : ledger.payments) {
    const auto known = Known(log, "p/acme/a1/" + id, sequence);
    RC_ASSERT(known);
    RC_ASSERT(known->amount == payment.amount);
    RC_ASSERT(known->day == payment.effective);
    RC_ASSERT(known->unapplied == payment.unapplied);
  }
  for (const auto& [id, refund] : ledger.refunds) {
    const auto known = Known(log, "r/acme/a1/" + id, sequence);
    RC_ASSERT(known);
    RC_ASSERT(known->amount == refund.amount);
    RC_ASSERT(known->day == refund.effective);
    RC_ASSERT(known->refund_state == StateOf(refund));
  }
}

// At each event of a random history, told once all of it had happened.
RC_GTEST_PROP(IssuerItemsPropertyTest, WhatWasKnownIsWhatTheLedgerHad, ()) {
  Log log;
  Open(log, "a1", "issuers/acme");
  std::vector<Ledger> ledgers;
  RunRandomCommands(100, [&](const LedgerEvent& event, const Ledger& ledger) {
    Happen(log, "a1", event);
    ledgers.push_back(ledger);
  });
  for (std::size_t i = 0; i < ledgers.size(); ++i) ExpectSame(log, i + 2, ledgers[i]);
}

}  // namespace
}  // namespace recourse::invoicing
