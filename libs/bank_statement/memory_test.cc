#include <fmt/format.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <string>

#include "libs/bank_statement/statement_reader.h"
#include "libs/bank_statement/testing/recorder.h"

extern "C" std::size_t __sanitizer_get_current_allocated_bytes() __attribute__((weak));

namespace recourse::bank_statement {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kEntries = 20'000;
#else
constexpr int kEntries = 200'000;
#endif
// Some 30 KiB are in use; a tenth of the entries takes 30 MiB where they are kept.
constexpr std::size_t kGrowthMax = std::size_t{2} << 20;

std::size_t LiveBytes() {
  if (__sanitizer_get_current_allocated_bytes != nullptr) {
    return __sanitizer_get_current_allocated_bytes();
  }
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Looks at what is in use as the entries come, and keeps them if it is told to.
class Watch final : public StatementSink {
 public:
  explicit Watch(bool keeps) : keeps_(keeps), start_(LiveBytes()) {}

  Expected<Done, Failure> Begin(const Statement&) override { return Done{}; }
  Expected<Done, Failure> Take(const Entry& entry) override {
    if (keeps_) kept_.push_back(entry);
    if (++entries % 1000 == 0)
      growth = std::max(growth, LiveBytes() - std::min(start_, LiveBytes()));
    return Done{};
  }
  Expected<Done, Failure> End(const StatementEnd& end) override {
    result = end.verdict.result;
    return Done{};
  }

  int entries = 0;
  std::size_t growth = 0;
  Verdict::Result result = Verdict::Result::kIncomplete;

 private:
  const bool keeps_;
  const std::size_t start_;
  std::vector<Entry> kept_;
};

struct Format {
  std::string head;
  std::string (*entry)(int number);
  std::string (*tail)(int entries);
};

// Each entry brings one euro.
const Format kCamt = {
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><Stmt>"
    "<Id>S</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id></Acct>"
    "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>0</Amt>"
    "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt></Bal>",
    [](int number) {
      return fmt::format(
          "<Ntry><Amt Ccy='EUR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
          "<NtryDtls><TxDtls><Refs><EndToEndId>E{}</EndToEndId></Refs><RmtInf>"
          "<Ustrd>Rechnung {}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n",
          number, number);
    },
    [](int) { return std::string("</Stmt></BkToCstmrStmt></Document>"); }};
const Format kMt940 = {
    ":20:S\n:25:DE02120300000000202051\n:28C:1/1\n:60F:C260105EUR0,\n",
    [](int number) {
      return fmt::format(":61:260106C1,NTRFK{}\n:86:166?20EREF+E{}?21SVWZ+Rechnung {}?32Meier\n",
                         number, number, number);
    },
    [](int entries) { return fmt::format(":62F:C260106EUR{},\n-\n", entries); }};

void ReadGenerated(const Format& format, int entries, Watch& watch) {
  StatementReader reader(watch);
  ASSERT_TRUE(reader.Feed(format.head));
  for (int number = 0; number < entries; ++number) {
    ASSERT_TRUE(reader.Feed(format.entry(number)));
  }
  ASSERT_TRUE(reader.Feed(format.tail(entries)));
  const auto finished = reader.Finish();
  ASSERT_TRUE(finished) << finished.error().message;
  EXPECT_EQ(watch.entries, entries);
}

TEST(MemoryTest, ALongCamtIsReadInTheMemoryOfOneEntry) {
  Watch watch(false);
  ReadGenerated(kCamt, kEntries, watch);
  EXPECT_LT(watch.growth, kGrowthMax);
}

TEST(MemoryTest, ALongMt940IsReadInTheMemoryOfOneEntry) {
  Watch watch(false);
  ReadGenerated(kMt940, kEntries, watch);
  EXPECT_LT(watch.growth, kGrowthMax);
  EXPECT_EQ(watch.result, Verdict::Result::kAddsUp);
}

// What is kept must be seen, or the tests above see nothing.
TEST(MemoryTest, ControlThatKeepsATenthOfTheEntriesIsSeen) {
  for (const Format* const format : {&kCamt, &kMt940}) {
    Watch watch(true);
    ReadGenerated(*format, kEntries / 10, watch);
    EXPECT_GT(watch.growth, kGrowthMax);
  }
}

}  // namespace
}  // namespace recourse::bank_statement
