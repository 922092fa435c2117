#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "libs/base/check.h"
#include "libs/rpc/call.h"
#include "libs/rpc/page.h"
#include "libs/wire/convert.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/list_rows.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/views/ledger_as_known.h"

namespace recourse::invoicing {

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
  // Where a list goes on: in which state of the ledger, behind how many items.
  struct Cursor {
    std::uint64_t version = 0;
    std::uint64_t offset = 0;
    bool first = true;  // The version is still to be found.
  };
  struct Page {
    std::string home;
    std::string question;
    std::size_t size = 0;
    Instant known_at = Instant::max();
    Cursor cursor;
  };
  struct Slice {
    LedgersAsKnown::Known known;
    std::vector<ListRow> rows;
    std::string next_page_token;
  };

  void ReadToken(const std::string& token, Page& page, rpc::Fields& fields) const;
  Expected<Slice, Failure> Read(const Page& page, const ListOrdering& ordering,
                                const Rows& rows) const;
  static engine::Outcome CheckOpen(engine::Unit& unit);

  engine::Commands& commands_;
  const LedgersAsKnown ledgers_;
  const rpc::PageTokens pages_;
};

template <class Response, class Request>
Expected<rpc::Begin<Response>, Failure> AccountLists::List(const rpc::Call<Request>& call,
                                                           rpc::Fields& fields,
                                                           const ListOrdering& ordering, Rows rows,
                                                           Add<Response> add) const {
  const Request& request = call.request;
  fields.Name("parent", request.parent(), kAccountName);
  Page page;
  page.home = request.parent();
  page.size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  if (request.has_known_at()) {
    const auto known_at = wire::FromWire(request.known_at());
    fields.Check(known_at.has_value(), "known_at", request.known_at().ShortDebugString(),
                 "must be a moment in whole microseconds");
    page.known_at = known_at.value_or(Instant{});
  }
  page.question = QuestionOf(request, call.caller);
  ReadToken(request.page_token(), page, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ReadApplied<Response>(commands_, request.parent(), call.deadline, CheckOpen,
                               [this, page, ordering, rows = std::move(rows),
                                add = std::move(add)]() -> Expected<Response, Failure> {
                                 auto slice = Read(page, ordering, rows);
                                 if (!slice) return Unexpected{slice.error()};
                                 Response response;
                                 for (const ListRow& row : slice->rows)
                                   add(*slice->known, row, response);
                                 response.set_next_page_token(std::move(slice->next_page_token));
                                 return response;
                               });
}

}  // namespace recourse::invoicing
