#include "libs/bank_statement/mt_balance.h"

#include <charconv>
#include <string_view>

#include "libs/bank_statement/amount.h"
#include "libs/bank_statement/mt_date.h"
#include "libs/bank_statement/text.h"
#include "libs/base/check.h"

namespace recourse::bank_statement {
namespace {

Balance::Kind KindOf(const MtField& field) {
  using Kind = Balance::Kind;
  if (field.tag == MtTag::k60) return Kind::kOpeningBooked;
  if (field.tag == MtTag::k62) return Kind::kClosingBooked;
  if (field.tag == MtTag::k64) return Kind::kClosingAvailable;
  CHECK(field.tag == MtTag::k65);
  return Kind::kForwardAvailable;
}

}  // namespace

Expected<Balance, Failure> ReadMtBalance(const MtField& field) {
  const Place place = field.place();
  const std::string_view text = Trimmed(field.lines.front());
  const bool is_debit = text.starts_with('D');
  // The shortest is a mark, a day, a currency and one digit.
  if (text.size() < 11 || (!is_debit && !text.starts_with('C'))) {
    return Refused("BALANCE_MALFORMED", place, text,
                   "C or D, a day as YYMMDD, a currency and an amount");
  }
  const auto day = ReadMtDate(text.substr(1, 6));
  if (!day) return Refused("DATE_MALFORMED", place, text.substr(1, 6), "a day as YYMMDD");
  const auto currency = ReadCurrency(text.substr(7, 3), place);
  if (!currency) return Unexpected{currency.error()};
  const auto amount = ReadAmount(text.substr(10), *currency, ',', place);
  if (!amount) return Unexpected{amount.error()};
  return Balance{.kind = KindOf(field),
                 .code = field.name,
                 .intermediate = field.name.ends_with('M'),
                 .amount = is_debit ? -*amount : *amount,
                 .date = *day,
                 .line = field.line};
}

Expected<Currency, Failure> ReadMtFloorLimit(const MtField& field) {
  const std::string_view text = Trimmed(field.lines.front());
  const auto currency = ReadCurrency(text.substr(0, 3), field.place());
  if (!currency) return currency;
  std::string_view limit = text.substr(3);
  if (limit.starts_with('C') || limit.starts_with('D')) limit.remove_prefix(1);
  const auto amount = ReadAmount(limit, *currency, ',', field.place());
  if (!amount) return Unexpected{amount.error()};
  return currency;
}

Expected<Total, Failure> ReadMtTotal(const MtField& field) {
  const Place place = field.place();
  const std::string_view text = Trimmed(field.lines.front());
  Total total;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), total.entries);
  if (error != std::errc() || total.entries < 0) {
    return Refused("TOTAL_MALFORMED", place, text, "a number, a currency and an amount");
  }
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto currency = ReadCurrency(rest.substr(0, 3), place);
  if (!currency) return Unexpected{currency.error()};
  const auto amount = ReadAmount(rest.substr(3), *currency, ',', place);
  if (!amount) return Unexpected{amount.error()};
  total.sum = field.name == "90D" ? -*amount : *amount;
  return total;
}

}  // namespace recourse::bank_statement
