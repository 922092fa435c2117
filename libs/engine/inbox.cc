#include "libs/engine/inbox.h"

#include "libs/base/check.h"
#include "libs/engine/derived_keys.h"
#include "libs/engine/engine_events.h"
#include "libs/eventlog/bytes.h"

namespace recourse::engine {

void Inbox::Recover(const KeyValues& derived) {
  const std::string marks = keys::Inboxes(shard_);
  for (const auto& [key, value] : derived.Scan(marks, {}, 64)) {
    marks_[key.substr(marks.size())] = {eventlog::ReadFixed32(value, 0),
                                        eventlog::ReadFixed64(value, 4)};
  }
  const std::string parked = keys::Parked(shard_);
  for (const auto& [key, value] : derived.Scan(parked, {}, 2 * kParkedMax)) {
    const std::string_view rest = std::string_view(key).substr(parked.size());
    const std::size_t service_end = rest.find('\0');
    const std::size_t home_end = rest.find('\0', service_end + 1);
    CHECK(home_end != std::string_view::npos && rest.size() == home_end + 1 + 8);
    parked_[{std::string(rest.substr(0, service_end)),
             std::string(rest.substr(service_end + 1, home_end - service_end - 1))}]
           [eventlog::ReadBigEndian64(rest, home_end + 1)] = eventlog::ReadFixed64(value, 0);
    ++parked_count_;
  }
}

Inbox::Mark Inbox::mark(std::string_view service) const {
  const auto found = marks_.find(service);
  return found == marks_.end() ? Mark{} : found->second;
}

const Inbox::ParkedOfHome* Inbox::Parked(const std::string& service,
                                         const std::string& home) const {
  const auto found = parked_.find({service, home});
  return found == parked_.end() ? nullptr : &found->second;
}

void Inbox::Follow(const history::v1::Record& record) {
  if (record.type() == EventType<history::v1::EventParked>()) {
    const auto event = ReadEvent<history::v1::EventParked>(record);
    parked_[{event.service(), record.home()}][event.sequence()] = record.sequence();
    ++parked_count_;
  } else if (record.type() == EventType<history::v1::ParkedEventReleased>()) {
    const auto event = ReadEvent<history::v1::ParkedEventReleased>(record);
    const auto home = parked_.find({event.service(), record.home()});
    CHECK(home != parked_.end() && home->second.erase(event.sequence()) == 1);
    if (home->second.empty()) parked_.erase(home);
    --parked_count_;
  }
}

}  // namespace recourse::engine
