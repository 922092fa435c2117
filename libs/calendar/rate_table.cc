#include "libs/calendar/rate_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace recourse::calendar {
namespace {

Failure Invalid(const std::string& name, std::string value, const std::string& expected) {
  return {Failure::Kind::kInvalid,
          "RATE_TABLE_INVALID",
          fmt::format("Rate table {}: {}, expected {}", name, value, expected),
          {{"table", name}, {"steps", std::move(value)}}};
}

std::optional<Failure> BrokenBy(const std::string& name, const std::vector<RateStep>& steps) {
  if (steps.empty()) return Invalid(name, "no step", "one at least");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& [from, through, rate] = steps[i];
    if (through < from) {
      return Invalid(name,
                     fmt::format("a step from {} through {}", ToString(from), ToString(through)),
                     "its last day not before its first");
    }
    if (i > 0 && from <= steps[i - 1].through) {
      return Invalid(name, fmt::format("a step from {}", ToString(from)),
                     fmt::format("a day after {}", ToString(steps[i - 1].through)));
    }
    if (rate.per != RatePeriod::kYear || rate.millionths > kRateMaxMillionths ||
        rate.millionths < -kRateMaxMillionths) {
      return Invalid(name, fmt::format("{} from {}", ToPercent(rate), ToString(from)),
                     "a rate per year of 10000 % at most");
    }
  }
  return std::nullopt;
}

}  // namespace

Expected<RateTable, Failure> RateTable::Make(std::string name, std::uint32_t version,
                                             std::string source, std::vector<RateStep> steps) {
  if (auto broken = BrokenBy(name, steps)) return Unexpected{*std::move(broken)};
  RateTable table;
  table.name_ = std::move(name);
  table.version_ = version;
  table.source_ = std::move(source);
  table.steps_ = std::move(steps);
  return table;
}

Expected<RateStep, Failure> RateTable::StepOn(Date day) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), day,
                       [](Date wanted, const RateStep& step) { return wanted < step.from; });
  if (after != steps_.begin() && day <= std::prev(after)->through) return *std::prev(after);
  return Unexpected{Failure{
      Failure::Kind::kPrecondition,
      "RATE_UNKNOWN",
      fmt::format("Rate table {}, version {}, has no rate for {}; it is known from {} through {}{}",
                  name_, version_, ToString(day), ToString(steps_.front().from),
                  ToString(known_through()),
                  day > steps_.front().from && day < known_through() ? " with gaps" : ""),
      {{"table", name_}, {"version", fmt::format("{}", version_)}, {"day", ToString(day)}}}};
}

Expected<const RateTable*, Failure> FindTable(const RateTables& tables, const std::string& name) {
  const auto found = tables.find(name);
  if (found != tables.end()) return &found->second;
  return Unexpected{Failure{Failure::Kind::kPrecondition,
                            "RATE_TABLE_MISSING",
                            fmt::format("There is no rate table {}", name),
                            {{"table", name}}}};
}

}  // namespace recourse::calendar
