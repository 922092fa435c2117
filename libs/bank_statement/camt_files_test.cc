#include <gtest/gtest.h>

#include <map>
#include <string>

#include "libs/bank_statement/testing/outcome.h"
#include "libs/base/testing/shared_file.h"

namespace recourse::bank_statement {
namespace {

constexpr const char* kFolder = "data/camt";

// Every file, by name, so that a new one fails the test until someone has looked at it.
const std::map<std::string, std::string> kOutcomes = {
    {"camt052.v1.xml", "refused on line 2, Document, FORMAT_UNKNOWN"},
    {"camt052.v2.other-account.xml", "camt.052.001.02 SEK 1: -200000.00, none to none, incomplete"},
    {"camt052.v2.with-account-name.xml",
     "camt.052.001.02 SEK 1: -200000.00, none to none, incomplete"},
    {"camt052.v2.xml", "camt.052.001.02 SEK 1: -200000.00, none to none, incomplete"},
    {"camt052.v4.xml", "camt.052.001.04 SEK 1: 0.00, none to none, incomplete"},
    {"camt052.v6.Amt-zero.xml", "camt.052.001.06 SEK 1: 0.00, none to none, incomplete"},
    {"camt052.v6.xml", "camt.052.001.06 SEK 1: 0.00, none to none, incomplete"},
    {"camt052.v8.xml", "camt.052.001.08 SEK 1: -200000.00, none to none, incomplete"},
    {"camt053.v2.all-balance-types.xml", "camt.053.001.02 EUR 1: 8.85, 1.01 to 4.04, differs"},
    {"camt053.v2.five.decimals.xml", "camt.053.001.02 EUR 1: 8.85, 18.15 to 27.05, differs"},
    {"camt053.v2.minimal.ultimate.xml",
     "camt.053.001.02 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt053.v2.minimal.xml",
     "camt.053.001.02 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt053.v2.multi.statement.xml",
     "camt.053.001.02 EUR 1: 8.85, 18.15 to 27.00, adds up; "
     "camt.053.001.02 EUR 1: -7.00, 27.00 to 20.00, adds up"},
    {"camt053.v2.with-account-name.xml", "camt.053.001.02 EUR 1: 8.85, none to none, incomplete"},
    {"camt053.v2.with-party-ids.xml",
     "camt.053.001.02 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt053.v2.wrong.xml", "refused on line 3, BkToCstmrStmt, NO_STATEMENT"},
    {"camt053.v3.xml", "camt.053.001.03 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt053.v4.xml", "camt.053.001.04 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt053.v8.xml", "camt.053.001.08 EUR 1: 8.85, 18.15 to -27.00 SEK, currencies differ"},
    {"camt054.v2.with-account-name.xml",
     "camt.054.001.02 SEK 1: -200000.00, none to none, incomplete"},
    {"camt054.v2.xml", "camt.054.001.02 SEK 1: -200000.00, none to none, incomplete"},
    {"camt054.v4.xml", "camt.054.001.04 SEK 1: -200000.00, none to none, incomplete"},
    {"camt054.v8-with-UETR.xml", "camt.054.001.08 SEK 1: -200000.00, none to none, incomplete"},
    {"camt054.v8-with-financial-institution.xml",
     "camt.054.001.08 SEK 1: -200000.00, none to none, incomplete"},
    {"camt054.v8.xml", "camt.054.001.08 SEK 1: -200000.00, none to none, incomplete"},
    {"camt53.only-Dt-with-DtTm.xml", "camt.053.001.02 RON 0: 0, 5442.09 to none, incomplete"},
};

class CamtFilesTest : public testing::Test {
 protected:
  void SetUp() override { RECOURSE_NEEDS_SHARED_FILE(kFolder); }

  // The statements of a file that is not refused.
  std::vector<Recorded> Read(const std::string& name) {
    Recorder recorder;
    const auto read = ReadStatementFile(testkit::SharedFile(kFolder) / name, recorder);
    EXPECT_TRUE(read) << read.error().message;
    return recorder.statements;
  }
};

TEST_F(CamtFilesTest, EachFileIsReadOrRefusedAsTheTableSays) {
  const auto folder = testkit::SharedFile(kFolder);
  std::map<std::string, std::string> outcomes;
  for (const std::string& name : FilesIn(folder, ".xml")) {
    outcomes[name] = OutcomeOf(folder / name);
  }
  EXPECT_EQ(outcomes.size(), 26u);
  EXPECT_EQ(outcomes, kOutcomes);
}

TEST_F(CamtFilesTest, OnlyCamt053IsAStatement) {
  const auto folder = testkit::SharedFile(kFolder);
  for (const std::string& name : FilesIn(folder, ".xml")) {
    Recorder recorder;
    (void)ReadStatementFile(folder / name, recorder);
    for (const Recorded& statement : recorder.statements) {
      const bool is_053 = statement.head.format.starts_with("camt.053");
      EXPECT_EQ(statement.head.kind == Statement::Kind::kStatement, is_053) << name;
    }
  }
}

TEST_F(CamtFilesTest, DecimalsThatAreZeroAreExact) {
  const auto statements = Read("camt053.v2.five.decimals.xml");
  ASSERT_EQ(statements.size(), 1u);
  const auto& [head, entries, end] = statements.front();
  EXPECT_EQ(ToString(head.opening->amount), "18.15 EUR");
  EXPECT_EQ(ToString(entries.at(0).amount), "8.85 EUR");
  EXPECT_EQ(ToString(*end.verdict.computed), "27.00 EUR");
  EXPECT_EQ(ToString(*end.verdict.stated), "27.05 EUR");
}

TEST_F(CamtFilesTest, TheHeadSaysWhoseAccountItIsAndWhereItIsHeld) {
  const Statement head = Read("camt053.v3.xml").at(0).head;
  EXPECT_EQ(head.id, "253EURNL26VAYB8060476890");
  EXPECT_EQ(head.number, "12312");
  EXPECT_EQ(head.legal_number, "12312");
  EXPECT_EQ(head.account, (Account{"", "NL26VAYB8060476890"}));
  EXPECT_EQ(head.currency->code(), "EUR");
  EXPECT_EQ(head.owner, "COMPANY BVBA");
  EXPECT_EQ(head.servicer, (Bank{"KREDBEBB", "", ""}));
  EXPECT_EQ(recourse::ToString(*head.from), "2007-10-18");
  EXPECT_EQ(recourse::ToString(*head.to), "2007-10-18");
  EXPECT_EQ(head.opening->code, "OPBD");
  EXPECT_EQ(recourse::ToString(head.opening->date), "2014-12-30");
  EXPECT_EQ(Read("camt053.v8.xml").at(0).head.page, "2");
}

TEST_F(CamtFilesTest, EachBalanceKeepsItsKind) {
  const StatementEnd end = Read("camt053.v2.all-balance-types.xml").at(0).end;
  EXPECT_EQ(end.closing->code, "CLBD");
  using Kind = Balance::Kind;
  std::vector<std::pair<std::string, Kind>> others;
  for (const Balance& other : end.others) others.emplace_back(other.code, other.kind);
  EXPECT_EQ(others, (std::vector<std::pair<std::string, Kind>>{{"PRCD", Kind::kPreviouslyClosed},
                                                               {"OPAV", Kind::kOpeningAvailable},
                                                               {"CLAV", Kind::kClosingAvailable},
                                                               {"FWAV", Kind::kForwardAvailable},
                                                               {"INFO", Kind::kInformation},
                                                               {"ITAV", Kind::kInterimAvailable},
                                                               {"ITBD", Kind::kInterimBooked},
                                                               {"XPCD", Kind::kExpected}}));
}

TEST_F(CamtFilesTest, TheOtherPartyOfACreditIsItsDebtor) {
  for (const std::string name : {"camt053.v3.xml", "camt053.v8.xml"}) {
    const Detail detail = Read(name).at(0).entries.at(0).details.at(0);
    EXPECT_EQ(detail.counterparty.name, "NAME NAME") << name;
    EXPECT_EQ(detail.counterparty.account, (Account{"NL56AGDH9619008421", ""})) << name;
    EXPECT_EQ(detail.remittance.creditor_references, std::vector<std::string>{"4654654654654654"});
  }
  EXPECT_EQ(Read("camt053.v3.xml").at(0).entries.at(0).details.at(0).counterparty.bank.bic,
            "KREDBEBB");
  const auto ultimate = Read("camt053.v2.minimal.ultimate.xml").at(0).entries.at(0).details.at(0);
  EXPECT_EQ(ultimate.counterparty.ultimate_name, "DEBTOR NAME NM");
}

TEST_F(CamtFilesTest, TheOtherPartyOfADebitIsItsCreditorBeItABank) {
  EXPECT_EQ(
      Read("camt053.v2.multi.statement.xml").at(1).entries.at(0).details.at(0).counterparty.name,
      "Company Name 2");
  EXPECT_EQ(Read("camt054.v8-with-financial-institution.xml")
                .at(0)
                .entries.at(0)
                .details.at(0)
                .counterparty.name,
            "Example Creditor 3 - V1");
}

TEST_F(CamtFilesTest, ABatchHasItsDetailsEachWithItsOwnSign) {
  const Entry entry = Read("camt054.v4.xml").at(0).entries.at(0);
  EXPECT_EQ(ToString(entry.amount), "-200000.00 SEK");
  ASSERT_EQ(entry.details.size(), 3u);
  EXPECT_EQ(ToString(*entry.details[0].amount), "3.10 CHF");
  EXPECT_EQ(ToString(*entry.details[1].amount), "3.20 CHF");
  EXPECT_EQ(entry.details[0].references.end_to_end, "UXC06170000006PI00001EE00001");
  EXPECT_EQ(entry.details[0].references.instruction, "UXC06170000006PI00001II00001");
  EXPECT_EQ(entry.details[0].references.payment_information, "UXC06170000006PI00001");
  EXPECT_EQ(entry.details[2].remittance.text,
            "Unstructured Remittance Information V3 block 1\n"
            "Unstructured Remittance Information V3 block 2\n"
            "Additional Remittance Information V3 block 1\n"
            "Additional Remittance Information V3 block 2");
  EXPECT_EQ(entry.details[2].remittance.creditor_references,
            (std::vector<std::string>{"Ref number V3 block 1", "Ref number V3 block 2"}));
  EXPECT_EQ(entry.details[2].code.domain, "PMNT");
  EXPECT_EQ(entry.details[2].code.proprietary, "Z24");
}

TEST_F(CamtFilesTest, WhatABatchDoesNotSayOfItsPartsIsLeftOpen) {
  const Entry entry = Read("camt054.v2.xml").at(0).entries.at(0);
  ASSERT_EQ(entry.details.size(), 3u);
  for (const Detail& detail : entry.details) EXPECT_FALSE(detail.amount);
  const Entry alone = Read("camt052.v2.xml").at(0).entries.at(0);
  ASSERT_EQ(alone.details.size(), 1u);
  EXPECT_EQ(alone.details[0].amount, alone.amount);
}

TEST_F(CamtFilesTest, APendingEntryIsNotInTheSum) {
  const auto statement = Read("camt052.v4.xml").at(0);
  EXPECT_EQ(statement.entries.at(0).status, Entry::Status::kPending);
  EXPECT_EQ(ToString(statement.end.booked.at(0)), "0.00 SEK");
}

}  // namespace
}  // namespace recourse::bank_statement
