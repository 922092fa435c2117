#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <string>

#include "libs/bank_statement/statement_reader.h"
#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {

// What a file says, in short, for tables of a test: for each statement what it is, its currency,
// its number of entries and sum of the booked ones, opening and closing balance, and the verdict;
// then the refusal, if any, with line and field. Parted by "; ".
//   "MT940 EUR 1: -10.00, 100.00 to 90.00, adds up; refused on line 38, :61:, ENTRY_MALFORMED"
inline std::string OutcomeOf(const std::filesystem::path& file) {
  Recorder recorder;
  const auto read = ReadStatementFile(file, recorder);
  std::string outcome;
  const auto balance = [](const std::optional<Balance>& it, const Statement& head) {
    if (!it) return std::string("none");
    return it->amount.currency == head.currency ? ToDecimal(it->amount) : ToString(it->amount);
  };
  for (const auto& [head, entries, end] : recorder.statements) {
    std::string sums;
    for (const Money& sum : end.booked) sums += (sums.empty() ? "" : " + ") + ToDecimal(sum);
    outcome += fmt::format("{}{} {} {}: {}, {} to {}, {}", outcome.empty() ? "" : "; ", head.format,
                           head.currency ? head.currency->code() : "no currency", entries.size(),
                           sums.empty() ? "0" : sums, balance(head.opening, head),
                           balance(end.closing, head), ToString(end.verdict.result));
  }
  if (read) return outcome;
  const auto value = [&](std::string_view key) {
    for (const auto& [name, text] : read.error().values) {
      if (name == key) return text;
    }
    return std::string("?");
  };
  return fmt::format("{}{}refused on line {}, {}, {}", outcome, outcome.empty() ? "" : "; ",
                     value("line"), value("field"), read.error().reason);
}

// The names of the files in `folder` that end so.
inline std::set<std::string> FilesIn(const std::filesystem::path& folder, std::string_view ending) {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ending) names.insert(file.path().filename().string());
  }
  return names;
}

}  // namespace recourse::bank_statement
