#pragma once

#include "libs/base/money.h"
#include "services/invoicing/domain/control.h"

namespace recourse::invoicing {

// By how much less is owed with an invoice than by those that it replaces, after their credit
// notes: one in the customer's favour replaces nothing. Held against the limit of credit notes.
struct Lowering {
  Money amount;
  // With what one person alone had let go of before: by credit notes on them, and by themselves.
  Money together;
  Control control;
  bool by_second_person = false;  // Somebody else prepared it: held against no limit.
  bool operator==(const Lowering&) const = default;
};

}  // namespace recourse::invoicing
