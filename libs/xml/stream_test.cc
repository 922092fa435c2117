#include "libs/xml/stream.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

#include "libs/base/testing/temp_folder.h"

namespace recourse::xml {
namespace {

using When = Route::When;

constexpr std::string_view kStatements =
    "<Document xmlns='urn:s'>\n"
    "  <Stmt no='1'>\n"
    "    <Id>S1</Id>\n"
    "    <Ntry><Id>E1</Id></Ntry>\n"
    "    <Ntry><Id>E2</Id><Ntry>inner</Ntry></Ntry>\n"
    "  </Stmt>\n"
    "  <Stmt no='2'><Id>S2</Id></Stmt>\n"
    "</Document>\n";

// Writes down what is handed over.
class StreamTest : public testing::Test {
 protected:
  Route Told(std::string path, When when, std::string word) {
    return {std::move(path), when, [this, word](const Element& element) {
              const auto no = element.FindAttribute("no");
              told_ += word + " " + element.name() + (no ? " " + std::string(*no) : "") +
                       (element.text().empty() ? "" : " '" + element.text() + "'") + "; ";
              return Done{};
            }};
  }

  // Feeds pieces of `piece` bytes.
  Expected<Done, Failure> Read(std::string_view bytes, std::vector<Route> routes,
                               std::size_t piece = 1'000'000, const Limits& limits = {}) {
    told_.clear();
    Stream stream(std::move(routes), limits);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      if (auto fed = stream.Feed(bytes.substr(0, piece)); !fed) return fed;
    }
    return stream.Finish();
  }

  std::string told_;
};

TEST_F(StreamTest, HandsOverWhatTheRoutesNameWhereverTheBytesAreCut) {
  for (const std::size_t piece : {1u, 2u, 3u, 5u, 7u, 64u, 1000u}) {
    const auto read =
        Read(kStatements,
             {Told("Stmt", When::kOpened, "begin"), Told("Stmt/Id", When::kWhole, "whole"),
              Told("Ntry", When::kWhole, "whole"), Told("Stmt", When::kClosed, "end")},
             piece);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(told_,
              "begin Stmt 1; whole Id 'S1'; whole Ntry; whole Ntry; end Stmt 1; "
              "begin Stmt 2; whole Id 'S2'; end Stmt 2; ")
        << piece;
  }
}

TEST_F(StreamTest, ASubtreeHasAllThatIsInItAndItsLine) {
  std::vector<Element> entries;
  const auto keep = [&](const Element& element) {
    entries.push_back(element);
    return Done{};
  };
  ASSERT_TRUE(Read(kStatements, {{"Ntry", When::kWhole, keep}}));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].line(), 4);
  EXPECT_EQ(entries[1].line(), 5);
  EXPECT_EQ(entries[1].ns(), "urn:s");
  EXPECT_EQ(entries[1].Child("Id")->text(), "E2");
  EXPECT_EQ(entries[1].Child("Ntry")->text(), "inner");
}

TEST_F(StreamTest, APathIsMatchedByWholeNames) {
  ASSERT_TRUE(Read("<a><XNtry>1</XNtry><b><Ntry>2</Ntry></b></a>",
                   {Told("Ntry", When::kWhole, "any"), Told("a/Ntry", When::kWhole, "of a")}));
  EXPECT_EQ(told_, "any Ntry '2'; ");
}

TEST_F(StreamTest, TheRootIsAnElementLikeAnother) {
  ASSERT_TRUE(
      Read("<a no='1'>x</a>", {Told("a", When::kOpened, "begin"), Told("a", When::kWhole, "whole"),
                               Told("a", When::kClosed, "end")}));
  EXPECT_EQ(told_, "begin a 1; whole a 1 'x'; end a 1; ");
}

TEST_F(StreamTest, AHandlerEndsTheReadingWithItsFailure) {
  int calls = 0;
  Stream stream({{"Ntry", When::kWhole, [&](const Element&) -> Expected<Done, Failure> {
                    ++calls;
                    return Unexpected{Failure{Failure::Kind::kInvalid, "ENOUGH", "", {}}};
                  }}});
  EXPECT_EQ(stream.Feed(kStatements).error().reason, "ENOUGH");
  EXPECT_EQ(stream.Feed(kStatements).error().reason, "ENOUGH");
  EXPECT_EQ(stream.Finish().error().reason, "ENOUGH");
  EXPECT_EQ(calls, 1);
}

TEST_F(StreamTest, WhatIsCutOffIsRefusedAfterWhatWasWhole) {
  const auto read = Read("<a>\n<b>1</b>\n<b>2", {Told("b", When::kWhole, "whole")});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, "XML_MALFORMED");
  EXPECT_EQ(read.error().values, (Failure::Values{{"line", "3"}}));
  EXPECT_EQ(told_, "whole b '1'; ");
  EXPECT_FALSE(Read("", {}));
  EXPECT_FALSE(Read("<a", {}));
}

TEST_F(StreamTest, ADoctypeIsRefused) {
  for (const std::size_t piece : {1u, 1000u}) {
    const auto read = Read("<!DOCTYPE a [<!ENTITY e 'x'>]>\n<a>&e;</a>",
                           {Told("a", When::kOpened, "begin")}, piece);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().reason, "XML_DOCTYPE");
    EXPECT_EQ(told_, "");
  }
}

TEST_F(StreamTest, BoundsHoldForEachSubtree) {
  const auto whole = Told("b", When::kWhole, "whole");
  EXPECT_TRUE(Read("<a><b>123</b><b>123</b><b>123</b></a>", {whole}, 9, {.bytes_max = 4}));
  const auto large = Read("<a><b>123</b>\n<b>1234</b></a>", {whole}, 9, {.bytes_max = 4});
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().reason, "XML_TOO_LARGE");
  EXPECT_EQ(large.error().values[0].second, "2");
  EXPECT_TRUE(Read("<a><b c='1'/><b c='1'/><b c='1'/></a>", {whole}, 9, {.nodes_max = 2}));
  EXPECT_FALSE(Read("<a><b c='1'><d/></b></a>", {whole}, 9, {.nodes_max = 2}));
  EXPECT_EQ(Read("<a><a><b/></a></a>", {whole}, 9, {.depth_max = 2}).error().reason,
            "XML_TOO_DEEP");
}

// The address sanitizer keeps back 256 MB of what was freed.
#if defined(__SANITIZE_ADDRESS__)
constexpr long kGrowthMaxKib = 320 << 10;
#else
constexpr long kGrowthMaxKib = 10 << 10;
#endif

TEST_F(StreamTest, MemoryStaysFlat) {
  constexpr int kPieces = 120'000;  // 480 MB of entries.
  const std::string entry = "<Ntry><Text>" + std::string(4'000, 'x') + "</Text></Ntry>\n";
  const auto peak_kib = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const auto before_kib = peak_kib();
  int entries = 0;
  Stream stream({{"Ntry", When::kWhole, [&](const Element& element) {
                    EXPECT_EQ(element.Child("Text")->text().size(), 4'000u);
                    ++entries;
                    return Done{};
                  }}});
  ASSERT_TRUE(stream.Feed("<Stmt>"));
  for (int i = 0; i < kPieces; ++i) ASSERT_TRUE(stream.Feed(entry));
  ASSERT_TRUE(stream.Feed("</Stmt>"));
  ASSERT_TRUE(stream.Finish());
  EXPECT_EQ(entries, kPieces);
  EXPECT_LT(peak_kib() - before_kib, kGrowthMaxKib);
}

TEST_F(StreamTest, AFileIsStreamedOrNamed) {
  const testkit::TempFolder folder;
  const auto file = folder.path() / "a.xml";
  std::ofstream(file) << kStatements;
  ASSERT_TRUE(StreamFile(file, {Told("Stmt/Id", When::kWhole, "whole")}));
  EXPECT_EQ(told_, "whole Id 'S1'; whole Id 'S2'; ");
  const auto missing = StreamFile(folder.path() / "b.xml", {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().reason, "XML_FILE");
}

}  // namespace
}  // namespace recourse::xml
