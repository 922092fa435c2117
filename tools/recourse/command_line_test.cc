// The whole command line, against a fake installation.

#include "tools/recourse/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "libs/rpc/status.h"
#include "recourse/collections/v1/collections_service.grpc.pb.h"
#include "recourse/communication_log/v1/communication_log_service.grpc.pb.h"
#include "recourse/dispute/v1/dispute_service.grpc.pb.h"
#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"
#include "tools/recourse/testing/fake_history.h"

namespace recourse::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

MATCHER_P(ContainsOnce, text, "") {
  const auto at = arg.find(text);
  return at != std::string::npos && arg.find(text, at + 1) == std::string::npos;
}

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

class CommandLineTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "command_line_test";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Write("operator.token", kTestToken);
    std::filesystem::permissions(folder_ + "/operator.token", std::filesystem::perms::owner_read);
    Write("address", server_.address());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }

  // `arguments` are separated by single spaces.
  ExitCode Run(const std::string& arguments) {
    std::vector<std::string> list = {"--data", folder_};
    std::istringstream in(arguments);
    for (std::string argument; std::getline(in, argument, ' ');) list.push_back(argument);
    std::ostringstream out;
    std::ostringstream err;
    const ExitCode code = RunCommandLine(list, out, err, false);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  FakeInvoicing invoicing_;
  FakeDispute dispute_;
  FakeCollections collections_;
  FakeCommunicationLog communication_log_;
  FakeConductor conductor_;
  FakeHistory history_;
  FakeServer server_{&invoicing_,         &dispute_,   &collections_,
                     &communication_log_, &conductor_, &history_};
  std::string folder_;
  std::string out_;
  std::string err_;
};

TEST_F(CommandLineTest, EverySubcommandHasHelpWithExamplesAndAllItsOptions) {
  for (const auto* subcommand :
       {"init", "up", "import", "import csv", "replay", "tail", "report", "report aging", "account",
        "parked", "parked list", "parked retry", "parked discard", "token", "token issue",
        "token list", "token revoke", "verify"}) {
    EXPECT_EQ(Run(std::string(subcommand) + " --help"), ExitCode::kOk);
    EXPECT_THAT(out_, HasSubstr("Examples:\n  recourse ")) << subcommand;
    for (const auto* option : {"--data", "--address", "--token-file", "-o,--output", "-h,--help"}) {
      EXPECT_THAT(out_, ContainsOnce(std::string("\n  ") + option)) << subcommand;
    }
  }
}

TEST_F(CommandLineTest, WhatCsvNeedsIsSaidInHelpAndRefusal) {
  for (const std::string subcommand : {"account a1", "parked list"}) {
    Run(subcommand + " --help");
    EXPECT_THAT(out_, HasSubstr("Only one table; -o csv needs it")) << subcommand;
    EXPECT_EQ(Run(subcommand + " -o csv"), ExitCode::kUsage);
    EXPECT_THAT(err_, AllOf(HasSubstr("-o csv shows one table"), HasSubstr("--show")));
  }
}

TEST_F(CommandLineTest, WhatCannotBeUnderstoodIsUsage) {
  for (const auto* arguments :
       {"", "nonsense", "account", "account a1 -o xml", "report", "replay --from yesterday",
        "report aging --issuer acme --as-of 2012-02-30", "account a1 -o csv",
        "replay --stream ledger", "replay --service mail", "tail --type Nonsense",
        "init --shards 300", "init --shards 0", "init --clock simulated:xx"}) {
    EXPECT_EQ(Run(arguments), ExitCode::kUsage) << arguments;
    EXPECT_NE(err_, "") << arguments;
  }
}

TEST_F(CommandLineTest, AFileThatNoTokenCanBeKeptInIsUsageBeforeAnybodyIsAsked) {
  const std::string issue = "token issue clerks/anna --role clerk --address 127.0.0.1:1 --out ";
  EXPECT_EQ(Run(issue + "/nodir/x"), ExitCode::kUsage);
  EXPECT_THAT(err_, StartsWith("--out: \"/nodir/x\": there is no folder /nodir\n"));
  EXPECT_EQ(Run(issue + folder_), ExitCode::kUsage);
  EXPECT_THAT(err_, StartsWith("--out: \"" + folder_ + "\": is a folder\n"));
  EXPECT_EQ(Run(issue + folder_ + "/x"), ExitCode::kUnavailable);
}

TEST_F(CommandLineTest, AWordThatIsNoSubcommandIsNamedWithThoseThereAre) {
  EXPECT_EQ(Run("frobnicate --now"), ExitCode::kUsage);
  EXPECT_EQ(err_,
            "recourse: \"frobnicate\" is not a subcommand of recourse: expected one of init, up, "
            "import, replay, tail, report, account, parked, token, verify\n");
  EXPECT_EQ(Run("-o json token frobnicate"), ExitCode::kUsage);
  EXPECT_EQ(err_,
            "recourse: \"frobnicate\" is not a subcommand of recourse token: expected one of "
            "issue, revoke, list\n");
  EXPECT_EQ(Run("token"), ExitCode::kUsage);
  EXPECT_THAT(err_, StartsWith("A subcommand is required"));
}

TEST_F(CommandLineTest, AccountShowsWhatAllServicesKnow) {
  ASSERT_EQ(Run("account a1 -o json"), ExitCode::kOk) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["account"][0]["issuer"], "acme");
  EXPECT_EQ(json["invoices"].size(), 2u) << "from both pages";
  EXPECT_EQ(json["invoices"][1]["invoice"], "i2");
  EXPECT_EQ(json["disputes"][0]["dispute"], "d1");
  EXPECT_TRUE(json["case"].empty());
  EXPECT_TRUE(json["messages"].empty());
}

TEST_F(CommandLineTest, AccountSaysWhatItCannotShow) {
  collections::v1::Case kase;
  kase.add_invoices()->set_number("4711");
  kase.mutable_left_out()->set_invoices(12);
  collections_.Knows(kase);
  ASSERT_EQ(Run("account a1 --show case -o csv"), ExitCode::kOk);
  EXPECT_EQ(err_, "recourse: 12 more of case are too many for one answer\n");
}

TEST_F(CommandLineTest, AccountAndIssuerAreGivenByIdOrName) {
  EXPECT_EQ(Run("account accounts/a1"), ExitCode::kOk) << err_;
  ASSERT_EQ(Run("report aging --issuer issuers/acme"), ExitCode::kOk) << err_;
  EXPECT_EQ(invoicing_.asked(), "issuer: \"issuers/acme\"");
}

TEST_F(CommandLineTest, AccountShowsOneTable) {
  ASSERT_EQ(Run("account a1 --show disputes -o csv"), ExitCode::kOk) << err_;
  EXPECT_THAT(out_, StartsWith("\"dispute\",\"invoice\","));
}

TEST_F(CommandLineTest, WhatIsNotThereIsNamedOnOneLine) {
  EXPECT_EQ(Run("account a9"), ExitCode::kNotFound);
  EXPECT_EQ(err_, "recourse: There is no such account (ACCOUNT_UNKNOWN: name = accounts/a9)\n");
  EXPECT_EQ(out_, "");
}

TEST_F(CommandLineTest, AWrongTokenIsDenied) {
  const std::string file = Write("other.token", std::string(64, 'b'));
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  EXPECT_EQ(Run("account a1 --token-file " + file), ExitCode::kDenied);
}

TEST_F(CommandLineTest, NobodyThereIsUnavailable) {
  EXPECT_EQ(Run("account a1 --address 127.0.0.1:1"), ExitCode::kUnavailable);
}

TEST_F(CommandLineTest, ReportAgingAsksForADayAsKnownAtAMoment) {
  ASSERT_EQ(Run("report aging --issuer acme --as-of 2012-12-31 --known-at 2013-01-15"),
            ExitCode::kOk)
      << err_;
  EXPECT_EQ(invoicing_.asked(),
            "issuer: \"issuers/acme\" as_of { year: 2012 month: 12 day: 31 } "
            "known_at { seconds: 1358208000 }");
  EXPECT_EQ(out_,
            "currency  days_late  invoices    open\n"
            "EUR       1-30             13  788.74\n");
}

TEST_F(CommandLineTest, ReplayPrintsAllOrOneStream) {
  invoicing::v1::NumberReserved event;
  for (int i = 1; i <= 3; ++i) history_.Append("invoicing", 0, i, "accounts/a1", event);
  history_.Append("dispute", 0, 2, "accounts/a2", event);
  ASSERT_EQ(Run("replay -o json"), ExitCode::kOk) << err_;
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 4);
  ASSERT_EQ(Run("replay --service invoicing --home accounts/a1 --stream ledger -o csv"),
            ExitCode::kOk)
      << err_;
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 4) << "a header and three";
}

TEST_F(CommandLineTest, ReplayOfAHomeThatNothingIsRecordedOfIsNotFound) {
  history_.Append("invoicing", 0, 1, "accounts/a1", invoicing::v1::NumberReserved());
  EXPECT_EQ(Run("replay --home accounts/a9"), ExitCode::kNotFound);
  EXPECT_EQ(err_, "recourse: Nothing is recorded of this home (NO_EVENTS: home = accounts/a9)\n");
  EXPECT_EQ(Run("replay --home accounts/a9 --from 2012-01-01 -o csv"), ExitCode::kNotFound);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(Run("replay --home accounts/a1 --service dispute --stream disputes/d1"),
            ExitCode::kNotFound);
  EXPECT_EQ(err_,
            "recourse: Nothing is recorded of this home (NO_EVENTS: home = accounts/a1, service = "
            "dispute, stream = disputes/d1)\n");
  EXPECT_EQ(Run("replay --home accounts/a1"), ExitCode::kOk);
}

TEST_F(CommandLineTest, TailPrintsWhatHappens) {
  history_.Append("collections", 0, 1, "accounts/a1", invoicing::v1::NumberReserved());
  ASSERT_EQ(Run("tail --from-start -o json"), ExitCode::kOk) << err_;
  EXPECT_THAT(out_, HasSubstr("\"home\":\"accounts/a1\""));
}

class ImportCommandTest : public CommandLineTest {
 protected:
  std::string Import(const std::string& rows) {
    const std::string csv = Write("f.csv", "No,Who,Issued,Due,Sum\n" + rows);
    const std::string map = Write("m.toml", R"(date_format = "%F"
number = {column = "No"}
customer = {column = "Who"}
issue_date = {column = "Issued"}
due_date = {column = "Due"}
amount = {column = "Sum"}
currency = "EUR"
channel = "letter"
country = "DE"
zone = "UTC"
issuer = {id = "acme", zone = "UTC"}
)");
    return "import csv " + csv + " --map " + map;
  }
};

TEST_F(ImportCommandTest, HandsThePlanToTheConductor) {
  ASSERT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n")), ExitCode::kOk) << err_;
  EXPECT_THAT(conductor_.labels(),
              testing::ElementsAre("f.csv line 2, account a1", "f.csv line 2, invoice 7"));
  EXPECT_THAT(out_, HasSubstr("5.00 EUR"));
}

TEST_F(ImportCommandTest, SaysWhatWasThereAlready) {
  const std::string seven = "7,a1,2012-01-03,2012-02-02,5.00\n";
  ASSERT_EQ(Run(Import(seven)), ExitCode::kOk);
  EXPECT_EQ(err_, "");
  history_.Append("invoicing", 0, 1, "accounts/a1", invoicing::v1::NumberReserved());
  invoicing_.SetSecond("inv-7");
  ASSERT_EQ(Run(Import(seven) + " -o json"), ExitCode::kOk);
  EXPECT_EQ(err_,
            "looking at accounts: 1 of 1\n"
            "1 of 1 invoices were there already; nothing was added.\n");
  EXPECT_EQ(nlohmann::json::parse(out_).size(), 1u);
  conductor_.OnRun([this] {
    history_.Append("invoicing", 0, 2, "accounts/a1", invoicing::v1::NumberReserved());
  });
  ASSERT_EQ(Run(Import(seven + "8,a1,2012-01-03,2012-02-02,5.00\n")), ExitCode::kOk);
  EXPECT_EQ(err_, "looking at accounts: 1 of 1\n1 of 2 invoices were there already.\n");
}

TEST_F(ImportCommandTest, AFileWithFaultsChangesNothing) {
  EXPECT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n8,a1,soon,2012-02-02,5\n")),
            ExitCode::kRefused);
  EXPECT_EQ(err_,
            "f.csv:3: Issued \"soon\": expected a date written %F\n1 error in all\n"
            "recourse: nothing was imported\n");
  EXPECT_TRUE(conductor_.labels().empty());
}

TEST_F(ImportCommandTest, CheckingAsksNobody) {
  EXPECT_EQ(Run(Import("7,a1,2012-01-03,2012-02-02,5.00\n") + " --check --address 127.0.0.1:1"),
            ExitCode::kOk);
  EXPECT_TRUE(conductor_.labels().empty());
}

TEST_F(ImportCommandTest, AFileThatIsNotThereIsNamed) {
  EXPECT_EQ(Run("import csv /nowhere.csv --map /nowhere.toml"), ExitCode::kRefused);
  EXPECT_EQ(err_,
            "recourse: A file cannot be read (FILE_UNREADABLE: file = /nowhere.toml, why = there "
            "is none)\n");
}

}  // namespace
}  // namespace recourse::cli
