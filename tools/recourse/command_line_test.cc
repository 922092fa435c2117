// The whole command line, against a fake installation.

#include "tools/recourse/command_line.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "tools/recourse/testing/command_line_rig.h"

namespace recourse::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

MATCHER_P(ContainsOnce, text, "") {
  const auto at = arg.find(text);
  return at != std::string::npos && arg.find(text, at + 1) == std::string::npos;
}

TEST_F(CommandLineTest, EverySubcommandHasHelpWithExamplesAndAllItsOptions) {
  for (const auto* subcommand : {"init",
                                 "up",
                                 "import",
                                 "import csv",
                                 "invoice",
                                 "invoice import",
                                 "replay",
                                 "tail",
                                 "report",
                                 "report aging",
                                 "report roll-forward",
                                 "report allowance",
                                 "report statement",
                                 "account",
                                 "history",
                                 "status",
                                 "parked",
                                 "parked list",
                                 "parked retry",
                                 "parked discard",
                                 "token",
                                 "token issue",
                                 "token list",
                                 "token revoke",
                                 "verify"}) {
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
  EXPECT_EQ(
      err_,
      "recourse: \"frobnicate\" is not a subcommand of recourse: expected one of init, up, "
      "import, invoice, replay, tail, report, account, history, charge, statement, call, status, "
      "parked, token, topics, verify\n");
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

}  // namespace
}  // namespace recourse::cli
