#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "services/invoicing/domain/controlled_commands.h"
#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/postings.h"
#include "services/invoicing/domain/random_commands.h"

namespace recourse::invoicing {
namespace {

constexpr int kCommands = 250;

const std::vector<InvoiceBalance>& BalancesOf(const LedgerEvent& event) {
  static const std::vector<InvoiceBalance> kNone;
  return std::visit(
      [](const auto& happened) -> const std::vector<InvoiceBalance>& {
        if constexpr (requires { happened.balances; }) return happened.balances;
        return kNone;
      },
      event);
}

const std::vector<ChargeBalance>& ChargeBalancesOf(const LedgerEvent& event) {
  static const std::vector<ChargeBalance> kNone;
  return std::visit(
      [](const auto& happened) -> const std::vector<ChargeBalance>& {
        if constexpr (requires { happened.charge_balances; }) return happened.charge_balances;
        return kNone;
      },
      event);
}

RC_GTEST_PROP(LedgerPropertyTest, InvariantHoldsAtEveryPosition, ()) {
  RunRandomCommands(kCommands, [](const LedgerEvent&, const Ledger& ledger) {
    const auto broken = BrokenInvariant(ledger);
    if (broken) RC_FAIL(*broken);
  });
}

RC_GTEST_PROP(LedgerPropertyTest, InterestIsWhatItsTermsMakeAfterEveryCommand, ()) {
  int corrected = 0;
  int released = 0;
  RunRandomCommands(
      kCommands,
      [&](const LedgerEvent& event, const Ledger&) {
        const auto* assessed = std::get_if<InterestAssessed>(&event);
        if (assessed == nullptr) return;
        corrected += assessed->corrected;
        released += !assessed->released.empty();
      },
      [](const Ledger& ledger) {
        const auto broken = BrokenInterest(ledger);
        if (broken) RC_FAIL(*broken);
      });
  RC_CLASSIFY(corrected > 0, "interest corrected");
  RC_CLASSIFY(released > 0, "payments got something back");
}

RC_GTEST_PROP(LedgerPropertyTest, BalancesInEventsAreTheLedgers, ()) {
  RunRandomCommands(kCommands, [](const LedgerEvent& event, const Ledger& ledger) {
    for (const InvoiceBalance& balance : BalancesOf(event)) {
      const Invoice& invoice = *ledger.Find(balance.invoice_id);
      RC_ASSERT(balance.open == invoice.open);
      RC_ASSERT(balance.disputed == invoice.Disputed());
    }
    for (const ChargeBalance& balance : ChargeBalancesOf(event)) {
      RC_ASSERT(balance.open == ledger.charges.at(balance.charge_id).open);
    }
  });
}

RC_GTEST_PROP(LedgerPropertyTest, PostingsAddUpToZeroOnEachDayAndToWhatIsOpen, ()) {
  std::map<std::string, Money> receivable;
  std::map<std::string, Money> charged;
  std::map<std::string, std::int64_t> payable;  // By refund.
  std::map<std::string, std::int64_t> unapplied;
  const Ledger ledger = RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger&) {
    std::map<std::pair<Date, Currency>, std::int64_t> sums;
    for (const Posting& posting : Postings(event)) {
      sums[{posting.effective, posting.amount.currency}] += posting.amount.minor_units;
      const std::string item(posting.item);
      if (posting.account == ChartAccount::kRefundsPayable) {
        payable[item] -= posting.amount.minor_units;
      } else if (posting.account == ChartAccount::kUnappliedCash) {
        unapplied[item] -= posting.amount.minor_units;
      }
      const bool of_charge = posting.account == ChartAccount::kCharges;
      if (posting.account != ChartAccount::kReceivable && !of_charge) continue;
      const Money none{0, posting.amount.currency};
      auto& items = of_charge ? charged : receivable;
      Money& open = items.try_emplace(item, none).first->second;
      open = open + posting.amount;
    }
    for (const auto& [day, sum] : sums) RC_ASSERT(sum == 0);
  });
  for (const auto& [id, invoice] : ledger.invoices) {
    if (invoice.status != Invoice::Status::kIssued) continue;
    RC_ASSERT(receivable.contains(id));
    RC_ASSERT(receivable.at(id) == invoice.open);
  }
  for (const auto& [id, charge] : ledger.charges) RC_ASSERT(charged.at(id) == charge.open);
  for (const auto& [id, payment] : ledger.payments) {
    RC_ASSERT(unapplied[id] == payment.unapplied.minor_units);
  }
  for (const auto& [id, refund] : ledger.refunds) {
    const bool set_aside = refund.state == RefundState::kRequested;
    RC_ASSERT(payable.at(id) == (set_aside ? refund.amount.minor_units : 0));
  }
}

// Of each currency, what set-offs took from one side they took from the other.
RC_GTEST_PROP(LedgerPropertyTest, WhatIsSetOffAddsUpToNothing, ()) {
  int set_off = 0;
  int reversed = 0;
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger& ledger) {
    set_off += std::holds_alternative<ItemsSetOff>(event);
    reversed += std::holds_alternative<SetOffReversed>(event);
    std::map<Currency, std::int64_t> sums;
    for (const auto& [id, invoice] : ledger.invoices) {
      sums[invoice.amount.currency] += invoice.set_off.minor_units;
    }
    for (const auto& [currency, sum] : sums) RC_ASSERT(sum == 0);
  });
  RC_CLASSIFY(set_off > 0, "items set off");
  RC_CLASSIFY(reversed > 0, "a set-off reversed");
}

RC_GTEST_PROP(LedgerPropertyTest, NoInvoiceIsClearedBeforeItIsIssued, ()) {
  std::map<std::string, Date> issued_on;
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger&) {
    if (const auto* issued = std::get_if<InvoiceIssued>(&event)) {
      issued_on[issued->invoice_id] = issued->content.issue_date;
    }
    for (const Posting& posting : Postings(event)) {
      if (posting.account != ChartAccount::kReceivable) continue;
      RC_ASSERT(posting.effective >= issued_on.at(std::string(posting.item)));
    }
  });
}

RC_GTEST_PROP(LedgerPropertyTest, ADiscountIsInTimeClearsItsInvoiceAndIsNeverMoreThanAgreed, ()) {
  int taken = 0;
  int reversed = 0;
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger& ledger) {
    reversed += std::holds_alternative<DiscountReversed>(event);
    if (const auto* discount = std::get_if<DiscountTaken>(&event)) {
      ++taken;
      const Invoice& invoice = *ledger.Find(discount->invoice_id);
      RC_ASSERT(invoice.open.minor_units == 0);
      RC_ASSERT(invoice.Claimed().minor_units == 0);
      RC_ASSERT(ledger.payments.at(discount->payment_id).effective <= discount->last_day);
      // With what the payment has put there now, at most the step's share of the invoice.
      const Money most = DiscountOf(invoice.amount, discount->millionths);
      RC_ASSERT(discount->amount <= most);
      RC_ASSERT(discount->amount.minor_units > 0);
    }
  });
  RC_CLASSIFY(taken > 0, "discounts taken");
  RC_CLASSIFY(reversed > 0, "discounts taken back");
}

constexpr std::int64_t kAloneUpTo = 20;

// Holds what may need a second person against a limit; a fourth of it is approved.
LedgerCommand HeldAgainstALimit(LedgerCommand command, const Ledger& ledger) {
  if (auto* const credit = std::get_if<IssueCreditNote>(&command))
    *credit = Priced(*credit, ledger);
  std::visit(
      [&](auto& asked) {
        if constexpr (requires { asked.control; }) {
          Currency currency;
          if constexpr (requires { asked.amount; }) {
            currency = asked.amount.currency;
          } else if constexpr (requires { asked.content; }) {
            currency = asked.content.amount.currency;
            asked.by_second_person = Pick(0, 4) == 0;
          } else if constexpr (requires { asked.charge_id; }) {
            const auto charge = ledger.charges.find(asked.charge_id);
            if (charge != ledger.charges.end()) currency = charge->second.amount.currency;
          } else if (const Invoice* const invoice = ledger.Find(asked.invoice_id)) {
            currency = invoice->amount.currency;
          }
          asked.control.limit = Money{kAloneUpTo, currency};
          if constexpr (!requires { asked.content; }) {
            if (Pick(0, 4) == 0) asked.control.approval_id = "x1";
          }
        }
      },
      command);
  return command;
}

// However it is split, one person alone has not done more on one item.
RC_GTEST_PROP(LedgerPropertyTest, NobodyAloneGoesBeyondTheLimitOnOneItem, ()) {
  Ledger ledger;
  for (int i = 0; i < 2 * kCommands; ++i) {
    const auto decision =
        LedgerDecider::Decide(HeldAgainstALimit(AnyCommand(), ledger), ledger, kEndOf2012);
    if (!decision) continue;
    for (const auto& event : *decision) ledger = LedgerDecider::Evolve(std::move(ledger), event);
  }
  std::map<std::string, std::int64_t> alone;
  for (const auto& [id, each] : ledger.write_offs) {
    if (each.control.Alone() && !each.reversed)
      alone["w" + each.invoice_id] += each.amount.minor_units;
  }
  for (const auto& [id, each] : ledger.waivers) {
    if (each.control.Alone() && !each.reversed)
      alone["v" + each.charge_id] += each.amount.minor_units;
  }
  for (const auto& [id, each] : ledger.credit_notes) {
    if (each.control.Alone()) alone["c" + each.invoice_id] += each.amount.minor_units;
  }
  for (const auto& [id, each] : ledger.invoices) {
    if (each.lowered_alone) alone["c" + id] += each.lowered_alone->minor_units;
  }
  for (const auto& [id, each] : ledger.refunds) {
    if (each.control.Alone() && each.InForce()) {
      alone["r" + each.source.item_id] += each.amount.minor_units;
    }
  }
  for (const auto& [item, minor_units] : alone) RC_ASSERT(minor_units <= kAloneUpTo);
}

// A control: the checker sees books that are wrong.
TEST(LedgerInvariantTest, NamesWhatIsWrong) {
  const Ledger good = Replay<LedgerDecider>(
      After(Open({Issued("i1", Eur(100'00))}), RecordPayment{"p1", Eur(60'00), Day(5), {}}));
  EXPECT_EQ(BrokenInvariant(good), std::nullopt);

  Ledger lost_a_cent = good;
  lost_a_cent.invoices.at("i1").open = Eur(39'99);
  EXPECT_EQ(BrokenInvariant(lost_a_cent),
            "invoice i1: 100.00 EUR is not paid 60.00 EUR + credited 0.00 EUR + "
            "set off 0.00 EUR + discounted 0.00 EUR + refunded 0.00 EUR + written off 0.00 EUR + "
            "open 39.99 EUR");
  Ledger paid_too_much = good;
  paid_too_much.invoices.at("i1").open = Eur(-1'00);
  paid_too_much.invoices.at("i1").paid = Eur(101'00);
  EXPECT_EQ(BrokenInvariant(paid_too_much), "invoice i1: -1.00 EUR is open of 100.00 EUR");
  Ledger lost_a_payment = good;
  lost_a_payment.payments.clear();
  EXPECT_EQ(BrokenInvariant(lost_a_payment), "invoice i1: 6000 minor units were paid by nobody");
  Ledger lost_an_allocation = good;
  lost_an_allocation.payments.at("p1").allocations.clear();
  EXPECT_EQ(BrokenInvariant(lost_an_allocation), "payment p1: 60.00 EUR of it is nowhere");
  Ledger credited_by_nobody = good;
  credited_by_nobody.invoices.at("i1").open = Eur(39'00);
  credited_by_nobody.invoices.at("i1").credited = Eur(1'00);
  EXPECT_EQ(BrokenInvariant(credited_by_nobody),
            "invoice i1: credit notes, set-offs, discounts and write-offs differ from it "
            "by 100");
  Ledger set_off_by_nobody = good;
  set_off_by_nobody.invoices.at("i1").open = Eur(39'00);
  set_off_by_nobody.invoices.at("i1").set_off = Eur(1'00);
  EXPECT_EQ(BrokenInvariant(set_off_by_nobody),
            "invoice i1: credit notes, set-offs, discounts and write-offs differ from it "
            "by 100");
  Ledger less_than_nothing = good;
  less_than_nothing.invoices.at("i1").open = Eur(41'00);
  less_than_nothing.invoices.at("i1").written_off = Eur(-1'00);
  EXPECT_EQ(BrokenInvariant(less_than_nothing),
            "invoice i1: less than nothing, -1.00 EUR, was cleared");
  Ledger not_in_order = good;
  not_in_order.open_by_due.clear();
  EXPECT_EQ(BrokenInvariant(not_in_order), "invoice i1 is open, yet not in the order by due date");
  Ledger too_much_in_order = good;
  too_much_in_order.open_by_due.emplace(Day(1), "i9");
  EXPECT_EQ(BrokenInvariant(too_much_in_order),
            "an order by due date, number or dispute names what does not exist");
  Ledger early = Replay<LedgerDecider>({Requested("i1", Eur(100'00))});
  early.invoices.at("i1").paid = Eur(1'00);
  EXPECT_EQ(BrokenInvariant(early), "invoice i1 is not issued, yet money moved on it");
}

}  // namespace
}  // namespace recourse::invoicing
