#include "libs/process/record_filter.h"

#include <algorithm>

#include "libs/rpc/fields.h"

namespace recourse::process {

bool Passes(const history::v1::RecordFilter& filter, const history::v1::Record& record) {
  if (!filter.home().empty() && record.home() != filter.home()) return false;
  if (!record.home().starts_with(filter.home_prefix())) return false;
  if (filter.without_engine_events() && record.stream().empty()) return false;
  if (filter.recorded_from_us() != 0 && record.recorded_at_us() < filter.recorded_from_us()) {
    return false;
  }
  if (filter.recorded_before_us() != 0 && record.recorded_at_us() >= filter.recorded_before_us()) {
    return false;
  }
  const auto& types = filter.types();
  return types.empty() || std::find(types.begin(), types.end(), record.type()) != types.end();
}

Expected<Done, Failure> CheckFilter(const history::v1::RecordFilter& filter) {
  constexpr int kTypesMax = 100;
  rpc::Fields fields;
  rpc::Fields within = fields.Within("filter");
  within.Check(filter.types_size() <= kTypesMax, "types", std::to_string(filter.types_size()),
               "must be at most 100");
  within.Check(
      filter.recorded_before_us() == 0 || filter.recorded_before_us() > filter.recorded_from_us(),
      "recorded_before_us", std::to_string(filter.recorded_before_us()),
      "must be later than recorded_from_us");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Done{};
}

}  // namespace recourse::process
