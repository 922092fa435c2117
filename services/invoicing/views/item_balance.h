#pragma once

#include <cstdint>
#include <limits>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"

namespace recourse::invoicing {

// The two axes of every question about money: what is effective up to and including `day`, as far
// as it had been recorded at or before `known_at`; for pages that are to agree, also only the
// records of its shard up to and including `through`. Unless told, all there is.
struct AsOf {
  Date day = Date::max();
  Instant known_at = Instant::max();
  std::uint64_t through = std::numeric_limits<std::uint64_t>::max();
};

// What an item comes to. `open` is negative for unapplied cash, and for an invoice in the
// customer's favour.
struct ItemBalance {
  Money open;
  Money paid;
  Money credited;
  Money written_off;
  // min(claimed, open), never below zero. Claims have no effective day: they follow what was
  // recorded only.
  Money disputed;
  Money set_off;  // Negative of an invoice in the customer's favour.
  Money discounted;
  Money refunded;  // Negative: of an invoice in the customer's favour.

  bool operator==(const ItemBalance&) const = default;
};

// As BalanceOf has it, where nothing else is asked: of a million items it takes half the time.
Money OpenOf(const views::v1::ItemRow& row, const AsOf& as_of);

ItemBalance BalanceOf(const views::v1::ItemRow& row, const AsOf& as_of);

// The day on which an invoice is due, by the extensions that had been recorded by then and not been
// revoked, whatever `as_of.day`; with `aging`, by those of them that aging uses.
Date DueDayOf(const views::v1::ItemRow& row, const AsOf& as_of, bool aging);

}  // namespace recourse::invoicing
