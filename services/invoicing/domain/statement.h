#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "libs/decider/decider.h"
#include "services/invoicing/domain/statement_commands.h"
#include "services/invoicing/domain/statement_events.h"

namespace recourse::invoicing {

inline constexpr std::size_t kStatementTextBytesMax = 500;  // Each text of the bank's.
inline constexpr std::size_t kCreditorReferencesMax = 20;   // Of one line.
inline constexpr std::size_t kDocumentsMax = 100;           // Of one line.
inline constexpr std::size_t kLinesAtOnceMax = 500;         // Of one command.
inline constexpr std::size_t kPartsMax = 50;                // Of one line, at once.
inline constexpr int kStatementLinesMax = 1'000'000;

// Why a statement refuses, in the order in which its commands are declared.
enum class StatementRule {
  // Loading.
  kLinesOutOfOrder,
  kTooManyLines,
  kLineWithoutDay,
  kSumTooLarge,
  kEntriesMissing,  // Lines and sums are not those that were announced.
  // Lines.
  kStatementNotComplete,
  kUnknownLine,
  kLineNotWaiting,  // It was settled or ignored, or is not money that came in.
  kConfirmedOtherwise,
  kDesignatedMoreThanPaid,
  kTooManyDesignations,
  kDesignatedTwice,
  kCurrencyDiffers,
  kDateInFuture,
  kLineChanged,  // Since it was looked at.
  // Splitting a line.
  kTooManyParts,
  kPartNotPositive,
  kAccountTwice,
  kPartsNotTheAmount,
};

// A line of money that came in and is not settled. Of a million lines each may wait: what is said
// of few stands apart, and who pays is told by those who have read the line.
struct WaitingLine {
  Money amount;  // Less the parts that are recorded.
  Date effective;
};

// What accounts are to answer of a line.
struct PromisedPart {
  std::string account;
  std::string payment_id;
  Money amount;
};
struct PromisedLine {
  std::string payer;
  std::optional<LineMatch> whole;
  std::string payment_id;             // Of `whole`.
  std::vector<LineShare> shares;      // As they were asked for, if it was split.
  std::map<int, PromisedPart> parts;  // Of them, by number: those not answered yet.

  // Whose answer is awaited: one account, "accounts/a1".
  const std::string& account() const;
};

// One bank statement, or one piece of advice. It keeps the lines that wait, and forgets those that
// are settled: they are in the log and in the view.
struct Statement {
  enum class Status { kNone, kBegun, kLoaded };

  Status status = Status::kNone;
  StatementContent content;  // Until it is loaded.
  int lines = 0;
  int entries = 0;                          // Until it is loaded.
  std::map<Currency, std::int64_t> booked;  // Until it is loaded.
  std::map<int, WaitingLine> waiting;       // By number.
  std::map<int, PromisedLine> promised;     // Of those: whose accounts have not answered.
  std::map<int, std::string> refused;       // Of those: why the last account refused.
  std::map<int, int> parts_made;            // How many parts it had so far; only of those split.
  std::map<int, int> reopened;              // How often, by number; only of those that were.

  int TimesReopened(int line) const;
};

// The payment that a line of the statement `key` makes when it was reopened so often. For ever the
// same, so that it can be recorded once only.
std::string PaymentIdOf(std::string_view key, int line, int reopened);
// And that of a part of it.
std::string PartPaymentIdOf(std::string_view key, int line, int part, int reopened);

struct StatementDecider {
  using Command = StatementCommand;
  using Event = StatementEvent;
  using State = Statement;
  using Rule = StatementRule;

  static Statement Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const Statement& statement,
                                      Instant now);
  static Statement Evolve(Statement statement, const Event& event);
};
static_assert(Decider<StatementDecider>);

using StatementEvents = std::vector<StatementEvent>;
using StatementDecision = Decision<StatementEvent, StatementRule>;

StatementDecision Decide(const LoadLines& command, const Statement& statement);
StatementDecision Decide(const ConfirmLines& command, const Statement& statement, Instant now);
StatementDecision Decide(const SettleLine& command, const Statement& statement);
StatementDecision Decide(const IgnoreLine& command, const Statement& statement);
StatementDecision Decide(const ReopenLine& command, const Statement& statement);
StatementDecision Decide(const SplitLine& command, const Statement& statement, Instant now);
StatementDecision Decide(const SettlePart& command, const Statement& statement);

void Apply(const LinePartConfirmed& confirmed, Statement& statement);
void Apply(const LinePartRecorded& recorded, Statement& statement);
void Apply(const LinePartRefused& refused, Statement& statement);

// The day on which the money of a line counts as come: of its value date, else booked, else the
// last of the statement. Nothing if the bank says no day.
std::optional<Date> EffectiveDay(const StatementLine& line, const StatementContent& content);

}  // namespace recourse::invoicing
