#include "libs/bank_statement/mt940_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {
namespace {

std::string Day(const std::optional<Date>& day) { return day ? recourse::ToString(*day) : "none"; }

// Lines 1 to 4 of a statement; entries begin on line 5.
const std::string kHead =
    ":20:STARTUMS\n"
    ":25:DE02120300000000202051\n"
    ":28C:5/1\n"
    ":60F:C260105EUR100,00\n";

// A statement with these lines between its balances.
std::string StatementWith(const std::string& lines,
                          const std::string& closing = "C260106EUR100,00") {
  return kHead + lines + ":62F:" + closing + "\n-\n";
}

std::vector<Recorded> Read(const std::string& text, std::string encoding = "") {
  Recorder recorder;
  const auto read = ReadBytes(text, recorder, 65'536, encoding);
  EXPECT_TRUE(read) << read.error().message;
  return recorder.statements;
}

// The first entry of a statement with these lines.
Entry ReadEntry(const std::string& lines) {
  const auto statements = Read(StatementWith(lines));
  return statements.empty() || statements[0].entries.empty() ? Entry{} : statements[0].entries[0];
}

TEST(Mt940ReaderTest, AReversalTakesItsOwnSign) {
  const auto statements =
      Read(StatementWith(":61:2601060106RC40,NTRFNONREF\n"
                         ":61:2601060106RDR15,00NTRFNONREF\n"
                         ":61:2601060106CR10,00NTRFNONREF\n"
                         ":61:2601060106D5,00NTRFNONREF\n",
                         "C260106EUR80,00"));
  ASSERT_EQ(statements.size(), 1u);
  const auto& entries = statements[0].entries;
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(ToString(entries[0].amount), "-40.00 EUR");
  EXPECT_TRUE(entries[0].reversal);
  EXPECT_EQ(ToString(entries[1].amount), "15.00 EUR");
  EXPECT_TRUE(entries[1].reversal);
  EXPECT_EQ(ToString(entries[2].amount), "10.00 EUR");
  EXPECT_FALSE(entries[2].reversal);
  EXPECT_EQ(ToString(entries[3].amount), "-5.00 EUR");
  EXPECT_EQ(statements[0].end.verdict.result, Verdict::Result::kAddsUp);
}

TEST(Mt940ReaderTest, AStatementGoesOnOnTheNextPage) {
  const auto statements = Read(
      ":20:A\n:25:DE02120300000000202051\n:28C:7/1\n:60F:C260105EUR100,00\n"
      ":61:260106C1,00NTRFNONREF\n:62M:C260106EUR101,00\n-\n"
      ":20:A\n:25:DE02120300000000202051\n:28C:7/2\n:60M:C260106EUR101,00\n"
      ":61:260106C2,00NTRFNONREF\n:62F:C260106EUR103,00\n-\n");
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0].head.number, "7");
  EXPECT_EQ(statements[0].head.page, "1");
  EXPECT_FALSE(statements[0].head.opening->intermediate);
  EXPECT_TRUE(statements[0].end.closing->intermediate);
  EXPECT_EQ(statements[1].head.page, "2");
  EXPECT_TRUE(statements[1].head.opening->intermediate);
  EXPECT_FALSE(statements[1].end.closing->intermediate);
  EXPECT_EQ(statements[1].end.verdict.result, Verdict::Result::kAddsUp);
  EXPECT_NE(statements[0].end.key, statements[1].end.key);
}

TEST(Mt940ReaderTest, TheYearOfAnEntryDateIsTheNearest) {
  const auto days = [](const std::string& dates) {
    const Entry entry = ReadEntry(":61:" + dates + "C1,00NTRFNONREF\n");
    return Day(entry.value_date) + " " + Day(entry.booking_date);
  };
  EXPECT_EQ(days("2601011230"), "2026-01-01 2025-12-30");
  EXPECT_EQ(days("1412310105"), "2014-12-31 2015-01-05");
  EXPECT_EQ(days("2606290701"), "2026-06-29 2026-07-01");
  EXPECT_EQ(days("2402280229"), "2024-02-28 2024-02-29");
  EXPECT_EQ(days("260106"), "2026-01-06 2026-01-06");
  EXPECT_EQ(days("2602300302"), "2026-02-28 2026-03-02");
}

TEST(Mt940ReaderTest, AnInterimReportIsAdvice) {
  const auto statements = Read(
      "{1:F01BANKDEFFAXXX0000000000}{2:O9421200260106BANKDEFFAXXX00000000002601061200N}{4:\n"
      ":20:STARTDISP\n:25:12030000/202051\n:28C:0/1\n:34F:EURD0,\n:34F:EURC0,\n"
      ":13D:2601061330+0100\n"
      ":61:260106C12,50NTRFABC//B1\n:86:166?00GUTSCHRIFT?20SVWZ+Rechnung 4711?32Meier\n"
      ":61:260107ED2,00NTRFNONREF\n"
      ":90D:1EUR2,00\n:90C:1EUR12,50\n:86:as of half past one\n-}\n");
  ASSERT_EQ(statements.size(), 1u);
  const auto& [head, entries, end] = statements[0];
  EXPECT_EQ(head.kind, Statement::Kind::kAdvice);
  EXPECT_EQ(head.format, "MT942");
  EXPECT_EQ(Day(head.to), "2026-01-06");
  EXPECT_FALSE(head.opening);
  EXPECT_EQ(head.servicer.code, "12030000");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].status, Entry::Status::kBooked);
  EXPECT_EQ(entries[0].details[0].remittance.text, "Rechnung 4711");
  EXPECT_EQ(entries[1].status, Entry::Status::kPending);
  EXPECT_EQ(ToString(entries[1].amount), "-2.00 EUR");
  EXPECT_EQ(end.information, "as of half past one");
  EXPECT_EQ(end.verdict.result, Verdict::Result::kAddsUp);
  EXPECT_EQ(ToString(*end.verdict.stated), "10.50 EUR");
}

TEST(Mt940ReaderTest, WhatAnInterimReportAnnouncesIsComparedByDirectionAndNumber) {
  const auto result = [](const std::string& totals) {
    const auto statements = Read(
        ":20:X\n:25:1\n:28C:1\n:34F:EUR0\n:13D:2601061330\n:61:260106C3,NTRFA\n:61:260106D1,"
        "NTRFA\n" +
        totals);
    return statements.at(0).end.verdict.result;
  };
  EXPECT_EQ(result(":90C:1EUR3,\n:90D:1EUR1,\n"), Verdict::Result::kAddsUp);
  EXPECT_EQ(result(":90C:1EUR4,\n:90D:1EUR2,\n"), Verdict::Result::kDiffers);
  EXPECT_EQ(result(":90C:2EUR3,\n:90D:1EUR1,\n"), Verdict::Result::kDiffers);
  EXPECT_EQ(result(":90C:1EUR3,\n"), Verdict::Result::kAddsUp);
  EXPECT_EQ(result(""), Verdict::Result::kIncomplete);
}

TEST(Mt940ReaderTest, BalancesThatDoNotAddUpAreFlaggedWithBothSums) {
  const auto statements = Read(StatementWith(":61:260106C1,NTRFA\n", "C260106EUR100,99"));
  ASSERT_EQ(statements.size(), 1u);
  const Verdict verdict = statements[0].end.verdict;
  EXPECT_EQ(verdict.result, Verdict::Result::kDiffers);
  EXPECT_EQ(ToString(*verdict.computed), "101.00 EUR");
  EXPECT_EQ(ToString(*verdict.stated), "100.99 EUR");
}

TEST(Mt940ReaderTest, EntriesKeepTheirLineInTheFile) {
  const auto statements = Read(StatementWith(
      ":61:260106C1,NTRFA\n:86:first\nmore\n\n:61:260106D1,NTRFB\nfree text\n:86:second\n"));
  ASSERT_EQ(statements[0].entries.size(), 2u);
  EXPECT_EQ(statements[0].head.line, 1);
  EXPECT_EQ(statements[0].entries[0].line, 5);
  EXPECT_EQ(statements[0].entries[0].information, "first\nmore");
  EXPECT_EQ(statements[0].entries[1].line, 9);
  EXPECT_EQ(statements[0].entries[1].supplementary, "free text");
}

TEST(Mt940ReaderTest, TheStatementLineIsReadByItsSubfields) {
  const Entry entry = ReadEntry(":61:2601060105DR1234,5NMSC0000549855700010//025498557/000001\n");
  EXPECT_EQ(ToString(entry.amount), "-1234.50 EUR");
  EXPECT_EQ(entry.code.swift, "NMSC");
  EXPECT_EQ(entry.bank_reference, "025498557/000001");
  EXPECT_EQ(entry.details.at(0).references.customer, "0000549855700010");
  EXPECT_EQ(entry.details.at(0).references.bank, "025498557/000001");
  EXPECT_EQ(entry.details.at(0).amount, entry.amount);

  const Entry padded = ReadEntry(":61:260106D5,N044012147096\xC3\x84      Jansen\n");
  EXPECT_EQ(padded.details.at(0).references.customer, "012147096\xC3\x84");
  EXPECT_EQ(padded.supplementary, "Jansen");
}

TEST(Mt940ReaderTest, TheServicerMayStandBehindTheAccount) {
  const auto statements =
      Read(":20:S\n:25P:12030000/202051\nBANKDEFF\n:28C:1\n:60F:C260105EUR1,\n:62F:C260106EUR1,\n");
  EXPECT_EQ(statements.at(0).head.servicer, (Bank{"BANKDEFF", "", ""}));
  EXPECT_EQ(statements.at(0).head.account.other, "202051");
}

TEST(Mt940ReaderTest, AByteOrderMarkIsPassedOver) {
  EXPECT_EQ(Read("\xEF\xBB\xBF" + StatementWith("")).size(), 1u);
}

TEST(Mt940ReaderTest, TextThatLooksLikeATagStaysText) {
  EXPECT_EQ(ReadEntry(":61:260106C1,NTRFA\n:86:at 16\n:26:37 and\n:12:11\n").information,
            "at 16\n:26:37 and\n:12:11");
  EXPECT_EQ(ReadEntry(":61:260106C1,NTRFA\n:86:at 16\n:20:37 Folge\n:25:01\n").information,
            "at 16\n:20:37 Folge\n:25:01");
}

TEST(Mt940ReaderTest, ALineThatBeginsWithAStrokeIsTextUntilTheClosingBalance) {
  EXPECT_EQ(ReadEntry(":61:260106C1,NTRFA\n:86:first\n-second\n").information, "first\n-second");
  EXPECT_EQ(Read(kHead + ":62F:C260106EUR100,00\n-XXX\nABNANL2A\n" + StatementWith("")).size(), 2u);
}

TEST(Mt940ReaderTest, TheEncodingIsToldByTheFirstLineThatIsNotAscii) {
  const std::string lines = ":61:260106C1,NTRFA\n:86:M\xC3\xBCller\n";
  EXPECT_EQ(ReadEntry(lines).details.at(0).remittance.text, "M\xC3\xBCller");
  EXPECT_EQ(ReadEntry(":61:260106C1,NTRFA\n:86:M\xFCller \x80 5 \x81\n").information,
            "M\xC3\xBCller \xE2\x82\xAC 5 \xC2\x81");
  const auto named = Read(StatementWith(":61:260106C1,NTRFA\n:86:\x94sszevont\n"), "CP852");
  EXPECT_EQ(named.at(0).entries.at(0).information, "\xC3\xB6sszevont");
  Recorder recorder;
  const auto mixed = ReadBytes(StatementWith(lines + ":86:M\xFCller\n"), recorder);
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().reason, "TEXT_MALFORMED");
  EXPECT_EQ(mixed.error().values.at(0).second, "7");
}

TEST(Mt940ReaderTest, AFailureOfTheSinkEndsTheReadingAndStays) {
  class Full final : public StatementSink {
   public:
    Expected<Done, Failure> Begin(const Statement&) override { return Done{}; }
    Expected<Done, Failure> Take(const Entry&) override {
      return Unexpected{Failure{Failure::Kind::kExhausted, "FULL", "No more.", {}}};
    }
    Expected<Done, Failure> End(const StatementEnd&) override { return Done{}; }
  } sink;
  Mt940Reader reader(sink);
  const auto fed = reader.Feed(StatementWith(":61:260106C1,NTRFA\n"));
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().reason, "FULL");
  EXPECT_EQ(reader.Feed(":20:X\n").error().reason, "FULL");
  EXPECT_EQ(reader.Finish().error().reason, "FULL");
}

}  // namespace
}  // namespace recourse::bank_statement
