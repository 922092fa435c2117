#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/invoicing/api/account_lists.h"

// What the lists of items with an amount and an effective day have in common.
namespace recourse::invoicing {

// The id in `name`, of something of the account `parent`, that the items must be for; empty: of
// any.
inline std::string ReadWanted(const std::string& parent, std::string_view field,
                              const std::string& name, const rpc::NamePattern<2>& pattern,
                              rpc::Fields& fields) {
  if (name.empty()) return "";
  const auto account = kAccountName.Parse(parent);
  return IdWithin(account ? std::string((*account)[0]) : "", field, name, pattern, fields);
}

// Begins a list by the request's filter and order. `items` gives a map by id of a ledger; `fits`
// says whether an item of it, with its id, is wanted; `tell` adds one, by its id, to the response.
template <class Response, class Request, class Items, class Fits, class Tell>
Expected<rpc::Begin<Response>, Failure> ListItems(const AccountLists& lists,
                                                  const rpc::Call<Request>& call,
                                                  rpc::Fields& fields, Items items, Fits fits,
                                                  Tell tell) {
  const ListOrdering ordering = ReadOrdering(
      call.request.order(), {v1::ORDER_BY_DATE, v1::ORDER_BY_AMOUNT}, fields.Within("order"));
  const ItemChoice choice = ReadChoice(call.request.filter(), fields.Within("filter"));
  const auto rows = [choice, items, fits](const LedgerAsKnown& known) {
    std::vector<ListRow> found;
    for (const auto& [id, item] : items(known.ledger)) {
      if (!choice.Fits(item.effective, item.amount) || !fits(known.ledger, id, item)) continue;
      found.push_back({id, item.effective, Date(), item.amount});
    }
    return found;
  };
  const auto add = [tell, home = call.request.parent()](const LedgerAsKnown& known,
                                                        const ListRow& row, Response& response) {
    tell(home, row.id, known.ledger, response);
  };
  return lists.List<Response>(call, fields, ordering, rows, add);
}

}  // namespace recourse::invoicing
