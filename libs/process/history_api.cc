#include "libs/process/history_api.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "libs/base/check.h"
#include "libs/engine/log_failure.h"
#include "libs/process/record_filter.h"
#include "libs/rpc/fields.h"

namespace recourse::process {
namespace {

namespace v1 = history::v1;
using rpc::Role;

constexpr std::uint32_t kBytesMax = 512 * 1024;
const rpc::Roles kReaders{Role::kOperator, Role::kAnalyst, Role::kService};

// A bound that the caller may lower: 0 means the server's own.
std::size_t Bound(std::uint32_t asked, std::size_t most) {
  return asked == 0 ? most : std::min<std::size_t>(asked, most);
}

}  // namespace

HistoryApi::HistoryApi(rpc::Shell& shell, std::uint64_t installation, std::vector<Host*> hosts)
    : Service(shell, hosts.at(0)->engine(), "recourse.history.v1.HistoryService"),
      installation_(installation),
      hosts_(std::move(hosts)),
      pump_(hosts_) {
  // What is released is in the log already; only the index of streams may have to catch up.
  Query<v1::ReadRecordsRequest, v1::ReadRecordsResponse>(
      "ReadRecords", kReaders,
      [this](const auto& request, const rpc::Caller&) { return ReadRecords(request); }, NotAwaited);
  Query<v1::ReadStreamRequest, v1::ReadStreamResponse>(
      "ReadStream", kReaders,
      [this](const auto& request, const rpc::Caller&) { return ReadStream(request); },
      [this](const auto& request, const auto&) -> std::vector<engine::Commands*> {
        const auto host = Find(request.service());
        if (!host) return {};
        return {&(*host)->engine()};
      });
  Follow<v1::FollowRecordsRequest, v1::FollowRecordsResponse>(
      "FollowRecords", kReaders, [this](const auto& request, const rpc::Caller&, auto follower) {
        return FollowRecords(request, follower);
      });
  Query<v1::GetMarksRequest, v1::GetMarksResponse>(
      "GetMarks", kReaders,
      [this](const auto& request, const rpc::Caller&) { return GetMarks(request); }, NotAwaited);
}

Expected<Host*, Failure> HistoryApi::Find(const std::string& service) const {
  for (Host* host : hosts_) {
    if (host->service() == service) return host;
  }
  std::vector<std::string> served;
  for (const Host* host : hosts_) served.push_back(host->service());
  rpc::Fields fields;
  fields.Check(false, "service", service,
               fmt::format("must be one that is served here: {}", fmt::join(served, ", ")));
  return Unexpected{fields.Refuse()};
}

Expected<v1::ReadRecordsResponse, Failure> HistoryApi::ReadRecords(
    const v1::ReadRecordsRequest& request) const {
  const auto host = Find(request.service());
  if (!host) return Unexpected{host.error()};
  const auto& engine = (*host)->engine();
  rpc::Fields fields;
  fields.Check(request.shard() < engine.log().identity().shards, "shard",
               std::to_string(request.shard()), "must be a shard of the log");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (const auto checked = CheckFilter(request.filter()); !checked) {
    return Unexpected{checked.error()};
  }
  const std::uint64_t head = engine.released(request.shard());
  const std::uint64_t first = std::max<std::uint64_t>(request.from_sequence(), 1);
  const std::size_t bytes_max = Bound(request.max_bytes(), kBytesMax);
  const std::size_t records_max = Bound(request.max_records(), SIZE_MAX);
  v1::ReadRecordsResponse response;
  response.set_next_sequence(first);
  response.set_head_sequence(head);
  std::size_t bytes_taken = 0;
  v1::Record record;
  const auto scanned = engine.log().Scan(
      request.shard(), first, [&](std::uint64_t sequence, std::string_view bytes) {
        if (sequence > head) return false;
        CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
        if (Passes(request.filter(), record)) {
          response.mutable_batch()->add_records(bytes.data(), bytes.size());
          bytes_taken += bytes.size();
        }
        response.set_next_sequence(sequence + 1);
        return bytes_taken < bytes_max &&
               static_cast<std::size_t>(response.batch().records_size()) < records_max;
      });
  if (!scanned) engine::EndOnLogError(scanned.error());
  return response;
}

Expected<v1::ReadStreamResponse, Failure> HistoryApi::ReadStream(
    const v1::ReadStreamRequest& request) const {
  const auto host = Find(request.service());
  if (!host) return Unexpected{host.error()};
  const std::size_t records_max = Bound(request.max_records(), SIZE_MAX);
  v1::ReadStreamResponse response;
  std::uint64_t version = std::max<std::uint64_t>(request.from_version(), 1);
  const std::uint64_t first = version;
  std::size_t bytes_taken = 0;
  (*host)->engine().ScanStream(
      request.home(), request.stream(), first, [&](std::uint64_t, std::string_view bytes) {
        if (bytes_taken < kBytesMax &&
            static_cast<std::size_t>(response.batch().records_size()) < records_max) {
          response.mutable_batch()->add_records(bytes.data(), bytes.size());
          bytes_taken += bytes.size();
          response.set_next_version(version + 1);
        }
        response.set_head_version(version++);
        return true;
      });
  if (response.next_version() == 0) response.set_next_version(first);
  return response;
}

Expected<Done, Failure> HistoryApi::FollowRecords(
    const v1::FollowRecordsRequest& request,
    const rpc::Follower<v1::FollowRecordsResponse>& follower) {
  const auto host = Find(request.service());
  if (!host) return Unexpected{host.error()};
  if (const auto checked = CheckFilter(request.filter()); !checked) {
    return Unexpected{checked.error()};
  }
  const std::uint32_t shards = (*host)->engine().log().identity().shards;
  std::vector<std::uint64_t> after(shards, 0);
  if (request.start() == v1::FOLLOW_START_HEAD) {
    for (std::uint32_t shard = 0; shard < shards; ++shard) {
      after[shard] = (*host)->engine().released(shard);
    }
  }
  rpc::Fields fields;
  for (int i = 0; i < request.after_size(); ++i) {
    const auto& mark = request.after(i);
    rpc::Fields at = fields.At("after", i);
    at.Check(mark.shard() < shards, "shard", std::to_string(mark.shard()),
             "must be a shard of the log");
    if (mark.shard() >= shards) continue;
    at.Check(mark.sequence() <= (*host)->engine().released(mark.shard()), "sequence",
             std::to_string(mark.sequence()), "lies beyond the end of the log");
    after[mark.shard()] = mark.sequence();
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  pump_.Add(**host, request.filter(), std::move(after), follower);
  return Done{};
}

Expected<v1::GetMarksResponse, Failure> HistoryApi::GetMarks(
    const v1::GetMarksRequest& request) const {
  v1::GetMarksResponse response;
  response.set_installation(installation_);
  for (const std::string& service : request.services()) {
    if (const auto host = Find(service); !host) return Unexpected{host.error()};
  }
  for (const Host* host : hosts_) {
    const auto& asked = request.services();
    if (!asked.empty() && std::find(asked.begin(), asked.end(), host->service()) == asked.end()) {
      continue;
    }
    const auto& engine = host->engine();
    auto& marks = *response.add_services();
    marks.set_service(host->service());
    for (std::uint32_t shard = 0; shard < engine.log().identity().shards; ++shard) {
      auto& mark = *marks.add_shards();
      mark.set_shard(shard);
      mark.set_epoch(engine.log().epoch());
      mark.set_head_sequence(engine.released(shard));
      mark.set_applied_sequence(engine.applied(shard));
      for (const std::string& source : host->sources()) {
        auto& consumed = *mark.add_consumed();
        consumed.set_source(source);
        consumed.set_epoch(engine.log().epoch());
        consumed.set_through_sequence(engine.consumed(source, shard));
      }
    }
  }
  return response;
}

}  // namespace recourse::process
