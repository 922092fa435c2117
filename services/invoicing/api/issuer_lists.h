#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/rpc/call.h"
#include "services/invoicing/api/directory_lists.h"
#include "services/invoicing/api/item_lists.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/views/issuer_items_view.h"
#include "services/invoicing/views/item_balance.h"
#include "services/invoicing/views/item_queries.h"
#include "services/invoicing/views/ledger_as_known.h"

namespace recourse::invoicing {

// Lists over all accounts of an issuer, page by page. The view says which items a page has; the
// ledgers of their accounts, made again as they were at the positions that its token pins, say the
// rest, so that each item reads as the list of its account has it. They see as far as the view has
// been applied when the list begins. Thread safe.
class IssuerLists {
 public:
  // Of the ledgers that one page is made from: it comes back short rather than read more.
  static constexpr std::uint64_t kEventsPerPageMax = LedgersAsKnown::kEventsMax;
  // Rows that an order other than by ascending id is made of.
  static constexpr std::size_t kRowsOrderedMax = 10'000'000;

  // The first two outlive this; `hash` keeps page tokens from being made up.
  IssuerLists(const engine::ViewReader& views, const engine::StreamReader& streams,
              const rpc::KeyedHash& hash)
      : pages_(views, streams, hash), items_(views), ledgers_(streams) {}

  static bool IsAsked(const std::string& parent) { return kIssuerName.Parse(parent).has_value(); }

  // What an invoice had come to: a look into the derived store, so asked only if it matters.
  using Balance = std::function<ItemBalance()>;
  // What an item is ordered by, but for its id; nothing: it is not in the list. `balance` may be
  // asked of invoices that were issued.
  using Row = std::function<std::optional<ListRow>(const IssuerItem&, const Balance& balance)>;
  // Adds the item of `home` ("accounts/a1") with this id to a page.
  template <class Response>
  using Add = std::function<void(const std::string& home, const std::string& id,
                                 const LedgerAsKnown&, Response&)>;

  // `kind` is IssuerItemsView's. Reads what all list requests have in common; `fields` has what is
  // wrong with the rest.
  template <class Response, class Request>
  Expected<rpc::Begin<Response>, Failure> List(const rpc::Call<Request>& call, rpc::Fields& fields,
                                               std::string_view kind, const OrdersAllowed& orders,
                                               Row row, Add<Response> add) const;

 private:
  struct Asked {
    DirectoryLists::Page page;
    std::string issuer;  // "issuers/acme".
    std::string_view kind;
    Instant known_at;
  };
  // Sees one item, by its account's home and its id.
  using See = std::function<void(const std::string& home, const std::string& id,
                                 const LedgerAsKnown& known)>;

  // Lets `see` have the items of the page in their order, and gives the token of the next.
  Expected<std::string, Failure> Read(Asked asked, const Row& row, const See& see) const;
  Expected<DirectoryLists::Slice, Failure> Choose(const Asked& asked, const Row& row) const;
  // Of the invoice with this place, "<account id>/<invoice id>".
  ItemBalance BalanceAt(const std::string& place, const AsOf& as_of) const;

  const DirectoryLists pages_;
  const ItemQueries items_;
  const LedgersAsKnown ledgers_;
};

template <class Response, class Request>
Expected<rpc::Begin<Response>, Failure> IssuerLists::List(const rpc::Call<Request>& call,
                                                          rpc::Fields& fields,
                                                          std::string_view kind,
                                                          const OrdersAllowed& orders, Row row,
                                                          Add<Response> add) const {
  const Request& request = call.request;
  Asked asked{pages_.Read(request, call.caller, orders, fields), request.parent(), kind,
              ReadKnownAt(request, fields)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Begin<Response>([this, asked = std::move(asked), row = std::move(row),
                               add = std::move(add)](const rpc::Reply<Response>& reply) {
    Response response;
    auto next = Read(asked, row, [&](const auto& home, const auto& id, const auto& known) {
      add(home, id, known, response);
    });
    if (!next) return reply.Refuse(next.error());
    response.set_next_page_token(*std::move(next));
    reply.Send(response);
  });
}

// What ListItems (item_lists.h) is for one account. `make` makes of what the view knows as much of
// an item as `fits` looks at.
template <class Response, class Request, class Make, class Fits, class Tell>
Expected<rpc::Begin<Response>, Failure> ListItemsOver(const IssuerLists& lists,
                                                      const rpc::Call<Request>& call,
                                                      rpc::Fields& fields, std::string_view kind,
                                                      Make make, Fits fits, Tell tell) {
  const ItemChoice choice = ReadChoice(call.request.filter(), fields.Within("filter"));
  const auto row = [choice, make, fits](const IssuerItem& known,
                                        const IssuerLists::Balance&) -> std::optional<ListRow> {
    const auto item = make(known);
    if (!choice.Fits(item.effective, item.amount) || !fits(Ledger(), "", item)) return std::nullopt;
    return ListRow{"", item.effective, Date(), item.amount};
  };
  const auto add = [tell](const std::string& home, const std::string& id,
                          const LedgerAsKnown& known,
                          Response& response) { tell(home, id, known.ledger, response); };
  return lists.List<Response>(call, fields, kind, {v1::ORDER_BY_DATE, v1::ORDER_BY_AMOUNT}, row,
                              add);
}

}  // namespace recourse::invoicing
