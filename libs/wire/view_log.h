#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/engine/unit.h"
#include "libs/engine/view.h"

namespace recourse::wire {

// The rows of one view in memory.
class MemoryRows final : public engine::ViewRows {
 public:
  std::optional<std::string> Get(std::string_view key) override {
    const auto row = rows.find(key);
    if (row == rows.end()) return std::nullopt;
    return row->second;
  }
  void Put(std::string_view key, std::string_view value) override {
    rows.insert_or_assign(std::string(key), std::string(value));
  }
  void Delete(std::string_view key) override { rows.erase(std::string(key)); }
  void Append(std::string_view key, std::string_view part) override {
    rows[std::string(key)] += part;
  }

  std::map<std::string, std::string, std::less<>> rows;
};

// For tests: a log that a view follows record by record, and can be rebuilt from.
template <class View>
class ViewLog {
 public:
  using Rows = decltype(MemoryRows::rows);

  template <engine::Aggregate A>
  void Happens(const std::string& home, const std::string& stream,
               const typename A::Decider::Event& event, Instant at = {}) {
    const auto encoded = A::Encode(event);
    history::v1::Record record;
    record.set_sequence(records_.size() + 1);
    record.set_recorded_at_us(at.time_since_epoch().count());
    record.set_home(home);
    record.set_stream(stream);
    record.set_version(++versions_[home + "/" + stream]);
    record.set_type(std::string(encoded.type));
    record.set_payload(encoded.payload);
    Happens(record);
  }

  void Happens(const history::v1::Record& record) {
    records_.push_back(record);
    view_.Apply(record, live_);
  }

  const Rows& rows() const { return live_.rows; }

  // The keys that start with `prefix`, in their order.
  std::vector<std::string> Keys(std::string_view prefix) const {
    std::vector<std::string> keys;
    for (const auto& [key, value] : live_.rows) {
      if (key.starts_with(prefix)) keys.push_back(key);
    }
    return keys;
  }

  // As a fresh view makes them from the first record on.
  Rows Rebuilt() const { return Replayed(1); }
  // As above, but fed every record twice.
  Rows FedTwice() const { return Replayed(2); }

 private:
  Rows Replayed(int times) const {
    View view;
    MemoryRows rows;
    for (const auto& record : records_) {
      for (int time = 0; time < times; ++time) view.Apply(record, rows);
    }
    return rows.rows;
  }

  View view_;
  MemoryRows live_;
  std::vector<history::v1::Record> records_;
  std::map<std::string, std::uint64_t> versions_;
};

}  // namespace recourse::wire
