#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/postings.h"
#include "services/invoicing/domain/random_commands.h"
#include "services/invoicing/views/item_balance.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

constexpr int kCommands = 250;

// One event of a random history, and what the ledger had open and disputed after it.
struct Step {
  LedgerEvent event;
  Instant recorded_at;
  std::map<std::string, std::pair<Money, Money>> balances;  // Of issued invoices: open, disputed.
};

std::vector<Step> RandomHistory() {
  std::vector<Step> steps;
  Instant now(Day(1));
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger& ledger) {
    now += std::chrono::hours(Pick(0, 30));  // Several events may share one instant.
    Step step{event, now, {}};
    for (const auto& [id, invoice] : ledger.invoices) {
      if (invoice.status != Invoice::Status::kIssued) continue;
      step.balances.emplace(id, std::pair(invoice.open, invoice.Disputed()));
    }
    steps.push_back(std::move(step));
  });
  return steps;
}

void ApplySteps(const std::vector<Step>& steps, std::size_t count, wire::MemoryRows& rows) {
  ItemsView view;
  for (std::size_t i = 0; i < count; ++i) {
    auto record = RecordOf("a1", steps[i].event, steps[i].recorded_at);
    record.set_sequence(i + 1);
    view.Apply(record, rows);
  }
}

views::v1::ItemRow Parsed(const std::string& bytes) {
  views::v1::ItemRow row;
  CHECK(row.ParseFromString(bytes));
  return row;
}

RC_GTEST_PROP(ItemsPropertyTest, AllThatIsKnownIsWhatTheLedgerHasOpen, ()) {
  const std::vector<Step> steps = RandomHistory();
  wire::MemoryRows rows;
  ApplySteps(steps, steps.size(), rows);
  if (steps.empty()) return;
  for (const auto& [id, balance] : steps.back().balances) {
    const auto row = Parsed(rows.Get(ItemsView::InvoiceKey("a1", id)).value());
    const ItemBalance seen = BalanceOf(row, AsOf{});
    RC_ASSERT(seen.open == balance.first);
    RC_ASSERT(seen.disputed == balance.second);
    RC_ASSERT(row.open_minor_units() == balance.first.minor_units);
    RC_ASSERT(row.disputed_minor_units() == balance.second.minor_units);
  }
}

// At each position, told once all had happened: what pages of one list are made of.
RC_GTEST_PROP(ItemsPropertyTest, WhatWasKnownAtAPositionIsWhatTheLedgerHadOpen, ()) {
  const std::vector<Step> steps = RandomHistory();
  wire::MemoryRows rows;
  ApplySteps(steps, steps.size(), rows);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (const auto& [id, balance] : steps[i].balances) {
      const auto row = Parsed(rows.Get(ItemsView::InvoiceKey("a1", id)).value());
      const ItemBalance seen = BalanceOf(row, {.through = i + 1});
      RC_ASSERT(seen.open == balance.first);
      RC_ASSERT(seen.disputed == balance.second);
    }
  }
}

// The recorded axis: what was known at a moment is what the ledger had open then.
RC_GTEST_PROP(ItemsPropertyTest, WhatWasKnownIsWhatTheLedgerHadOpen, ()) {
  const std::vector<Step> steps = RandomHistory();
  wire::MemoryRows rows;
  ApplySteps(steps, steps.size(), rows);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i + 1 < steps.size() && steps[i + 1].recorded_at == steps[i].recorded_at) continue;
    for (const auto& [id, balance] : steps[i].balances) {
      const auto row = Parsed(rows.Get(ItemsView::InvoiceKey("a1", id)).value());
      const ItemBalance seen = BalanceOf(row, {.known_at = steps[i].recorded_at});
      RC_ASSERT(seen.open == balance.first);
      RC_ASSERT(seen.disputed == balance.second);
    }
  }
}

// Both axes at once, against the postings themselves.
RC_GTEST_PROP(ItemsPropertyTest, OpenIsTheSumOfPostingsEffectiveAndRecordedByThen, ()) {
  const std::vector<Step> steps = RandomHistory();
  wire::MemoryRows rows;
  ApplySteps(steps, steps.size(), rows);
  const AsOf as_of{Day(Pick(-10, 150)), Instant(Day(Pick(0, 200)))};

  std::map<std::string, std::int64_t> expected;  // By key.
  for (const Step& step : steps) {
    for (const Posting& posting : Postings(step.event)) {
      std::string key;
      if (posting.account == ChartAccount::kReceivable) {
        key = ItemsView::InvoiceKey("a1", posting.item);
      } else if (posting.account == ChartAccount::kUnappliedCash) {
        key = ItemsView::PaymentKey("a1", posting.item);
      } else if (posting.account == ChartAccount::kCharges) {
        key = ItemsView::ChargeKey("a1", posting.item);
      } else {
        continue;
      }
      const bool counts = posting.effective <= as_of.day && step.recorded_at <= as_of.known_at;
      expected[key] += counts ? posting.amount.minor_units : 0;
    }
  }
  std::erase_if(rows.rows, [](const auto& row) { return ItemsView::IsContentKey(row.first); });
  RC_ASSERT(rows.rows.size() == expected.size());
  for (const auto& [key, bytes] : rows.rows) {
    RC_ASSERT(OpenOf(Parsed(bytes), as_of) == BalanceOf(Parsed(bytes), as_of).open);
    RC_ASSERT(BalanceOf(Parsed(bytes), as_of).open.minor_units == expected.at(key));
  }
}

RC_GTEST_PROP(ItemsPropertyTest, RebuiltEqualsLiveByteForByte, ()) {
  const std::vector<Step> steps = RandomHistory();
  const auto stopped = static_cast<std::size_t>(Pick(0, static_cast<int>(steps.size()) + 1));
  wire::MemoryRows live;
  ItemsView view;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto record = RecordOf("a1", steps[i].event, steps[i].recorded_at);
    record.set_sequence(i + 1);
    view.Apply(record, live);
    if (i + 1 != stopped) continue;
    wire::MemoryRows rebuilt;
    ApplySteps(steps, stopped, rebuilt);
    RC_ASSERT(rebuilt.rows == live.rows);
  }
  wire::MemoryRows rebuilt;
  ApplySteps(steps, steps.size(), rebuilt);
  RC_ASSERT(rebuilt.rows == live.rows);
}

}  // namespace
}  // namespace recourse::invoicing
