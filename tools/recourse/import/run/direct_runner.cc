#include "tools/recourse/import/run/direct_runner.h"

#include <grpcpp/alarm.h>
#include <grpcpp/generic/generic_stub.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "libs/base/check.h"
#include "libs/rpc/status.h"
#include "libs/wire/convert.h"

namespace recourse::csv_import {
namespace {

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

// A command under way: being called, or waiting to be called again.
struct Call {
  Call(std::size_t at, const cli::Patience& patience) : index(at), backoff(patience) {}

  std::size_t index;
  cli::Backoff backoff;
  bool pausing = false;
  grpc::Alarm alarm;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer response;
  grpc::Status status;
};

// Has some of the commands done, on the calling thread.
class Wave {
 public:
  Wave(const cli::Connection& connection, const DirectRunner::Options& options,
       const std::vector<DatedCommand>& commands, std::function<void(std::size_t)> on_done)
      : connection_(connection),
        options_(options),
        commands_(commands),
        on_done_(std::move(on_done)),
        stub_(connection.channel()) {}

  // Commands of one home run in the order in which they are added.
  void Add(std::size_t index) {
    auto [queue, is_new] = queues_.try_emplace(commands_[index].home());
    queue->second.push_back(index);
    if (is_new) ready_.push_back(&queue->second);
  }

  std::optional<RunStopped> Run() {
    StartWhatMay();
    while (!calls_.empty()) {
      void* tag = nullptr;
      bool ok = false;
      CHECK(queue_.Next(&tag, &ok));
      auto& call = *static_cast<Call*>(tag);
      if (call.pausing) {
        stopped_ ? End(call) : Send(call);
      } else {
        Finished(call);
      }
      StartWhatMay();
    }
    queue_.Shutdown();
    void* tag = nullptr;
    for (bool ok = false; queue_.Next(&tag, &ok);) continue;
    if (!stopped_) return std::nullopt;
    return stopped_->second;
  }

 private:
  void StartWhatMay() {
    while (!stopped_ && !ready_.empty() && calls_.size() < options_.in_flight_max) {
      const std::size_t index = ready_.front()->front();
      ready_.pop_front();
      auto& call = calls_[index];
      call = std::make_unique<Call>(index, options_.patience);
      Send(*call);
    }
  }

  void Send(Call& call) {
    const DatedCommand& command = commands_[call.index];
    call.pausing = false;
    call.reader.reset();  // It lives in memory of the context.
    call.context = std::make_unique<grpc::ClientContext>();
    call.context->set_deadline(std::chrono::system_clock::now() + options_.call_timeout);
    connection_.Authorize(*call.context);
    call.reader = stub_.PrepareUnaryCall(call.context.get(), command.method(),
                                         ToBuffer(command.request()), &queue_);
    call.reader->StartCall();
    call.reader->Finish(&call.response, &call.status, &call);
  }

  void Finished(Call& call) {
    if (call.status.ok()) {
      auto& home = queues_.at(commands_[call.index].home());
      home.pop_front();
      if (!home.empty()) ready_.push_back(&home);
      on_done_(call.index);
      End(call);
      return;
    }
    const Failure failure = rpc::ToFailure(call.status);
    if (cli::WorthAskingAgain(failure.kind) && !call.backoff.exhausted() && !stopped_) {
      call.pausing = true;
      call.alarm.Set(&queue_, std::chrono::system_clock::now() + call.backoff.Next(), &call);
      return;
    }
    if (!stopped_ || call.index < stopped_->first) {
      stopped_ = {call.index, {commands_[call.index].label(), failure}};
    }
    End(call);
  }

  void End(Call& call) { calls_.erase(call.index); }

  const cli::Connection& connection_;
  const DirectRunner::Options& options_;
  const std::vector<DatedCommand>& commands_;
  const std::function<void(std::size_t)> on_done_;

  grpc::GenericStub stub_;
  grpc::CompletionQueue queue_;
  std::unordered_map<std::string, std::deque<std::size_t>> queues_;  // By home.
  std::deque<std::deque<std::size_t>*> ready_;  // Queues none of whose commands is under way.
  std::map<std::size_t, std::unique_ptr<Call>> calls_;
  std::optional<std::pair<std::size_t, RunStopped>> stopped_;  // The first refused, by order.
};

}  // namespace

Expected<Done, RunStopped> DirectRunner::Run(const std::vector<DatedCommand>& commands,
                                             const OnProgress& on_progress) {
  RunProgress progress{0, commands.size(), {}};
  const auto on_done = [&](std::size_t index) {
    ++progress.done;
    progress.day = wire::FromWire(commands[index].day()).value_or(Date());
    on_progress(progress);
  };
  const auto run = [&](bool first_step) -> std::optional<RunStopped> {
    Wave wave(connection_, options_, commands, on_done);
    for (std::size_t i = 0; i < commands.size(); ++i) {
      if ((commands[i].step() == 0) == first_step) wave.Add(i);
    }
    return wave.Run();
  };
  for (const bool first_step : {true, false}) {
    if (auto stopped = run(first_step)) return Unexpected{*std::move(stopped)};
  }
  return Done{};
}

}  // namespace recourse::csv_import
