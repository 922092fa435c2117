#include "services/communication_log/domain/language.h"

#include <gtest/gtest.h>

namespace recourse::communication_log {
namespace {

TEST(LanguageTest, TagsComeBack) {
  for (const Language language : kLanguages) EXPECT_EQ(LanguageOf(Tag(language)), language);
}

TEST(LanguageTest, OnlyTheTagItselfIsATag) {
  for (const auto* tag : {"", "fr", "DE", "de-AT"}) EXPECT_EQ(LanguageOf(tag), std::nullopt) << tag;
}

TEST(LanguageTest, ARegionOrScriptDoesNotMatter) {
  for (const auto* tag : {"de", "de-AT", "DE_ch", "de-Latn-DE"}) {
    EXPECT_EQ(LanguageFor(tag), Language::kDe) << tag;
  }
  EXPECT_EQ(LanguageFor("ru-RU"), Language::kRu);
}

TEST(LanguageTest, WhoeverReadsNoneOfOursIsWrittenToInEnglish) {
  for (const auto* tag : {"", "fr", "deu", "-de"})
    EXPECT_EQ(LanguageFor(tag), Language::kEn) << tag;
}

}  // namespace
}  // namespace recourse::communication_log
