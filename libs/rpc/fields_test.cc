#include "libs/rpc/fields.h"

#include <google/protobuf/type.pb.h>
#include <gtest/gtest.h>

namespace recourse::rpc {
namespace {

using Kind = google::protobuf::Field_Kind;

google::type::Money Proto(const std::string& currency, std::int64_t units, std::int32_t nanos = 0) {
  google::type::Money amount;
  amount.set_currency_code(currency);
  amount.set_units(units);
  amount.set_nanos(nanos);
  return amount;
}

google::type::Date Proto(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

Money Of(const std::string& currency, std::int64_t minor_units) {
  return {minor_units, *Currency::Parse(currency)};
}

TEST(FieldsTest, GoodFieldsReadAsTheyAre) {
  Fields fields;
  EXPECT_EQ(fields.Id("id", "a-1_.Z"), "a-1_.Z");
  EXPECT_EQ(fields.Text("text", "two\nlines", 9), "two\nlines");
  EXPECT_EQ(fields.OptionalText("note", "", 9), "");
  EXPECT_EQ(fields.Amount("amount", Proto("EUR", -1)), Of("EUR", -1'00));
  EXPECT_EQ(fields.PositiveAmount("amount", Proto("EUR", 0, 10'000'000)), Of("EUR", 1));
  EXPECT_EQ(fields.Day("day", Proto(1970, 1, 2)), Date(Days(1)));
  EXPECT_EQ(fields.CurrencyCode("currency", "JPY").code(), "JPY");
  EXPECT_EQ(fields.OneOf("kind", Kind::Field_Kind_TYPE_BOOL), Kind::Field_Kind_TYPE_BOOL);
  EXPECT_TRUE(fields.ok());
}

TEST(FieldsTest, ADayThatIsNotThereIsSaidToBeMissing) {
  Fields fields;
  fields.Day("due_date", Proto(0, 0, 0));
  const Failure::Values expected = {
      {"due_date", R"("" is missing: must be a date such as {year: 2012, month: 2, day: 29})"}};
  EXPECT_EQ(fields.Refuse().values, expected);
}

TEST(FieldsTest, EverythingThatIsWrongIsToldWithPathAndValue) {
  Fields fields;
  fields.Id("id", "a/b");
  fields.Text("text", "", 9);
  fields.OptionalText("note", "0123456789", 9);
  fields.OptionalText("bell", "\a", 9);
  fields.Amount("amount", Proto("EUR", 1, 1));
  fields.Amount("price", Proto("XXX", 1));
  fields.PositiveAmount("paid", Proto("EUR", 0));
  fields.Day("day", Proto(2012, 2, 30));
  fields.CurrencyCode("currency", "euro");
  fields.OneOf("kind", Kind::Field_Kind_TYPE_UNKNOWN);
  fields.OneOf("kind", static_cast<Kind>(99));
  fields.At("lines", 3).Within("tax").Check(false, "rate", "1.5", "must be below 1");
  const Failure failure = fields.Refuse();
  EXPECT_EQ(failure.kind, Failure::Kind::kInvalid);
  EXPECT_EQ(failure.reason, "INVALID_REQUEST");
  EXPECT_EQ(failure.message,
            "12 fields of the request are wrong: id, text, note, bell, amount, price, paid, day, "
            "...");
  const Failure::Values expected = {
      {"id", R"("a/b" must match [A-Za-z0-9._-]{1,64})"},
      {"text", R"("" must not be empty)"},
      {"note", R"("0123456789" must have at most 9 bytes)"},
      {"bell", R"("\u0007" must have no control characters)"},
      {"amount",
       R"("EUR units 1 nanos 1" must be whole minor units of EUR (at most 2 decimals, one sign, )"
       R"(up to 10^15 of them))"},
      {"price", R"("XXX units 1 nanos 0" must have an active ISO 4217 currency_code)"},
      {"paid", R"("0.00 EUR" must be more than zero)"},
      {"day", R"("2012-2-30" must be a whole date of the calendar, such as )"
              R"({year: 2012, month: 2, day: 29})"},
      {"currency", R"("euro" must be an active ISO 4217 code)"},
      {"kind", R"("0" must be one of the values declared)"},
      {"kind", R"("99" must be one of the values declared)"},
      {"lines[3].tax.rate", R"("1.5" must be below 1)"},
  };
  EXPECT_EQ(failure.values, expected);
}

TEST(FieldsTest, NothingNewIsInACurrencyThatIsGone) {
  Fields fields;
  fields.Amount("amount", Proto("RUR", 1));
  fields.PositiveAmount("paid", Proto("DEM", 1));
  fields.CurrencyCode("currency", "HRK");
  const Failure::Values expected = {
      {"amount", R"("RUR units 1 nanos 0" must have an active ISO 4217 currency_code)"},
      {"paid", R"("DEM units 1 nanos 0" must have an active ISO 4217 currency_code)"},
      {"currency", R"("HRK" must be an active ISO 4217 code)"},
  };
  EXPECT_EQ(fields.Refuse().values, expected);
}

TEST(FieldsTest, PageSizeIsBounded) {
  Fields fields;
  EXPECT_EQ(fields.PageSize("page_size", 0, 50, 1000), 50u);
  EXPECT_EQ(fields.PageSize("page_size", 7, 50, 1000), 7u);
  EXPECT_EQ(fields.PageSize("page_size", 5000, 50, 1000), 1000u);
  EXPECT_TRUE(fields.ok());
  fields.PageSize("page_size", -1, 50, 1000);
  EXPECT_FALSE(fields.ok());
}

TEST(FieldsTest, NameIsTakenApart) {
  constexpr NamePattern<2> kInvoice{"accounts/{account}/invoices/{invoice}"};
  Fields fields;
  const auto [account, invoice] = fields.Name("name", "accounts/a1/invoices/i1", kInvoice);
  EXPECT_EQ(account, "a1");
  EXPECT_EQ(invoice, "i1");
  EXPECT_TRUE(fields.ok());
  fields.Name("name", "accounts/a1", kInvoice);
  const Failure::Values expected = {
      {"name", R"("accounts/a1" must look like accounts/{account}/invoices/{invoice})"}};
  EXPECT_EQ(fields.Refuse().values, expected);
}

}  // namespace
}  // namespace recourse::rpc
