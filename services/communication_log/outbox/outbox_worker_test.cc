#include "services/communication_log/outbox/outbox_worker.h"

#include <gmock/gmock.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <iterator>
#include <latch>
#include <map>
#include <memory>
#include <optional>
#include <semaphore>

#include "libs/base/testing/temp_folder.h"
#include "libs/rpc/status.h"
#include "libs/seal/keyring.h"
#include "libs/seal/subject_hash.h"
#include "recourse/collections/v1/collections_service.grpc.pb.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/outbox/sample_letter.h"

namespace recourse::communication_log {
namespace {

using testing::HasSubstr;
using namespace date::literals;

grpc::Status Refusal(Failure::Kind kind, const std::string& reason) {
  return rpc::ToStatus({kind, reason, "The test says so.", {}});
}

void SetEuros(std::int64_t units, google::type::Money& amount) {
  amount.set_currency_code("EUR");
  amount.set_units(units);
}

// Invoicing with one account and its invoices, as the test says.
class FakeInvoicing final : public invoicing::v1::InvoicingService::Service {
 public:
  FakeInvoicing() {
    account.set_name("accounts/a1");
    account.set_issuer("issuers/acme");
    account.set_time_zone("Europe/Berlin");
    issuer.set_name("issuers/acme");
    issuer.set_display_name("Acme GmbH");
    issuer.set_tax_id("DE123456789");
    issuer.mutable_bank_account()->set_iban("DE02120300000000202051");
    issuer.set_court_venue("Hamburg");
    issuer.set_country_code("DE");
    personal.set_display_name("Hansen & Co.");
    personal.set_legal_name("Hansen & Co. KG");
    personal.add_email_addresses("office@hansen.example");
    auto& address = *personal.add_postal_addresses();
    address.add_lines("Kai 7");
    address.set_postal_code("24103");
    address.set_town("Kiel");
    address.set_country_code("DE");
    Owe("i1", 14, 1'100, 100);
    Owe("i2", 16, 50, 0);
  }

  void Owe(const std::string& invoice_id, int due, std::int64_t open, std::int64_t disputed) {
    invoicing::v1::Invoice& invoice = invoices["accounts/a1/invoices/" + invoice_id];
    invoice.set_state(invoicing::v1::INVOICE_STATE_OPEN);
    auto& due_date = *invoice.mutable_content()->mutable_due_date();
    due_date.set_year(2012);
    due_date.set_month(2);
    due_date.set_day(due);
    SetEuros(open, *invoice.mutable_open());
    SetEuros(disputed, *invoice.mutable_disputed());
  }

  grpc::Status GetAccount(grpc::ServerContext*, const invoicing::v1::GetAccountRequest*,
                          invoicing::v1::Account* response) override {
    if (asked != nullptr) asked->release();
    if (go_on != nullptr) go_on->wait();
    if (!available) return Refusal(Failure::Kind::kUnavailable, "STOPPING");
    *response = account;
    return grpc::Status::OK;
  }
  grpc::Status GetIssuer(grpc::ServerContext*, const invoicing::v1::GetIssuerRequest* request,
                         invoicing::v1::Issuer* response) override {
    EXPECT_EQ(request->name(), "issuers/acme");
    *response = issuer;
    return grpc::Status::OK;
  }
  grpc::Status GetAccountPersonalData(grpc::ServerContext*,
                                      const invoicing::v1::GetAccountPersonalDataRequest* request,
                                      invoicing::v1::AccountPersonalData* response) override {
    EXPECT_EQ(request->name(), "accounts/a1");
    if (erased) return Refusal(Failure::Kind::kNotFound, "PERSONAL_DATA_ERASED");
    *response = personal;
    return grpc::Status::OK;
  }
  grpc::Status GetInvoice(grpc::ServerContext*, const invoicing::v1::GetInvoiceRequest* request,
                          invoicing::v1::Invoice* response) override {
    const auto invoice = invoices.find(request->name());
    if (invoice == invoices.end()) return Refusal(Failure::Kind::kNotFound, "UNKNOWN_INVOICE");
    *response = invoice->second;
    return grpc::Status::OK;
  }

  // Changed by a test before it sends only.
  invoicing::v1::Account account;
  invoicing::v1::Issuer issuer;
  invoicing::v1::AccountPersonalData personal;
  std::map<std::string, invoicing::v1::Invoice> invoices;
  bool available = true;
  bool erased = false;
  std::counting_semaphore<>* asked = nullptr;
  std::latch* go_on = nullptr;
};

// Collections, which knows of a hold on some invoices.
class FakeCollections final : public collections::v1::CollectionsService::Service {
 public:
  grpc::Status GetStops(grpc::ServerContext*, const collections::v1::GetStopsRequest* request,
                        collections::v1::GetStopsResponse* response) override {
    EXPECT_EQ(request->name(), "accounts/a1/case");
    EXPECT_THAT(request->invoice_ids(), testing::ElementsAre("i1", "i2"));
    if (!available) return Refusal(Failure::Kind::kUnavailable, "STOPPING");
    for (const auto& invoice_id : held) response->add_invoice_ids(invoice_id);
    return grpc::Status::OK;
  }

  // Changed by a test before it sends only.
  std::vector<std::string> held;
  bool available = true;
};

class OutboxWorkerTest : public testing::Test {
 protected:
  using Outcome = Expected<std::string, Failure>;

  OutboxWorkerTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&invoicing_);
    builder.RegisterService(&collections_);
    server_ = builder.BuildAndStart();
    const auto channel = server_->InProcessChannel({});
    client_ = std::make_unique<rpc::Client>(channel, "token");
    auto templates = Templates::Load("services/communication_log/templates");
    EXPECT_TRUE(templates) << templates.error().message;
    templates_ = *std::move(templates);
    auto folder = OutboxFolder::Open(temp_.path() / "outbox");
    EXPECT_TRUE(folder) << folder.error().message;
    folder_ = *std::move(folder);
    const seal::Keyring::Options options{.folder = temp_.path() / "keys",
                                         .master_path = temp_.path() / "master"};
    EXPECT_TRUE(seal::Keyring::Create(options));
    auto keyring = seal::Keyring::Open(options);
    EXPECT_TRUE(keyring) << keyring.error().detail;
    keyring_ = *std::move(keyring);
    content_ = SampleLetter(Language::kDe, MessageKind::kSecondReminder).content;
    content_.facts[0].open = Eur(1'100'00);
    content_.total = Eur(1'050'00);
    Work();
  }

  void Work(std::size_t queue_max = OutboxWorker::kQueueMax) {
    worker_.reset();
    worker_ = std::make_unique<OutboxWorker>(
        OutboxWorker::Parts{*client_, *client_, *templates_, *folder_, clock_, *keyring_,
                            "mail.example"},
        queue_max);
  }

  std::future<Outcome> Begin(const std::string& message_id) {
    v1::MessageQueued queued;
    queued.set_message_id(message_id);
    *queued.mutable_content() = ToWire(content_);
    auto promise = std::make_shared<std::promise<Outcome>>();
    worker_->Send("accounts/a1", {"outbox", "", queued.SerializeAsString()}, "r1",
                  [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  }

  v1::Message Send() {
    const auto outcome = Begin("m1").get();
    EXPECT_TRUE(outcome) << outcome.error().reason;
    v1::Message message;
    EXPECT_TRUE(outcome && message.ParseFromString(*outcome));
    return message;
  }

  // Nothing if there is no such file.
  std::string File(const std::string& name) const {
    std::ifstream file(temp_.path() / "outbox" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  testkit::TempFolder temp_;
  SimulatedClock clock_{Instant(Date(2012_y / 3 / 5)) + std::chrono::hours(8)};
  FakeInvoicing invoicing_;
  FakeCollections collections_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<rpc::Client> client_;
  std::optional<Templates> templates_;
  std::optional<OutboxFolder> folder_;
  std::unique_ptr<seal::Keyring> keyring_;
  MessageContent content_;
  std::unique_ptr<OutboxWorker> worker_;
};

TEST_F(OutboxWorkerTest, ALetterThatIsTrueIsWritten) {
  const v1::Message sent = Send();
  EXPECT_EQ(sent.state(), v1::MESSAGE_STATE_SENT);
  EXPECT_EQ(sent.file(), "a1~m1.eml");
  const std::string eml = File(sent.file());
  EXPECT_EQ(sent.content_hmac(),
            *seal::SubjectHash(*keyring_, "accounts/a1", v1::MessageSent::descriptor()->full_name(),
                               eml));
  EXPECT_THAT(eml, HasSubstr("From: Acme GmbH <acme@mail.example>\r\n"));
  EXPECT_THAT(eml, HasSubstr("X-Recourse-Channel: letter\r\n"));
  EXPECT_THAT(eml, HasSubstr("X-Recourse-Postal-Address: Hansen & Co. KG, Kai 7, 24103 Kiel\r\n"));
  EXPECT_THAT(eml, HasSubstr("1.050,00 EUR"));
}

TEST_F(OutboxWorkerTest, AMailGoesToTheFirstAddress) {
  content_.channel = Channel::kEmail;
  invoicing_.personal.add_email_addresses("second@hansen.example");
  EXPECT_EQ(Send().state(), v1::MESSAGE_STATE_SENT);
  EXPECT_THAT(File("a1~m1.eml"), HasSubstr("To: \"Hansen & Co. KG\" <office@hansen.example>\r\n"));
}

TEST_F(OutboxWorkerTest, WhatIsNoLongerTrueIsWithheld) {
  invoicing_.Owe("i1", 14, 600, 100);
  invoicing_.invoices.erase("accounts/a1/invoices/i2");
  const v1::Message withheld = Send();
  EXPECT_EQ(withheld.state(), v1::MESSAGE_STATE_WITHHELD);
  ASSERT_EQ(withheld.differences_size(), 2);
  EXPECT_EQ(withheld.differences(0).kind(), v1::FactDifference::KIND_AMOUNT);
  EXPECT_EQ(withheld.differences(0).actual(), "600.00 EUR, of which 100.00 EUR disputed");
  EXPECT_EQ(withheld.differences(1).kind(), v1::FactDifference::KIND_INVOICE_UNKNOWN);
  EXPECT_EQ(File("a1~m1.eml"), "");
}

TEST_F(OutboxWorkerTest, AHoldThatWasSetSinceStopsIt) {
  collections_.held = {"i2"};
  const v1::Message withheld = Send();
  EXPECT_EQ(withheld.state(), v1::MESSAGE_STATE_WITHHELD);
  ASSERT_EQ(withheld.differences_size(), 1);
  EXPECT_EQ(withheld.differences(0).kind(), v1::FactDifference::KIND_ON_HOLD);
  EXPECT_EQ(withheld.differences(0).invoice_id(), "i2");
  EXPECT_EQ(File("a1~m1.eml"), "");
}

TEST_F(OutboxWorkerTest, WithoutKnowingOfHoldsNothingLeaves) {
  collections_.available = false;
  EXPECT_EQ(Begin("m1").get().error().kind, Failure::Kind::kUnavailable);
  EXPECT_EQ(File("a1~m1.eml"), "");
}

TEST_F(OutboxWorkerTest, TheDayIsTheCustomers) {
  clock_.AdvanceTo(Instant(Date(2012_y / 3 / 15)) + std::chrono::hours(23));  // The 16th in Berlin.
  const v1::Message withheld = Send();
  ASSERT_EQ(withheld.differences_size(), 1);
  EXPECT_EQ(withheld.differences(0).kind(), v1::FactDifference::KIND_DEADLINE);
  EXPECT_EQ(withheld.differences(0).actual(), "2012-03-16");
}

TEST_F(OutboxWorkerTest, WhoCannotBeReachedIsAFailureWithItsReason) {
  invoicing_.personal.clear_postal_addresses();
  EXPECT_EQ(Send().failure(), "NO_POSTAL_ADDRESS");
  content_.channel = Channel::kEmail;
  invoicing_.personal.clear_email_addresses();
  EXPECT_EQ(Send().failure(), "NO_EMAIL_ADDRESS");
  invoicing_.personal.add_email_addresses("nowhere");
  EXPECT_EQ(Send().failure(), "MAIL_FIELD_INVALID: to.address");
  invoicing_.erased = true;
  const v1::Message failed = Send();
  EXPECT_EQ(failed.failure(), "PERSONAL_DATA_ERASED");
  EXPECT_EQ(failed.state(), v1::MESSAGE_STATE_FAILED);
}

TEST_F(OutboxWorkerTest, AFieldThatTheTemplateNeedsIsNamed) {
  invoicing_.issuer.mutable_bank_account()->clear_iban();
  EXPECT_EQ(Send().failure(), "FIELD_MISSING: iban");
}

TEST_F(OutboxWorkerTest, WhenInvoicingCannotBeAskedItIsTriedAgain) {
  invoicing_.available = false;
  const auto outcome = Begin("m1").get();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, Failure::Kind::kUnavailable);
  invoicing_.available = true;
  EXPECT_EQ(Send().state(), v1::MESSAGE_STATE_SENT);
}

TEST_F(OutboxWorkerTest, WhatHasLeftStaysSent) {
  const v1::Message first = Send();
  invoicing_.Owe("i1", 14, 0, 0);  // Paid since.
  EXPECT_EQ(Send().SerializeAsString(), first.SerializeAsString());
}

TEST_F(OutboxWorkerTest, WhatHasLeftToOneWhoIsErasedSinceStaysSentWithoutAHash) {
  EXPECT_NE(Send().content_hmac(), "");
  ASSERT_TRUE(keyring_->Erase("accounts/a1"));
  const v1::Message again = Send();
  EXPECT_EQ(again.state(), v1::MESSAGE_STATE_SENT);
  EXPECT_EQ(again.file(), "a1~m1.eml");
  EXPECT_EQ(again.content_hmac(), "");
}

TEST_F(OutboxWorkerTest, AFullQueueSaysSoAtOnceAndTheRestIsHandedBackAtTheEnd) {
  std::counting_semaphore<> asked(0);
  std::latch go_on(1);
  invoicing_.asked = &asked;
  invoicing_.go_on = &go_on;
  Work(1);
  auto under_way = Begin("m1");
  asked.acquire();
  auto waiting = Begin("m2");
  EXPECT_EQ(Begin("m3").get().error().kind, Failure::Kind::kExhausted);

  auto end = std::async(std::launch::async, [this] { worker_.reset(); });
  go_on.count_down();
  end.get();
  EXPECT_TRUE(under_way.get());
  // It was begun before the end came, or handed back.
  const auto rest = waiting.get();
  EXPECT_TRUE(rest || rest.error().kind == Failure::Kind::kUnavailable);
}

}  // namespace
}  // namespace recourse::communication_log
