#include "services/invoicing/api/state_pages.h"

#include <algorithm>
#include <iterator>

#include "libs/eventlog/bytes.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kCursorBytes = 16;

}  // namespace

void StatePages::ReadToken(const std::string& token, Page& page, rpc::Fields& fields) const {
  const auto cursor = tokens_.Open(page.question, token);
  const bool is_one = cursor && (cursor->empty() || cursor->size() == kCursorBytes);
  fields.Check(is_one, "page_token", token, "must come from this list");
  if (!is_one || cursor->empty()) return;
  page.first = false;
  page.version = eventlog::ReadBigEndian64(*cursor, 0);
  page.offset = eventlog::ReadBigEndian64(*cursor, 8);
}

StatePages::Slice StatePages::Cut(const Page& page, std::uint64_t version,
                                  const ListOrdering& ordering, std::vector<ListRow> all) const {
  Sort(all, ordering);
  const std::size_t first = std::min<std::size_t>(page.offset, all.size());
  const std::size_t last = first + std::min(page.size, all.size() - first);
  Slice slice;
  slice.rows.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(first)),
                    std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(last)));
  if (last < all.size()) {
    std::string cursor;
    eventlog::AppendBigEndian64(cursor, version);
    eventlog::AppendBigEndian64(cursor, last);
    slice.next_page_token = tokens_.Issue(page.question, cursor);
  }
  return slice;
}

}  // namespace recourse::invoicing
