#include "services/invoicing/testing/loopback.h"

#include <utility>

#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

void Loopback::Connect(std::shared_ptr<rpc::Client> client) {
  const std::lock_guard lock(mutex_);
  client_.swap(client);
}

void Loopback::Hold() {
  const std::lock_guard lock(mutex_);
  holding_ = true;
}

void Loopback::Release() {
  {
    const std::lock_guard lock(mutex_);
    holding_ = false;
    holding_answers_ = false;
  }
  ReleaseHeld();
}

void Loopback::ReleaseHeld() {
  std::vector<std::function<void()>> held;
  {
    const std::lock_guard lock(mutex_);
    held.swap(held_);
  }
  for (const auto& send : held) send();
}

void Loopback::HoldAnswers() {
  const std::lock_guard lock(mutex_);
  holding_answers_ = true;
}

void Loopback::RefuseNext(Failure failure) {
  const std::lock_guard lock(mutex_);
  refusals_.push_back(std::move(failure));
}

void Loopback::AwaitHeld(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return held_.size() >= count; });
}

void Loopback::Call(const std::string& home, const engine::PromiseCall& call,
                    const std::string& request_id, Done done) {
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(home + " " + call.target + " " + call.method);
    if (holding_) {
      held_.push_back([this, call, request_id, done] { Send(call, request_id, done); });
      changed_.notify_all();
      return;
    }
  }
  Send(call, request_id, std::move(done));
}

void Loopback::HoldAnswer(Done done) {
  const std::lock_guard lock(mutex_);
  held_.push_back([done] {
    done(Unexpected{Failure{Failure::Kind::kUnavailable, "LOST", "The answer was lost.", {}}});
  });
  changed_.notify_all();
}

void Loopback::Send(const engine::PromiseCall& call, const std::string& request_id, Done done) {
  std::shared_ptr<rpc::Client> client;
  std::vector<Failure> refusal;
  {
    const std::lock_guard lock(mutex_);
    client = client_;
    refusal.swap(refusals_);
    if (client_ && holding_answers_) {
      done = [this, done](const auto&) { HoldAnswer(done); };
    }
  }
  if (!refusal.empty()) return done(Unexpected{refusal.front()});
  if (!client) {
    return done(Unexpected{Failure{Failure::Kind::kUnavailable, "STOPPED", "Not connected.", {}}});
  }
  // Of every request that is promised it is the first field.
  v1::ReserveNumberRequest id;
  id.set_request_id(request_id);
  client->CallUnary(call.method, call.request + id.SerializeAsString(), std::chrono::seconds(10),
                    std::move(done), call.traceparent);
}

std::vector<std::string> Loopback::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

}  // namespace recourse::invoicing
