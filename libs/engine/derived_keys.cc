#include "libs/engine/derived_keys.h"

#include "libs/eventlog/bytes.h"

namespace recourse::engine::keys {
namespace {

std::string Table(char table, std::uint32_t shard) {
  std::string key(1, table);
  key += static_cast<char>(shard >> 8);
  key += static_cast<char>(shard);
  return key;
}

// Names hold no zero byte (the edge admits only printable ones), so a zero ends them.
void AppendName(std::string& key, std::string_view name) {
  key += name;
  key += '\0';
}

}  // namespace

std::string Applied(std::uint32_t shard) { return Table('p', shard); }

std::string StreamsOfHome(std::uint32_t shard, std::string_view home) {
  std::string key = Table('s', shard);
  AppendName(key, home);
  return key;
}

std::string Stream(std::uint32_t shard, std::string_view home, std::string_view stream) {
  std::string key = StreamsOfHome(shard, home);
  AppendName(key, stream);
  return key;
}

std::string StreamVersion(std::uint32_t shard, std::string_view home, std::string_view stream,
                          std::uint64_t version) {
  std::string key = Stream(shard, home, stream);
  eventlog::AppendBigEndian64(key, version);
  return key;
}

std::string Inboxes(std::uint32_t shard) { return Table('i', shard); }

std::string Inbox(std::uint32_t shard, std::string_view service) {
  return Table('i', shard).append(service);
}

std::string Timers(std::uint32_t shard) { return Table('t', shard); }

std::string Timer(std::uint32_t shard, std::string_view home, std::string_view stream,
                  std::string_view id) {
  std::string key = Table('t', shard);
  AppendName(key, home);
  AppendName(key, stream);
  return key.append(id);
}

std::string Promises(std::uint32_t shard) { return Table('q', shard); }

std::string Promise(std::uint32_t shard, std::uint64_t sequence) {
  std::string key = Table('q', shard);
  eventlog::AppendBigEndian64(key, sequence);
  return key;
}

std::string Parked(std::uint32_t shard) { return Table('x', shard); }

std::string ParkedEvent(std::uint32_t shard, std::string_view service, std::string_view home,
                        std::uint64_t sequence) {
  std::string key = Table('x', shard);
  AppendName(key, service);
  AppendName(key, home);
  eventlog::AppendBigEndian64(key, sequence);
  return key;
}

std::string View(std::uint32_t shard, std::string_view view) {
  std::string key = Table('v', shard);
  AppendName(key, view);
  return key;
}

std::string ViewRow(std::uint32_t shard, std::string_view view, std::string_view key) {
  return View(shard, view).append(key);
}

std::string ViewCode(std::string_view view) { return std::string("c").append(view); }
std::string TablesCode() { return ViewCode(""); }

}  // namespace recourse::engine::keys
