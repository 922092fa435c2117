#include "services/invoicing/api/account_lists.h"

#include <algorithm>
#include <iterator>

#include "libs/eventlog/bytes.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kCursorBytes = 16;

Failure HistoryTooLong(const std::string& home) {
  return {Failure::Kind::kExhausted,
          "HISTORY_TOO_LONG",
          "The account has more events than a list is made from.",
          {{"account", home}, {"events_max", std::to_string(LedgersAsKnown::kEventsMax)}}};
}

}  // namespace

void AccountLists::ReadToken(const std::string& token, Page& page, rpc::Fields& fields) const {
  const auto cursor = pages_.Open(page.question, token);
  const bool is_one = cursor && (cursor->empty() || cursor->size() == kCursorBytes);
  fields.Check(is_one, "page_token", token, "must come from this list");
  if (!is_one || cursor->empty()) return;
  page.cursor = {eventlog::ReadBigEndian64(*cursor, 0), eventlog::ReadBigEndian64(*cursor, 8),
                 false};
}

Expected<AccountLists::Slice, Failure> AccountLists::Read(const Page& page,
                                                          const ListOrdering& ordering,
                                                          const Rows& rows) const {
  Slice slice;
  slice.known = page.cursor.first ? ledgers_.KnownAt(page.home, page.known_at)
                                  : ledgers_.Through(page.home, page.cursor.version);
  if (!slice.known) return Unexpected{HistoryTooLong(page.home)};
  std::vector<ListRow> all = rows(*slice.known);
  Sort(all, ordering);
  const std::size_t first = std::min<std::size_t>(page.cursor.offset, all.size());
  const std::size_t last = first + std::min(page.size, all.size() - first);
  slice.rows.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(first)),
                    std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(last)));
  if (last < all.size()) {
    std::string cursor;
    eventlog::AppendBigEndian64(cursor, slice.known->version);
    eventlog::AppendBigEndian64(cursor, last);
    slice.next_page_token = pages_.Issue(page.question, cursor);
  }
  return slice;
}

engine::Outcome AccountLists::CheckOpen(engine::Unit& unit) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  return std::string();
}

}  // namespace recourse::invoicing
