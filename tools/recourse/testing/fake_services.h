#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "libs/rpc/status.h"
#include "recourse/collections/v1/collections_service.grpc.pb.h"
#include "recourse/communication_log/v1/communication_log_service.grpc.pb.h"
#include "recourse/dispute/v1/dispute_service.grpc.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"
#include "tools/recourse/testing/fake_server.h"

// What the services of a fake installation answer. Each checks that the caller has a token.
namespace recourse::cli {

// Knows account a1 with two invoices, i1 and `second`, on two pages, and how issuers/acme stands.
class FakeInvoicing final : public invoicing::v1::InvoicingService::Service {
 public:
  grpc::Status GetAccount(grpc::ServerContext* context,
                          const invoicing::v1::GetAccountRequest* request,
                          invoicing::v1::Account* account) override {
    if (request->name() != "accounts/a1") {
      return rpc::ToStatus({Failure::Kind::kNotFound,
                            "ACCOUNT_UNKNOWN",
                            "There is no such account",
                            {{"name", request->name()}}});
    }
    account->set_name(request->name());
    account->set_issuer("issuers/acme");
    return CheckToken(*context);
  }
  grpc::Status GetBalance(grpc::ServerContext* context, const invoicing::v1::GetBalanceRequest*,
                          invoicing::v1::Balance*) override {
    return CheckToken(*context);
  }
  grpc::Status ListInvoices(grpc::ServerContext* context,
                            const invoicing::v1::ListInvoicesRequest* request,
                            invoicing::v1::ListInvoicesResponse* response) override {
    const bool first = request->page_token().empty();
    response->add_invoices()->set_name("accounts/a1/invoices/" + (first ? "i1" : second_));
    if (first) response->set_next_page_token("more");
    return CheckToken(*context);
  }
  grpc::Status ReportAging(grpc::ServerContext* context,
                           const invoicing::v1::ReportAgingRequest* request,
                           invoicing::v1::ReportAgingResponse* response) override {
    asked_ = request->ShortDebugString();
    auto& row = *response->add_rows();
    row.set_bucket(invoicing::v1::AGING_BUCKET_DAYS_1_TO_30);
    row.set_count(13);
    row.mutable_amount()->set_currency_code("EUR");
    row.mutable_amount()->set_units(788);
    row.mutable_amount()->set_nanos(740'000'000);
    return CheckToken(*context);
  }
  const std::string& asked() const { return asked_; }
  void SetSecond(std::string id) { second_ = std::move(id); }

 private:
  std::string asked_;
  std::string second_ = "i2";
};

class FakeDispute final : public dispute::v1::DisputeService::Service {
  grpc::Status ListDisputes(grpc::ServerContext* context, const dispute::v1::ListDisputesRequest*,
                            dispute::v1::ListDisputesResponse* response) override {
    response->add_disputes()->set_name("accounts/a1/disputes/d1");
    return CheckToken(*context);
  }
};

// Has not heard of any account, unless told.
class FakeCollections final : public collections::v1::CollectionsService::Service {
 public:
  void Knows(collections::v1::Case kase) { case_ = std::move(kase); }

 private:
  grpc::Status GetCase(grpc::ServerContext*, const collections::v1::GetCaseRequest*,
                       collections::v1::Case* kase) override {
    if (!case_) return {grpc::StatusCode::NOT_FOUND, "no case"};
    *kase = *case_;
    return grpc::Status::OK;
  }

  std::optional<collections::v1::Case> case_;
};

class FakeCommunicationLog final : public communication_log::v1::CommunicationLogService::Service {
  grpc::Status ListContacts(grpc::ServerContext* context,
                            const communication_log::v1::ListContactsRequest*,
                            communication_log::v1::ListContactsResponse*) override {
    return CheckToken(*context);
  }
};

// Stands on a simulated clock, and remembers what it was handed.
class FakeConductor final : public simulation::v1::ConductorService::Service {
 public:
  grpc::Status GetClock(grpc::ServerContext* context, const simulation::v1::GetClockRequest*,
                        simulation::v1::GetClockResponse* response) override {
    response->set_kind(simulation::v1::CLOCK_KIND_SIMULATED);
    return CheckToken(*context);
  }
  grpc::Status Schedule(grpc::ServerContext* context,
                        const simulation::v1::ScheduleRequest* request,
                        simulation::v1::ScheduleResponse* response) override {
    if (request->offset() == 0) labels_.clear();  // Another schedule.
    for (const auto& command : request->commands()) labels_.push_back(command.label());
    response->set_commands(labels_.size());
    return CheckToken(*context);
  }
  grpc::Status Run(grpc::ServerContext* context, const simulation::v1::RunRequest*,
                   grpc::ServerWriter<simulation::v1::RunResponse>*) override {
    on_run_();
    return CheckToken(*context);
  }
  void OnRun(std::function<void()> on_run) { on_run_ = std::move(on_run); }
  const std::vector<std::string>& labels() const { return labels_; }

 private:
  std::vector<std::string> labels_;
  std::function<void()> on_run_ = [] {};
};

}  // namespace recourse::cli
