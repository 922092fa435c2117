#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/invoicing/domain/charge_commands.h"

namespace recourse::invoicing {

// What has become of something owed. At every moment
//   amount = paid + credited + set_off + discounted + waived + refunded + written_off + open
// of an invoice in the customer's favour all of them are negative, or nothing.
struct Receivable {
  Money amount;
  Money paid;
  Money credited;     // Of an invoice.
  Money set_off;      // Of an invoice; negative of one in the customer's favour.
  Money discounted;   // Of an invoice: for paying early.
  Money waived;       // Of a charge.
  Money refunded;     // Of an invoice in the customer's favour: what was asked to be paid back.
  Money written_off;  // Of an invoice.
  Money open;         // Before the amount is owed, zero, as are all but `amount`.

  // All but what is open.
  Money Cleared() const;
  // Of nothing yet.
  void Start(const Money& asked);
};

// How interest on an invoice was computed last.
struct InterestAccrual {
  InterestTerms terms;
  std::optional<calendar::RateTable> table;
  Date from;
  Date through;
  std::vector<ChargeSegment> segments;
};

// That a charge was taken back, and what it came to before.
struct ChargeReversal {
  Money amount;
  Date effective;
  std::string reason;
};

// What is owed beside an invoice.
struct Charge : Receivable {
  std::string invoice_id;
  ChargeKind kind{};
  Date effective;  // The day from which it is owed; of interest, the last that was assessed.
  Entitlement entitlement;
  std::optional<ChargeBasis> basis;
  std::vector<ChargePayment> paid_by;
  Date waived_on;                           // The last day on which any of it was waived.
  std::optional<InterestAccrual> interest;  // Nothing once it is reversed.
  std::optional<ChargeReversal> reversed;
};

struct Waiver {
  std::string charge_id;
  Money amount;
  Date effective;
  std::string reason;
  std::optional<ReverseWaiver> reversed;
  Control control{};
};

}  // namespace recourse::invoicing
