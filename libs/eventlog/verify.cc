#include "libs/eventlog/verify.h"

#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "libs/eventlog/chunk_scan.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::eventlog {
namespace {

using Streams = std::unordered_map<std::string, std::uint64_t>;

// What is wrong with the record at `sequence`, or nothing.
std::optional<std::string> Fault(const history::v1::Record& record, const Identity& identity,
                                 std::uint32_t shard, std::uint64_t sequence, const Head& before,
                                 Streams& streams) {
  if (record.installation() != identity.installation) return "is of another installation";
  if (record.service() != identity.service) return "is of service " + record.service();
  if (record.shard() != shard) return fmt::format("says it is of shard {}", record.shard());
  if (record.sequence() != sequence) return fmt::format("says it is {}", record.sequence());
  if (record.recorded_at_us() < before.recorded_at_us) return "was recorded before the one before";
  if (!record.home().empty() && ShardOf(record.home(), identity.shards) != shard) {
    return fmt::format("is of {}, which has another shard", record.home());
  }
  if (record.stream().empty()) return std::nullopt;
  std::uint64_t& version = streams[record.home() + '\0' + record.stream()];
  if (record.version() != ++version) {
    return fmt::format("is version {} of {}/{}, expected {}", record.version(), record.home(),
                       record.stream(), version);
  }
  return std::nullopt;
}

}  // namespace

Expected<Verified, LogError> Verify(
    const EventLog& log,
    const std::function<std::optional<std::string>(std::string_view record)>& visit) {
  Verified verified;
  Sha256 sha256;
  history::v1::Record record;
  for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
    Head head;
    Streams streams;
    std::optional<std::string> fault;
    const RecordVisitor check = [&](std::uint64_t sequence, std::string_view bytes) {
      if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        fault = "is not a record";
      } else {
        fault = Fault(record, log.identity(), shard, sequence, head, streams);
      }
      if (!fault && visit) fault = visit(bytes);
      if (fault) {
        fault = fmt::format("{} shard {} record {}: {}", log.identity().service, shard, sequence,
                            *fault);
        return false;
      }
      head = {sequence, sha256.Link(head.chain, bytes), record.recorded_at_us()};
      ++verified.records;
      verified.bytes += bytes.size();
      return true;
    };
    ChunkScan scan(log.identity(), shard, 1, check);
    const auto scanned = log.ScanChunks(
        shard, 1, EventLog::Reads::kAll, [&](std::uint64_t first, std::string_view bytes) {
          const auto chunk = ChunkReader::Open(bytes);
          if (chunk && first == head.sequence + 1 && chunk->previous() != head.chain) {
            fault = fmt::format("{} shard {} record {}: its chunk names another chain before it",
                                log.identity().service, shard, first);
            return false;
          }
          return scan.Take(first, bytes);
        });
    if (!scanned) return Unexpected{scanned.error()};
    if (!scan.result()) return Unexpected{scan.result().error()};
    if (fault) return Unexpected{LogError{LogError::Kind::kDamaged, *fault}};
    if (head != log.head(shard)) {
      return Unexpected{LogError{
          LogError::Kind::kDamaged,
          fmt::format("{} shard {}: its chain does not lead from the first record to the last",
                      log.identity().service, shard)}};
    }
    verified.heads.push_back(head);
  }
  return verified;
}

}  // namespace recourse::eventlog
