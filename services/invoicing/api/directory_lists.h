#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/engine/stream_reader.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/page.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/list_rows.h"
#include "services/invoicing/views/directory_view.h"

namespace recourse::invoicing {

// Lists of the directory view, over all homes or in one, page by page. A page token pins how far
// each shard had been applied, so that the pages of a list are of one state: what is recorded while
// a list is read is not in it. Thread safe.
class DirectoryLists {
 public:
  // Rows of each shard that are read for a page in the order of ids: it may then come back short.
  static constexpr std::size_t kRowsPerPageMax = 10'000;
  // Rows that another order, for which all must be read, is made of.
  static constexpr std::size_t kRowsOrderedMax = 1'000'000;

  // The first two outlive this; `hash` keeps page tokens from being made up.
  DirectoryLists(const engine::ViewReader& views, const engine::StreamReader& streams,
                 const rpc::KeyedHash& hash)
      : views_(views), streams_(streams), pages_(hash) {}

  // Where an entry stands in a list: what that is ordered by, and its id.
  using Place = std::pair<std::string, std::string>;
  // What a page is asked for by.
  struct Page {
    std::string question;
    std::size_t size = 0;
    ListOrdering ordering;
    std::vector<std::uint64_t> applied;  // Of each shard, as far as the list may see.
    std::optional<Place> after;          // The last that was told; nothing: none yet.
  };
  // Reads what all list requests have in common; `fields` has what is wrong with it.
  template <class Request>
  Page Read(const Request& request, const rpc::Caller& caller, const OrdersAllowed& orders,
            rpc::Fields& fields) const {
    Page page;
    page.size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
    page.ordering = ReadOrdering(request.order(), orders, fields.Within("order"));
    page.question = QuestionOf(request, caller);
    const bool is_one = Open(request.page_token(), page);
    fields.Check(is_one, "page_token", request.page_token(), "must come from this list");
    return page;
  }

  // Which rows a list is made of: those with this prefix, of all shards or of the one of a home.
  struct Range {
    std::string prefix;
    std::string home;  // "accounts/a1"; empty: all.
  };
  // What a list tells of one aggregate, serialised, and what it is ordered by.
  struct Listed {
    std::string order;
    std::string message;
  };
  // Of the row, as it was through this sequence; nothing: it is not in the list. The id is what
  // follows the prefix.
  using Tell = std::function<std::optional<Listed>(
      const std::string& id, const views::v1::DirectoryRow& row, std::uint64_t through)>;

  // Puts a page into `response`, by its method `add`.
  template <class Response, class Item>
  Expected<Response, Failure> Fill(const Page& page, const Range& range, const Tell& tell,
                                   Item* (Response::*add)()) const {
    const auto slice = ReadSlice(page, range, tell);
    if (!slice) return Unexpected{slice.error()};
    Response response;
    for (const std::string& message : slice->messages) {
      CHECK((response.*add)()->ParseFromString(message));
    }
    response.set_next_page_token(slice->next_page_token);
    return response;
  }

  const engine::ViewReader& views() const { return views_; }

 private:
  struct Slice {
    std::vector<std::string> messages;
    std::string next_page_token;
  };
  class Search;

  bool Open(const std::string& token, Page& page) const;
  std::string Issue(const Page& page, const Place& after) const;
  Expected<Slice, Failure> ReadSlice(const Page& page, const Range& range, const Tell& tell) const;

  const engine::ViewReader& views_;
  const engine::StreamReader& streams_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
