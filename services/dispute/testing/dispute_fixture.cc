#include "services/dispute/testing/dispute_fixture.h"

#include <chrono>
#include <future>
#include <optional>
#include <thread>

#include "libs/base/check.h"

namespace recourse::dispute {
namespace {

using namespace std::chrono_literals;
using rpc::Role;

template <class Message>
std::string InEuros(google::type::Money* (Message::*field)(), std::int64_t units) {
  Message message;
  google::type::Money& amount = *(message.*field)();
  amount.set_currency_code("EUR");
  amount.set_units(units);
  return message.SerializeAsString();
}

std::string UsualAnswer(const std::string& method) {
  if (method.ends_with("MarkDisputed")) {
    return InEuros(&invoicing::v1::MarkDisputedResponse::mutable_marked, 100);
  }
  if (method.ends_with("ReleaseDisputed")) {
    return InEuros(&invoicing::v1::ReleaseDisputedResponse::mutable_released, 0);
  }
  return InEuros(&invoicing::v1::CreditNote::mutable_amount, 100);
}

void SetDay(int day, google::type::Date& date) {
  date.set_year(2012);
  date.set_month(3);
  date.set_day(day);
}

}  // namespace

void FakeInvoicing::Call(const std::string&, const engine::PromiseCall& call, const std::string&,
                         std::function<void(Answer)> done) {
  std::optional<Answer> answer;
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
    if (!answers_.empty()) {
      answer = std::move(answers_.front());
      answers_.pop_front();
    }
  }
  done(answer ? *std::move(answer) : Answer(UsualAnswer(call.method)));
}

void FakeInvoicing::AnswerNext(Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_.push_back(std::move(answer));
}

std::vector<engine::PromiseCall> FakeInvoicing::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::vector<std::string> FakeInvoicing::methods() const {
  std::vector<std::string> methods;
  for (const auto& call : calls()) {
    EXPECT_EQ(call.target, "invoicing");
    methods.push_back(call.method.substr(call.method.rfind('/') + 1));
  }
  return methods;
}

DisputeFixture::DisputeFixture() {
  auto tokens = rpc::TokenStore::Open((folder_.path() / "tokens").string());
  CHECK(tokens);
  tokens_ = *std::move(tokens);
  const seal::Keyring::Options options{.folder = folder_.path() / "keyring",
                                       .master_path = folder_.path() / "master"};
  CHECK(seal::Keyring::Create(options));
  auto keyring = seal::Keyring::Open(options);
  CHECK(keyring);
  keyring_ = *std::move(keyring);
  sealer_ = std::make_unique<seal::Sealer>(*keyring_, "test");
  Start();
}

DisputeFixture::~DisputeFixture() { Stop(); }

void DisputeFixture::Start() {
  derived_ = std::make_unique<engine::MemoryKeyValues>();
  engine::RunningEngine::Options options;
  options.fire_timers = false;
  auto engine = engine::RunningEngine::Open({definition_, log_, {}, *derived_, clock_, invoicing_},
                                            std::move(options));
  CHECK(engine);
  engine_ = *std::move(engine);
  engine_->Start();
  shell_ = std::make_unique<rpc::Shell>(*tokens_, rpc::KeyedHash(std::string(32, 'k')), metrics_);
  apis_ = MakeApis({*shell_, *engine_, *sealer_});
  auto server = rpc::Server::Start({.address = ""}, *shell_, {apis_.front().get()});
  CHECK(server);
  server_ = *std::move(server);
}

void DisputeFixture::Stop() {
  clients_.clear();
  server_->Stop(1s);
  engine_->Stop();
  server_.reset();
  apis_.clear();
  shell_.reset();
  engine_.reset();
}

void DisputeFixture::Rebuild() {
  Stop();
  Start();
}

rpc::Client& DisputeFixture::ClientOf(Role role) {
  auto& client = clients_[role];
  if (!client) {
    const auto token = tokens_->Issue("people/" + std::string(rpc::ToString(role)), role);
    CHECK(token);
    const auto channel = server_->InProcessChannel();
    client = std::make_unique<rpc::Client>(channel, *token);
  }
  return *client;
}

template <class Response, class Request>
Expected<Response, Failure> DisputeFixture::Call(Role role, const std::string& method,
                                                 const Request& request) {
  std::promise<rpc::Client::Answer> promise;
  ClientOf(role).CallUnary("/recourse.dispute.v1.DisputeService/" + method,
                           request.SerializeAsString(), 10s,
                           [&](rpc::Client::Answer answer) { promise.set_value(answer); });
  const auto answer = promise.get_future().get();
  if (!answer) return Unexpected{answer.error()};
  Response response;
  CHECK(response.ParseFromString(*answer));
  return response;
}

v1::OpenDisputeRequest DisputeFixture::Opening(const std::string& dispute_id) {
  v1::OpenDisputeRequest request;
  request.set_request_id("open-" + dispute_id);
  request.set_parent("accounts/a1");
  request.set_dispute_id(dispute_id);
  request.set_invoice("accounts/a1/invoices/i1");
  request.set_reason(v1::REASON_QUALITY_OF_GOODS);
  request.set_raised_by(v1::RAISED_BY_CUSTOMER);
  SetDay(5, *request.mutable_opened_on());
  return request;
}

v1::CloseDisputeRequest DisputeFixture::Closing(const std::string& dispute_id,
                                                v1::Outcome outcome) {
  v1::CloseDisputeRequest request;
  request.set_request_id("close-" + dispute_id);
  request.set_name("accounts/a1/disputes/" + dispute_id);
  request.set_outcome(outcome);
  SetDay(9, *request.mutable_closed_on());
  return request;
}

Expected<v1::Dispute, Failure> DisputeFixture::Open(const v1::OpenDisputeRequest& request,
                                                    Role role) {
  return Call<v1::Dispute>(role, "OpenDispute", request);
}

Expected<v1::Dispute, Failure> DisputeFixture::Close(const v1::CloseDisputeRequest& request,
                                                     Role role) {
  return Call<v1::Dispute>(role, "CloseDispute", request);
}

Expected<v1::Dispute, Failure> DisputeFixture::Get(const std::string& dispute_id) {
  v1::GetDisputeRequest request;
  request.set_name("accounts/a1/disputes/" + dispute_id);
  return Call<v1::Dispute>(Role::kAnalyst, "GetDispute", request);
}

Expected<v1::ListDisputesResponse, Failure> DisputeFixture::List(int page_size,
                                                                 const std::string& page_token) {
  v1::ListDisputesRequest request;
  request.set_parent("accounts/a1");
  request.set_page_size(page_size);
  request.set_page_token(page_token);
  return Call<v1::ListDisputesResponse>(Role::kAnalyst, "ListDisputes", request);
}

void DisputeFixture::Settle() {
  while (!engine_->Idle()) std::this_thread::yield();
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    std::promise<bool> applied;
    engine_->WaitApplied({shard, engine_->released(shard)}, Instant::max(),
                         [&](bool done) { applied.set_value(done); });
    CHECK(applied.get_future().get());
  }
}

std::vector<engine::Record> DisputeFixture::Records() const {
  std::vector<engine::Record> records;
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    (void)log_.Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      CHECK(records.emplace_back().ParseFromString(std::string(bytes)));
      return true;
    });
  }
  return records;
}

std::size_t DisputeFixture::Events() const {
  std::size_t events = 0;
  for (const engine::Record& record : Records()) events += record.stream().empty() ? 0 : 1;
  return events;
}

std::vector<engine::KeyValues::Row> DisputeFixture::DerivedRows() {
  Settle();
  return derived_->Scan("", "", 1'000'000);
}

}  // namespace recourse::dispute
