#include "services/collections/codec/directory_codec.h"

#include <gtest/gtest.h>

#include "libs/wire/golden.h"

namespace recourse::collections {
namespace {

constexpr char kGolden[] = "services/collections/codec/golden";

const AgencyListed kListed{{"partners/nord", {"AT", "DE-BY"}, 10}};
const AgencySought kSought{
    Date(date::year(2012) / 5 / 3) + std::chrono::hours(9) + std::chrono::microseconds(1), "DE",
    "BY"};

TEST(DirectoryCodecTest, StoredFormsAreKept) {
  wire::ExpectGolden<DirectoryAggregate>(kGolden, kListed);
  wire::ExpectGolden<SearchAggregate>(kGolden, kSought);
}

TEST(DirectoryCodecTest, WhatIsNotTheirsIsNotDecoded) {
  const auto listed = DirectoryAggregate::Encode(kListed);
  EXPECT_FALSE(SearchAggregate::Decode(listed.type, listed.payload));
  EXPECT_FALSE(DirectoryAggregate::Decode(listed.type, "\xff"));
}

}  // namespace
}  // namespace recourse::collections
