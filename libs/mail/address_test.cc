#include "libs/mail/address.h"

#include <gtest/gtest.h>

#include <string_view>

namespace recourse::mail {
namespace {

using namespace std::string_view_literals;

TEST(AddressTest, AnAddressHasALocalPartAndADomain) {
  for (const auto address : {"weber@example.org", "acme@localhost", "o'neil+bills@mail.example",
                             "\"front desk\"@example.org", "müller@bücher.example"}) {
    EXPECT_TRUE(IsAddress(address)) << address;
  }
}

TEST(AddressTest, AnythingElseIsNone) {
  for (const auto text :
       {""sv, "not-an-email"sv, "@example.org"sv, "office@"sv, "a@b@c"sv, "a b@example.org"sv,
        "acme@a b"sv, "a@b.example, c@d.example"sv, "Weber <weber@example.org>"sv,
        "weber@example.org "sv, "weber@example.org\nBcc: x@y.example"sv, "weber@example.org\0"sv,
        ".weber@example.org"sv, "weber.@example.org"sv, "we..ber@example.org"sv, "weber@.example"sv,
        "all: weber@example.org;"sv}) {
    EXPECT_FALSE(IsAddress(text)) << text;
  }
}

}  // namespace
}  // namespace recourse::mail
