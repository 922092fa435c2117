// An engine on a real log and witness that is given one command after another. It writes a byte to
// the file `asked` before each and to `released` once it is answered, so that under sync_counter it
// shows what was synced in between. What it is told to do wrong must be seen.
//
//   release_probe FOLDER COMMANDS [late-log | no-witness]

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/clock.h"
#include "libs/engine/testing/bank.h"
#include "libs/engine/testing/counter.h"
#include "libs/eventlog/rocks_log.h"
#include "libs/eventlog/witness.h"

namespace recourse {
namespace {

using eventlog::EventLog;
using eventlog::LogError;
using eventlog::RocksLog;
using eventlog::Witness;

// A log that says "written" at once and writes when told, as a build that answers first would.
class LateLog final : public EventLog {
 public:
  explicit LateLog(EventLog& log) : log_(log) {}

  const eventlog::Identity& identity() const override { return log_.identity(); }
  std::uint32_t epoch() const override { return log_.epoch(); }
  eventlog::Head head(std::uint32_t shard) const override { return log_.head(shard); }
  Expected<Done, LogError> Append(const std::vector<eventlog::ShardBatch>& group) override {
    held_ = group;
    return Done{};
  }
  Expected<Done, LogError> WriteHeld() {
    return held_.empty() ? Done{} : log_.Append(std::exchange(held_, {}));
  }
  Expected<Done, LogError> ScanChunks(std::uint32_t shard, std::uint64_t from, Reads reads,
                                      const eventlog::ChunkVisitor& visit) const override {
    return log_.ScanChunks(shard, from, reads, visit);
  }

 private:
  EventLog& log_;
  std::vector<eventlog::ShardBatch> held_;
};

template <class T, class E>
T OrDie(Expected<T, E> result) {
  if (!result) {
    fmt::print(stderr, "release_probe: {}\n", result.error().message);
    std::exit(2);
  }
  return *std::move(result);
}

void Mark(int file) { CHECK(write(file, "x", 1) == 1); }

int Main(const std::filesystem::path& folder, int commands, std::string_view fault) {
  OrDie(RocksLog::Create(folder / "log", {7, "counter", 1}));
  const auto rocks_log = OrDie(RocksLog::Open(folder / "log", RocksLog::Access::kReadWrite));
  OrDie(Witness::Create(folder / "counter-0.witness"));
  const auto witness = OrDie(Witness::Open(folder / "counter-0.witness"));
  LateLog late_log(*rocks_log);
  EventLog& log = fault == "late-log" ? static_cast<EventLog&>(late_log) : *rocks_log;
  std::vector<Witness*> witnesses;
  if (fault != "no-witness") witnesses.push_back(witness.get());

  const engine::Definition definition = engine::counter::MakeDefinition("counter");
  engine::MemoryKeyValues derived;
  SimulatedClock clock{Instant{}};
  engine::counter::Bank bank;
  engine::RunningEngine::Options options;
  options.fire_timers = false;
  const auto engine = OrDie(
      engine::RunningEngine::Open({definition, log, witnesses, derived, clock, bank}, options));
  engine->Start();
  const int asked = open((folder / "asked").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int released = open((folder / "released").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  for (int i = 0; i < commands; ++i) {
    engine::counter::Answer answer;
    Mark(asked);
    engine->Submit({.home = "accounts/a1",
                    .actor = "operators/test",
                    .request_id = {},
                    .fingerprint = {},
                    .run = engine::counter::Adding("count", {1, {}}),
                    .done = answer.Taker()});
    CHECK(answer.Get().outcome);
    Mark(released);
    OrDie(late_log.WriteHeld());
  }
  engine->Stop();
  return 0;
}

}  // namespace
}  // namespace recourse

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: release_probe FOLDER COMMANDS [late-log | no-witness]\n");
    return 2;
  }
  return recourse::Main(argv[1], std::atoi(argv[2]), argc > 3 ? argv[3] : "");
}
