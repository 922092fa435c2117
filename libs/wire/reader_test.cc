#include "libs/wire/reader.h"

#include <gtest/gtest.h>

#include "libs/wire/reused.h"

namespace recourse::wire {
namespace {

using namespace date::literals;

TEST(ReaderTest, AllThatCanBeReadIsGiven) {
  const Money amount{-5, *Currency::Parse("EUR")};
  Reader reader;
  EXPECT_EQ(reader.Read(ToWire(amount)), amount);
  EXPECT_EQ(reader.Read(ToWire(Date(2012_y / 2 / 29))), Date(2012_y / 2 / 29));
  EXPECT_TRUE(reader.ok());
}

TEST(ReaderTest, OneFieldThatCannotBeReadSpoilsAll) {
  Reader amount;
  EXPECT_EQ(amount.Read(google::type::Money()), Money());
  EXPECT_EQ(amount.Read(ToWire(Money{1, *Currency::Parse("EUR")})).minor_units, 1);
  EXPECT_FALSE(amount.ok());

  Reader day;
  EXPECT_EQ(day.Read(google::type::Date()), Date());
  EXPECT_FALSE(day.ok());

  Reader told;
  told.Fail();
  EXPECT_FALSE(told.ok());
}

TEST(ReusedTest, MessageIsTheSameOneAndEmpty) {
  google::type::Date& first = Reused<google::type::Date>();
  first.set_year(2012);
  google::type::Date& again = Reused<google::type::Date>();
  EXPECT_EQ(&again, &first);
  EXPECT_EQ(again.ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace recourse::wire
