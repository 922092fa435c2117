#pragma once

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "recourse/invoicing/views/v1/item_row.pb.h"

namespace recourse::invoicing {

// The two axes of every question about money: what is effective up to and including `day`, as far
// as it had been recorded at or before `known_at`. Unless told, all there is.
struct AsOf {
  Date day = Date::max();
  Instant known_at = Instant::max();
};

// What an item comes to. `open` is negative for unapplied cash, and for an invoice in the
// customer's favour.
struct ItemBalance {
  Money open;
  Money paid;
  Money credited;
  Money written_off;
  // min(claimed, open), never below zero. Claims have no effective day: they follow `known_at`
  // only.
  Money disputed;

  bool operator==(const ItemBalance&) const = default;
};

// As BalanceOf has it, where nothing else is asked: of a million items it takes half the time.
Money OpenOf(const views::v1::ItemRow& row, const AsOf& as_of);

ItemBalance BalanceOf(const views::v1::ItemRow& row, const AsOf& as_of);

}  // namespace recourse::invoicing
