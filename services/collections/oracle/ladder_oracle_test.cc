// The case decider over all of IBM's sample of late payments, against
// tests/oracle/ladder_oracle.py, which works the same out by another hand.

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <tuple>

#include "libs/base/testing/shared_file.h"
#include "services/collections/oracle/ibm_ar.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

using Numbers = std::set<std::string>;

// Three undisputed invoices, each of another account: those of the file's first three lines.
const Numbers kWithheld{"280670965", "5133177585", "5928070131"};
constexpr Days kAfterLastSettlement{120};

constexpr const char* kSample = "data/ibm_ar/late_payment_histories.csv";

// What was done: how many steps of each kind, and every action as a line.
struct Actions {
  std::map<std::string, int> steps;
  std::vector<std::string> lines;

  void Add(const std::string& account, const std::string& day, const std::string& type,
           const std::vector<std::string>& numbers, std::int64_t amount_cents) {
    std::string line = account + " " + day + " " + type;
    for (const auto& number : numbers) line += " " + number;
    lines.push_back(line + " " + std::to_string(amount_cents));
  }
  int Count(const std::string& type) const {
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
      return line.find(" " + type) != std::string::npos;
    }));
  }
};

struct Fact {
  Date day;
  int order;  // Among those of one day.
  CaseCommand command;
};

std::vector<Fact> FactsOf(const IbmInvoice& invoice, const Numbers& withheld) {
  const Money none{0, invoice.amount.currency};
  const auto balance = [&](BalanceCause cause, const Money& open, const Money& disputed) {
    return ObserveBalances{cause, invoice.number, {{invoice.number, open, disputed}}};
  };
  std::vector<Fact> facts{{invoice.issued, 0,
                           ObserveInvoice{invoice.number, invoice.number, invoice.issued,
                                          invoice.due, invoice.amount, invoice.amount}}};
  if (invoice.disputed) {
    facts.push_back({invoice.issued + Days(5), 1,
                     balance(BalanceCause::kDisputed, invoice.amount, invoice.amount)});
    facts.push_back(
        {invoice.settled - Days(1), 2, balance(BalanceCause::kReleased, invoice.amount, none)});
  }
  if (!withheld.contains(invoice.number)) {
    facts.push_back({invoice.settled, 3, balance(BalanceCause::kPayment, none, none)});
  }
  return facts;
}

// Plays one account's facts to its case, each at 00:00 of its day.
CaseScript Play(const std::vector<IbmInvoice>& invoices, const Numbers& withheld, Date until) {
  std::vector<Fact> facts;
  for (const auto& invoice : invoices) {
    for (auto& fact : FactsOf(invoice, withheld)) facts.push_back(std::move(fact));
  }
  const auto when = [](const Fact& fact) { return std::tuple(fact.day, fact.order); };
  std::stable_sort(facts.begin(), facts.end(),
                   [&](const auto& a, const auto& b) { return when(a) < when(b); });
  Account account = BusinessIn("UTC");
  account.region = invoices.front().region;
  CaseScript script(account);
  script.With({{"partners/everywhere", {"*"}, 7}});
  for (const auto& fact : facts) script.On(fact.day, fact.command);
  script.Through(until);
  return script;
}

std::vector<std::string> Ids(const std::vector<InvoiceFact>& facts) {
  std::vector<std::string> ids;
  for (const auto& fact : facts) ids.push_back(fact.invoice_id);
  return ids;
}

void Tell(const CaseScript& script, const std::string& account, Actions& actions) {
  for (const auto& [at, event] : script.history()) {
    const std::string day = ToString(date::floor<Days>(at));
    if (const auto* run = std::get_if<LadderRun>(&event)) {
      for (const auto& step : run->steps) ++actions.steps[std::string(Name(step.kind))];
    } else if (const auto* message = std::get_if<MessagePromised>(&event)) {
      actions.Add(account, day, "message " + std::string(Name(message->step)),
                  Ids(message->invoices), message->total.minor_units);
    } else if (const auto* call = std::get_if<CallTaskRaised>(&event)) {
      actions.Add(account, day, "call", Ids(call->invoices), call->total.minor_units);
    } else if (const auto* offered = std::get_if<PlacementOffered>(&event)) {
      const Money& open = script.kase().invoices.at(offered->invoice_id).open;
      actions.Add(account, day, "placement", {offered->invoice_id}, open.minor_units);
    } else if (const auto* balances = std::get_if<BalancesObserved>(&event)) {
      if (balances->cause != BalanceCause::kDisputed) continue;
      const InvoiceBalance& held = balances->balances.front();
      actions.Add(account, day, "hold", {held.invoice_id}, held.disputed.minor_units);
    }
  }
}

Actions Decided(const Numbers& withheld) {
  std::map<std::string, std::vector<IbmInvoice>> accounts;
  Date until{};
  for (auto& invoice : ReadIbmInvoices(testkit::SharedFile(kSample))) {
    until = std::max(until, invoice.settled + kAfterLastSettlement);
    accounts[invoice.account].push_back(std::move(invoice));
  }
  Actions actions;
  for (const auto& [account, invoices] : accounts) {
    Tell(Play(invoices, withheld, until), account, actions);
  }
  std::sort(actions.lines.begin(), actions.lines.end());
  return actions;
}

std::string Output(const std::string& command) {
  std::FILE* pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr) << command;
  std::string output;
  std::array<char, 4096> block;
  while (pipe != nullptr) {
    const std::size_t got = std::fread(block.data(), 1, block.size(), pipe);
    if (got == 0) break;
    output.append(block.data(), got);
  }
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

std::string Overlay(const Numbers& withheld) {
  const std::string path = ::testing::TempDir() + "ladder_oracle_overlay.csv";
  std::ofstream file(path);
  file << "number\n";
  for (const auto& number : withheld) file << number << "\n";
  return path;
}

Actions Expected(const Numbers& withheld) {
  const std::string json =
      Output("python3 tests/oracle/ladder_oracle.py --json --list --overlay '" + Overlay(withheld) +
             "' '" + testkit::SharedFile(kSample).string() + "'");
  google::protobuf::Struct oracle;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &oracle).ok());
  Actions actions;
  for (const auto& [step, count] : oracle.fields().at("steps").struct_value().fields()) {
    if (count.number_value() > 0) actions.steps[step] = static_cast<int>(count.number_value());
  }
  for (const auto& each : oracle.fields().at("actions").list_value().values()) {
    const auto& fields = each.struct_value().fields();
    std::vector<std::string> numbers;
    for (const auto& number : fields.at("invoices").list_value().values()) {
      numbers.push_back(number.string_value());
    }
    actions.Add(fields.at("account").string_value(), fields.at("day").string_value(),
                fields.at("type").string_value(), numbers,
                static_cast<std::int64_t>(fields.at("amount_cents").number_value()));
  }
  std::sort(actions.lines.begin(), actions.lines.end());
  return actions;
}

class LadderOracleTest : public ::testing::Test {
 protected:
  void SetUp() override { RECOURSE_NEEDS_SHARED_FILE(kSample); }
};

TEST_F(LadderOracleTest, DoesWhatTheOracleSays) {
  const Actions decided = Decided({});
  const Actions expected = Expected({});
  EXPECT_EQ(decided.steps, expected.steps);
  EXPECT_EQ(decided.lines, expected.lines);
  EXPECT_EQ(decided.Count("hold"), 561);
  EXPECT_EQ(decided.Count("message"), 1426);
  EXPECT_EQ(decided.Count("call"), 127);
  EXPECT_EQ(decided.Count("placement"), 0);
}

TEST_F(LadderOracleTest, ExactlyTheInvoicesWhosePaymentIsWithheldArePlaced) {
  const Actions decided = Decided(kWithheld);
  const Actions expected = Expected(kWithheld);
  EXPECT_EQ(decided.steps, expected.steps);
  EXPECT_EQ(decided.lines, expected.lines);
  EXPECT_EQ(decided.Count("placement"), 3);
  for (const auto& line : decided.lines) {
    if (line.find(" placement ") == std::string::npos) continue;
    EXPECT_TRUE(std::any_of(kWithheld.begin(), kWithheld.end(), [&](const auto& number) {
      return line.find(" " + number + " ") != std::string::npos;
    })) << line;
  }
}

}  // namespace
}  // namespace recourse::collections
