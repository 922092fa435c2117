#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "libs/engine/dispatcher.h"
#include "libs/rpc/client.h"

namespace recourse::invoicing {

// Routes invoicing's promises back to its own API, as the standalone does, unless a test holds them
// or answers in its place. Thread safe.
class Loopback final : public engine::Outbound {
 public:
  using Done = std::function<void(Expected<std::string, Failure>)>;

  // From now on calls go out by this client; null: they are refused as kUnavailable.
  void Connect(std::shared_ptr<rpc::Client> client);
  // Calls wait until Release.
  void Hold();
  void Release();
  // What is held goes; what comes after it is held.
  void ReleaseHeld();
  // Calls go, and what they are answered is held; Release says of it that it was lost on the way.
  void HoldAnswers();
  // The next call is refused with this.
  void RefuseNext(Failure failure);
  // Waits until `count` calls or answers are held.
  void AwaitHeld(std::size_t count);

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            Done done) override;
  // Each as "home target method", in order.
  std::vector<std::string> calls() const;

 private:
  void HoldAnswer(Done done);
  void Send(const engine::PromiseCall& call, const std::string& request_id, Done done);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<rpc::Client> client_;
  bool holding_ = false;
  bool holding_answers_ = false;
  std::vector<Failure> refusals_;
  std::vector<std::function<void()>> held_;
  std::vector<std::string> calls_;
};

}  // namespace recourse::invoicing
