// `recourse parked` against the real service, over engines of counters: they choke on 13, and
// promise the bank to tell of 100.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "libs/base/testing/temp_folder.h"
#include "libs/engine/testing/rig.h"
#include "libs/observability/metrics.h"
#include "libs/process/installation.h"
#include "libs/process/parked_api.h"
#include "libs/rpc/server.h"
#include "libs/rpc/token_store.h"
#include "recourse/admin/v1/parked_service.grpc.pb.h"
#include "recourse/history/v1/history_service.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/testing/typed.h"

namespace recourse::cli {
namespace {

using engine::counter::Answer;
using engine::counter::Rig;
using testing::ElementsAre;
using testing::HasSubstr;

// The history of a process that runs all services, and tells no more than that.
class OneProcess final : public rpc::Service {
 public:
  OneProcess(rpc::Shell& shell, engine::Commands& commands)
      : Service(shell, commands, "recourse.history.v1.HistoryService") {
    using namespace history::v1;
    Query<GetMarksRequest, GetMarksResponse>(
        "GetMarks", {rpc::Role::kOperator},
        [](const auto&, const rpc::Caller&) -> Expected<GetMarksResponse, Failure> {
          GetMarksResponse response;
          for (const char* service : process::kServices) {
            response.add_services()->set_service(service);
          }
          return response;
        },
        NotAwaited);
    Query<ReadRecordsRequest, ReadRecordsResponse>("ReadRecords", {rpc::Role::kAnalyst}, nullptr,
                                                   NotAwaited);
    Query<ReadStreamRequest, ReadStreamResponse>("ReadStream", {rpc::Role::kAnalyst}, nullptr,
                                                 NotAwaited);
    Follow<FollowRecordsRequest, FollowRecordsResponse>("FollowRecords", {rpc::Role::kAnalyst},
                                                        nullptr);
  }
};

class ParkedTest : public testing::Test {
 protected:
  ParkedTest() {
    tokens_ = *rpc::TokenStore::Open((folder_.path() / "tokens").string());
    shell_ = std::make_unique<rpc::Shell>(*tokens_, rpc::KeyedHash(std::string(32, 'k')), metrics_);
    api_ = std::make_unique<process::ParkedApi>(
        *shell_, std::vector<engine::RunningEngine*>{&second_.engine(), &first_.engine()});
    history_ = std::make_unique<OneProcess>(*shell_, first_.engine());
    server_ =
        *rpc::Server::Start({.address = "127.0.0.1:0"}, *shell_, {api_.get(), history_.get()});
    std::ofstream(folder_.path() / "address") << server_->address();
    UseTokenOf("operators/anna", rpc::Role::kOperator);
  }

  void UseTokenOf(const std::string& principal, rpc::Role role) {
    token_ = *tokens_->Issue(principal, role);
    ASSERT_TRUE(rpc::WriteTokenFile((folder_.path() / "operator.token").string(), token_));
  }

  // The source adds these to counter `home`, and `to` is told of all that it has.
  void Deliver(Rig& to, const std::string& home, std::initializer_list<int> amounts) {
    for (const int amount : amounts) source_.Add(home, amount);
    engine::DeliverJob job;
    job.service = "source";
    (void)source_.log().Scan(0, 1, [&](std::uint64_t, std::string_view bytes) {
      auto record = std::make_shared<engine::Record>();
      EXPECT_TRUE(record->ParseFromString(std::string(bytes)));
      job.records.push_back(record);
      return true;
    });
    Answer answer;
    job.done = [taker = answer.Taker()](std::uint64_t) { taker({std::string(), {}}); };
    to.engine().Deliver(std::move(job));
    answer.Get();
    to.DerivedRows();
  }

  ExitCode Run(const std::string& arguments) {
    return RunTyped(folder_.path().string(), "parked " + arguments, out_, err_);
  }
  nlohmann::json Listed(const std::string& table) {
    first_.DerivedRows();
    second_.DerivedRows();
    EXPECT_EQ(Run("list -o json"), ExitCode::kOk) << err_;
    return nlohmann::json::parse(out_)[table];
  }

  testkit::TempFolder folder_;
  Rig source_{"source", 1};
  Rig first_{"a_counter", 1};
  Rig second_{"b_counter", 1};
  observability::Metrics metrics_;
  std::unique_ptr<rpc::TokenStore> tokens_;
  std::unique_ptr<rpc::Shell> shell_;
  std::unique_ptr<process::ParkedApi> api_;
  std::unique_ptr<OneProcess> history_;
  std::unique_ptr<rpc::Server> server_;
  std::string token_;
  std::string out_;
  std::string err_;
};

TEST_F(ParkedTest, EventIsListedGivenUpAndThoseBehindItHandled) {
  Deliver(first_, "a", {13, 4});
  const auto events = Listed("events");
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0], nlohmann::json::parse(R"({"service": "a_counter", "shard": 0,
      "source": "source", "home": "a", "sequence": 1, "type": "test.Added",
      "parked_at": "2012-01-01T00:00:00.000000Z", "reason": "13 brings bad luck"})"));
  EXPECT_EQ(events[1]["sequence"], 2);

  const std::string where = " --service a_counter --source source --home a";
  EXPECT_EQ(Run("retry" + where), ExitCode::kRefused);
  EXPECT_THAT(err_, HasSubstr("EVENT_STILL_PARKED"));
  EXPECT_EQ(Run("discard --sequence 2" + where), ExitCode::kRefused);
  EXPECT_THAT(err_, HasSubstr("NOT_FIRST_PARKED"));
  EXPECT_EQ(Run("discard --sequence 1" + where), ExitCode::kOk) << err_;
  EXPECT_EQ(Run("discard --sequence 1" + where), ExitCode::kNotFound) << "a repeat changes nothing";
  EXPECT_EQ(Run("retry" + where + " -o csv"), ExitCode::kOk) << err_;
  EXPECT_THAT(out_, HasSubstr("\"a_counter\",\"a\",\"1\""));
  EXPECT_EQ(first_.Sum("a", "copied"), 4);
  EXPECT_TRUE(Listed("events").empty());
  EXPECT_EQ(Run("retry" + where), ExitCode::kNotFound);
}

TEST_F(ParkedTest, ThatNothingIsParkedIsSaidToPeopleOnly) {
  ASSERT_EQ(Run("list"), ExitCode::kOk) << err_;
  EXPECT_EQ(out_, "Nothing is parked.\n");
  ASSERT_EQ(Run("list --show events"), ExitCode::kOk) << err_;
  EXPECT_EQ(out_, "No events are parked.\n");
  ASSERT_EQ(Run("list -o json"), ExitCode::kOk) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_),
            nlohmann::json::parse(R"({"events": [], "promises": []})"));
  ASSERT_EQ(Run("list --show promises -o csv"), ExitCode::kOk) << err_;
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 1) << "the header alone";
  EXPECT_THAT(out_, HasSubstr("\"service\""));
}

TEST_F(ParkedTest, WhoGaveUpIsRecorded) {
  Deliver(first_, "a", {13});
  ASSERT_EQ(Run("discard --sequence 1 --service a_counter --source source --home a"),
            ExitCode::kOk);
  engine::Record last;
  ASSERT_TRUE(last.ParseFromString(*first_.log().Read(0, first_.engine().released(0))));
  EXPECT_EQ(last.actor(), "operators/anna");
}

TEST_F(ParkedTest, PromiseIsListedAndKeptWhenItIsRetried) {
  second_.bank().FailNext(Failure::Kind::kInvalid);
  second_.Add("a", 100);
  second_.Settle();
  EXPECT_EQ(Listed("promises"), nlohmann::json::parse(R"([{"service": "b_counter", "shard": 0,
      "target": "bank", "home": "a", "sequence": 1, "method": "/test.Bank/Tell", "behind": 0,
      "reason": "TOLD_TO_FAIL: the test says so"}])"));
  EXPECT_EQ(Run("retry --service a_counter --target bank --home a"), ExitCode::kNotFound);
  EXPECT_EQ(Run("retry --service b_counter --target bank --home a"), ExitCode::kOk) << err_;
  second_.Settle();
  EXPECT_EQ(second_.Sum("a"), 1'100);
  EXPECT_TRUE(Listed("promises").empty());
}

TEST_F(ParkedTest, ListsAreReadPageByPageOverAllServices) {
  Deliver(first_, "a", {13, 1});
  Deliver(second_, "b", {13});
  const auto channel = server_->InProcessChannel();
  const rpc::Client client(channel, token_);
  const auto stub = admin::v1::ParkedService::NewStub(channel);
  std::vector<std::string> told;
  admin::v1::ListParkedEventsRequest request;
  request.set_page_size(2);
  do {
    const auto page =
        Call(client, *stub, &admin::v1::ParkedService::Stub::ListParkedEvents, request);
    ASSERT_TRUE(page) << page.error().reason;
    EXPECT_LE(page->events_size(), 2);
    for (const auto& event : page->events()) {
      told.push_back(event.service() + " " + event.home() + " " + std::to_string(event.sequence()));
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(told, ElementsAre("a_counter a 1", "a_counter a 2", "b_counter a 1", "b_counter a 2",
                                "b_counter b 3"));
}

TEST_F(ParkedTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(Run("retry --service mail --source source --home a"), ExitCode::kRefused);
  EXPECT_THAT(err_, HasSubstr("service = \"mail\""));
  for (const auto* arguments : {"retry --service a_counter --home a", "list -o csv",
                                "retry --service s --home a --source s --target t"}) {
    EXPECT_EQ(Run(arguments), ExitCode::kUsage) << arguments;
  }
}

TEST_F(ParkedTest, OnlyAnOperatorSeesAndDoesIt) {
  UseTokenOf("clerks/ben", rpc::Role::kClerk);
  for (const auto* arguments :
       {"list", "retry --service a_counter --source source --home a",
        "retry --service a_counter --target bank --home a",
        "discard --service a_counter --source source --home a --sequence 1"}) {
    EXPECT_EQ(Run(arguments), ExitCode::kDenied) << arguments;
  }
}

}  // namespace
}  // namespace recourse::cli
