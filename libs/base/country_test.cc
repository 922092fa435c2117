#include "libs/base/country.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace recourse {
namespace {

// tzdata, which calendar needs anyway, has the list of ISO 3166-1 too.
std::set<std::string> OfTzdata() {
  std::set<std::string> codes;
  std::ifstream file("/usr/share/zoneinfo/iso3166.tab");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with('#')) codes.insert(line.substr(0, 2));
  }
  return codes;
}

TEST(CountryTest, AreThoseOfIsoAndKosovo) {
  std::set<std::string> expected = OfTzdata();
  ASSERT_GT(expected.size(), 200u);
  expected.insert("XK");
  std::set<std::string> known;
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      const std::string code{a, b};
      if (IsCountryCode(code)) known.insert(code);
    }
  }
  EXPECT_EQ(known, expected);
}

TEST(CountryTest, AreTwoCapitalLetters) {
  for (const char* other : {"", "D", "de", "DEU", "E ", " D", "D E"}) {
    EXPECT_FALSE(IsCountryCode(other)) << other;
  }
}

}  // namespace
}  // namespace recourse
