#pragma once

#include <functional>
#include <string>
#include <vector>

#include "libs/rpc/call.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/api/state_pages.h"
#include "services/invoicing/views/ledger_as_known.h"

namespace recourse::invoicing {

// Why a ledger beyond LedgersAsKnown::kEventsMax is not listed.
Failure HistoryTooLong(const std::string& home);

// Lists of one account's ledger, page by page. A page token pins the ledger's version, so that the
// pages of a list are of one state, and opens for the same request of the same caller only. All
// that was released when a first page was asked for is in it. Thread safe.
class AccountLists {
 public:
  // The first two outlive this; `hash` keeps page tokens from being made up.
  AccountLists(engine::Commands& commands, const engine::StreamReader& streams,
               const rpc::KeyedHash& hash)
      : commands_(commands), ledgers_(streams), pages_(hash) {}

  // Which items of the ledger a list has, in any order.
  using Rows = std::function<std::vector<ListRow>(const LedgerAsKnown&)>;
  // Adds the item with this id to a page; its issuer is told too.
  template <class Response>
  using Add = std::function<void(const LedgerAsKnown&, const ListRow&, Response&)>;

  // Reads what all list requests have in common; `fields` has what is wrong with the rest.
  template <class Response, class Request>
  Expected<rpc::Begin<Response>, Failure> List(const rpc::Call<Request>& call, rpc::Fields& fields,
                                               const ListOrdering& ordering, Rows rows,
                                               Add<Response> add) const;

 private:
  struct Asked {
    StatePages::Page page;
    std::string home;
    Instant known_at;
    ListOrdering ordering;
  };
  struct Slice {
    LedgersAsKnown::Known known;
    StatePages::Slice page;
  };

  Expected<Slice, Failure> Read(const Asked& asked, const Rows& rows) const;
  static engine::Outcome CheckOpen(engine::Unit& unit);

  engine::Commands& commands_;
  const LedgersAsKnown ledgers_;
  const StatePages pages_;
};

template <class Response, class Request>
Expected<rpc::Begin<Response>, Failure> AccountLists::List(const rpc::Call<Request>& call,
                                                           rpc::Fields& fields,
                                                           const ListOrdering& ordering, Rows rows,
                                                           Add<Response> add) const {
  const Request& request = call.request;
  fields.Name("parent", request.parent(), kAccountName);
  const Asked asked{pages_.Read(request, call.caller, fields), request.parent(),
                    ReadKnownAt(request, fields), ordering};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ReadApplied<Response>(
      commands_, request.parent(), call.deadline, CheckOpen,
      [this, asked, rows = std::move(rows), add = std::move(add)]() -> Expected<Response, Failure> {
        auto slice = Read(asked, rows);
        if (!slice) return Unexpected{slice.error()};
        Response response;
        for (const ListRow& row : slice->page.rows) add(*slice->known, row, response);
        response.set_next_page_token(std::move(slice->page.next_page_token));
        return response;
      });
}

}  // namespace recourse::invoicing
