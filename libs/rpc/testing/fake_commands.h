#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/clock.h"
#include "libs/engine/engine.h"

namespace recourse::rpc {

// An engine that stores nothing: it runs what it is given at once, or when the test says so, and
// keeps the contract of request ids. Thread safe.
class FakeCommands final : public engine::Commands, public engine::ViewReader {
 public:
  // From now on commands and reads wait until Release, which runs them on the calling thread.
  void Hold();
  void Release();
  // Waits until `count` commands and reads are held.
  void AwaitHeld(std::size_t count);
  std::size_t held() const;

  // Views have applied this many events.
  void Apply(std::uint64_t sequence);
  // The deadline of every wait has come.
  void GiveUpWaiting();
  void AwaitWaiting(std::size_t count);

  std::vector<engine::Command> submitted() const;

  void Submit(engine::Command command) override;
  void Read(std::string home, std::function<engine::Outcome(engine::Unit&)> read,
            std::function<void(const engine::Result&)> done) override;
  // Looks once: what has not come by then is still under way.
  void ReadWhen(std::string home, std::function<std::optional<engine::Outcome>(engine::Unit&)> look,
                Instant deadline, std::function<void(const engine::Result&)> done) override;
  void WaitApplied(engine::Position position, Instant deadline,
                   std::function<void(bool)> done) override;
  const engine::ViewReader& views() const override { return *this; }
  const Clock& clock() const override { return clock_; }

  std::uint32_t shards() const override { return 4; }
  std::optional<std::string> Get(std::string_view, std::uint32_t, std::string_view) const override;
  std::vector<Row> Scan(std::string_view, std::uint32_t, std::string_view, std::string_view,
                        std::size_t) const override;

 private:
  struct Answer {
    std::string fingerprint;
    engine::Result result;
  };
  struct Wait {
    std::uint64_t sequence;
    std::function<void(bool)> done;
  };

  void RunOrHold(std::function<void()> work);
  engine::Result Run(const engine::Command& command);

  SimulatedClock clock_{Instant{}};
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool holding_ = false;
  std::vector<std::function<void()>> held_;
  std::vector<engine::Command> submitted_;
  std::map<std::string, Answer> answers_;  // By request id.
  std::uint64_t sequence_ = 0;
  std::uint64_t applied_ = 0;
  std::vector<Wait> waits_;
};

}  // namespace recourse::rpc
