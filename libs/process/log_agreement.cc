#include "libs/process/log_agreement.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>

#include "libs/engine/storage_standing.h"

namespace recourse::process {
namespace {

using Standings = std::map<std::string, engine::Standing>;  // By service.

// The last record of a shard, and at least `wanted` if there are as many by now: beside a process
// that writes, what others have consumed may have come after the log was opened here.
Expected<std::uint64_t, Failure> HeadOf(const Installation& installation, const Standings& all,
                                        const std::string& service, std::uint32_t shard,
                                        std::uint64_t wanted) {
  const std::uint64_t head = all.at(service).log->head(shard).sequence;
  if (head >= wanted) return head;
  const auto again =
      engine::OpenToRead(installation.storage(service), installation.identity(service));
  if (!again) return Unexpected{again.error()};
  return (*again)->head(shard).sequence;
}

}  // namespace

Failure LogBehindItsConsumer(const std::string& service, std::uint32_t shard, std::uint64_t head,
                             const std::string& consumer, std::uint64_t consumed) {
  return {Failure::Kind::kInternal,
          kLogBehindItsConsumer,
          fmt::format("{} shard {}: the log ends at record {}, but {} has consumed {}: records are "
                      "gone. Nothing was changed; restore this log from a backup or a peer.",
                      service, shard, head, consumer, consumed),
          {}};
}

Expected<Done, Failure> CheckLogAgreement(const Installation& installation,
                                          const std::vector<std::string>& services) {
  Standings all;
  for (const std::string& service : services) {
    auto standing =
        engine::ReadStanding(installation.storage(service), installation.identity(service));
    if (!standing) return Unexpected{standing.error()};
    all.emplace(service, *std::move(standing));
  }
  for (const auto& [consumer, standing] : all) {
    for (std::uint32_t shard = 0; shard < installation.shards; ++shard) {
      for (const std::string& service : services) {
        const std::uint64_t consumed = standing.marks[shard].mark(service).sequence;
        const auto head = HeadOf(installation, all, service, shard, consumed);
        if (!head) return Unexpected{head.error()};
        if (consumed > *head) {
          return Unexpected{LogBehindItsConsumer(service, shard, *head, consumer, consumed)};
        }
      }
    }
  }
  return Done{};
}

}  // namespace recourse::process
