#include "services/collections/testing/service_rig.h"

#include <fmt/format.h>
#include <google/protobuf/descriptor.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"

namespace recourse::collections {
namespace {

constexpr Instant kStart = Date(date::year(2012) / 1 / 1);
constexpr std::string_view kInvoicing = "invoicing";

std::unique_ptr<rpc::TokenStore> OpenTokens() {
  static int count = 0;
  const auto path = std::filesystem::path(testing::TempDir()) /
                    fmt::format("collections.{}.{}.tokens", getpid(), ++count);
  std::filesystem::remove(path);
  return *rpc::TokenStore::Open(path.string());
}

// The request with its id, as whoever keeps promises fills it in.
std::string WithRequestId(const engine::PromiseCall& call, const std::string& request_id) {
  std::string method = call.method.substr(1);
  std::replace(method.begin(), method.end(), '/', '.');
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(method);
  CHECK(descriptor != nullptr);
  const auto* type = descriptor->input_type();
  const std::unique_ptr<google::protobuf::Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  CHECK(request->ParseFromString(call.request));
  request->GetReflection()->SetString(request.get(), type->FindFieldByName("request_id"),
                                      request_id);
  return request->SerializeAsString();
}

}  // namespace

TestOutbound::TestOutbound() : answer_(std::string()) {
  communication_log::v1::SendMessageResponse queued;
  queued.mutable_message()->set_state(communication_log::v1::MESSAGE_STATE_QUEUED);
  answer_ = queued.SerializeAsString();
}

void TestOutbound::RefuseMessages(communication_log::v1::PolicyRule rule) {
  communication_log::v1::SendMessageResponse refused;
  refused.mutable_message()->set_state(communication_log::v1::MESSAGE_STATE_REFUSED);
  refused.mutable_message()->mutable_decision()->set_refused_by(rule);
  AnswerMessages(refused.SerializeAsString());
}

void TestOutbound::AnswerMessages(Outcome answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

std::vector<TestOutbound::SendMessageRequest> TestOutbound::messages() const {
  const std::lock_guard lock(mutex_);
  return messages_;
}

void TestOutbound::Call(const std::string&, const engine::PromiseCall& call,
                        const std::string& request_id, std::function<void(Outcome)> done) {
  const std::string request = WithRequestId(call, request_id);
  if (call.target == "collections") {
    self_->CallUnary(call.method, request, std::chrono::seconds(10), std::move(done));
    return;
  }
  EXPECT_EQ(call.target, "communication_log");
  EXPECT_EQ(call.method, "/recourse.communication_log.v1.CommunicationLogService/SendMessage");
  std::unique_lock lock(mutex_);
  EXPECT_TRUE(messages_.emplace_back().ParseFromString(request));
  Outcome answer = answer_;
  lock.unlock();
  done(std::move(answer));
}

ServiceRig::ServiceRig() : clock_(kStart), tokens_(OpenTokens()) { Start(); }
ServiceRig::~ServiceRig() { Stop(); }

void ServiceRig::Start() {
  engine::RunningEngine::Options options;
  options.fire_timers = false;
  auto engine = engine::RunningEngine::Open({definition_, log_, {}, *derived_, clock_, outbound_},
                                            std::move(options));
  ASSERT_TRUE(engine) << engine.error().message;
  engine_ = *std::move(engine);
  shell_ = std::make_unique<rpc::Shell>(*tokens_, rpc::KeyedHash(std::string(32, 'k')), metrics_);
  apis_ = MakeApis({*shell_, *engine_, [this](const std::string& account, TakeDebtor take) {
                      debtors_asked_.push_back(account);
                      v1::Debtor debtor;
                      debtor.set_legal_name("Hansen GmbH");
                      take(std::move(debtor));
                    }});
  std::vector<rpc::Service*> services;
  for (const auto& api : apis_) services.push_back(api.get());
  auto server = rpc::Server::Start({.address = ""}, *shell_, services);
  ASSERT_TRUE(server) << server.error().message;
  server_ = *std::move(server);
  self_ = std::make_unique<rpc::Client>(server_->InProcessChannel(), Token("services/collections"));
  outbound_.Route(self_.get());
  engine_->Start();
}

void ServiceRig::Stop() {
  Settle();
  server_->Stop(std::chrono::seconds(10));
  engine_->Stop();
  self_ = nullptr;
  server_ = nullptr;
  apis_.clear();
  shell_ = nullptr;
  engine_ = nullptr;
}

void ServiceRig::Restart(bool forget) {
  Stop();
  if (forget) derived_ = std::make_unique<engine::MemoryKeyValues>();
  Start();
}

std::string ServiceRig::Token(const std::string& who) {
  static const std::map<std::string, rpc::Role> kRoles = {
      {"operators", rpc::Role::kOperator}, {"clerks", rpc::Role::kClerk},
      {"approvers", rpc::Role::kApprover}, {"analysts", rpc::Role::kAnalyst},
      {"partners", rpc::Role::kAgency},    {"services", rpc::Role::kService}};
  if (!issued_.contains(who)) {
    issued_[who] = *tokens_->Issue(who, kRoles.at(who.substr(0, who.find('/'))));
  }
  return issued_[who];
}

Expected<std::string, Failure> ServiceRig::AskBytes(const std::string& who,
                                                    const std::string& method,
                                                    const std::string& request) {
  rpc::Client client(server_->InProcessChannel(), Token(who));
  std::promise<rpc::Client::Answer> answer;
  client.CallUnary("/recourse.collections.v1." + method, request, std::chrono::seconds(10),
                   [&](rpc::Client::Answer given) { answer.set_value(std::move(given)); });
  return answer.get_future().get();
}

void ServiceRig::Deliver(const std::string& home, const std::string& type,
                         const std::string& payload) {
  const std::uint32_t shard = eventlog::ShardOf(home, log_.identity().shards);
  auto record = std::make_shared<engine::Record>();
  record->set_service(std::string(kInvoicing));
  record->set_shard(shard);
  record->set_epoch(1);
  record->set_sequence(++delivered_[shard]);
  record->set_recorded_at_us(clock_.Now().time_since_epoch().count());
  record->set_home(home);
  record->set_stream("ledger");
  record->set_type(type);
  record->set_payload(payload);
  std::promise<std::uint64_t> mark;
  ASSERT_TRUE(
      engine_->Deliver({std::string(kInvoicing), shard, {record}, [&](std::uint64_t through) {
                          mark.set_value(through);
                        }}));
  EXPECT_EQ(mark.get_future().get(), record->sequence());
  Settle();
}

void ServiceRig::PassUntil(Instant until) {
  for (;;) {
    Settle();
    const auto next = engine_->next_timer();
    if (!next || *next > until) break;
    clock_.AdvanceTo(std::max(*next, clock_.Now()));
    engine_->FireDue();
  }
  clock_.AdvanceTo(until);
}

void ServiceRig::Settle() {
  while (!engine_->Idle()) std::this_thread::yield();
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    std::promise<void> applied;
    engine_->WaitApplied({shard, engine_->released(shard)}, Instant::max(),
                         [&](bool) { applied.set_value(); });
    applied.get_future().wait();
  }
}

std::vector<engine::Record> ServiceRig::Records(const std::string& home) const {
  std::vector<engine::Record> records;
  (void)log_.Scan(eventlog::ShardOf(home, log_.identity().shards), 1,
                  [&](std::uint64_t, std::string_view bytes) {
                    engine::Record record;
                    EXPECT_TRUE(record.ParseFromString(std::string(bytes)));
                    if (record.home() == home && !record.stream().empty()) {
                      records.push_back(std::move(record));
                    }
                    return true;
                  });
  return records;
}

std::vector<std::string> ServiceRig::News(const std::string& home) {
  Settle();
  const auto records = Records(home);
  std::vector<std::string> news;
  for (std::size_t& told = told_[home]; told < records.size(); ++told) {
    const std::string& type = records[told].type();
    news.push_back(type.substr(type.rfind('.') + 1));
  }
  return news;
}

std::vector<engine::KeyValues::Row> ServiceRig::DerivedRows() {
  Settle();
  return derived_->Scan("", "", 1'000'000);
}

}  // namespace recourse::collections
