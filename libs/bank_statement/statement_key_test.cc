#include "libs/bank_statement/statement_key.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {
namespace {

using namespace date::literals;

Money Eur(std::int64_t cents) { return {cents, *Currency::Parse("EUR")}; }

Recorded Sample() {
  Recorded sample;
  sample.head.format = "camt.053.001.02";
  sample.head.id = "S1";
  sample.head.number = "7";
  sample.head.account.iban = "DE02120300000000202051";
  sample.head.currency = Currency::Parse("EUR");
  sample.head.opening = Balance{.code = "OPBD", .amount = Eur(100), .date = 2026_y / 1 / 5};
  sample.end.closing = Balance{.code = "CLBD", .amount = Eur(300), .date = 2026_y / 1 / 6};
  sample.end.entries = 1;
  sample.end.booked = {Eur(200)};
  return sample;
}

std::string KeyOf(const Recorded& statement) { return StatementKey(statement.head, statement.end); }

TEST(StatementKeyTest, TheSameStatementHasTheSameKey) {
  Recorded again = Sample();
  again.head.format = "camt.053.001.08";
  again.head.line = 77;
  again.end.key = "other";
  EXPECT_EQ(KeyOf(again), KeyOf(Sample()));
  EXPECT_EQ(KeyOf(Sample()).size(), 64u);
}

TEST(StatementKeyTest, WhatDiffersInOneThingHasAnotherKey) {
  const std::vector<std::function<void(Recorded&)>> changes = {
      [](Recorded& it) { it.head.format = "MT940"; },
      [](Recorded& it) { it.head.account.iban = "DE14508800500194785000"; },
      [](Recorded& it) {
        it.head.account = {"", it.head.account.iban};
      },
      [](Recorded& it) { it.head.servicer.bic = "DRESDEFF"; },
      [](Recorded& it) { it.head.servicer.code = "DRESDEFF"; },
      [](Recorded& it) { it.head.currency = Currency::Parse("CHF"); },
      [](Recorded& it) {
        it.head.id = "S";
        it.head.number = "17";
      },
      [](Recorded& it) { it.head.number = "8"; },
      [](Recorded& it) { it.head.legal_number = "7"; },
      [](Recorded& it) { it.head.page = "1"; },
      [](Recorded& it) { it.head.from = 2026_y / 1 / 5; },
      [](Recorded& it) { it.head.to = 2026_y / 1 / 5; },
      [](Recorded& it) { it.head.opening->amount = Eur(101); },
      [](Recorded& it) { it.head.opening->date += Days(1); },
      [](Recorded& it) { it.head.opening.reset(); },
      [](Recorded& it) { it.end.closing->amount = Eur(301); },
      [](Recorded& it) { it.end.closing->date += Days(1); },
      [](Recorded& it) { it.end.closing->intermediate = true; },
      [](Recorded& it) { it.end.entries = 2; },
      [](Recorded& it) { it.end.booked = {Eur(201)}; },
  };
  std::set<std::string> keys = {KeyOf(Sample())};
  for (const auto& change : changes) {
    Recorded changed = Sample();
    change(changed);
    keys.insert(KeyOf(changed));
  }
  EXPECT_EQ(keys.size(), changes.size() + 1);
}

TEST(StatementKeyTest, AFileLoadedTwiceIsTheSameAndAnotherAccountIsAnother) {
  const auto keys = [](const std::string& account) {
    Recorder recorder;
    EXPECT_TRUE(
        ReadBytes(":20:S\n:25:" + account + "\n:28C:1/1\n:60F:C260105EUR1,\n:62F:C260106EUR1,\n-\n",
                  recorder));
    return recorder.statements.at(0).end.key;
  };
  EXPECT_EQ(keys("12030000/202051"), keys("12030000/202051"));
  EXPECT_NE(keys("12030000/202051"), keys("12030000/202052"));
  EXPECT_NE(keys("12030000/202051"), keys("12030001/202051"));
}

}  // namespace
}  // namespace recourse::bank_statement
