#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/cancellation.h"
#include "services/invoicing/domain/charge.h"
#include "services/invoicing/domain/creditable.h"
#include "services/invoicing/domain/due_date_extension.h"
#include "services/invoicing/domain/ledger_parts.h"

namespace recourse::invoicing {

// One dispute's claim on one invoice: in force until it is released. It stands for itself: what is
// marked of it, and what may be credited of it, does not depend on the claims of other disputes.
struct Claim {
  std::string dispute_id;
  Money claimed;
  bool whole = false;
  std::optional<ReleaseOutcome> released;
  Money marked;  // What of it was open when it was marked: min(claimed, open).
  Money freed;   // By how much the disputed amount fell with its release.
};

// How the base of an invoice's interest moved: by how much more, negative for less, is owed from
// the day after `effective`.
struct BaseMovement {
  Date effective;
  std::int64_t minor_units = 0;
  bool conceded = false;  // It was never owed, whatever its day.
};

// What the ledger keeps of an invoice for ever. What it says in full is kept only until it is
// issued; after that the events and the items view have it.
struct Invoice : Receivable {
  enum class Status { kRequested, kIssued, kRefused };

  Status status = Status::kRequested;
  std::string number;
  std::string content_digest;
  Date issue_date;
  Date due_date;  // As agreed first.
  InvoiceTerms terms;
  std::vector<DueDateExtension> extensions;
  std::vector<Claim> claims;
  std::vector<BaseMovement> movements;
  std::vector<std::string> charges;                 // Ids of those made for it.
  std::vector<std::string> preceding;               // Numbers of those that it corrects.
  int open_charges = 0;                             // How many of them have something open.
  std::shared_ptr<const InvoiceContent> requested;  // Until issued or refused.
  std::string refused_because;
  std::shared_ptr<const Creditable> creditable;  // Nothing: no tax is known of it.
  std::shared_ptr<const Cancellation> cancelled;
  std::optional<Money> lowered_alone;  // What one person alone let go of with it, and before it.

  // The sum of what is claimed by disputes in force, whether or not it is still open.
  Money Claimed() const;
  // The last day on which payment is in time, by all extensions in force; by those of them that
  // aging uses; and the day after that of those that interest uses, if there are any.
  Date DueDay() const;
  Date AgingDueDay() const;
  std::optional<Date> InterestStart() const;
  // What of `open` is disputed: min(sum of claims, open), never below zero.
  Money Disputed() const;
};

}  // namespace recourse::invoicing
