#include "services/invoicing/api/account_lists.h"

#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {

Failure HistoryTooLong(const std::string& home) {
  return {Failure::Kind::kExhausted,
          "HISTORY_TOO_LONG",
          "The account has more events than a list is made from.",
          {{"account", home}, {"events_max", std::to_string(LedgersAsKnown::kEventsMax)}}};
}

Expected<AccountLists::Slice, Failure> AccountLists::Read(const Asked& asked,
                                                          const Rows& rows) const {
  Slice slice;
  slice.known = asked.page.first ? ledgers_.KnownAt(asked.home, asked.known_at)
                                 : ledgers_.Through(asked.home, asked.page.version);
  if (!slice.known) return Unexpected{HistoryTooLong(asked.home)};
  slice.page = pages_.Cut(asked.page, slice.known->version, asked.ordering, rows(*slice.known));
  return slice;
}

engine::Outcome AccountLists::CheckOpen(engine::Unit& unit) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  return std::string();
}

}  // namespace recourse::invoicing
