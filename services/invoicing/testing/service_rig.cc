#include "services/invoicing/testing/service_rig.h"

#include <filesystem>
#include <thread>

#include "services/invoicing/rate_book/rate_book.h"

namespace recourse::invoicing {
namespace {

constexpr rpc::Role kRoles[] = {rpc::Role::kOperator, rpc::Role::kClerk,  rpc::Role::kApprover,
                                rpc::Role::kAnalyst,  rpc::Role::kAgency, rpc::Role::kService};

}  // namespace

ServiceRig::ServiceRig() {
  const seal::Keyring::Options options{.folder = temp_.path() / "keyring",
                                       .master_path = temp_.path() / "master"};
  CHECK(seal::Keyring::Create(options));
  keyring_ = *seal::Keyring::Open(options);
  sealer_ = std::make_unique<seal::Sealer>(*keyring_, "test");
  tokens_ = *rpc::TokenStore::Open(temp_.path() / "tokens");
  for (const rpc::Role role : kRoles) {
    issued_[role] = *tokens_->Issue("people/" + std::string(rpc::ToString(role)), role);
  }
  auto rates = LoadRateBook("services/invoicing/rates");
  CHECK(rates);
  rates_ = std::make_shared<const RateBook>(*std::move(rates));
  Start();
}

ServiceRig::~ServiceRig() { Stop(); }

void ServiceRig::Start() {
  if (!derived_) derived_ = *engine::OpenRocksKeyValues(temp_.path() / "derived");
  engine::RunningEngine::Options options;
  options.fire_timers = false;
  engine_ =
      *engine::RunningEngine::Open({definition_, log_, {}, *derived_, clock_, loopback_}, options);
  metrics_ = std::make_unique<observability::Metrics>();
  shell_ = std::make_unique<rpc::Shell>(*tokens_, rpc::KeyedHash(std::string(32, 'k')), *metrics_);
  apis_ = MakeApis({*shell_, *engine_, *engine_, *sealer_, rates_});
  std::vector<rpc::Service*> services;
  for (const auto& api : apis_) services.push_back(api.get());
  server_ = *rpc::Server::Start({.address = ""}, *shell_, services);
  for (const rpc::Role role : kRoles) {
    clients_[role] = std::make_shared<rpc::Client>(server_->InProcessChannel(), issued_[role]);
  }
  loopback_.Connect(clients_[rpc::Role::kService]);
  engine_->Start();
}

void ServiceRig::Stop() { StopWithin(std::chrono::seconds(5)); }

void ServiceRig::Crash() {
  loopback_.Connect(nullptr);
  loopback_.Release();
  StopWithin(std::chrono::seconds(0));
}

void ServiceRig::LoseDerived() {
  derived_.reset();
  std::filesystem::remove_all(temp_.path() / "derived");
}

void ServiceRig::StopWithin(std::chrono::seconds grace) {
  server_->Stop(grace);
  engine_->Stop();
  loopback_.Connect(nullptr);
  clients_.clear();
  server_.reset();
  apis_.clear();
  shell_.reset();
  engine_.reset();
}

std::future<ServiceRig::Answer> ServiceRig::Begin(rpc::Role role, const std::string& method,
                                                  const google::protobuf::Message& request) {
  auto promise = std::make_shared<std::promise<Answer>>();
  auto future = promise->get_future();
  const bool is_whole = method.starts_with('/');
  clients_.at(role)->CallUnary(
      is_whole ? method : "/recourse.invoicing.v1.InvoicingService/" + method,
      request.SerializeAsString(), std::chrono::seconds(20),
      [promise](Answer answer) { promise->set_value(std::move(answer)); }, traceparent_);
  return future;
}

void ServiceRig::Settle() {
  while (!engine_->Idle()) std::this_thread::yield();
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    std::promise<bool> applied;
    engine_->WaitApplied({shard, engine_->released(shard)}, Instant::max(),
                         [&](bool reached) { applied.set_value(reached); });
    ASSERT_TRUE(applied.get_future().get());
  }
}

std::vector<engine::KeyValues::Row> ServiceRig::DerivedRows() {
  Settle();
  return derived_->Scan("", "", 1'000'000);
}

void ServiceRig::Rebuild() {
  Stop();
  LoseDerived();
  Start();
}

std::string ServiceRig::LogBytes() {
  Settle();
  return LogBytesNow();
}

std::string ServiceRig::LogBytesNow() {
  std::string all;
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    (void)log_.Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      all += bytes;
      return true;
    });
  }
  return all;
}

void ServiceRig::RegisterAcme() {
  const auto registered = Call<v1::Issuer>("RegisterIssuer", Text<v1::RegisterIssuerRequest>(R"(
      request_id: "acme" issuer_id: "acme"
      issuer { display_name: "Acme GmbH" tax_id: "DE1"
               bank_account { iban: "DE02120300000000202051" }
               language_code: "de" country_code: "DE" time_zone: "Europe/Berlin" })"));
  ASSERT_TRUE(registered) << registered.error().message;
  EXPECT_EQ(registered->name(), "issuers/acme");
}

void ServiceRig::OpenAccount(const std::string& id, const std::string& issuer) {
  auto request = Text<v1::OpenAccountRequest>(R"(
      account { kind: ACCOUNT_KIND_BUSINESS language_code: "en"
                time_zone: "Europe/London" country_code: "GB"
                preferred_channel: PREFERRED_CHANNEL_LETTER }
      personal_data { display_name: "Ada Lovelace" })");
  request.set_request_id("open-" + id);
  request.set_account_id(id);
  request.mutable_account()->set_issuer(issuer);
  const auto opened = Call<v1::Account>("OpenAccount", request);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->name(), "accounts/" + id);
}

v1::IssueInvoiceRequest ServiceRig::InvoiceRequest(const std::string& request_id,
                                                   const std::string& account,
                                                   const std::string& number) {
  auto request = Text<v1::IssueInvoiceRequest>(R"(
      invoice { content {
        issue_date { year: 2012 month: 1 day: 1 } due_date { year: 2012 month: 1 day: 31 }
        amount { currency_code: "EUR" units: 100 }
        lines { description: "Work" quantity: "2.5" unit_price: "40"
                amount { currency_code: "EUR" units: 100 } } } })");
  request.set_request_id(request_id);
  request.set_parent("accounts/" + account);
  request.mutable_invoice()->mutable_content()->set_number(number);
  return request;
}

v1::Invoice ServiceRig::Issue(const std::string& account, const std::string& id) {
  auto request = InvoiceRequest("issue-" + account + "-" + id, account, "N-" + id);
  request.set_invoice_id(id);
  const auto issued = Call<v1::IssueInvoiceResponse>("IssueInvoice", request);
  EXPECT_TRUE(issued) << issued.error().reason;
  return issued ? issued->invoice() : v1::Invoice();
}

v1::RecordPaymentRequest ServiceRig::PaymentRequest(const std::string& request_id,
                                                    const std::string& account,
                                                    const std::string& payment_id, int euros) {
  auto request = Text<v1::RecordPaymentRequest>(
      R"(effective_date { year: 2012 month: 2 day: 1 } amount { currency_code: "EUR" })");
  request.set_request_id(request_id);
  request.set_parent("accounts/" + account);
  request.set_payment_id(payment_id);
  request.mutable_amount()->set_units(euros);
  return request;
}

}  // namespace recourse::invoicing
