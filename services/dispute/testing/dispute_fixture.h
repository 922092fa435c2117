#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/testing/temp_folder.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/memory_log.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/server.h"
#include "libs/seal/keyring.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/dispute/service.h"

namespace recourse::dispute {

// Invoicing as disputes see it: remembers what it was asked, and answers as the test says. By
// default it marks 100.00 EUR, credits, and releases nothing.
class FakeInvoicing final : public engine::Outbound {
 public:
  using Answer = Expected<std::string, Failure>;

  void Call(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Answer)> done) override;
  // The next call gets this answer, the one after it the next.
  void AnswerNext(Answer answer);
  std::vector<engine::PromiseCall> calls() const;
  // "MarkDisputed", "IssueCreditNote" and so on.
  std::vector<std::string> methods() const;

 private:
  mutable std::mutex mutex_;
  std::vector<engine::PromiseCall> calls_;
  std::deque<Answer> answers_;
};

// The whole service on a log in memory, called through gRPC within the process.
class DisputeFixture : public testing::Test {
 protected:
  template <class T>
  using Answer = Expected<T, Failure>;

  DisputeFixture();
  ~DisputeFixture() override;

  // Requests that are right; tests change them.
  static v1::OpenDisputeRequest Opening(const std::string& dispute_id);
  static v1::CloseDisputeRequest Closing(const std::string& dispute_id, v1::Outcome outcome);

  Answer<v1::Dispute> Open(const v1::OpenDisputeRequest& request,
                           rpc::Role role = rpc::Role::kClerk);
  Answer<v1::Dispute> Close(const v1::CloseDisputeRequest& request,
                            rpc::Role role = rpc::Role::kClerk);
  Answer<v1::Dispute> Get(const std::string& dispute_id);
  Answer<v1::ListDisputesResponse> List(int page_size = 0, const std::string& page_token = "");

  // Until all promises are answered and the views have applied it.
  void Settle();
  // All records, and all rows of the derived store.
  std::vector<engine::Record> Records() const;
  // How many of them are not the engine's own.
  std::size_t Events() const;
  std::vector<engine::KeyValues::Row> DerivedRows();
  // Starts again on the same log without derived data.
  void Rebuild();

  FakeInvoicing invoicing_;

 private:
  void Start();
  void Stop();
  rpc::Client& ClientOf(rpc::Role role);

  template <class Response, class Request>
  Answer<Response> Call(rpc::Role role, const std::string& method, const Request& request);

  testkit::TempFolder folder_;
  const engine::Definition definition_ = MakeDefinition();
  eventlog::MemoryLog log_{{7, "dispute", 2}};
  SimulatedClock clock_{Instant(Date(date::year(2012) / 3 / 9))};  // The day of Closing.
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

}  // namespace recourse::dispute
