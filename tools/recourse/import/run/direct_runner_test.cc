#include "tools/recourse/import/run/direct_runner.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "libs/rpc/status.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "tools/recourse/testing/fake_server.h"

namespace recourse::csv_import {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::SizeIs;

const Failure kRefusal{Failure::Kind::kPrecondition, "NOT_OPEN", "It is not open", {}};
const Failure kBusy{Failure::Kind::kUnavailable, "BUSY", "Not now", {}};

// Answers RegisterIssuer and RecordPayment; what it answers to which payment is told beforehand.
class FakeInvoicing final : public invoicing::v1::InvoicingService::Service {
 public:
  grpc::Status RegisterIssuer(grpc::ServerContext* context,
                              const invoicing::v1::RegisterIssuerRequest* request,
                              invoicing::v1::Issuer*) override {
    return Answer(*context, request->issuer_id(), request->request_id());
  }
  grpc::Status RecordPayment(grpc::ServerContext* context,
                             const invoicing::v1::RecordPaymentRequest* request,
                             invoicing::v1::Payment*) override {
    return Answer(*context, request->payment_id(), request->request_id());
  }

  // The next calls for `id` fail so; then they succeed.
  void FailNext(const std::string& id, std::vector<Failure> failures) {
    failures_[id] = std::move(failures);
  }
  std::vector<std::string> calls() const { return calls_; }

 private:
  grpc::Status Answer(const grpc::ServerContext& context, const std::string& id,
                      const std::string& request_id) {
    const std::lock_guard lock(mutex_);
    calls_.push_back(id + " " + request_id);
    const grpc::Status allowed = cli::CheckToken(context);
    auto& failures = failures_[id];
    if (!allowed.ok() || failures.empty()) return allowed;
    const grpc::Status status = rpc::ToStatus(failures.front());
    failures.erase(failures.begin());
    return status;
  }

  std::mutex mutex_;
  std::vector<std::string> calls_;
  std::map<std::string, std::vector<Failure>> failures_;
};

class DirectRunnerTest : public testing::Test {
 protected:
  void Register(const std::string& issuer) {
    invoicing::v1::RegisterIssuerRequest request;
    request.set_issuer_id(issuer);
    Add("issuers/" + issuer, 0, "RegisterIssuer", issuer, request);
  }
  void Pay(const std::string& account, const std::string& payment) {
    invoicing::v1::RecordPaymentRequest request;
    request.set_payment_id(payment);
    Add("accounts/" + account, 5, "RecordPayment", payment, request);
  }
  Expected<Done, RunStopped> Run(cli::Patience patience = kShort) {
    DirectRunner::Options options;
    options.in_flight_max = 2;
    options.patience = patience;
    rpc::Client client(server_.Channel(), cli::kTestToken);
    DirectRunner runner(client, options);
    return runner.Run(commands_, [this](const RunProgress& progress) { progress_ = progress; });
  }

  static constexpr cli::Patience kShort{milliseconds(1), milliseconds(4), milliseconds(20)};
  FakeInvoicing invoicing_;
  cli::FakeServer server_{&invoicing_};
  std::vector<DatedCommand> commands_;
  RunProgress progress_;

 private:
  template <class Request>
  void Add(const std::string& home, std::uint32_t step, const std::string& method,
           const std::string& what, Request& request) {
    request.set_request_id("r-" + what);
    DatedCommand& command = commands_.emplace_back();
    command.set_home(home);
    command.set_step(step);
    command.set_method("/recourse.invoicing.v1.InvoicingService/" + method);
    command.set_request(request.SerializeAsString());
    command.set_label("payment " + what);
  }
};

TEST_F(DirectRunnerTest, RunsIssuersFirstAndEachHomeInOrder) {
  Register("acme");
  for (int i = 1; i <= 20; ++i) Pay("a1", fmt::format("p{:02}", i));
  ASSERT_TRUE(Run());
  std::vector<std::string> expected = {"acme r-acme"};
  for (int i = 1; i <= 20; ++i) expected.push_back(fmt::format("p{0:02} r-p{0:02}", i));
  EXPECT_EQ(invoicing_.calls(), expected);
  EXPECT_EQ(progress_.done, 21u);
  EXPECT_EQ(progress_.total, 21u);
}

TEST_F(DirectRunnerTest, RunsEveryHome) {
  for (int i = 0; i < 50; ++i) Pay(fmt::format("a{}", i), fmt::format("p{}", i));
  ASSERT_TRUE(Run());
  EXPECT_THAT(invoicing_.calls(), SizeIs(50));
}

TEST_F(DirectRunnerTest, AsksAgainWithTheSameRequestId) {
  Pay("a1", "p1");
  Pay("a1", "p2");
  const Failure exhausted{Failure::Kind::kExhausted, "MAILBOX_FULL", "Too much", {}};
  const Failure unknown{Failure::Kind::kUnknown, "TIMED_OUT", "Perhaps", {}};
  invoicing_.FailNext("p1", {kBusy, exhausted, unknown});
  ASSERT_TRUE(Run());
  EXPECT_THAT(invoicing_.calls(),
              ElementsAre("p1 r-p1", "p1 r-p1", "p1 r-p1", "p1 r-p1", "p2 r-p2"));
}

TEST_F(DirectRunnerTest, StopsAtTheFirstRefusalAndNamesIt) {
  Pay("a1", "p1");
  Pay("a1", "p2");
  Pay("a1", "p3");
  invoicing_.FailNext("p2", {kRefusal});
  const auto done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().label, "payment p2");
  EXPECT_EQ(done.error().failure, kRefusal);
  EXPECT_THAT(invoicing_.calls(), ElementsAre("p1 r-p1", "p2 r-p2"));
  EXPECT_EQ(progress_.done, 1u);
}

TEST_F(DirectRunnerTest, GivesUpWhenItsPatienceEnds) {
  Pay("a1", "p1");
  invoicing_.FailNext("p1", std::vector<Failure>(1'000, kBusy));
  const auto done = Run();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().failure, kBusy);
  EXPECT_GT(invoicing_.calls().size(), 2u);
}

}  // namespace
}  // namespace recourse::csv_import
