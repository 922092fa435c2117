#pragma once

#include <optional>
#include <string>

#include "libs/decider/decider.h"

namespace recourse::invoicing {

// Which invoice holds a number of the issuer, for ever. One stream per number, so that two accounts
// racing for it meet in the issuer's home.
struct NumberReservation {
  std::string number;
  std::string account;  // "accounts/a1".
  std::string invoice_id;
  std::string content_digest;
  bool operator==(const NumberReservation&) const = default;
};

struct ReserveNumber {
  NumberReservation reservation;
};
using InvoiceNumberCommand = ReserveNumber;

struct NumberReserved {
  NumberReservation reservation;
  bool operator==(const NumberReserved&) const = default;
};
using InvoiceNumberEvent = NumberReserved;

enum class InvoiceNumberRule {
  kNumberTaken,  // By another invoice, or by this one with other content.
};

// Nothing until it is reserved.
using InvoiceNumber = std::optional<NumberReservation>;

struct InvoiceNumberDecider {
  using Command = InvoiceNumberCommand;
  using Event = InvoiceNumberEvent;
  using State = InvoiceNumber;
  using Rule = InvoiceNumberRule;

  static InvoiceNumber Initial() { return {}; }
  static Decision<Event, Rule> Decide(const Command& command, const InvoiceNumber& number,
                                      Instant now);
  static InvoiceNumber Evolve(InvoiceNumber number, const Event& event);
};
static_assert(Decider<InvoiceNumberDecider>);

}  // namespace recourse::invoicing
