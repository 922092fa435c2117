#pragma once

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "services/collections/domain/case.h"
#include "services/collections/domain/morning.h"

namespace recourse::collections {

// For tests: Day(2012, 2, 29).
inline Date Day(int year, unsigned month, unsigned day) {
  return date::year(year) / date::month(month) / date::day(day);
}

inline Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

inline Account BusinessIn(const std::string& time_zone) {
  Account account;
  account.issuer = "issuers/acme";
  account.language = "de";
  account.time_zone = time_zone;
  account.country = "DE";
  account.region = "BY";
  return account;
}

// Plays a case in time. Facts come at 00:00 of the customer's day, the ladder at 09:00; between two
// facts every timer that the case asked for fires, as the engine would have it.
class CaseScript {
 public:
  struct Happened {
    Instant at;
    CaseEvent event;
  };

  explicit CaseScript(Account account = BusinessIn("UTC"))
      : mornings_(*Mornings::In(account.time_zone)) {
    Do(ObserveAccount{std::move(account)}, Instant{});
  }

  CaseScript& With(std::vector<Agency> agencies) {
    agencies_ = std::move(agencies);
    return *this;
  }

  // Lets time pass until 00:00 of `day`, then does `command`, which must be accepted.
  std::vector<CaseEvent> On(Date day, const CaseCommand& command) {
    const Instant midnight = mornings_.Of(day) - std::chrono::hours(9);
    LetPass(midnight);
    return Do(command, midnight);
  }

  // An invoice of 100.00 due on `due`, told on `day`.
  void Invoice(const std::string& id, Date due, Date day) {
    On(day, ObserveInvoice{id, "R-" + id, due - Days(30), due, Eur(100'00), Eur(100'00)});
  }
  void Balance(const std::string& id, Date day, BalanceCause cause, std::int64_t open,
               std::int64_t disputed = 0) {
    On(day, ObserveBalances{cause, "ref-1", {{id, Eur(open), Eur(disputed)}}});
  }

  // Lets time pass through the morning of `day`; gives what was done since the last call, a line an
  // event: "2012-02-05 friendly i1".
  std::vector<std::string> Through(Date day) {
    LetPass(mornings_.Of(day) + std::chrono::microseconds(1));
    return std::exchange(lines_, {});
  }

  const Case& kase() const { return kase_; }
  // All that happened since the script began.
  const std::vector<Happened>& history() const { return history_; }

  template <class Event>
  std::vector<Event> All() const {
    std::vector<Event> all;
    for (const auto& happened : history_) {
      if (const auto* wanted = std::get_if<Event>(&happened.event)) all.push_back(*wanted);
    }
    return all;
  }

 private:
  void LetPass(Instant until) {
    while (kase_.next_run_at && *kase_.next_run_at < until) {
      const Instant due = *kase_.next_run_at;
      Do(RunLadder{agencies_}, due);
      ASSERT_NE(kase_.next_run_at, due) << "a run must use its timer up";
    }
  }

  std::vector<CaseEvent> Do(const CaseCommand& command, Instant now) {
    auto decision = CaseDecider::Decide(command, kase_, now);
    EXPECT_TRUE(decision) << "refused by rule " << static_cast<int>(decision.error().rule);
    if (!decision) return {};
    for (const auto& event : *decision) {
      kase_ = CaseDecider::Evolve(std::move(kase_), event);
      history_.push_back({now, event});
      Note(event, now);
    }
    return *decision;
  }

  void Note(const CaseEvent& event, Instant now) {
    const std::string day = ToString(mornings_.Today(now)) + " ";
    if (const auto* run = std::get_if<LadderRun>(&event)) {
      for (const auto& step : run->steps) {
        lines_.push_back(day + std::string(Name(step.kind)) + " " + step.invoice_id);
      }
    } else if (const auto* hold = std::get_if<HoldEnded>(&event)) {
      lines_.push_back(day + "hold ended " + hold->hold_id);
    } else if (const auto* kept = std::get_if<PromiseKept>(&event)) {
      lines_.push_back(day + "promise kept " + kept->promise_id);
    } else if (const auto* broken = std::get_if<PromiseBroken>(&event)) {
      lines_.push_back(day + "promise broken " + broken->promise_id);
    } else if (const auto* offered = std::get_if<PlacementOffered>(&event)) {
      lines_.push_back(day + "offered " + offered->placement_id + " to " + offered->partner);
    } else if (const auto* recalled = std::get_if<PlacementRecalled>(&event)) {
      lines_.push_back(day + "recalled " + recalled->placement_id);
    }
  }

  const Mornings mornings_;
  std::vector<Agency> agencies_;
  Case kase_;
  std::vector<Happened> history_;
  std::vector<std::string> lines_;
};

}  // namespace recourse::collections
