#include "libs/rpc/testing/fake_commands.h"

#include <algorithm>

#include "libs/base/check.h"

namespace recourse::rpc {
namespace {

// Knows where and when it is, and has no streams.
class FakeUnit final : public engine::Unit {
 public:
  explicit FakeUnit(const std::string& home) : home_(home) {}

  Instant now() const override { return Instant{}; }
  const std::string& home() const override { return home_; }

 private:
  engine::CachedState& LoadStream(std::string_view, const Kind&) override { CHECK(false); }
  void Stage(std::string_view, std::vector<eventlog::EncodedEvent>, Evolve) override {
    CHECK(false);
  }

  const std::string& home_;
};

}  // namespace

void FakeCommands::Hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

void FakeCommands::Release() {
  std::vector<std::function<void()>> held;
  {
    const std::lock_guard lock(mutex_);
    holding_ = false;
    held.swap(held_);
  }
  for (const auto& work : held) work();
}

void FakeCommands::AwaitHeld(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return held_.size() >= count; });
}

std::size_t FakeCommands::held() const {
  const std::lock_guard lock(mutex_);
  return held_.size();
}

void FakeCommands::Apply(std::uint64_t sequence) {
  std::vector<Wait> waits;
  {
    const std::lock_guard lock(mutex_);
    applied_ = sequence;
    const auto due = std::partition(waits_.begin(), waits_.end(),
                                    [&](const Wait& wait) { return wait.sequence > applied_; });
    std::move(due, waits_.end(), std::back_inserter(waits));
    waits_.erase(due, waits_.end());
  }
  for (const Wait& wait : waits) wait.done(true);
}

void FakeCommands::GiveUpWaiting() {
  std::vector<Wait> waits;
  {
    const std::lock_guard lock(mutex_);
    waits.swap(waits_);
  }
  for (const Wait& wait : waits) wait.done(false);
}

void FakeCommands::AwaitWaiting(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waits_.size() >= count; });
}

std::vector<engine::Command> FakeCommands::submitted() const {
  const std::lock_guard lock(mutex_);
  return submitted_;
}

void FakeCommands::Submit(engine::Command command) {
  {
    const std::lock_guard lock(mutex_);
    submitted_.push_back(command);
  }
  RunOrHold([this, command = std::move(command)] { command.done(Run(command)); });
}

engine::Result FakeCommands::Run(const engine::Command& command) {
  const std::lock_guard lock(mutex_);
  const auto known = answers_.find(command.request_id);
  if (known != answers_.end() && known->second.fingerprint == command.fingerprint) {
    return known->second.result;
  }
  if (known != answers_.end()) {
    return {Unexpected{Failure{
                Failure::Kind::kAborted, "REQUEST_ID_REUSED", "Another request had this id.", {}}},
            {}};
  }
  FakeUnit unit(command.home);
  engine::Outcome outcome = command.run(unit);
  if (!outcome) return {std::move(outcome), {2, sequence_}};
  const engine::Result result{std::move(outcome), {2, ++sequence_}};
  answers_.emplace(command.request_id, Answer{command.fingerprint, result});
  return result;
}

void FakeCommands::Read(std::string home, std::function<engine::Outcome(engine::Unit&)> read,
                        std::function<void(const engine::Result&)> done) {
  RunOrHold([this, home = std::move(home), read = std::move(read), done = std::move(done)] {
    FakeUnit unit(home);
    std::uint64_t sequence = 0;
    {
      const std::lock_guard lock(mutex_);
      sequence = sequence_;
    }
    done({read(unit), {2, sequence}});
  });
}

void FakeCommands::ReadWhen(std::string home,
                            std::function<std::optional<engine::Outcome>(engine::Unit&)> look,
                            Instant, std::function<void(const engine::Result&)> done) {
  Read(
      std::move(home),
      [look = std::move(look)](engine::Unit& unit) -> engine::Outcome {
        auto outcome = look(unit);
        if (outcome) return *std::move(outcome);
        return Unexpected{Failure{Failure::Kind::kUnknown, "STILL_UNDER_WAY", "", {}}};
      },
      std::move(done));
}

void FakeCommands::WaitApplied(engine::Position position, Instant, std::function<void(bool)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (position.sequence > applied_) {
      waits_.push_back({position.sequence, std::move(done)});
      changed_.notify_all();
      return;
    }
  }
  done(true);
}

void FakeCommands::RunOrHold(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (holding_) {
      held_.push_back(std::move(work));
      changed_.notify_all();
      return;
    }
  }
  work();
}

std::optional<std::string> FakeCommands::Get(std::string_view, std::uint32_t,
                                             std::string_view) const {
  return std::nullopt;
}

std::vector<engine::ViewReader::Row> FakeCommands::Scan(std::string_view, std::uint32_t,
                                                        std::string_view, std::string_view,
                                                        std::size_t) const {
  return {};
}

}  // namespace recourse::rpc
