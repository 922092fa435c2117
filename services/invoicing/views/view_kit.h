#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/engine/view.h"
#include "libs/wire/view_log.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/views/items_view.h"

// What the tests of views stand on: readers of rows in memory, and records as the log would hold
// them.
namespace recourse::invoicing {

// Reads the items view of shards that lie in maps.
class MapReader final : public engine::ViewReader {
 public:
  explicit MapReader(std::uint32_t shards = 1) : shards_(shards) {}

  wire::MemoryRows& rows(std::uint32_t shard) { return shards_.at(shard); }

  std::uint32_t shards() const override { return static_cast<std::uint32_t>(shards_.size()); }
  std::optional<std::string> Get(std::string_view, std::uint32_t shard,
                                 std::string_view key) const override {
    const auto& rows = shards_.at(shard).rows;
    const auto found = rows.find(key);
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Row> Scan(std::string_view, std::uint32_t shard, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    const auto& rows = shards_.at(shard).rows;
    auto at = after < prefix ? rows.lower_bound(prefix) : rows.upper_bound(after);
    std::vector<Row> found;
    for (; at != rows.end() && at->first.starts_with(prefix) && found.size() < limit; ++at) {
      found.emplace_back(*at);
    }
    return found;
  }

 private:
  std::vector<wire::MemoryRows> shards_;
};

inline history::v1::Record RecordOf(std::string_view account_id, std::string_view stream,
                                    const eventlog::EncodedEvent& event, Instant recorded_at) {
  history::v1::Record record;
  record.set_service("invoicing");
  record.set_home("accounts/" + std::string(account_id));
  record.set_stream(std::string(stream));
  record.set_type(std::string(event.type));
  record.set_payload(event.payload);
  record.set_recorded_at_us(recorded_at.time_since_epoch().count());
  return record;
}

inline history::v1::Record RecordOf(std::string_view account_id, const LedgerEvent& event,
                                    Instant recorded_at) {
  return RecordOf(account_id, LedgerAggregate::kStream, LedgerAggregate::Encode(event),
                  recorded_at);
}

// A business account of `issuer`, opened.
inline history::v1::Record OpenedRecord(std::string_view account_id, const std::string& issuer,
                                        Instant recorded_at) {
  AccountProfile profile;
  profile.issuer = issuer;
  profile.language_code = "en";
  profile.time_zone = "UTC";
  profile.country_code = "DE";
  const AccountOpened opened{profile};
  return RecordOf(account_id, AccountAggregate::kStream, AccountAggregate::Encode(opened),
                  recorded_at);
}

inline void ApplyAll(const std::vector<history::v1::Record>& records, engine::ViewRows& rows) {
  ItemsView view;
  for (const history::v1::Record& record : records) view.Apply(record, rows);
}

}  // namespace recourse::invoicing
