#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/random_commands.h"
#include "services/invoicing/domain/roll_forward.h"

namespace recourse::invoicing {
namespace {

constexpr int kCommands = 200;

struct Recorded {
  Instant at;
  LedgerEvent event;
};

// Random events, some at one moment, with what is open on debts behind each of them.
std::vector<Recorded> AnyHistory(std::vector<std::map<Currency, std::int64_t>>* open = nullptr) {
  std::vector<Recorded> history;
  Instant now(Day(1));
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger& ledger) {
    now += std::chrono::hours(Pick(0, 30));
    history.push_back({now, event});
    if (open == nullptr) return;
    std::map<Currency, std::int64_t> sums;
    for (const auto& [id, invoice] : ledger.invoices) {
      if (invoice.status != Invoice::Status::kIssued) continue;
      sums[invoice.open.currency] += invoice.open.minor_units;
    }
    for (const auto& [id, charge] : ledger.charges) {
      sums[charge.open.currency] += charge.open.minor_units;
    }
    open->push_back(std::move(sums));
  });
  return history;
}

// Closings and reopenings at random moments of the history.
struct AnyPeriods {
  std::vector<std::pair<Instant, PeriodsEvent>> changes;

  explicit AnyPeriods(const std::vector<Recorded>& history) {
    Periods state;
    for (const Recorded& recorded : history) {
      if (Pick(0, 12) != 0) continue;
      const std::string id = std::to_string(changes.size());
      PeriodsCommand command = ClosePeriod{id, Day(Pick(-10, 150))};
      if (Pick(0, 3) == 0) command = ReopenPeriod{id, Day(Pick(-10, 150)), "so"};
      const auto decision = PeriodsDecider::Decide(command, state, kEndOf2012);
      if (!decision) continue;
      for (const PeriodsEvent& event : *decision) {
        changes.emplace_back(recorded.at, event);
        state = PeriodsDecider::Evolve(std::move(state), event);
      }
    }
  }
  // As far as they were recorded at or before `at`.
  ClosedPeriods Known(Instant at) const {
    ClosedPeriods periods;
    for (const auto& [recorded_at, event] : changes) {
      if (recorded_at <= at) periods.Add(recorded_at, event);
    }
    return periods;
  }
};

std::vector<RollForwardLine> Report(const std::vector<Recorded>& history, Date from, Date through,
                                    const ClosedPeriods& periods, Instant known_at) {
  RollForward report(from, through, periods);
  for (const auto& [at, event] : history) {
    if (at <= known_at) report.Add(event, at);
  }
  return report.Lines();
}

// The heart of closing: figures of closed days are those of every later moment.
RC_GTEST_PROP(RollForwardPropertyTest, ClosedFiguresNeverChangeWhileTheyStayClosed, ()) {
  const auto history = AnyHistory();
  const AnyPeriods all(history);
  if (history.empty() || all.changes.empty()) return;
  for (std::size_t i = 0; i < all.changes.size(); ++i) {
    const Instant closed_at = all.changes[i].first;
    const auto closed_through = all.Known(closed_at).ClosedThrough(closed_at);
    RC_ASSERT(closed_through.has_value());
    // Until the days are reopened, if ever.
    Instant until = history.back().at;
    for (const auto& [at, event] : all.changes) {
      const auto* reopened = std::get_if<PeriodReopened>(&event);
      if (reopened != nullptr && at > closed_at && reopened->from <= *closed_through) {
        until = std::min(until, at - Instant::duration(1));
      }
    }
    const auto lines = [&](Instant known_at) {
      auto found = Report(history, Day(-400), *closed_through, all.Known(known_at), known_at);
      std::erase_if(found, [](const RollForwardLine& line) {
        return line == RollForwardLine{.currency = line.currency};
      });
      return found;
    };
    RC_ASSERT(lines(closed_at) == lines(std::max(until, closed_at)));
  }
}

RC_GTEST_PROP(RollForwardPropertyTest, ARangeOpensWithTheClosingOfTheOneBefore, ()) {
  const auto history = AnyHistory();
  const AnyPeriods all(history);
  if (history.empty()) return;
  const Instant known_at = history.back().at;
  const ClosedPeriods periods = all.Known(known_at);
  const Date border = Day(Pick(-20, 150));
  const auto before = Report(history, Day(-400), border, periods, known_at);
  const auto after = Report(history, border + Days(1), Day(400), periods, known_at);
  for (const RollForwardLine& line : before) {
    const auto next = std::find_if(after.begin(), after.end(), [&](const RollForwardLine& other) {
      return other.currency == line.currency;
    });
    RC_ASSERT(next != after.end());
    RC_ASSERT(next->opening == line.closing);
    RC_ASSERT(next->unapplied_opening == line.unapplied_closing);
  }
}

// Whatever was closed, over all days it is what the ledger has open.
RC_GTEST_PROP(RollForwardPropertyTest, TheLastClosingIsWhatIsOpen, ()) {
  std::vector<std::map<Currency, std::int64_t>> open;
  const auto history = AnyHistory(&open);
  const AnyPeriods all(history);
  if (history.empty()) return;
  const Instant known_at = history.back().at;
  for (const RollForwardLine& line :
       Report(history, Day(Pick(-20, 150)), Day(4000), all.Known(known_at), known_at)) {
    RC_ASSERT(line.closing == open.back()[line.currency]);
  }
}

}  // namespace
}  // namespace recourse::invoicing
