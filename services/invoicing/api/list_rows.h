#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/rpc/bytes.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/identity.h"
#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/lists.pb.h"

namespace recourse::invoicing {

// What a list orders one of its items by.
struct ListRow {
  std::string id;
  Date date;  // Of issue; of all that is no invoice, the effective day.
  Date due;   // Of invoices and extensions only.
  Money amount;
  std::string number{};  // Of invoices only.
};

// How a list is ordered.
struct ListOrdering {
  v1::OrderBy by = v1::ORDER_BY_ID;
  bool descending = false;
};

// What a list can be ordered by, other than by id.
using OrdersAllowed = std::vector<v1::OrderBy>;
ListOrdering ReadOrdering(const v1::ListOrder& order, const OrdersAllowed& allowed,
                          rpc::Fields fields);
// What a page token is bound to: all that the answer depends on but the page.
template <class Request>
std::string QuestionOf(Request request, const rpc::Caller& caller) {
  request.clear_page_size();
  request.clear_page_token();
  std::string bytes;
  rpc::SerialiseSame(request, bytes);
  return request.GetTypeName() + ' ' + caller.principal + ' ' + bytes;
}

// What is equal by the order stands by id; descending is exactly the reverse.
void Sort(std::vector<ListRow>& rows, const ListOrdering& ordering);
// Text that stands, byte by byte, as rows do by the order, but for their ids.
std::string OrderKey(const ListRow& row, v1::OrderBy by);

// The moment at which a list is to be as it was known; the end of time if it is not given.
template <class Request>
Instant ReadKnownAt(const Request& request, rpc::Fields& fields) {
  if (!request.has_known_at()) return Instant::max();
  const auto known_at = wire::FromWire(request.known_at());
  fields.Check(known_at.has_value(), "known_at", request.known_at().ShortDebugString(),
               "must be a moment in whole microseconds");
  return known_at.value_or(Instant{});
}

// Days from one through another; either may be open.
struct DayRange {
  std::optional<Date> from;
  std::optional<Date> through;

  bool Holds(Date day) const { return (!from || day >= *from) && (!through || day <= *through); }
};

// Both fields are dates that may be left out.
template <class Message>
DayRange ReadRange(rpc::Fields& fields, std::string_view from_field, bool has_from,
                   const Message& from, std::string_view through_field, bool has_through,
                   const Message& through) {
  DayRange range;
  if (has_from) range.from = fields.Day(from_field, from);
  if (has_through) range.through = fields.Day(through_field, through);
  fields.Check(!range.from || !range.through || *range.from <= *range.through, through_field,
               range.through ? ToString(*range.through) : "",
               "must not lie before the day that the range begins with");
  return range;
}

// Which amounts a list wants.
struct AmountFilter {
  std::optional<Currency> currency;
  std::optional<Money> at_least;

  bool Fits(const Money& amount) const {
    if (currency && amount.currency != *currency) return false;
    return !at_least || (amount.currency == at_least->currency && amount >= *at_least);
  }
};
AmountFilter ReadAmounts(rpc::Fields& fields, const std::string& currency_code, bool has_at_least,
                         const google::type::Money& at_least);

// Which items with an amount and an effective day a list wants.
struct ItemChoice {
  DayRange effective;
  AmountFilter amounts;

  bool Fits(Date day, const Money& amount) const {
    return effective.Holds(day) && amounts.Fits(amount);
  }
};
ItemChoice ReadChoice(const v1::ItemFilter& filter, rpc::Fields fields);

}  // namespace recourse::invoicing
