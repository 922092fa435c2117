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

// Lists of the directory view, or of another whose rows tell what was known at a position, over all
// homes or in one, page by page. A page token pins how far each shard had been applied, so that the
// pages of a list are of one state: what is recorded while a list is read is not in it. Thread
// safe.
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
    std::vector<std::uint64_t> applied;  // Of each shard, as far as the list may see; see Pin.
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
    std::string_view view = DirectoryView::kName;
    std::size_t rows_ordered_max = kRowsOrderedMax;
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

  // The same of the row's bytes.
  using TellRow = std::function<std::optional<Listed>(const std::string& id, const std::string& row,
                                                      std::uint64_t through)>;

  // What a page has, in its order, and behind which place the next one begins; nothing: there is
  // none.
  struct Slice {
    std::vector<std::pair<Place, std::string>> found;  // With its message.
    std::optional<Place> next;
  };
  // Of a list that begins, how far it may see: as far as has been applied now. Before Choose.
  void Pin(Page& page) const;
  Expected<Slice, Failure> Choose(const Page& page, const Range& range, const TellRow& tell) const;
  // The token of the page that begins behind a place.
  std::string Issue(const Page& page, const Place& after) const;

  // Puts a page into `response`, by its method `add`.
  template <class Response, class Item>
  Expected<Response, Failure> Fill(Page page, const Range& range, const Tell& tell,
                                   Item* (Response::*add)()) const {
    Pin(page);
    const auto slice = Choose(page, range, RowTeller(tell));
    if (!slice) return Unexpected{slice.error()};
    Response response;
    for (const auto& [place, message] : slice->found) {
      CHECK((response.*add)()->ParseFromString(message));
    }
    if (slice->next) response.set_next_page_token(Issue(page, *slice->next));
    return response;
  }

  const engine::ViewReader& views() const { return views_; }

 private:
  class Search;

  static TellRow RowTeller(const Tell& tell);
  bool Open(const std::string& token, Page& page) const;

  const engine::ViewReader& views_;
  const engine::StreamReader& streams_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
