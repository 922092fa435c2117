#include "libs/engine/replier.h"

#include <iterator>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/thread_name.h"

namespace recourse::engine {

void Give(std::vector<Reply>& replies) {
  for (Reply& reply : replies) reply.done(reply.result);
  replies.clear();
}

Replier::~Replier() { CHECK(!thread_.joinable()); }

void Replier::Start() {
  thread_ = std::thread([this] { Loop(); });
}

void Replier::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Replier::Post(std::vector<Reply> replies) {
  {
    const std::lock_guard lock(mutex_);
    replies_.insert(replies_.end(), std::make_move_iterator(replies.begin()),
                    std::make_move_iterator(replies.end()));
    if (busy_) return;
  }
  wake_.notify_one();
}

bool Replier::Idle() const {
  const std::lock_guard lock(mutex_);
  return replies_.empty() && !busy_;
}

void Replier::Loop() {
  NameThread("reply " + name_);
  std::vector<Reply> taken;
  std::unique_lock lock(mutex_);
  for (;;) {
    busy_ = false;
    wake_.wait(lock, [&] { return !replies_.empty() || stopping_; });
    if (replies_.empty()) return;
    taken.swap(replies_);
    busy_ = true;
    lock.unlock();
    Give(taken);
    lock.lock();
  }
}

}  // namespace recourse::engine
