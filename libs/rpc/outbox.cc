#include "libs/rpc/outbox.h"

#include <utility>

#include "libs/rpc/shell.h"

namespace recourse::rpc {

grpc::ServerWriteReactor<grpc::ByteBuffer>* Outbox::Start() {
  self_ = shared_from_this();
  return this;
}

bool Outbox::Push(grpc::ByteBuffer message) {
  const std::size_t bytes = message.Length();
  const std::lock_guard lock(mutex_);
  if (broken_ || closing_) return false;
  // One message is always taken, however large.
  if (queue_.size() >= kMessagesMax || (!queue_.empty() && queued_bytes_ + bytes > kBytesMax)) {
    room_wanted_ = true;
    return false;
  }
  queued_bytes_ += bytes;
  queue_.push_back(std::move(message));
  if (queue_.size() == 1) StartWrite(&queue_.front());
  return true;
}

void Outbox::Close(grpc::Status status) {
  const std::lock_guard lock(mutex_);
  if (closing_) return;
  closing_ = std::move(status);
  FinishIfDue();
}

bool Outbox::ended() const {
  const std::lock_guard lock(mutex_);
  return broken_ || closing_.has_value();
}

void Outbox::OnRoom(std::function<void()> room) {
  const std::lock_guard lock(mutex_);
  room_ = std::move(room);
}

void Outbox::OnEnd(std::function<void()> end) {
  const std::lock_guard lock(mutex_);
  end_ = std::move(end);
}

void Outbox::OnWriteDone(bool ok) {
  std::function<void()> room;
  {
    const std::lock_guard lock(mutex_);
    queued_bytes_ -= queue_.front().Length();
    queue_.pop_front();
    broken_ = broken_ || !ok;
    if (broken_) {
      queue_.clear();
      queued_bytes_ = 0;
    }
    if (!queue_.empty()) {
      StartWrite(&queue_.front());
    } else {
      FinishIfDue();
    }
    if (room_wanted_ && !broken_ && !closing_ && queue_.size() <= kMessagesMax / 2) {
      room_wanted_ = false;
      room = room_;
    }
  }
  if (room) room();
}

void Outbox::OnCancel() {
  const std::lock_guard lock(mutex_);
  broken_ = true;
  // If a write is under way it fails now, and OnWriteDone finishes.
  FinishIfDue();
}

void Outbox::FinishIfDue() {
  if (finished_ || !queue_.empty() || (!broken_ && !closing_)) return;
  finished_ = true;
  if (!closing_) closing_ = grpc::Status::CANCELLED;
  Finish(*closing_);
}

void Outbox::OnDone() {
  std::function<void()> end;
  {
    const std::lock_guard lock(mutex_);
    method_.Count(closing_->error_code());
    // They may hold this outbox, which would then never be freed.
    room_ = nullptr;
    end = std::exchange(end_, nullptr);
  }
  if (end) end();
  const std::shared_ptr<Outbox> self = std::exchange(self_, nullptr);
  shell_.Forget(self);
}

}  // namespace recourse::rpc
