#include "libs/bank_statement/camt_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {
namespace {

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:";

std::string BalanceOf(std::string_view code, std::string_view amount, std::string_view sub = "") {
  return fmt::format(
      "<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry>{}</Tp><Amt Ccy='EUR'>{}</Amt>"
      "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt></Bal>\n",
      code, sub.empty() ? "" : fmt::format("<SubTp><Cd>{}</Cd></SubTp>", sub), amount);
}

// On its line: amount, mark, then the rest of it.
std::string EntryOf(std::string_view amount, std::string_view mark, std::string_view rest = "",
                    std::string_view status = "BOOK") {
  return fmt::format(
      "<Ntry><Amt Ccy='EUR'>{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>{}</Sts>{}</Ntry>\n", amount,
      mark, status, rest);
}

const std::string kAccount =
    "<Id>S1</Id>\n<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>\n";

// Lines 1 and 2, then the parts of the statement from line 3 on.
std::string Document(const std::string& parts, std::string_view format = "camt.053.001.08") {
  return fmt::format(
      "<Document xmlns='{}{}'>\n<BkToCstmrStmt><Stmt>\n{}</Stmt></BkToCstmrStmt></Document>\n",
      kNamespace, format, parts);
}

Recorded ReadOne(const std::string& document) {
  Recorder recorder;
  const auto read = ReadBytes(document, recorder);
  EXPECT_TRUE(read) << read.error().message;
  return recorder.statements.empty() ? Recorded{} : recorder.statements.front();
}

std::string RefusalOf(const std::string& document) {
  Recorder recorder;
  const auto read = ReadBytes(document, recorder);
  if (read) return "read";
  std::string refusal = read.error().reason;
  for (const auto& [key, value] : read.error().values) refusal += " " + value;
  return refusal;
}

TEST(CamtReaderTest, TheSignIsThatOfTheMarkAlsoForAReversal) {
  const auto statement =
      ReadOne(Document(kAccount + BalanceOf("OPBD", "100") + BalanceOf("CLBD", "96.5") +
                       EntryOf("10", "CRDT", "<RvslInd>true</RvslInd>") + EntryOf("13.5", "DBIT")));
  ASSERT_EQ(statement.entries.size(), 2u);
  EXPECT_EQ(ToString(statement.entries[0].amount), "10.00 EUR");
  EXPECT_TRUE(statement.entries[0].reversal);
  EXPECT_EQ(ToString(statement.entries[1].amount), "-13.50 EUR");
  EXPECT_EQ(statement.end.verdict.result, Verdict::Result::kAddsUp);
}

TEST(CamtReaderTest, AReversalNamesThePartiesOfWhatItTakesBack) {
  const std::string parties =
      "<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>we</Nm></Pty></Dbtr>"
      "<Cdtr><Pty><Nm>they</Nm></Pty></Cdtr></RltdPties>"
      "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls>";
  const auto name = [&](std::string_view mark, std::string_view reversal) {
    const auto statement = ReadOne(Document(
        kAccount + EntryOf("1", mark, fmt::format("<RvslInd>{}</RvslInd>", reversal) + parties)));
    return statement.entries.at(0).details.at(0).counterparty.name;
  };
  EXPECT_EQ(name("CRDT", "true"), "they");
  EXPECT_EQ(name("DBIT", "true"), "we");
  EXPECT_EQ(name("CRDT", "false"), "we");
  EXPECT_EQ(name("DBIT", "0"), "they");
  const auto statement = ReadOne(Document(kAccount + EntryOf("1", "CRDT", parties)));
  EXPECT_EQ(statement.entries.at(0).details.at(0).return_reason, "AC04");
}

TEST(CamtReaderTest, OnlyBookedEntriesLeadToTheClosingBalance) {
  const auto statement = ReadOne(Document(
      kAccount + BalanceOf("OPBD", "100") + BalanceOf("CLBD", "101") + EntryOf("1", "CRDT") +
      EntryOf("2", "CRDT", "", "PDNG") + EntryOf("4", "CRDT", "", "<Cd>INFO</Cd>") +
      EntryOf("8", "CRDT", "", "<Cd>FUTR</Cd>")));
  using Status = Entry::Status;
  std::vector<Status> statuses;
  for (const Entry& entry : statement.entries) statuses.push_back(entry.status);
  EXPECT_EQ(statuses, (std::vector<Status>{Status::kBooked, Status::kPending, Status::kInformation,
                                           Status::kPending}));
  EXPECT_EQ(statement.end.entries, 4);
  EXPECT_EQ(statement.end.verdict.result, Verdict::Result::kAddsUp);
}

TEST(CamtReaderTest, WithoutAnOpeningTheClosingOfTheStatementBeforeStandsForIt) {
  const auto page = ReadOne(Document(kAccount + BalanceOf("PRCD", "100", "INTM") +
                                     BalanceOf("CLBD", "100", "INTM") + BalanceOf("FWAV", "1")));
  EXPECT_EQ(page.head.opening->code, "PRCD");
  EXPECT_TRUE(page.head.opening->intermediate);
  EXPECT_TRUE(page.end.closing->intermediate);
  ASSERT_EQ(page.end.others.size(), 1u);
  EXPECT_EQ(page.end.verdict.result, Verdict::Result::kAddsUp);
}

TEST(CamtReaderTest, EntriesOfAnotherCurrencyCannotBeAddedUp) {
  const auto statement = ReadOne(
      Document(kAccount + BalanceOf("OPBD", "1") + BalanceOf("CLBD", "1") +
               "<Ntry><Amt Ccy='USD'>5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts></Ntry>"));
  EXPECT_EQ(statement.end.verdict.result, Verdict::Result::kCurrenciesDiffer);
  EXPECT_EQ(statement.end.booked.size(), 1u);
}

TEST(CamtReaderTest, DetailsOfABatchCarryReferencesAndDocuments) {
  const auto statement = ReadOne(Document(
      kAccount +
      EntryOf("5", "CRDT",
              "<AddtlNtryInf>Sammler</AddtlNtryInf><NtryDtls>"
              "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId><MndtId>M1</MndtId></Refs>"
              "<Amt Ccy='EUR'>7</Amt><RmtInf><Strd><RfrdDocInf><Nb>R-1</Nb></RfrdDocInf>"
              "<RfrdDocInf><Nb>R-2</Nb></RfrdDocInf></Strd></RmtInf></TxDtls>"
              "<TxDtls><Refs><UETR>u</UETR><TxId>t</TxId><MsgId>m</MsgId></Refs>"
              "<AmtDtls><TxAmt><Amt Ccy='EUR'>2</Amt></TxAmt></AmtDtls>"
              "<CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls>")));
  const Entry& entry = statement.entries.at(0);
  EXPECT_EQ(entry.booking_text, "Sammler");
  ASSERT_EQ(entry.details.size(), 2u);
  EXPECT_EQ(ToString(*entry.details[0].amount), "7.00 EUR");
  EXPECT_EQ(entry.details[0].references.end_to_end, "");
  EXPECT_EQ(entry.details[0].references.mandate, "M1");
  EXPECT_EQ(entry.details[0].remittance.documents, (std::vector<std::string>{"R-1", "R-2"}));
  EXPECT_EQ(ToString(*entry.details[1].amount), "-2.00 EUR");
  EXPECT_EQ(entry.details[1].references.uetr, "u");
  EXPECT_EQ(entry.details[1].references.transaction, "t");
  EXPECT_EQ(entry.details[1].references.message, "m");
}

TEST(CamtReaderTest, EachVersionFromTwoToEightIsRead) {
  for (int version = 1; version <= 10; ++version) {
    const std::string format = fmt::format("camt.053.001.{:02}", version);
    const std::string expected =
        version >= 2 && version <= 8
            ? "read"
            : fmt::format("FORMAT_UNKNOWN 1 Document {}{}", kNamespace, format);
    EXPECT_EQ(RefusalOf(Document(kAccount, format)), expected);
  }
  EXPECT_EQ(RefusalOf(Document(kAccount, "pain.001.001.03")),
            fmt::format("FORMAT_UNKNOWN 1 Document {}pain.001.001.03", kNamespace));
  EXPECT_EQ(RefusalOf(Document(kAccount, "camt.054.001.08")),
            "FORMAT_UNKNOWN 2 Stmt camt.054.001.08");
}

TEST(CamtReaderTest, WhatIsWrongIsRefusedWithLineElementAndValue) {
  const auto refusal = [](const std::string& parts) { return RefusalOf(Document(parts)); };
  EXPECT_EQ(refusal(""), "FIELD_MISSING 2 Id ");
  EXPECT_EQ(refusal("<Id>S</Id>\n"), "FIELD_MISSING 2 Acct ");
  EXPECT_EQ(refusal("<Acct>\n</Acct>"), "FIELD_MISSING 3 Acct/Id ");
  EXPECT_EQ(refusal(kAccount + BalanceOf("OPBD", "1") + BalanceOf("OPBD", "1")),
            "BALANCE_REPEATED 6 Bal/Tp OPBD");
  EXPECT_EQ(refusal(kAccount + EntryOf("1.005", "CRDT")), "AMOUNT_NOT_EXACT 5 Amt 1.005");
  EXPECT_EQ(refusal(kAccount + EntryOf("-1", "CRDT")), "AMOUNT_MALFORMED 5 Amt -1");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "C")), "MARK_UNKNOWN 5 Ntry/CdtDbtInd C");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "CRDT", "", "DONE")), "STATUS_UNKNOWN 5 Ntry/Sts DONE");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "CRDT", "<RvslInd>yes</RvslInd>")),
            "MARK_UNKNOWN 5 Ntry/RvslInd yes");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "CRDT", "<ValDt>\n<Dt>2026-02-30</Dt></ValDt>")),
            "DATE_MALFORMED 5 Ntry/ValDt 2026-02-30");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "CRDT", "<BookgDt><DtTm>2026-01-05x</DtTm></BookgDt>")),
            "DATE_MALFORMED 5 Ntry/BookgDt 2026-01-05x");
  EXPECT_EQ(refusal(kAccount + "<Ntry><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"),
            "FIELD_MISSING 5 Ntry/Amt ");
  EXPECT_EQ(refusal(kAccount + "<Ntry><Amt Ccy='DEX'>1</Amt></Ntry>"),
            "CURRENCY_UNKNOWN 5 Amt DEX");
  EXPECT_EQ(refusal(kAccount + EntryOf("1", "CRDT") + BalanceOf("CLBD", "1")),
            "FIELD_OUT_OF_ORDER 6 Bal ");
  EXPECT_EQ(refusal(kAccount + EntryOf("10000000000000", "CRDT") + EntryOf("0.01", "CRDT")),
            "AMOUNT_TOO_LARGE 6 Ntry/Amt 10000000000000.01 EUR");
}

TEST(CamtReaderTest, WhatIsNoCamtIsRefused) {
  EXPECT_EQ(RefusalOf("<html></html>").substr(0, 14), "NO_STATEMENT 1");
  EXPECT_EQ(RefusalOf(Document(kAccount).substr(0, 120)).substr(0, 13), "XML_MALFORMED");
  EXPECT_EQ(RefusalOf("<!DOCTYPE a><a/>").substr(0, 11), "XML_DOCTYPE");
}

TEST(CamtReaderTest, AFileInUtf16IsSeenToBeXml) {
  const std::string text = Document(kAccount);
  std::string wide = "\xFE\xFF";
  for (const char c : text) wide.append({'\0', c});
  Recorder recorder;
  ASSERT_TRUE(ReadBytes(wide, recorder, 1));
  EXPECT_EQ(recorder.statements.size(), 1u);
}

}  // namespace
}  // namespace recourse::bank_statement
