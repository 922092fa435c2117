#include "services/invoicing/export/statement_pdf.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "libs/base/testing/temp_folder.h"
#include "services/invoicing/export/statement_kit.h"
#include "services/invoicing/export/statement_texts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kBytesMax = 1'000'000;

// What pdftotext, another program than the one that wrote it, reads in the document.
std::string TextOf(const std::string& pdf) {
  testkit::TempFolder folder;
  const auto path = folder.path() / "statement.pdf";
  std::ofstream(path, std::ios::binary) << pdf;
  FILE* const pipe = popen(("pdftotext -layout " + path.string() + " -").c_str(), "r");
  CHECK(pipe != nullptr);
  std::string text;
  char buffer[4096];
  while (const std::size_t read = std::fread(buffer, 1, sizeof buffer, pipe)) {
    text.append(buffer, read);
  }
  EXPECT_EQ(pclose(pipe), 0) << "pdftotext is in deploy/deps.sh --tests";
  return text;
}

// pdftotext gives every space as the plain one.
std::string AsRead(std::string text) {
  const std::string no_break = "\u00a0";
  for (auto at = text.find(no_break); at != std::string::npos; at = text.find(no_break)) {
    text.replace(at, no_break.size(), " ");
  }
  return text;
}

std::size_t CountOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(StatementPdfTest, EveryFigureCanBeReadInEachLanguage) {
  for (const std::string language : {"en", "de", "ru"}) {
    SCOPED_TRACE(language);
    const auto pdf = ToPdf(SampleStatement(), SampleHead(language), kBytesMax);
    ASSERT_TRUE(pdf) << pdf.error().reason;
    const std::string text = TextOf(*pdf);
    const StatementTexts& texts = StatementTextsOf(language);
    const auto count = [&](std::int64_t minor_units) {
      return CountOf(text, AsRead(Written(Money{minor_units, *Currency::Parse("EUR")}, texts)));
    };
    EXPECT_EQ(count(10'50), 1u) << text;
    EXPECT_EQ(count(1234567'89), 2u);
    EXPECT_EQ(count(1234578'39), 1u);
    EXPECT_EQ(count(-34'39), 1u);
    EXPECT_EQ(count(1234544'00), 2u);
    EXPECT_EQ(count(1234551'11), 2u);
    EXPECT_EQ(count(99'00), 1u);
    EXPECT_EQ(count(7'11), 1u);
    for (const std::string_view said :
         {texts.title, texts.opening, texts.closing, texts.open_items, texts.unapplied,
          texts.movements[1], texts.movements[3], texts.buckets[3]}) {
      EXPECT_NE(text.find(said), std::string::npos) << said << "\n" << text;
    }
    EXPECT_NE(text.find("Frau Dr. Weber & <Söhne>"), std::string::npos);
    EXPECT_NE(text.find("R, 17"), std::string::npos);
  }
}

TEST(StatementPdfTest, ACreditNoteStandsBesideItsInvoice) {
  const auto pdf = ToPdf(CreditedStatement(), SampleHead("en"), kBytesMax);
  ASSERT_TRUE(pdf) << pdf.error().reason;
  EXPECT_NE(TextOf(*pdf).find("c1 (R-17)"), std::string::npos) << TextOf(*pdf);
}

TEST(StatementPdfTest, TheSameStatementIsTheSameBytes) {
  const auto one = ToPdf(SampleStatement(), SampleHead("ru"), kBytesMax);
  const auto two = ToPdf(SampleStatement(), SampleHead("ru"), kBytesMax);
  ASSERT_TRUE(one && two);
  EXPECT_TRUE(*one == *two);
  EXPECT_TRUE(*one != *ToPdf(SampleStatement(), SampleHead("en"), kBytesMax));
}

TEST(StatementPdfTest, ALongStatementGoesOnOverPages) {
  v1::StatementOfAccount statement = SampleStatement();
  auto& line = *statement.mutable_currencies(0);
  for (int i = 0; i < 200; ++i) {
    *line.add_entries() = line.entries(0);
    line.mutable_entries(i + 2)->set_reference("N" + std::to_string(i) + ".");
  }
  const auto pdf = ToPdf(statement, SampleHead("de"), kBytesMax);
  ASSERT_TRUE(pdf) << pdf.error().reason;
  const std::string text = TextOf(*pdf);
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(CountOf(text, "N" + std::to_string(i) + "."), 1u) << i;
  }
  EXPECT_EQ(CountOf(text, "1.234.567,89"), 202u);
  EXPECT_NE(text.find("Seite 4"), std::string::npos) << text;
  EXPECT_EQ(CountOf(text, std::string(StatementTextsOf("de").balance)), 4u) << text;
}

TEST(StatementPdfTest, EachPageHeadsTheColumnsOfItsOwnTable) {
  v1::StatementOfAccount statement = SampleStatement();
  auto& line = *statement.mutable_currencies(0);
  for (int i = 0; i < 150; ++i) *line.add_open_items() = line.open_items(0);
  const auto pdf = ToPdf(statement, SampleHead("de"), kBytesMax);
  ASSERT_TRUE(pdf) << pdf.error().reason;
  const std::string text = TextOf(*pdf);
  const StatementTexts& texts = StatementTextsOf("de");
  EXPECT_NE(text.find("Seite 3"), std::string::npos) << text;
  EXPECT_EQ(CountOf(text, std::string(texts.balance)), 1u) << text;
  EXPECT_EQ(CountOf(text, std::string(texts.disputed)), 3u) << text;
}

TEST(StatementPdfTest, WhatCannotBeDoneIsRefusedByName) {
  const auto large = ToPdf(SampleStatement(), SampleHead("en"), 1000);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, "STATEMENT_TOO_LARGE");
  StatementHead head = SampleHead("en");
  head.addressee_lines = {"Räum \U00013000"};  // No font of an office has hieroglyphs.
  const auto unprintable = ToPdf(SampleStatement(), head, kBytesMax);
  ASSERT_FALSE(unprintable);
  EXPECT_EQ(unprintable.error().reason, "TEXT_NOT_PRINTABLE");
  const Failure::Values which{{"account", SampleStatement().account()},
                              {"code_point", "U+13000"},
                              {"letter", "6"},
                              {"page", "1"}};
  EXPECT_EQ(unprintable.error().values, which);
}

}  // namespace
}  // namespace recourse::invoicing
