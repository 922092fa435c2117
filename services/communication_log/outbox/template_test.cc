#include "services/communication_log/outbox/template.h"

#include <gtest/gtest.h>

namespace recourse::communication_log {
namespace {

std::string Filled(const std::string& text, const Fields& fields, const Partials& partials = {}) {
  const auto filled = Fill(text, partials, fields);
  EXPECT_TRUE(filled) << (filled ? "" : filled.error().message);
  return filled ? *filled : "";
}

void ExpectMissing(const std::string& text, const Fields& fields, const std::string& name,
                   const Partials& partials = {}) {
  const auto filled = Fill(text, partials, fields);
  ASSERT_FALSE(filled);
  EXPECT_EQ(filled.error().reason, "FIELD_MISSING");
  EXPECT_EQ(filled.error().values, (Failure::Values{{"field", name}}));
}

Fields Item(const std::string& number) { return {{{"number", number}}, {}}; }

TEST(TemplateTest, FieldsArePutInAsTheyAre) {
  EXPECT_EQ(Filled("Dear {{name}}!", {{{"name", "Hansen & <Co.> \"AG\""}}, {}}),
            "Dear Hansen & <Co.> \"AG\"!");
}

TEST(TemplateTest, AValueIsNeverReadAsATemplate) {
  EXPECT_EQ(Filled("{{name}} {{iban}}", {{{"name", "{{iban}}"}, {"iban", "DE1"}}, {}}),
            "{{iban}} DE1");
}

TEST(TemplateTest, SectionsStandOnceForEachElement) {
  const Fields fields{{}, {{"items", {Item("R-1"), Item("R-2")}}}};
  EXPECT_EQ(Filled("Items:\n{{#items}}\n- {{number}}\n{{/items}}\nEnd\n", fields),
            "Items:\n- R-1\n- R-2\nEnd\n");
}

TEST(TemplateTest, ASectionWithoutElementsIsLeftOutWithItsLines) {
  const Fields fields{{}, {{"items", {}}}};
  EXPECT_EQ(Filled("One\n\n{{#items}}\n- {{number}}\n\n{{/items}}\nTwo\n", fields), "One\n\nTwo\n");
  EXPECT_EQ(Filled("{{^items}}none{{/items}}", fields), "none");
}

TEST(TemplateTest, OuterFieldsAreSeenInASection) {
  const Fields fields{{{"currency", "EUR"}}, {{"items", {Item("R-1")}}}};
  EXPECT_EQ(Filled("{{#items}}{{number}} {{currency}}{{/items}}", fields), "R-1 EUR");
}

TEST(TemplateTest, PartialsAreFilledWithTheSameFields) {
  EXPECT_EQ(Filled("{{>bank}}", {{{"iban", "DE1"}}, {}}, {{"bank", "IBAN {{iban}}"}}), "IBAN DE1");
}

TEST(TemplateTest, AMissingFieldIsNamed) {
  ExpectMissing("{{name}}", {}, "name");
  ExpectMissing("{{name}}", {{{"name", ""}}, {}}, "name");
  ExpectMissing("{{#items}}x{{/items}}", {}, "items");
  ExpectMissing("{{^items}}x{{/items}}", {}, "items");
  ExpectMissing("{{#items}}{{number}}{{/items}}", {{}, {{"items", {Item("R-1"), Item("")}}}},
                "number");
  ExpectMissing("{{>bank}}", {{{"iban", ""}}, {}}, "iban", {{"bank", "{{iban}}"}});
  ExpectMissing("{{>bank}}", {}, ">bank");
}

TEST(TemplateTest, TheFirstOfSeveralIsNamed) { ExpectMissing("{{one}}{{two}}", {}, "one"); }

TEST(TemplateTest, WhatIsLeftOutNeedsNoFields) {
  EXPECT_EQ(Filled("{{#items}}{{number}}{{/items}}.", {{}, {{"items", {}}}}), ".");
}

TEST(TemplateTest, AMalformedTemplateIsRefused) {
  for (const std::string text : {"{{#items}}", "{{/items}}", "{{name"}) {
    const auto checked = CheckTemplate(text);
    ASSERT_FALSE(checked) << text;
    EXPECT_EQ(checked.error().reason, "TEMPLATE_MALFORMED");
    EXPECT_FALSE(Fill(text, {}, {})) << text;
  }
  EXPECT_TRUE(CheckTemplate("{{#items}}{{/items}}"));
}

}  // namespace
}  // namespace recourse::communication_log
