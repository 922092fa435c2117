#pragma once

#include <optional>
#include <string>
#include <variant>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/base/sealed.h"

namespace recourse::dispute {

// Why the customer says that it is not owed, or not yet.
enum class Reason {
  kQualityOfGoods,
  kQualityOfWork,
  kPoorService,
  kInvoiceErrorPrice,
  kInvoiceErrorQuantity,
  kInvoiceErrorTax,
  kInvoiceErrorRecipient,
  kInvoiceErrorDuplicate,
  kInvoiceNotReceived,
  kApprovalMissing,  // A purchase order or an approval.
  kNotDelivered,     // Or not all of it.
  kReturned,
  kMisunderstanding,
  kNoAgreedTerms,
  kAlreadyPaid,
  kSetOff,
  kNotAuthorised,
  kOurBreach,  // We broke a promise.
  kOther,
  kUnknown,  // Imported, and its source does not say.
};

// Who brought the claim to us. kSystem is a rule, on a short payment.
enum class RaisedBy { kCustomer, kPartner, kColleague, kSystem };

// What the customer claims. Never changes.
struct Claim {
  std::string dispute_id;
  std::string invoice_id;
  std::optional<Money> claimed;  // Nothing: the whole invoice, whatever is open of it.
  Reason reason = Reason::kOther;
  RaisedBy raised_by = RaisedBy::kCustomer;
  std::optional<Sealed> note;
  bool imported = false;
  Date opened_on;  // Effective day, in the issuer's zone.

  bool operator==(const Claim&) const = default;
};

// The ways in which a dispute ends.
struct Conceded {  // The customer is right: all that is marked is credited.
  bool operator==(const Conceded&) const = default;
};
struct PartlyConceded {
  Money amount;  // What is credited of it.
  bool operator==(const PartlyConceded&) const = default;
};
struct Rejected {
  Sealed grounds;
  bool operator==(const Rejected&) const = default;
};
struct Withdrawn {  // The customer took it back.
  bool operator==(const Withdrawn&) const = default;
};
struct Void {  // It never stood: invoicing refused to mark the amount.
  bool operator==(const Void&) const = default;
};

// What we can decide, and how it can end.
using Verdict = std::variant<Conceded, PartlyConceded, Rejected, Withdrawn>;
using Outcome = std::variant<Conceded, PartlyConceded, Rejected, Withdrawn, Void>;

// An outcome without its particulars.
enum class Ending { kConceded, kPartlyConceded, kRejected, kWithdrawn, kVoid };

Ending EndingOf(const Outcome& outcome);

}  // namespace recourse::dispute
