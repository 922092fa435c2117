#include "libs/process/history_fetcher.h"

#include "libs/rpc/ask.h"
#include "recourse/history/v1/history_service.grpc.pb.h"

namespace recourse::process {
namespace {

namespace v1 = history::v1;
using v1::HistoryService;

constexpr std::chrono::seconds kTimeout{5};

Failure Unreadable(const std::string& service, std::uint32_t shard, std::uint64_t first) {
  return {Failure::Kind::kInternal,
          "ANSWER_UNREADABLE",
          "The owner of these records answered with something else.",
          {{"service", service},
           {"shard", std::to_string(shard)},
           {"sequence", std::to_string(first)}}};
}

}  // namespace

Expected<bus::Records, Failure> HistoryFetcher::Fetch(const std::string& service,
                                                      std::uint32_t shard, std::uint64_t first,
                                                      std::uint64_t last) {
  const rpc::Client& owner = connections_.To(service, as_);
  const auto stub = HistoryService::NewStub(owner.channel());
  v1::ReadRecordsRequest request;
  request.set_service(service);
  request.set_shard(shard);
  request.set_from_sequence(first);
  request.set_max_records(static_cast<std::uint32_t>(
      std::min<std::uint64_t>(last - first + 1, std::numeric_limits<std::uint32_t>::max())));
  const auto response =
      rpc::Ask(owner, *stub, &HistoryService::Stub::ReadRecords, request, kTimeout, service);
  if (!response) return Unexpected{response.error()};
  bus::Records records;
  std::uint64_t expected = first;
  for (const std::string& bytes : response->batch().records()) {
    auto record = std::make_shared<bus::Record>();
    if (!record->ParseFromString(bytes) || record->sequence() != expected++) {
      return Unexpected{Unreadable(service, shard, expected - 1)};
    }
    records.push_back(std::move(record));
  }
  if (records.empty()) {
    return Unexpected{Failure{Failure::Kind::kUnavailable,
                              "NOT_RELEASED",
                              "The owner of these records does not have them yet.",
                              {{"service", service}, {"sequence", std::to_string(first)}}}};
  }
  return records;
}

}  // namespace recourse::process
