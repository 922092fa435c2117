#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/testing/bank.h"
#include "libs/engine/testing/counter.h"
#include "libs/process/host.h"

namespace recourse::process {

// A service of counters as a host of this process, on disk; whoever adds 100 promises to tell its
// bank, which may be closed.
class CounterHost final : public engine::Outbound {
 public:
  // `data` may be that of other hosts too; `clock` outlives this.
  CounterHost(const std::filesystem::path& data, const Clock& clock,
              const std::string& service = "counter") {
    installation_.data = data;
    installation_.id = 7;
    installation_.shards = 2;
    installation_.simulated_from = Date(date::year(2012) / 1 / 1);
    installation_.witnesses = data / "witness";
    CHECK(engine::CreateStorage(installation_.storage(service), installation_.identity(service),
                                kWriters));
    host_ = *Host::Open(engine::counter::MakeDefinition(service),
                        {installation_, clock, *this, [](const std::string&) {}});
    host_->Start();
  }
  ~CounterHost() override { host_->Stop(); }

  Host& host() { return *host_; }
  engine::RunningEngine& engine() { return host_->engine(); }

  // From now on calls of the bank fail and are tried again, until it opens.
  void CloseBank() { open_ = false; }
  void OpenBank() { open_ = true; }

  // Waits until it is recorded; gives where.
  engine::Position Add(const std::string& home, int amount) {
    engine::counter::Answer answer;
    engine().Submit({home, "operators/test", "", "", engine::counter::Adding("count", {amount, {}}),
                     answer.Taker()});
    CHECK(answer.Get().outcome);
    return answer.Get().position;
  }

  void Call(const std::string&, const engine::PromiseCall&, const std::string&,
            std::function<void(Expected<std::string, Failure>)> done) override {
    if (open_) return done(std::string("kept"));
    done(Unexpected{Failure{Failure::Kind::kUnavailable, "CLOSED", "The bank is closed.", {}}});
  }

 private:
  Installation installation_;
  std::atomic<bool> open_ = true;
  std::unique_ptr<Host> host_;
};

}  // namespace recourse::process
