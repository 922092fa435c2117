#include "services/invoicing/api/history_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/bytes.h"
#include "libs/eventlog/hash.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kPageUsual = 50;
constexpr std::size_t kPageMost = 100;
constexpr std::size_t kCursorBytes = 16;
// A page ends early behind an event that makes it larger; one event has some 100 kB at most.
constexpr std::size_t kPageBytesMax = 500'000;

v1::HistoryEntry ToEntry(const history::v1::Record& record, const std::string& actor) {
  v1::HistoryEntry entry;
  *entry.mutable_recorded_at() = wire::ToWire(Instant(Instant::duration(record.recorded_at_us())));
  entry.set_actor(actor);
  entry.set_type(record.type());
  entry.set_event(record.payload());
  entry.set_shard(record.shard());
  entry.set_sequence(record.sequence());
  entry.set_stream(record.stream());
  entry.set_version(record.version());
  return entry;
}

Failure NoHistory(const std::string& name) {
  return {Failure::Kind::kNotFound,
          "NO_HISTORY",
          "Nothing of this name was ever recorded.",
          {{"name", name}}};
}

}  // namespace

Expected<rpc::Begin<v1::ListHistoryResponse>, Failure> HistoryCalls::ListHistory(
    const rpc::Call<v1::ListHistoryRequest>& call) const {
  const v1::ListHistoryRequest& request = call.request;
  rpc::Fields fields;
  const auto subject = ReadSubject(request.name());
  fields.Check(subject.has_value(), "name", request.name(),
               "must be the name of an issuer, an account, or of what one of them has");
  Page page;
  page.size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  page.question = fmt::format("ListHistory {} {}", call.caller.principal, request.name());
  const auto cursor = pages_.Open(page.question, request.page_token());
  const bool is_one = cursor && (cursor->empty() || cursor->size() == kCursorBytes);
  fields.Check(is_one, "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (!cursor->empty()) {
    page.after = eventlog::ReadBigEndian64(*cursor, 0);
    page.through = eventlog::ReadBigEndian64(*cursor, 8);
  }
  using Response = v1::ListHistoryResponse;
  return ReadApplied<Response>(
      commands_, subject->home, call.deadline,
      [](engine::Unit&) -> engine::Outcome { return std::string(); },
      [this, subject = *subject, page, name = request.name()]() -> Expected<Response, Failure> {
        Response response = Read(subject, page);
        if (response.entries().empty() && page.after == 0) return Unexpected{NoHistory(name)};
        return response;
      });
}

v1::ListHistoryResponse HistoryCalls::Read(const HistorySubject& subject, Page page) const {
  if (page.through == 0) {
    page.through = streams_.applied(eventlog::ShardOf(subject.home, commands_.views().shards()));
  }
  std::vector<v1::HistoryEntry> entries;
  for (const std::string& stream : subject.streams) ReadStream(subject, stream, page, entries);
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.sequence() < b.sequence(); });
  v1::ListHistoryResponse response;
  std::size_t bytes = 0;
  for (v1::HistoryEntry& entry : entries) {
    bytes += entry.ByteSizeLong();
    const bool is_full = static_cast<std::size_t>(response.entries_size()) == page.size;
    if (is_full || (bytes > kPageBytesMax && !response.entries().empty())) {
      std::string cursor;
      eventlog::AppendBigEndian64(cursor, page.after);
      eventlog::AppendBigEndian64(cursor, page.through);
      response.set_next_page_token(pages_.Issue(page.question, cursor));
      break;
    }
    page.after = entry.sequence();
    *response.add_entries() = std::move(entry);
  }
  return response;
}

void HistoryCalls::ReadStream(const HistorySubject& subject, const std::string& stream,
                              const Page& page, std::vector<v1::HistoryEntry>& entries) const {
  const ItemName* const item = subject.item ? &*subject.item : nullptr;
  history::v1::Record record;
  std::string actor;
  std::uint64_t last = 0;
  std::size_t found = 0;
  streams_.ScanStream(subject.home, stream, 1, [&](std::uint64_t sequence, std::string_view bytes) {
    if (sequence > page.through || found > page.size) return false;
    CHECK(wire::Unpack(bytes, record));
    // Who asked stands on the first record of a command only; the others follow it.
    if (!record.actor().empty() || sequence != last + 1) actor = record.actor();
    last = record.remaining() == 0 ? 0 : sequence;
    if (sequence <= page.after) return true;
    if (item != nullptr && !IsAbout(*item, stream, record.type(), record.payload())) return true;
    v1::HistoryEntry entry = ToEntry(record, actor);
    if (stream == LedgerAggregate::kStream) {
      const auto event = LedgerAggregate::Decode(record.type(), record.payload());
      CHECK(event);
      WriteChanges(*event, subject.home, item, entry);
    }
    ++found;
    entries.push_back(std::move(entry));
    return true;
  });
}

}  // namespace recourse::invoicing
