#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/testing/temp_folder.h"
#include "libs/engine/key_values.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/memory_log.h"
#include "libs/observability/metrics.h"
#include "libs/rpc/server.h"
#include "libs/seal/keyring.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/service.h"
#include "services/invoicing/testing/loopback.h"

namespace recourse::invoicing {

// The whole service on a memory log and a derived store on disk, with its API behind an in-process
// server, and a client of each role. It can be stopped and started again on the same log.
class ServiceRig : public testing::Test {
 protected:
  ServiceRig();
  ~ServiceRig() override;

  void Start();
  void Stop();
  // As a kill does: waits for nothing that is under way. What was promised and is not answered goes
  // nowhere before Start.
  void Crash();
  // Of what has ended.
  void LoseDerived();

  // A request in protobuf's text form.
  template <class Message>
  static Message Text(const std::string& text) {
    Message message;
    CHECK(google::protobuf::TextFormat::ParseFromString(text, &message));
    return message;
  }

  using Answer = Expected<std::string, Failure>;

  // Calls "RecordPayment" or the like, or a method by its path; what comes is not waited for yet.
  std::future<Answer> Begin(rpc::Role role, const std::string& method,
                            const google::protobuf::Message& request);
  // Calls and waits.
  template <class Response, class Request>
  Expected<Response, Failure> Call(const std::string& method, const Request& request,
                                   rpc::Role role = rpc::Role::kOperator) {
    return As<Response>(Begin(role, method, request).get());
  }
  template <class Response>
  static Expected<Response, Failure> As(const Answer& answer) {
    if (!answer) return Unexpected{answer.error()};
    Response response;
    CHECK(response.ParseFromString(*answer));
    return response;
  }

  // Until nothing is under way and views have applied everything.
  void Settle();
  std::vector<engine::KeyValues::Row> DerivedRows();
  // Drops the derived store and makes it again from the log.
  void Rebuild();
  // All that the log holds, as bytes; once nothing is under way, or as it is.
  std::string LogBytes();
  std::string LogBytesNow();

  // "issuers/acme" in Berlin.
  void RegisterAcme();
  // A customer without a late charge.
  void OpenAccount(const std::string& id, const std::string& issuer = "issuers/acme");
  // 100.00 EUR, issued on 2012-01-01, due on the last of January. Its id is derived.
  v1::IssueInvoiceRequest InvoiceRequest(const std::string& request_id, const std::string& account,
                                         const std::string& number);
  // Issues it under `id`.
  v1::Invoice Issue(const std::string& account, const std::string& id);
  v1::RecordPaymentRequest PaymentRequest(const std::string& request_id, const std::string& account,
                                          const std::string& payment_id, int euros);

  SimulatedClock clock_{Date(date::year(2012) / 2 / 10)};
  Loopback loopback_;
  testkit::TempFolder temp_;
  std::unique_ptr<seal::Keyring> keyring_;
  std::string traceparent_;  // Of the calls; empty: none.

 private:
  void StopWithin(std::chrono::seconds grace);

  eventlog::MemoryLog log_{{7, "invoicing", 4}};
  std::unique_ptr<engine::KeyValues> derived_;
  const engine::Definition definition_ = MakeDefinition();
  std::unique_ptr<seal::Sealer> sealer_;
  std::shared_ptr<const RateBook> rates_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::map<rpc::Role, std::string> issued_;
  std::unique_ptr<observability::Metrics> metrics_;
  std::unique_ptr<rpc::Shell> shell_;
  std::unique_ptr<engine::RunningEngine> engine_;
  std::vector<std::unique_ptr<rpc::Service>> apis_;
  std::unique_ptr<rpc::Server> server_;
  std::map<rpc::Role, std::shared_ptr<rpc::Client>> clients_;
};

}  // namespace recourse::invoicing
