#include "services/communication_log/codec/words.h"

#include <gtest/gtest.h>

namespace recourse::communication_log {
namespace {

// Every enumerator of the wire but the unspecified one has its own in the domain, and back.
template <class Wire>
void ExpectPaired(int min, int max) {
  EXPECT_EQ(min, 0);
  EXPECT_EQ(FromWire(static_cast<Wire>(0)), std::nullopt);
  for (int value = 1; value <= max; ++value) {
    const auto domain = FromWire(static_cast<Wire>(value));
    ASSERT_TRUE(domain) << value;
    EXPECT_EQ(ToWire(*domain), value);
    EXPECT_EQ(static_cast<int>(*domain), value - 1) << "another order than the domain's";
  }
  EXPECT_EQ(FromWire(static_cast<Wire>(max + 1)), std::nullopt);
}

TEST(WordsTest, EveryWordOfTheWireIsAWordOfTheDomain) {
  ExpectPaired<v1::Channel>(v1::Channel_MIN, v1::Channel_MAX);
  ExpectPaired<v1::Direction>(v1::Direction_MIN, v1::Direction_MAX);
  ExpectPaired<v1::ContactOutcome>(v1::ContactOutcome_MIN, v1::ContactOutcome_MAX);
  ExpectPaired<v1::CustomerKind>(v1::CustomerKind_MIN, v1::CustomerKind_MAX);
  ExpectPaired<v1::PolicyRule>(v1::PolicyRule_MIN, v1::PolicyRule_MAX);
  ExpectPaired<v1::MessageKind>(v1::MessageKind_MIN, v1::MessageKind_MAX);
  ExpectPaired<v1::FactDifference::Kind>(v1::FactDifference::Kind_MIN,
                                         v1::FactDifference::Kind_MAX);
}

}  // namespace
}  // namespace recourse::communication_log
