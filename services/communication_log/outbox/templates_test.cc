#include "services/communication_log/outbox/templates.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include "services/communication_log/outbox/sample_letter.h"

namespace recourse::communication_log {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = "services/communication_log/templates";
const fs::path kSamples = "services/communication_log/outbox/samples";

constexpr MessageKind kKinds[] = {MessageKind::kNote,           MessageKind::kFriendly,
                                  MessageKind::kSecondReminder, MessageKind::kOfferOfHelp,
                                  MessageKind::kFormalLetter,   MessageKind::kFinalDemand};

class TemplatesTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Templates::Load(kFolder);
    ASSERT_TRUE(loaded) << loaded.error().message;
    templates_ = *std::move(loaded);
  }

  Text Render(const Letter& letter) {
    const auto text = templates_->Render(letter);
    EXPECT_TRUE(text) << (text ? "" : text.error().message);
    return text ? *text : Text{};
  }

  std::optional<Templates> templates_;
};

// All that a demand must say, as the language writes it.
TEST_F(TemplatesTest, EveryLetterIsComplete) {
  const std::map<Language, std::vector<std::string>> facts{
      {Language::kEn, {"14 February 2012", "1,000.50 EUR", "50.00 EUR", "1,050.50 EUR"}},
      {Language::kDe, {"14.02.2012", "1.000,50 EUR", "50,00 EUR", "1.050,50 EUR"}},
      {Language::kRu, {"14.02.2012", "1\u00a0000,50 EUR", "50,00 EUR", "1\u00a0050,50 EUR"}},
  };
  for (const Language language : kLanguages) {
    for (const MessageKind kind : kKinds) {
      const Text text = Render(SampleLetter(language, kind));
      std::vector<std::string> expected{"Acme GmbH",
                                        "Hafenstr. 1",
                                        "DE123456789",
                                        "DE02120300000000202051",
                                        "BYLADEM1001",
                                        "Hansen & Co. KG",
                                        "Kai 7",
                                        "24103 Kiel",
                                        "A1-2012",
                                        "R-1001",
                                        "R-1002",
                                        "AGB 7.2",
                                        "billing@acme.example"};
      expected.insert(expected.end(), facts.at(language).begin(), facts.at(language).end());
      for (const auto& part : expected) {
        EXPECT_NE(text.body.find(part), std::string::npos)
            << Tag(language) << "/" << FileName(kind) << " lacks " << part;
      }
      EXPECT_EQ(text.body.find("{{"), std::string::npos) << text.body;
      EXPECT_EQ(text.body.find("\n\n\n"), std::string::npos) << text.body;
      EXPECT_TRUE(text.subject.starts_with("Acme GmbH: ")) << text.subject;
      EXPECT_EQ(text.subject.find('\n'), std::string::npos);
    }
  }
}

TEST_F(TemplatesTest, EveryReminderSetsItsDeadline) {
  for (const MessageKind kind : kKinds) {
    if (kind == MessageKind::kNote) continue;  // It asks for payment by the due day.
    const auto has = [&](Language language, const char* deadline) {
      return Render(SampleLetter(language, kind)).body.find(deadline) != std::string::npos;
    };
    EXPECT_TRUE(has(Language::kEn, "by 15 March 2012")) << FileName(kind);
    EXPECT_TRUE(has(Language::kDe, "bis zum 15.03.2012")) << FileName(kind);
    EXPECT_TRUE(has(Language::kRu, "до 15.03.2012 включительно")) << FileName(kind);
  }
}

TEST_F(TemplatesTest, OnlyTheLastTwoNameConsequences) {
  struct Words {
    Language language;
    std::string agency;
    std::string court;
  };
  for (const auto& words :
       {Words{Language::kEn, "collection agency", "place of jurisdiction is Hamburg"},
        Words{Language::kDe, "Inkassounternehmen", "soweit das Gesetz es zulässt, Hamburg."},
        Words{Language::kRu, "коллекторскому агентству", "по месту: Hamburg."}}) {
    for (const MessageKind kind : kKinds) {
      const std::string body = Render(SampleLetter(words.language, kind)).body;
      EXPECT_EQ(body.find(words.agency) != std::string::npos, kind >= MessageKind::kFormalLetter)
          << FileName(kind) << words.agency;
      EXPECT_EQ(body.find(words.court) != std::string::npos, kind == MessageKind::kFinalDemand)
          << FileName(kind) << words.court;
    }
  }
}

// The whole of one in each language, as its reader gets it.
TEST_F(TemplatesTest, ASecondReminderReadsAsInItsSample) {
  for (const Language language : kLanguages) {
    Letter letter = SampleLetter(language, MessageKind::kSecondReminder);
    letter.content.facts.pop_back();
    letter.content.total = Eur(1'000'50);
    const Text text = Render(letter);
    std::ifstream file(kSamples / fmt::format("second_reminder.{}.txt", Tag(language)));
    const std::string sample{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(fmt::format("{}\n\n{}", text.subject, text.body), sample);
  }
}

TEST_F(TemplatesTest, WhatDoesNotApplyIsLeftOut) {
  Letter letter = SampleLetter(Language::kEn, MessageKind::kFriendly);
  letter.creditor.bic.clear();
  letter.content.late_charge.reset();
  letter.content.facts[0].disputed = Eur(0);
  letter.content.total = Eur(1'150'50);
  const std::string body = Render(letter).body;
  for (const auto* absent : {"BIC", "late charge", "dispute are not included"}) {
    EXPECT_EQ(body.find(absent), std::string::npos) << absent;
  }
  EXPECT_EQ(body.find("\n\n\n"), std::string::npos);
}

TEST_F(TemplatesTest, AFinalDemandDoesWithoutACourtThatIsNotAgreed) {
  for (const auto& [language, words] :
       {std::pair(Language::kEn, "before the court.\nThis may"),
        std::pair(Language::kDe, "gerichtlich geltend zu machen.\nDadurch"),
        std::pair(Language::kRu, "обратиться в суд.\nЭто")}) {
    Letter letter = SampleLetter(language, MessageKind::kFinalDemand);
    letter.creditor.court_venue.clear();
    const std::string body = Render(letter).body;
    EXPECT_NE(body.find(words), std::string::npos) << body;
  }
}

TEST_F(TemplatesTest, AFieldThatIsNeededAndMissingIsNamed) {
  const std::vector<std::pair<std::string, void (*)(Letter&)>> cases{
      {"creditor_name", [](Letter& letter) { letter.creditor.name.clear(); }},
      {"creditor_tax_id", [](Letter& letter) { letter.creditor.tax_id.clear(); }},
      {"creditor_email", [](Letter& letter) { letter.creditor.email.clear(); }},
      {"iban", [](Letter& letter) { letter.creditor.iban.clear(); }},
      {"debtor_name", [](Letter& letter) { letter.debtor.legal_name.clear(); }},
      {"debtor_salutation", [](Letter& letter) { letter.debtor.salutation.clear(); }},
      {"reference", [](Letter& letter) { letter.reference.clear(); }},
      {"clause", [](Letter& letter) { letter.content.late_charge->clause.clear(); }},
  };
  for (const Language language : kLanguages) {
    for (const auto& [field, spoil] : cases) {
      Letter letter = SampleLetter(language, MessageKind::kSecondReminder);
      spoil(letter);
      const auto text = templates_->Render(letter);
      ASSERT_FALSE(text) << field;
      EXPECT_EQ(text.error().values, (Failure::Values{{"field", field}}));
    }
  }
}

// Loading from a copy of the folder in which one file is spoilt.
class SpoiltTemplatesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "templates-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    fs::copy(kFolder, root_, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(root_); }

  void ExpectRefused(const std::string& reason, const fs::path& file) {
    const auto loaded = Templates::Load(root_);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().reason, reason);
    EXPECT_EQ(loaded.error().values, (Failure::Values{{"file", (root_ / file).string()}}));
  }

  fs::path root_;
};

TEST_F(SpoiltTemplatesTest, AnUnspoiltCopyLoads) { EXPECT_TRUE(Templates::Load(root_)); }

TEST_F(SpoiltTemplatesTest, AKindThatIsMissingIsNamed) {
  fs::remove(root_ / "ru/final_demand.mustache");
  ExpectRefused("TEMPLATE_MISSING", "ru/final_demand.mustache");
}

TEST_F(SpoiltTemplatesTest, AMalformedTemplateIsNamed) {
  std::ofstream(root_ / "de/note.mustache") << "Subject: x\n\n{{#open}}";
  ExpectRefused("TEMPLATE_MALFORMED", "de/note.mustache");
}

TEST_F(SpoiltTemplatesTest, ATemplateWithoutASubjectIsNamed) {
  std::ofstream(root_ / "de/note.mustache") << "Guten Tag\n\n";
  ExpectRefused("TEMPLATE_MALFORMED", "de/note.mustache");
  std::ofstream(root_ / "de/note.mustache") << "Subject: x\nno empty line";
  ExpectRefused("TEMPLATE_MALFORMED", "de/note.mustache");
}

}  // namespace
}  // namespace recourse::communication_log
