#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/clock.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/memory_log.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/wire/event.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/collections/service.h"

namespace recourse::collections {

// Keeps the promises of collections: to itself over its own API, to the communication log as the
// test says.
class TestOutbound final : public engine::Outbound {
 public:
  using SendMessageRequest = communication_log::v1::SendMessageRequest;
  using Outcome = Expected<std::string, Failure>;

  TestOutbound();

  void Route(rpc::Client* self) { self_ = self; }
  // What the communication log answers from now on: queued, unless told otherwise.
  void AnswerMessages(Outcome answer);
  void RefuseMessages(communication_log::v1::PolicyRule rule);
  std::vector<SendMessageRequest> messages() const;

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Outcome)> done) override;

 private:
  rpc::Client* self_ = nullptr;
  mutable std::mutex mutex_;
  Outcome answer_;
  std::vector<SendMessageRequest> messages_;
};

// Service collections on a log in memory, with its API in-process and time that a test moves. It
// begins at 2012-01-01.
class ServiceRig {
 public:
  ServiceRig();
  ~ServiceRig();

  // Calls "CollectionsService/GetCase" as "clerks/anna"; the role is in the principal's collection.
  template <class Response>
  Expected<Response, Failure> Ask(const std::string& who, const std::string& method,
                                  const google::protobuf::Message& request) {
    const auto answer = AskBytes(who, method, request.SerializeAsString());
    if (!answer) return Unexpected{answer.error()};
    Response response;
    EXPECT_TRUE(response.ParseFromString(*answer));
    return response;
  }

  // Tells that `event` happened in invoicing.
  template <class Event>
  void Happens(const std::string& home, const Event& event) {
    Deliver(home, Event::descriptor()->full_name(), event.SerializeAsString());
  }
  void Deliver(const std::string& home, const std::string& type, const std::string& payload);

  // Lets every timer through `until` fire at its time, and what follows from it.
  void PassUntil(Instant until);
  // Through the morning of `day`, 09:00 UTC.
  void Pass(Date day) { PassUntil(Instant(day) + std::chrono::hours(9)); }
  // Until nothing is under way and views have seen it all.
  void Settle();

  // The types of the events in `home`, without their package, after those told of before.
  std::vector<std::string> News(const std::string& home);
  // The last event of this type in `home`.
  template <class Event>
  Event Last(const std::string& home) {
    std::optional<Event> last;
    for (const auto& record : Records(home)) {
      if (wire::Is<Event>(record.type())) last = wire::Unpack<Event>(record.payload());
    }
    EXPECT_TRUE(last) << "no " << Event::descriptor()->name() << " in " << home;
    return last.value_or(Event());
  }

  // Ends the engine and begins another on the same log, with or without what it had derived.
  void Restart(bool forget);
  std::vector<engine::KeyValues::Row> DerivedRows();

  TestOutbound& outbound() { return outbound_; }
  // Whose data was asked for: every debtor is Hansen GmbH.
  const std::vector<std::string>& debtors_asked() const { return debtors_asked_; }
  std::shared_ptr<grpc::Channel> channel() { return server_->InProcessChannel(); }
  std::string Token(const std::string& who);

 private:
  Expected<std::string, Failure> AskBytes(const std::string& who, const std::string& method,
                                          const std::string& request);
  std::vector<engine::Record> Records(const std::string& home) const;
  void Start();
  void Stop();

  const engine::Definition definition_ = MakeDefinition();
  eventlog::MemoryLog log_{{7, "collections", 2}};
  std::unique_ptr<engine::MemoryKeyValues> derived_ = std::make_unique<engine::MemoryKeyValues>();
  SimulatedClock clock_;
  TestOutbound outbound_;
  std::vector<std::string> debtors_asked_;
  observability::Metrics metrics_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::map<std::string, std::string> issued_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::unique_ptr<rpc::Shell> shell_;
  std::vector<std::unique_ptr<rpc::Service>> apis_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<rpc::Client> self_;
  std::map<std::uint32_t, std::uint64_t> delivered_;  // By shard of invoicing.
  std::map<std::string, std::size_t> told_;           // By home.
};

}  // namespace recourse::collections
