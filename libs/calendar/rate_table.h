#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/calendar/rate.h"

namespace recourse::calendar {

// A rate and the days on which it is known to have been in force, both included.
struct RateStep {
  Date from;
  Date through;
  Rate rate;

  bool operator==(const RateStep&) const = default;
};

// What a central bank or a ministry published, as dated data: each rate with the days that a source
// vouches for. Between two steps there may be days of which nothing is known; a rate is never
// carried on to them. Immutable, and so thread safe.
class RateTable {
 public:
  // kInvalid RATE_TABLE_INVALID, naming table and step, unless there is a step, all are in order of
  // days without overlap, and each rate is per year and within kRateMaxMillionths.
  static Expected<RateTable, Failure> Make(std::string name, std::uint32_t version,
                                           std::string source, std::vector<RateStep> steps);

  bool operator==(const RateTable&) const = default;

  const std::string& name() const { return name_; }
  // Higher with every change, so that a computed amount can name what it was computed from.
  std::uint32_t version() const { return version_; }
  const std::string& source() const { return source_; }
  const std::vector<RateStep>& steps() const { return steps_; }
  // The last day of which the table says anything.
  Date known_through() const { return steps_.back().through; }

  // The step in force on `day`. kPrecondition RATE_UNKNOWN, naming table, version and day, if the
  // day is before the first step, between two, or after known_through().
  Expected<RateStep, Failure> StepOn(Date day) const;

 private:
  RateTable() = default;

  std::string name_;
  std::uint32_t version_ = 0;
  std::string source_;
  std::vector<RateStep> steps_;
};

// By name.
using RateTables = std::map<std::string, RateTable, std::less<>>;

// kPrecondition RATE_TABLE_MISSING, naming it.
Expected<const RateTable*, Failure> FindTable(const RateTables& tables, const std::string& name);

}  // namespace recourse::calendar
