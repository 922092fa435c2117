#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/rpc/fields.h"
#include "libs/rpc/page.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/list_rows.h"

namespace recourse::invoicing {

// Pages of a list that is made of one stream's state. A page token pins the stream's version, so
// that the pages of a list are of one state, and opens for the same request of the same caller
// only. Thread safe.
class StatePages {
 public:
  // `hash` keeps page tokens from being made up.
  explicit StatePages(const rpc::KeyedHash& hash) : tokens_(hash) {}

  struct Page {
    std::string question;
    std::size_t size = 0;
    bool first = true;  // The version is still to be found.
    std::uint64_t version = 0;
    std::uint64_t offset = 0;  // Behind how many items.
  };
  template <class Request>
  Page Read(const Request& request, const rpc::Caller& caller, rpc::Fields& fields) const {
    Page page;
    page.question = QuestionOf(request, caller);
    page.size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
    ReadToken(request.page_token(), page, fields);
    return page;
  }

  struct Slice {
    std::vector<ListRow> rows;
    std::string next_page_token;
  };
  // Of all rows, in any order, that the state at `version` has.
  Slice Cut(const Page& page, std::uint64_t version, const ListOrdering& ordering,
            std::vector<ListRow> all) const;

 private:
  void ReadToken(const std::string& token, Page& page, rpc::Fields& fields) const;

  const rpc::PageTokens tokens_;
};

}  // namespace recourse::invoicing
