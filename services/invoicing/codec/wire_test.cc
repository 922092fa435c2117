#include "services/invoicing/codec/wire.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

namespace recourse::invoicing {
namespace {

using namespace date::literals;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

google::type::Money Message(const std::string& currency, std::int64_t units, std::int32_t nanos) {
  google::type::Money message;
  message.set_currency_code(currency);
  message.set_units(units);
  message.set_nanos(nanos);
  return message;
}

google::type::Date Day(int year, int month, int day) {
  google::type::Date message;
  message.set_year(year);
  message.set_month(month);
  message.set_day(day);
  return message;
}

template <class Message>
auto Read(const Message& message) {
  WireReader reader;
  const auto value = reader.Read(message);
  return reader.ok() ? std::optional(value) : std::nullopt;
}

void ExpectBothWays(const Money& amount, const google::type::Money& message) {
  google::type::Money written;
  Write(amount, &written);
  EXPECT_EQ(written.SerializeAsString(), message.SerializeAsString()) << ToString(amount);
  EXPECT_EQ(Read(message), amount) << ToString(amount);
}

TEST(WireTest, MoneyKeepsEachCurrencysExponent) {
  ExpectBothWays({1234, *Currency::Parse("EUR")}, Message("EUR", 12, 340'000'000));
  ExpectBothWays({-5, *Currency::Parse("EUR")}, Message("EUR", 0, -50'000'000));
  ExpectBothWays({100, *Currency::Parse("JPY")}, Message("JPY", 100, 0));
  ExpectBothWays({-1'234, *Currency::Parse("KWD")}, Message("KWD", -1, -234'000'000));
  ExpectBothWays({kMost, *Currency::Parse("EUR")}, Message("EUR", kMost / 100, 70'000'000));
}

TEST(WireTest, MoneyThatIsNotExactIsNotRead) {
  EXPECT_FALSE(Read(Message("", 1, 0)));
  EXPECT_FALSE(Read(Message("XXX", 1, 0)));
  EXPECT_FALSE(Read(Message("EUR", 1, 1)));
  EXPECT_FALSE(Read(Message("JPY", 1, 500'000'000)));
  EXPECT_FALSE(Read(Message("EUR", 1, -10'000'000)));
  EXPECT_FALSE(Read(Message("EUR", 0, 1'000'000'000)));
  EXPECT_FALSE(Read(Message("EUR", kMost / 100, 80'000'000)));
  EXPECT_FALSE(Read(Message("EUR", kMost, 0)));
}

TEST(WireTest, DaysOfTheCalendar) {
  google::type::Date written;
  Write(Date(2012_y / 2 / 29), &written);
  EXPECT_EQ(written.SerializeAsString(), Day(2012, 2, 29).SerializeAsString());
  EXPECT_EQ(Read(Day(2012, 2, 29)), Date(2012_y / 2 / 29));
  EXPECT_FALSE(Read(Day(2013, 2, 29)));
  EXPECT_FALSE(Read(Day(2013, 0, 1)));
  EXPECT_FALSE(Read(Day(2013, 1, 257)));  // Would be 1 in eight bits.
  EXPECT_FALSE(Read(google::type::Date()));
}

}  // namespace
}  // namespace recourse::invoicing
