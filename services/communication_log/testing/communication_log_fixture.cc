#include "services/communication_log/testing/communication_log_fixture.h"

#include <optional>
#include <thread>

namespace recourse::communication_log {
namespace {

using namespace std::chrono_literals;
using rpc::Role;

std::string UsualAnswer() {
  v1::Message message;
  message.set_state(v1::MESSAGE_STATE_SENT);
  message.set_file("a1~m1.eml");
  message.set_content_hmac(std::string(32, 'x'));
  return message.SerializeAsString();
}

void SetDay(int month, int day, google::type::Date& date) {
  date.set_year(2012);
  date.set_month(month);
  date.set_day(day);
}

void SetEuros(std::int64_t units, google::type::Money& amount) {
  amount.set_currency_code("EUR");
  amount.set_units(units);
}

void SetCustomer(v1::Customer& customer) {
  customer.set_kind(v1::CUSTOMER_KIND_BUSINESS);
  customer.set_country("DE");
  customer.set_time_zone("Europe/Berlin");
}

}  // namespace

void FakeOutbox::Call(const std::string&, const engine::PromiseCall& call, const std::string&,
                      std::function<void(Answer)> done) {
  Answer answer = UsualAnswer();
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
    if (answer_) answer = *answer_;
  }
  done(std::move(answer));
}

void FakeOutbox::AnswerWith(Answer answer) {
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
}

std::vector<engine::PromiseCall> FakeOutbox::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

CommunicationLogFixture::CommunicationLogFixture() {
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

CommunicationLogFixture::~CommunicationLogFixture() { Stop(); }

void CommunicationLogFixture::Start() {
  derived_ = std::make_unique<engine::MemoryKeyValues>();
  engine::RunningEngine::Options options;
  options.fire_timers = false;
  auto engine = engine::RunningEngine::Open({definition_, log_, {}, *derived_, clock_, outbox_},
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

void CommunicationLogFixture::Stop() {
  clients_.clear();
  server_->Stop(1s);
  engine_->Stop();
  server_.reset();
  apis_.clear();
  shell_.reset();
  engine_.reset();
}

void CommunicationLogFixture::Rebuild() {
  Stop();
  Start();
}

rpc::Client& CommunicationLogFixture::ClientOf(Role role) {
  auto& client = clients_[role];
  if (!client) {
    const auto token = tokens_->Issue("people/" + std::string(rpc::ToString(role)), role);
    CHECK(token);
    const auto channel = server_->InProcessChannel();
    client = std::make_unique<rpc::Client>(channel, *token);
  }
  return *client;
}

v1::SendMessageRequest CommunicationLogFixture::Sending(const std::string& message_id) {
  v1::SendMessageRequest request;
  request.set_request_id("send-" + message_id);
  request.set_parent("accounts/a1");
  request.set_message_id(message_id);
  v1::MessageContent& content = *request.mutable_content();
  content.set_channel(v1::CHANNEL_LETTER);
  content.set_kind(v1::MESSAGE_KIND_FRIENDLY);
  content.set_language("de-AT");
  v1::InvoiceFact& fact = *content.add_facts();
  fact.set_invoice_id("i1");
  fact.set_number("R-1001");
  SetDay(3, 2, *fact.mutable_due());
  SetEuros(100, *fact.mutable_open());
  SetEuros(100, *content.mutable_total());
  SetDay(3, 12, *content.mutable_deadline());
  content.set_level("friendly");
  SetCustomer(*request.mutable_customer());
  return request;
}

v1::RecordContactRequest CommunicationLogFixture::Call(const std::string& contact_id) {
  v1::RecordContactRequest request;
  request.set_request_id("call-" + contact_id);
  request.set_parent("accounts/a1");
  request.set_contact_id(contact_id);
  request.set_channel(v1::CHANNEL_PHONE);
  request.set_direction(v1::DIRECTION_OUTBOUND);
  request.set_outcome(v1::CONTACT_OUTCOME_REACHED);
  request.add_debts("i1");
  request.mutable_occurred_at()->set_seconds(1'330'934'400);  // 2012-03-05 08:00 UTC.
  request.set_time_zone("Europe/Berlin");
  return request;
}

v1::ClearContactRequest CommunicationLogFixture::Clearing(const std::string& clearance_id) {
  v1::ClearContactRequest request;
  request.set_request_id("clear-" + clearance_id);
  request.set_parent("accounts/a1");
  request.set_clearance_id(clearance_id);
  request.set_channel(v1::CHANNEL_PHONE);
  request.add_debts("i1");
  SetCustomer(*request.mutable_customer());
  return request;
}

v1::SetContactPreferenceRequest CommunicationLogFixture::Preference(const std::string& request_id) {
  v1::SetContactPreferenceRequest request;
  request.set_request_id(request_id);
  request.set_parent("accounts/a1");
  SetDay(3, 5, *request.mutable_day());
  return request;
}

Expected<v1::Message, Failure> CommunicationLogFixture::GetMessage(const std::string& message_id) {
  v1::GetMessageRequest request;
  request.set_name("accounts/a1/messages/" + message_id);
  return Ask<v1::Message>("GetMessage", request, Role::kAnalyst);
}

Expected<v1::ListContactsResponse, Failure> CommunicationLogFixture::List(
    int page_size, const std::string& page_token) {
  v1::ListContactsRequest request;
  request.set_parent("accounts/a1");
  request.set_page_size(page_size);
  request.set_page_token(page_token);
  return Ask<v1::ListContactsResponse>("ListContacts", request, Role::kAnalyst);
}

void CommunicationLogFixture::Settle() {
  while (!engine_->Idle()) std::this_thread::yield();
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    std::promise<bool> applied;
    engine_->WaitApplied({shard, engine_->released(shard)}, Instant::max(),
                         [&](bool done) { applied.set_value(done); });
    CHECK(applied.get_future().get());
  }
}

std::vector<engine::Record> CommunicationLogFixture::Records() const {
  std::vector<engine::Record> records;
  for (std::uint32_t shard = 0; shard < log_.identity().shards; ++shard) {
    (void)log_.Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      CHECK(records.emplace_back().ParseFromString(std::string(bytes)));
      return true;
    });
  }
  return records;
}

std::size_t CommunicationLogFixture::Events() const {
  std::size_t events = 0;
  for (const engine::Record& record : Records()) events += record.stream().empty() ? 0 : 1;
  return events;
}

std::vector<engine::KeyValues::Row> CommunicationLogFixture::DerivedRows() {
  Settle();
  return derived_->Scan("", "", 1'000'000);
}

}  // namespace recourse::communication_log
