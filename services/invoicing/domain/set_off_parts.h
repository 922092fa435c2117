#pragma once

#include <string>

#include "libs/base/date.h"
#include "libs/base/money.h"

// What the set-offs of the ledger are made of.
namespace recourse::invoicing {

// An invoice that is to be cleared, and how much of it at most of what is open.
struct SetOffDesignation {
  std::string invoice_id;
  Money amount;
  bool operator==(const SetOffDesignation&) const = default;
};

// How much of one invoice was cleared.
struct SetOffPart {
  std::string invoice_id;
  Money amount;
  // The set-off's own day, but never before the invoice's issue date.
  Date effective;
  bool operator==(const SetOffPart&) const = default;
};

}  // namespace recourse::invoicing
