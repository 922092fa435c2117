#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/testing/temp_folder.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/memory_log.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/seal/keyring.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/service.h"

namespace recourse::communication_log {

// The outbox as promises see it: remembers what it was asked, and answers as the test says; by
// default it sends.
class FakeOutbox final : public engine::Outbound {
 public:
  using Answer = Expected<std::string, Failure>;

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Answer)> done) override;
  void AnswerWith(Answer answer);
  std::vector<engine::PromiseCall> calls() const;

 private:
  mutable std::mutex mutex_;
  std::vector<engine::PromiseCall> calls_;
  std::optional<Answer> answer_;
};

// The whole service on a log in memory, called through gRPC within the process. It is Monday, 5
// March 2012, 09:00 in Berlin.
class CommunicationLogFixture : public testing::Test {
 protected:
  CommunicationLogFixture();
  ~CommunicationLogFixture() override;

  // Requests that are right; tests change them. The message is a letter about one invoice.
  static v1::SendMessageRequest Sending(const std::string& message_id);
  static v1::RecordContactRequest Call(const std::string& contact_id);
  static v1::ClearContactRequest Clearing(const std::string& clearance_id);
  static v1::SetContactPreferenceRequest Preference(const std::string& request_id);

  template <class Response, class Request>
  Expected<Response, Failure> Ask(const std::string& method, const Request& request,
                                  rpc::Role role = rpc::Role::kClerk) {
    std::promise<rpc::Client::Answer> promise;
    ClientOf(role).CallUnary("/recourse.communication_log.v1.CommunicationLogService/" + method,
                             request.SerializeAsString(), std::chrono::seconds(10),
                             [&](rpc::Client::Answer answer) { promise.set_value(answer); });
    const auto answer = promise.get_future().get();
    if (!answer) return Unexpected{answer.error()};
    Response response;
    CHECK(response.ParseFromString(*answer));
    return response;
  }
  Expected<v1::SendMessageResponse, Failure> Send(const v1::SendMessageRequest& request,
                                                  rpc::Role role = rpc::Role::kService) {
    return Ask<v1::SendMessageResponse>("SendMessage", request, role);
  }
  Expected<v1::Message, Failure> GetMessage(const std::string& message_id);
  Expected<v1::ListContactsResponse, Failure> List(int page_size = 0,
                                                   const std::string& page_token = "");

  // Until all promises are answered and the views have applied it.
  void Settle();
  std::vector<engine::Record> Records() const;
  // How many of them are not the engine's own.
  std::size_t Events() const;
  std::vector<engine::KeyValues::Row> DerivedRows();
  // Starts again on the same log without derived data.
  void Rebuild();

  FakeOutbox outbox_;
  SimulatedClock clock_{Instant(Date(date::year(2012) / 3 / 5)) + std::chrono::hours(8)};

 private:
  void Start();
  void Stop();
  rpc::Client& ClientOf(rpc::Role role);

  testkit::TempFolder folder_;
  const engine::Definition definition_ = MakeDefinition();
  eventlog::MemoryLog log_{{7, "communication_log", 2}};
  observability::Metrics metrics_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::unique_ptr<seal::Keyring> keyring_;
  std::unique_ptr<seal::Sealer> sealer_;

  std::unique_ptr<engine::MemoryKeyValues> derived_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::unique_ptr<rpc::Shell> shell_;
  std::vector<std::unique_ptr<rpc::Service>> apis_;
  std::unique_ptr<rpc::Server> server_;
  std::map<rpc::Role, std::unique_ptr<rpc::Client>> clients_;
};

}  // namespace recourse::communication_log
