#include "services/invoicing/domain/statement.h"

#include <cstdlib>

namespace recourse::invoicing {
namespace {

using enum StatementRule;

// What has come in of a statement: its entries, and the sums of those that the bank has booked.
struct Counted {
  int lines = 0;
  int entries = 0;
  std::map<Currency, std::int64_t> booked;
};

void Count(const StatementLine& line, Counted& counted) {
  ++counted.lines;
  counted.entries = line.entry;
  if (line.kind != LineKind::kNotBooked) {
    counted.booked[line.amount.currency] += line.amount.minor_units;
  }
}

// Whether the lines of an entry follow those of the one before.
bool Follows(const StatementLine& line, const Counted& counted) {
  return line.entry == counted.entries + 1 || (line.entry == counted.entries && line.entry > 0);
}

bool IsAll(Counted counted, const StatementContent& content) {
  if (counted.entries != content.entries) return false;
  std::map<Currency, std::int64_t> announced;
  for (const Money& sum : content.booked) announced[sum.currency] = sum.minor_units;
  const auto is_nothing = [](const auto& sum) { return sum.second == 0; };
  std::erase_if(announced, is_nothing);
  std::erase_if(counted.booked, is_nothing);
  // Advice may say which of its entries are booked; none of them is summed up twice.
  return announced == counted.booked || content.kind == StatementKind::kAdvice;
}

StatementLoaded Judge(const StatementContent& content, const Counted& counted) {
  StatementLoaded loaded{counted.lines, StatementVerdict::kIncomplete, std::nullopt, std::nullopt};
  if (content.closing) loaded.stated = content.closing->amount;
  if (!content.opening || content.kind == StatementKind::kAdvice) return loaded;
  Money computed = content.opening->amount;
  for (const auto& [currency, minor_units] : counted.booked) {
    if (currency != computed.currency) {
      loaded.verdict = StatementVerdict::kCurrenciesDiffer;
      return loaded;
    }
    computed = computed + Money{minor_units, currency};
  }
  loaded.computed = computed;
  if (!loaded.stated) return loaded;
  if (loaded.stated->currency != computed.currency) {
    loaded.verdict = StatementVerdict::kCurrenciesDiffer;
  } else {
    loaded.verdict =
        *loaded.stated == computed ? StatementVerdict::kAddsUp : StatementVerdict::kDiffers;
  }
  return loaded;
}

}  // namespace

std::optional<Date> EffectiveDay(const StatementLine& line, const StatementContent& content) {
  if (line.value) return line.value;
  if (line.booking) return line.booking;
  if (content.closing) return content.closing->date;
  return content.to;
}

StatementDecision Decide(const LoadLines& command, const Statement& statement) {
  if (statement.status == Statement::Status::kLoaded) return StatementEvents{};
  const bool begins = command.first_line == 1;
  const int expected = begins ? 1 : statement.lines + 1;
  if (command.first_line != expected || (!begins && statement.content != command.content)) {
    return Refuse(kLinesOutOfOrder, {{"first_line", std::to_string(command.first_line)},
                                     {"expected", std::to_string(expected)}});
  }
  Counted counted;
  if (!begins) counted = {statement.lines, statement.entries, statement.booked};
  if (command.lines.size() > kLinesAtOnceMax ||
      counted.lines + static_cast<int>(command.lines.size()) > kStatementLinesMax) {
    return Refuse(kTooManyLines, {{"lines", std::to_string(command.lines.size())}});
  }
  for (const StatementLine& line : command.lines) {
    const std::string number = std::to_string(counted.lines + 1);
    if (!Follows(line, counted)) {
      return Refuse(kLinesOutOfOrder, {{"line", number}, {"entry", std::to_string(line.entry)}});
    }
    if (line.kind == LineKind::kCredit && !EffectiveDay(line, command.content)) {
      return Refuse(kLineWithoutDay,
                    {{"line", number}, {"file_line", std::to_string(line.file_line)}});
    }
    Count(line, counted);
    const auto sum = counted.booked.find(line.amount.currency);
    if (sum != counted.booked.end() && std::abs(sum->second) > kMoneyMax) {
      return Refuse(kSumTooLarge, {{"line", number}, {"amount", ToString(line.amount)}});
    }
  }
  StatementEvents events;
  if (begins) events.emplace_back(StatementBegun{command.content});
  if (!command.lines.empty()) {
    events.emplace_back(StatementLinesAdded{command.first_line, command.lines});
  }
  if (!command.complete) return events;
  if (!IsAll(counted, command.content)) {
    Failure::Values values{{"entries", std::to_string(counted.entries)},
                           {"announced", std::to_string(command.content.entries)}};
    for (const auto& [currency, sum] : counted.booked) {
      values.emplace_back("sum", ToString(Money{sum, currency}));
    }
    return Refuse(kEntriesMissing, std::move(values));
  }
  events.emplace_back(Judge(command.content, counted));
  return events;
}

}  // namespace recourse::invoicing
