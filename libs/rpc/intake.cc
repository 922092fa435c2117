#include "libs/rpc/intake.h"

#include <string>
#include <utility>

#include "libs/rpc/bytes.h"
#include "libs/rpc/shell.h"
#include "libs/rpc/status.h"

namespace recourse::rpc {

grpc::ServerReadReactor<grpc::ByteBuffer>* Intake::Start(std::unique_ptr<Collecting> collecting) {
  self_ = shared_from_this();
  collecting_ = std::move(collecting);
  StartRead(&message_);
  return this;
}

grpc::ServerReadReactor<grpc::ByteBuffer>* Intake::Refuse(grpc::Status status) {
  self_ = shared_from_this();
  Close(std::move(status));
  return this;
}

void Intake::Close(grpc::Status status) {
  const std::lock_guard lock(mutex_);
  FinishOnce(status);
}

void Intake::OnReadDone(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    if (!ok) {
      all_read_ = true;
      return AnswerIfAllDone();
    }
    ++in_flight_;
  }
  const grpc::ByteBuffer message = std::exchange(message_, {});
  const bool taken = collecting_->Take(message, [self = shared_from_this()] { self->OneDone(); });
  const std::lock_guard lock(mutex_);
  if (!taken) {
    return FinishOnce(ToStatus({Failure::Kind::kInvalid,
                                "UNREADABLE_REQUEST",
                                "A message of the stream is not what the method takes; those "
                                "before it are done or under way: send them again to know.",
                                {}}));
  }
  if (finished_) return;
  paused_ = in_flight_ >= kInFlightMax;
  if (!paused_) StartRead(&message_);
}

void Intake::OneDone() {
  const std::lock_guard lock(mutex_);
  --in_flight_;
  if (finished_) return;
  if (std::exchange(paused_, false)) StartRead(&message_);
  AnswerIfAllDone();
}

void Intake::AnswerIfAllDone() {
  if (finished_ || !all_read_ || in_flight_ != 0) return;
  *response_ = ToByteBuffer(collecting_->Answer());
  FinishOnce(grpc::Status::OK);
}

void Intake::FinishOnce(const grpc::Status& status) {
  if (finished_) return;
  finished_ = status;
  Finish(status);
}

void Intake::OnCancel() { Close(grpc::Status::CANCELLED); }

void Intake::OnDone() {
  method_.Count(finished_->error_code());
  const std::shared_ptr<Intake> self = std::exchange(self_, nullptr);
  shell_.Forget(self);
}

}  // namespace recourse::rpc
