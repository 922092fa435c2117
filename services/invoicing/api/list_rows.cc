#include "services/invoicing/api/list_rows.h"

#include <algorithm>
#include <tuple>

#include "libs/eventlog/bytes.h"

namespace recourse::invoicing {
namespace {

// `declared` has been read by ReadOrdering, so no other value comes here.
bool IsBefore(const ListRow& a, const ListRow& b, v1::OrderBy by) {
  switch (by) {
    case v1::ORDER_BY_DATE:
      return std::tie(a.date, a.id) < std::tie(b.date, b.id);
    case v1::ORDER_BY_DUE_DATE:
      return std::tie(a.due, a.id) < std::tie(b.due, b.id);
    case v1::ORDER_BY_AMOUNT:
      return std::tuple(a.amount.currency.code(), a.amount.minor_units, a.id) <
             std::tuple(b.amount.currency.code(), b.amount.minor_units, b.id);
    case v1::ORDER_BY_NUMBER:
      return std::tie(a.number, a.id) < std::tie(b.number, b.id);
    case v1::ORDER_BY_UNSPECIFIED:
    case v1::ORDER_BY_ID:
    case v1::ORDER_BY_NAME:  // Of the directory, which orders by itself, as the next one.
    case v1::ORDER_BY_RECORDED:
    case v1::OrderBy_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::OrderBy_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return a.id < b.id;
}

// So that what is greater is greater byte by byte, too.
void AppendSigned(std::string& key, std::int64_t number) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  eventlog::AppendBigEndian64(key, static_cast<std::uint64_t>(number) ^ kSign);
}

}  // namespace

ListOrdering ReadOrdering(const v1::ListOrder& order, const OrdersAllowed& allowed,
                          rpc::Fields fields) {
  const v1::OrderBy by = order.by();
  if (by != v1::ORDER_BY_UNSPECIFIED) fields.OneOf("by", by);
  const bool by_id = by == v1::ORDER_BY_UNSPECIFIED || by == v1::ORDER_BY_ID;
  fields.Check(by_id || std::find(allowed.begin(), allowed.end(), by) != allowed.end(), "by",
               v1::OrderBy_Name(by), "must be an order that this list has");
  return {by, order.descending()};
}

void Sort(std::vector<ListRow>& rows, const ListOrdering& ordering) {
  std::sort(rows.begin(), rows.end(), [&](const ListRow& a, const ListRow& b) {
    return ordering.descending ? IsBefore(b, a, ordering.by) : IsBefore(a, b, ordering.by);
  });
}

std::string OrderKey(const ListRow& row, v1::OrderBy by) {
  std::string key;
  switch (by) {
    case v1::ORDER_BY_DATE:
      AppendSigned(key, row.date.time_since_epoch().count());
      break;
    case v1::ORDER_BY_DUE_DATE:
      AppendSigned(key, row.due.time_since_epoch().count());
      break;
    case v1::ORDER_BY_AMOUNT:
      key = row.amount.currency.code();
      AppendSigned(key, row.amount.minor_units);
      break;
    case v1::ORDER_BY_NUMBER:
      key = row.number;
      break;
    case v1::ORDER_BY_UNSPECIFIED:
    case v1::ORDER_BY_ID:
    case v1::ORDER_BY_NAME:
    case v1::ORDER_BY_RECORDED:
    case v1::OrderBy_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::OrderBy_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return key;
}

AmountFilter ReadAmounts(rpc::Fields& fields, const std::string& currency_code, bool has_at_least,
                         const google::type::Money& at_least) {
  AmountFilter amounts;
  if (!currency_code.empty()) {
    amounts.currency = fields.CurrencyCode("currency_code", currency_code);
  }
  if (has_at_least) amounts.at_least = fields.Amount("amount_at_least", at_least);
  return amounts;
}

ItemChoice ReadChoice(const v1::ItemFilter& filter, rpc::Fields fields) {
  return {.effective = ReadRange(fields, "effective_from", filter.has_effective_from(),
                                 filter.effective_from(), "effective_through",
                                 filter.has_effective_through(), filter.effective_through()),
          .amounts = ReadAmounts(fields, filter.currency_code(), filter.has_amount_at_least(),
                                 filter.amount_at_least())};
}

}  // namespace recourse::invoicing
