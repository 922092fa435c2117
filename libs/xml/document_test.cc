#include "libs/xml/document.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "libs/base/testing/temp_folder.h"

namespace recourse::xml {
namespace {

Element Read(std::string_view bytes) {
  const auto element = Parse(bytes);
  EXPECT_TRUE(element) << (element ? "" : element.error().message);
  return element ? *element : Element{};
}

std::string LineOf(const Failure& failure) {
  for (const auto& [name, value] : failure.values) {
    if (name == "line") return value;
  }
  return "none";
}

void ExpectRefused(std::string_view bytes, std::string_view reason, std::string_view line,
                   const Limits& limits = {}) {
  const auto element = Parse(bytes, limits);
  ASSERT_FALSE(element) << bytes.substr(0, 200);
  EXPECT_EQ(element.error().kind, Failure::Kind::kInvalid);
  EXPECT_EQ(element.error().reason, reason) << element.error().message;
  EXPECT_EQ(LineOf(element.error()), line) << element.error().message;
}

std::string Nested(int depth) {
  std::string bytes;
  for (int i = 0; i < depth; ++i) bytes += "<a>";
  for (int i = 0; i < depth; ++i) bytes += "</a>";
  return bytes;
}

TEST(DocumentTest, AnElementHasItsNameNamespaceAttributesTextAndLine) {
  const Element root = Read(
      "<?xml version='1.0'?>\n"
      "<r:root xmlns:r='urn:r' xmlns='urn:d'>\n"
      "  <amount currency='EUR' r:kind='x'> 1.00 </amount>\n"
      "</r:root>\n");
  EXPECT_EQ(root.name(), "root");
  EXPECT_EQ(root.ns(), "urn:r");
  EXPECT_EQ(root.line(), 2);
  EXPECT_EQ(root.text(), "");
  ASSERT_EQ(root.children().size(), 1u);
  const Element& amount = root.children()[0];
  EXPECT_EQ(amount.ns(), "urn:d");
  EXPECT_EQ(amount.line(), 3);
  EXPECT_EQ(amount.text(), " 1.00 ");
  EXPECT_EQ(amount.Value(), "1.00");
  EXPECT_EQ(amount.FindAttribute("currency"), "EUR");
  EXPECT_EQ(amount.FindAttribute("kind"), std::nullopt);
  EXPECT_EQ(amount.attributes(),
            (std::vector<Attribute>{{"", "currency", "EUR"}, {"urn:r", "kind", "x"}}));
}

TEST(DocumentTest, ChildrenAreFoundByNamespaceAndName) {
  const Element root = Read("<a xmlns='1'><x>1</x><x xmlns='2'>2</x><x><y>3</y></x></a>");
  EXPECT_EQ(root.Child("x")->text(), "1");
  EXPECT_EQ(root.Child("2", "x")->text(), "2");
  EXPECT_EQ(root.Child("3", "x"), nullptr);
  EXPECT_EQ(root.Child("y"), nullptr);
  EXPECT_EQ(root.Children("x").size(), 2u);
  EXPECT_EQ(root.Children("2", "x").size(), 1u);
}

TEST(DocumentTest, APathFollowsTheFirstChildOfEachName) {
  const Element root = Read("<a><b><c>1</c><c>2</c></b><b><d/></b></a>");
  EXPECT_EQ(root.Find("b/c")->text(), "1");
  EXPECT_EQ(root.Find("b/d"), nullptr);
  EXPECT_EQ(root.Find("x/c"), nullptr);
  EXPECT_EQ(root.Find(""), &root);
}

TEST(DocumentTest, TextIsThatOfAllPieces) {
  const Element root = Read("<a>x&amp;y&#x20AC;<!-- no --><![CDATA[<z>]]><?no no?>!<b/> </a>");
  EXPECT_EQ(root.text(), "x&y€<z>! ");
}

TEST(DocumentTest, TextIsUtf8WhateverTheEncoding) {
  EXPECT_EQ(Read("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xfc</a>").text(), "ü");
  EXPECT_EQ(Read("<?xml version='1.0' encoding='windows-1252'?><a>\x80</a>").text(), "€");
  EXPECT_EQ(Read("\xef\xbb\xbf<a>ü</a>").text(), "ü");
  std::string utf16 = "\xff\xfe";
  for (const char c : std::string_view("<?xml version='1.0' encoding='UTF-16'?><a>\xfc</a>")) {
    utf16 += {c, '\0'};
  }
  EXPECT_EQ(Read(utf16).text(), "ü");
}

TEST(DocumentTest, WhatIsNotWellFormedIsRefusedWithItsLine) {
  ExpectRefused("<a>\n<b>\n</c></a>", "XML_MALFORMED", "3");
  ExpectRefused("<a>\n<b>\n x", "XML_MALFORMED", "3");
  ExpectRefused("", "XML_MALFORMED", "1");
  ExpectRefused("<a>", "XML_MALFORMED", "1");
  ExpectRefused("<a/>\n<b/>", "XML_MALFORMED", "2");
  ExpectRefused("<a/>\ntrailing", "XML_MALFORMED", "2");
  ExpectRefused("number;amount\n1;2\n", "XML_MALFORMED", "1");
  ExpectRefused("<a>\n<x:b/></a>", "XML_MALFORMED", "2");
  ExpectRefused("<a>\n&euro;</a>", "XML_MALFORMED", "2");
  ExpectRefused("<a>\n\xfc</a>", "XML_MALFORMED", "2");
  ExpectRefused("<a b='1' b='2'/>", "XML_MALFORMED", "1");
  ExpectRefused(std::string("<a>\n\0</a>", 9), "XML_MALFORMED", "2");
  ExpectRefused("<?xml version='1.0' encoding='klingon'?><a/>", "XML_MALFORMED", "1");
}

TEST(DocumentTest, WhatIsCutOffIsToldFromWhatHasTooMuch) {
  const auto message = [](std::string_view bytes) { return Parse(bytes).error().message; };
  EXPECT_EQ(message("<a>\n<b/>"), "Not well-formed XML: it ends too early (line 2)");
  EXPECT_EQ(message("<a>"), "Not well-formed XML: it ends too early (line 1)");
  EXPECT_EQ(message("<a/><b/>"),
            "Not well-formed XML: Extra content at the end of the document (line 1)");
}

TEST(DocumentTest, ADoctypeIsRefusedBeforeAnyEntityIsDeclared) {
  ExpectRefused("<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>", "XML_DOCTYPE", "2");
  ExpectRefused(
      "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;'>]>\n"
      "<a>&d;</a>",
      "XML_DOCTYPE", "1");
  ExpectRefused("<!DOCTYPE a SYSTEM 'http://localhost:9/a.dtd'><a/>", "XML_DOCTYPE", "1");
}

TEST(DocumentTest, NoOtherFileIsRead) {
  const testkit::TempFolder folder;
  const auto secret = folder.path() / "secret";
  std::ofstream(secret) << "secret";
  ExpectRefused("<!DOCTYPE a [<!ENTITY e SYSTEM 'file://" + secret.string() + "'>]><a>&e;</a>",
                "XML_DOCTYPE", "1");
  const Element root =
      Read("<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='file://" +
           secret.string() + "' parse='text'/></a>");
  EXPECT_EQ(root.text(), "");
  EXPECT_EQ(root.children()[0].text(), "");
}

TEST(DocumentTest, DepthIsBounded) {
  EXPECT_EQ(Read(Nested(64)).name(), "a");
  ExpectRefused(Nested(65), "XML_TOO_DEEP", "1");
  ExpectRefused(Nested(100'000), "XML_TOO_DEEP", "1");
}

TEST(DocumentTest, SizeIsBounded) {
  ExpectRefused("<a>\n12345678</a>", "XML_TOO_LARGE", "none", {.bytes_max = 15});
  EXPECT_TRUE(Parse("<a>\n12345678</a>", {.bytes_max = 16}));
  EXPECT_TRUE(Parse("<a>\n<b/>\n<b c='1'/></a>", {.nodes_max = 4}));
  ExpectRefused("<a>\n<b/>\n<b c='1'/></a>", "XML_TOO_LARGE", "3", {.nodes_max = 3});
}

TEST(DocumentTest, ALongTextIsReadWhole) {
  const std::string text(12'000'000, 'A');
  EXPECT_EQ(Read("<a>" + text + "</a>").text(), text);
}

TEST(DocumentTest, AFileIsReadOrNamed) {
  const testkit::TempFolder folder;
  const auto file = folder.path() / "a.xml";
  std::ofstream(file) << "<a>1</a>";
  EXPECT_EQ(ParseFile(file)->text(), "1");
  EXPECT_EQ(ParseFile(file, {.bytes_max = 7}).error().reason, "XML_TOO_LARGE");

  const auto missing = ParseFile(folder.path() / "b.xml");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, Failure::Kind::kNotFound);
  EXPECT_EQ(missing.error().values[0].second, (folder.path() / "b.xml").string());
  EXPECT_EQ(ParseFile(folder.path()).error().kind, Failure::Kind::kUnavailable);
}

}  // namespace
}  // namespace recourse::xml
