#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "libs/engine/running_engine.h"

namespace recourse::engine::counter {

// Keeps promises as the test says, and remembers the calls.
class Bank final : public Outbound {
 public:
  void Call(const std::string& home, const PromiseCall& call, const std::string& request_id,
            std::function<void(Expected<std::string, Failure>)> done) override {
    std::optional<Failure> failure;
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back(home + " " + request_id);
      traceparents_.push_back(call.traceparent);
      if (holding_) {
        held_.push_back(std::move(done));
        return;
      }
      if (!failures_.empty()) {
        failure = failures_.front();
        failures_.erase(failures_.begin());
      }
    }
    if (failure) {
      done(Unexpected{*failure});
    } else {
      done(std::string("kept"));
    }
  }
  void FailNext(Failure::Kind kind) {
    const std::lock_guard lock(mutex_);
    failures_.push_back({kind, "TOLD_TO_FAIL", "the test says so", {}});
  }
  // From now on calls are answered by AnswerNext only, in their order.
  void Hold() {
    const std::lock_guard lock(mutex_);
    holding_ = true;
  }
  void AnswerNext() {
    std::unique_lock lock(mutex_);
    const auto done = std::move(held_.front());
    held_.pop_front();
    lock.unlock();
    done(std::string("kept"));
  }
  std::vector<std::string> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  // One a call.
  std::vector<std::string> traceparents() const {
    const std::lock_guard lock(mutex_);
    return traceparents_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> calls_;
  std::vector<std::string> traceparents_;
  std::vector<Failure> failures_;
  bool holding_ = false;
  std::deque<std::function<void(Expected<std::string, Failure>)>> held_;
};

// Waits for one answer of an engine.
class Answer {
 public:
  std::function<void(const Result&)> Taker() {
    return [this](const Result& result) {
      const std::lock_guard lock(mutex_);
      result_ = std::make_unique<Result>(result);
      come_.notify_all();
    };
  }
  bool Came() {
    const std::lock_guard lock(mutex_);
    return result_ != nullptr;
  }
  const Result& Get() {
    std::unique_lock lock(mutex_);
    come_.wait(lock, [&] { return result_ != nullptr; });
    return *result_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable come_;
  std::unique_ptr<Result> result_;
};

}  // namespace recourse::engine::counter
