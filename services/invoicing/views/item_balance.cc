#include "services/invoicing/views/item_balance.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "libs/base/check.h"

namespace recourse::invoicing {
namespace {

template <class Entry>
bool IsKnown(const Entry& entry, const AsOf& as_of) {
  return Instant(Instant::duration(entry.recorded_at_us())) <= as_of.known_at &&
         entry.sequence() <= as_of.through;
}

bool Counts(const views::v1::ItemPosting& posting, const AsOf& as_of) {
  return Date(Days(posting.effective_day())) <= as_of.day && IsKnown(posting, as_of);
}

Currency CurrencyOf(const views::v1::ItemRow& row) {
  const auto currency = Currency::Parse(row.currency_code());
  CHECK(currency);
  return *currency;
}

// The last claim of each dispute counts: its end is a claim of nothing.
std::int64_t ClaimedMinorUnits(const views::v1::ItemRow& row, const AsOf& as_of) {
  std::map<std::string_view, std::int64_t> claimed;
  for (const auto& claim : row.claims()) {
    if (IsKnown(claim, as_of)) claimed[claim.dispute_id()] = claim.claimed_minor_units();
  }
  std::int64_t sum = 0;
  for (const auto& [dispute_id, minor_units] : claimed) sum += minor_units;
  return sum;
}

}  // namespace

Money OpenOf(const views::v1::ItemRow& row, const AsOf& as_of) {
  Money open{0, CurrencyOf(row)};
  for (const auto& posting : row.postings()) {
    if (Counts(posting, as_of)) open.minor_units += posting.minor_units();
  }
  return open;
}

ItemBalance BalanceOf(const views::v1::ItemRow& row, const AsOf& as_of) {
  const Currency currency = CurrencyOf(row);
  std::int64_t open = 0;
  std::array<std::int64_t, views::v1::ItemPostingKind_ARRAYSIZE> cleared{};
  for (const auto& posting : row.postings()) {
    if (!Counts(posting, as_of)) continue;
    open += posting.minor_units();
    cleared.at(static_cast<std::size_t>(posting.kind())) -= posting.minor_units();
  }
  const std::int64_t disputed =
      std::max(std::int64_t{0}, std::min(ClaimedMinorUnits(row, as_of), open));
  return {{open, currency},
          {cleared[views::v1::ITEM_POSTING_KIND_PAID], currency},
          {cleared[views::v1::ITEM_POSTING_KIND_CREDITED], currency},
          {cleared[views::v1::ITEM_POSTING_KIND_WRITTEN_OFF], currency},
          {disputed, currency},
          {cleared[views::v1::ITEM_POSTING_KIND_SET_OFF], currency},
          {cleared[views::v1::ITEM_POSTING_KIND_DISCOUNTED], currency},
          {cleared[views::v1::ITEM_POSTING_KIND_REFUNDED], currency}};
}

Date DueDayOf(const views::v1::ItemRow& row, const AsOf& as_of, bool aging) {
  std::int32_t due = row.due_day();
  std::map<std::string_view, std::int32_t> in_force;
  for (const auto& extension : row.extensions()) {
    if (!IsKnown(extension, as_of)) continue;
    if (extension.revoked()) {
      in_force.erase(extension.extension_id());
    } else if (extension.for_aging() || !aging) {
      in_force.emplace(extension.extension_id(), extension.due_day());
    }
  }
  for (const auto& [extension_id, day] : in_force) due = std::max(due, day);
  return Date(Days(due));
}

}  // namespace recourse::invoicing
