// What the caller of IssueInvoice is told when the engine takes the request but not the wait for
// what becomes of it.

#include <gtest/gtest.h>

#include "libs/engine/view.h"
#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {
namespace {

// An engine that has just released every command it is given, and refuses every read.
class FullEngine final : public engine::Commands,
                         public engine::ViewReader,
                         public engine::StreamReader {
 public:
  explicit FullEngine(Failure refusal) : refusal_(std::move(refusal)) {}

  void Submit(engine::Command command) override { command.done({std::string("i1"), {1, 7}}); }
  void Read(std::string, std::function<engine::Outcome(engine::Unit&)>,
            std::function<void(const engine::Result&)> done) override {
    done({Unexpected{refusal_}, {}});
  }
  void ReadWhen(std::string, std::function<std::optional<engine::Outcome>(engine::Unit&)>, Instant,
                std::function<void(const engine::Result&)> done) override {
    done({Unexpected{refusal_}, {}});
  }
  void WaitApplied(engine::Position, Instant, std::function<void(bool)> done) override {
    done(true);
  }
  const engine::ViewReader& views() const override { return *this; }
  void ScanStream(const std::string&, const std::string&, std::uint64_t,
                  const eventlog::RecordVisitor&) const override {}
  std::uint64_t applied(std::uint32_t) const override { return 0; }
  const Clock& clock() const override { return clock_; }

  std::uint32_t shards() const override { return 4; }
  std::optional<std::string> Get(std::string_view, std::uint32_t, std::string_view) const override {
    return std::nullopt;
  }
  std::vector<Row> Scan(std::string_view, std::uint32_t, std::string_view, std::string_view,
                        std::size_t) const override {
    return {};
  }

 private:
  const Failure refusal_;
  const SystemClock clock_;
};

// The rig's requests, put to a server over such an engine.
class IssueInvoiceTest : public ServiceRig {
 protected:
  Failure AskOf(Failure refusal) {
    FullEngine engine(std::move(refusal));
    const seal::Sealer sealer(*keyring_, "test");
    const auto tokens = *rpc::TokenStore::Open((temp_.path() / "tokens").string());
    const std::string token = *tokens->Issue("clerks/ben", rpc::Role::kClerk);
    observability::Metrics metrics;
    rpc::Shell shell(*tokens, rpc::KeyedHash(std::string(32, 'k')), metrics);
    const auto apis = MakeApis({shell, engine, engine, sealer, std::make_shared<RateBook>()});
    std::vector<rpc::Service*> services;
    for (const auto& api : apis) services.push_back(api.get());
    const auto server = *rpc::Server::Start({.address = ""}, shell, services);
    std::promise<Answer> given;
    rpc::Client client(server->InProcessChannel(), token);
    client.CallUnary("/recourse.invoicing.v1.InvoicingService/IssueInvoice",
                     InvoiceRequest("r1", "a1", "2012-7").SerializeAsString(),
                     std::chrono::seconds(20),
                     [&](Answer answer) { given.set_value(std::move(answer)); });
    const Answer answer = given.get_future().get();
    server->Stop(std::chrono::seconds(5));
    EXPECT_FALSE(answer);
    return answer ? Failure() : answer.error();
  }
};

TEST_F(IssueInvoiceTest, WhatIsRequestedIsNeverCalledUndone) {
  for (const auto kind : {Failure::Kind::kExhausted, Failure::Kind::kUnavailable}) {
    const Failure told = AskOf({kind, "TOO_MANY_COMMANDS", "Nothing was done.", {}});
    EXPECT_EQ(told.kind, Failure::Kind::kUnknown);
    EXPECT_EQ(told.reason, "STILL_UNDER_WAY");
  }
}

TEST_F(IssueInvoiceTest, WhatTheIssuerRefusedIsToldAsItIs) {
  EXPECT_EQ(AskOf({Failure::Kind::kExists, "NUMBER_TAKEN", "", {}}).reason, "NUMBER_TAKEN");
}

}  // namespace
}  // namespace recourse::invoicing
