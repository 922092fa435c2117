#include <gtest/gtest.h>

#include <map>
#include <string>

#include "libs/bank_statement/mt_field.h"
#include "libs/bank_statement/mt_lines.h"
#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {
namespace {

// "reason line field value" of what is refused.
std::string RefusalOf(const std::string& text) {
  Recorder recorder;
  const auto read = ReadBytes(text, recorder);
  if (read) return "read";
  const Failure& failure = read.error();
  EXPECT_EQ(failure.kind, Failure::Kind::kInvalid);
  std::string refusal = failure.reason;
  for (const auto& [key, value] : failure.values) refusal += " " + value;
  return refusal;
}

// Lines 1 to 4, and the end.
const std::string kHead = ":20:S\n:25:DE02120300000000202051\n:28C:5/1\n:60F:C260105EUR1,\n";
const std::string kEnd = ":62F:C260106EUR1,\n-\n";

TEST(Mt940RefusalsTest, AStatementLineIsRefusedWithItsLine) {
  const std::map<std::string, std::string> cases = {
      {"260106C1,NTRFA", "read"},
      {"26010C1,NTRFA", "ENTRY_MALFORMED 5 :61: 26010C1,NTRFA"},
      {"26010601061C1,NTRFA", "ENTRY_MALFORMED 5 :61: 26010601061C1,NTRFA"},
      {"261306C1,NTRFA", "DATE_MALFORMED 5 :61: 261306"},
      {"260431C1,NTRFA", "DATE_MALFORMED 5 :61: 260431"},
      {"260231C1,NTRFA", "DATE_MALFORMED 5 :61: 260231"},
      {"2601061306C1,NTRFA", "DATE_MALFORMED 5 :61: 1306"},
      {"260106X1,NTRFA", "ENTRY_MALFORMED 5 :61: 260106X1,NTRFA"},
      {"260106CXR1,NTRFA", "ENTRY_MALFORMED 5 :61: 260106CXR1,NTRFA"},
      {"260106CN1,NTRFA", "CURRENCY_DIFFERS 5 :61: N"},
      {"260106CNTRFA", "ENTRY_MALFORMED 5 :61: 260106CNTRFA"},
      {"260106C,NTRFA", "AMOUNT_MALFORMED 5 :61: ,"},
      {"260106C1,2,3NTRFA", "AMOUNT_MALFORMED 5 :61: 1,2,3"},
      {"260106C1.50NTRFA", "ENTRY_MALFORMED 5 :61: 260106C1.50NTRFA"},
      {"260106C1,505NTRFA", "AMOUNT_NOT_EXACT 5 :61: 1,505"},
      {"260106C1,500NTRFA", "read"},
      {"260106C10000000000000,01NTRFA", "AMOUNT_TOO_LARGE 5 :61: 10000000000000,01"},
      {"260106C1,NTR", "ENTRY_MALFORMED 5 :61: 260106C1,NTR"},
      {"", "ENTRY_MALFORMED 5 :61: "},
  };
  for (const auto& [line, refusal] : cases) {
    EXPECT_EQ(RefusalOf(kHead + ":61:" + line + "\n" + kEnd), refusal) << line;
  }
}

TEST(Mt940RefusalsTest, ABalanceIsRefusedWithItsLine) {
  const std::map<std::string, std::string> cases = {
      {"C260106EUR1,", "read"},
      {"X260106EUR1,", "BALANCE_MALFORMED 5 :62F: X260106EUR1,"},
      {"C260106EUR", "BALANCE_MALFORMED 5 :62F: C260106EUR"},
      {"C26010XEUR1,", "DATE_MALFORMED 5 :62F: 26010X"},
      {"C260230EUR1,", "DATE_MALFORMED 5 :62F: 260230"},
      {"C260106DEX1,", "CURRENCY_UNKNOWN 5 :62F: DEX"},
      {"C260106EUR1.0", "AMOUNT_MALFORMED 5 :62F: 1.0"},
      {"C260106EUR-1,", "AMOUNT_MALFORMED 5 :62F: -1,"},
      {"C260106EUR1,\nmore", "FIELD_MALFORMED 6 :62F: more"},
  };
  for (const auto& [line, refusal] : cases) {
    EXPECT_EQ(RefusalOf(kHead + ":62F:" + line + "\n-\n"), refusal) << line;
  }
}

TEST(Mt940RefusalsTest, AFieldOutOfPlaceIsRefusedWithItsLine) {
  const std::map<std::string, std::string> cases = {
      {"", "NO_STATEMENT 0 :20: "},
      {"hello\n", "NO_STATEMENT 1 :20: "},
      {":61:260106C1,NTRFA\n", "FIELD_OUTSIDE_STATEMENT 1 :61: 260106C1,NTRFA"},
      {":20:S\n:28C:1\n:60F:C260105EUR1,\n" + kEnd, "FIELD_MISSING 4 :25: "},
      {":20:S\n:25:\n", "FIELD_MISSING 2 :25: "},
      {":20:S\n:25:1\n:60F:C260105EUR1,\n" + kEnd, "FIELD_MISSING 4 :28C: "},
      {":20:S\n:25:1\n:28C:A\n", "FIELD_MALFORMED 3 :28C: A"},
      {":20:S\n:25:1\n:28C:1/\n", "FIELD_MALFORMED 3 :28C: 1/"},
      {":20:S\n:25:1\n:25:2\n", "FIELD_OUT_OF_ORDER 3 :25: 2"},
      {":20:S\n:25:1\n:28C:1\n-\n", "FIELD_MISSING 4 :60F: "},
      {":20:S\n:25:1\n:28C:1\n:61:260106C1,NTRFA\n", "FIELD_OUT_OF_ORDER 4 :61: 260106C1,NTRFA"},
      {kHead, "FIELD_MISSING 4 :62F: "},
      {kHead + "-\n", "FIELD_MISSING 5 :62F: "},
      {kHead + ":20:T\n", "FIELD_OUT_OF_ORDER 5 :20: T"},
      {kHead + ":60F:C260105EUR1,\n" + kEnd, "FIELD_OUT_OF_ORDER 5 :60F: C260105EUR1,"},
      {kHead + ":86:text\n" + kEnd, "FIELD_OUT_OF_ORDER 5 :86: text"},
      {kHead + ":64:C260105EUR1,\n" + kEnd, "FIELD_OUT_OF_ORDER 5 :64: C260105EUR1,"},
      {kHead + ":90C:1EUR1,\n" + kEnd, "FIELD_OUT_OF_ORDER 5 :90C: 1EUR1,"},
      {kHead + ":99:what\n:28C:1\n" + kEnd, "FIELD_UNKNOWN 5 :99: what"},
      {kHead + ":62F:C260106EUR1,\n:61:260106C1,NTRFA\n",
       "FIELD_OUT_OF_ORDER 6 :61: 260106C1,NTRFA"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n:13D:260106\n", "DATE_MALFORMED 5 :13D: 260106"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n:34F:PLN0\n", "CURRENCY_DIFFERS 5 :34F: PLN"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n:90C:xEUR1,\n", "TOTAL_MALFORMED 5 :90C: xEUR1,"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n:90C:1PLN1,\n", "CURRENCY_DIFFERS 5 :90C: PLN"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n" + kEnd, "FIELD_OUT_OF_ORDER 5 :62F: C260106EUR1,"},
      {":20:S\n:25:1\n:28C:1\n:34F:EUR0\n:90C:0EUR0,\n:61:260106C1,NTRFA\n",
       "FIELD_OUT_OF_ORDER 6 :61: 260106C1,NTRFA"},
      {":20:S\n:25:1\x02 2\n", "TEXT_MALFORMED 2 line :25:1\x02 2"},
  };
  for (const auto& [text, refusal] : cases) EXPECT_EQ(RefusalOf(text), refusal) << text;
}

TEST(Mt940RefusalsTest, WhatIsTooLongIsRefused) {
  const std::string long_line(MtLines::kLineBytesMax + 1, 'x');
  EXPECT_EQ(RefusalOf(kHead + long_line).substr(0, 15), "LINE_TOO_LONG 5");
  EXPECT_EQ(RefusalOf(kHead + long_line + "\n").substr(0, 15), "LINE_TOO_LONG 5");

  std::string long_field = ":61:260106C1,NTRFA\n:86:\n";
  const std::string line(1000, 'x');
  for (std::size_t size = 0; size <= kMtFieldBytesMax; size += line.size())
    long_field += line + "\n";
  EXPECT_EQ(RefusalOf(kHead + long_field + kEnd).substr(0, 14), "FIELD_TOO_LONG");
}

TEST(Mt940RefusalsTest, SumsBeyondTheLargestAmountAreRefused) {
  const std::string largest = ":61:260106C10000000000000,NTRFA\n";
  EXPECT_EQ(RefusalOf(kHead + largest + kEnd), "read");
  EXPECT_EQ(RefusalOf(kHead + largest + largest + kEnd),
            "AMOUNT_TOO_LARGE 6 :61: 20000000000000.00 EUR");
  // In one direction, though together they are within it.
  const std::string back = ":61:260106D10000000000000,NTRFA\n";
  EXPECT_EQ(RefusalOf(kHead + largest + back + largest + kEnd),
            "AMOUNT_TOO_LARGE 7 :61: 20000000000000.00 EUR");
}

TEST(Mt940RefusalsTest, TheValueIsCutBetweenCharacters) {
  const std::string name = std::string(79, 'x') + "\xC3\xBC" + "y";
  const std::string refusal = RefusalOf(":20:S\n:25:1\n:28C:" + name + "\n");
  EXPECT_EQ(refusal, "FIELD_MALFORMED 3 :28C: " + std::string(79, 'x'));
}

}  // namespace
}  // namespace recourse::bank_statement
