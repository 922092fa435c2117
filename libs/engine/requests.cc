#include "libs/engine/requests.h"

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/projection.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {
namespace {

bool Lives(std::int64_t recorded_at_us, Instant now) {
  return Instant(Instant::duration(recorded_at_us)) + kRequestLife >= now;
}

}  // namespace

std::optional<Requests::Answered> Requests::Find(std::string_view home, std::string_view request_id,
                                                 Instant now) {
  const std::string key = keys::Request(shard_, home, request_id);
  if (const auto found = recent_.find(key); found != recent_.end()) {
    if (!Lives(found->second.recorded_at_us, now)) return std::nullopt;
    return found->second.answered;
  }
  const auto value = derived_.Get(key);
  if (!value) return std::nullopt;
  const auto bytes = log_.Read(shard_, eventlog::ReadFixed64(*value, 0));
  CHECK(bytes);  // The log is checked at the start; damage found later ends the process.
  history::v1::Record record;
  CHECK(record.ParseFromString(*bytes));
  if (record.home() != home || record.request().request_id() != request_id ||
      !Lives(record.recorded_at_us(), now)) {
    return std::nullopt;
  }
  return Answered{record.request().fingerprint(), record.request().answer()};
}

void Requests::Add(const history::v1::Record& record) {
  const auto& request = record.request();
  std::string key = keys::Request(shard_, record.home(), request.request_id());
  recent_[key] = {
      {request.fingerprint(), request.answer()}, record.recorded_at_us(), record.sequence()};
  order_.emplace_back(record.sequence(), std::move(key));
}

void Requests::Forget(std::uint64_t applied) {
  while (!order_.empty() && order_.front().first <= applied) {
    const auto found = recent_.find(order_.front().second);
    if (found != recent_.end() && found->second.sequence <= applied) recent_.erase(found);
    order_.pop_front();
  }
}

}  // namespace recourse::engine
