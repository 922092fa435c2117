#include "services/invoicing/domain/invoice_number.h"

namespace recourse::invoicing {

Decision<InvoiceNumberEvent, InvoiceNumberRule> InvoiceNumberDecider::Decide(
    const Command& command, const InvoiceNumber& number, Instant) {
  if (!number) return std::vector<Event>{{command.reservation}};
  if (*number == command.reservation) return std::vector<Event>{};
  return Refuse(Rule::kNumberTaken, {{"number", number->number},
                                     {"account", number->account},
                                     {"invoice_id", number->invoice_id}});
}

InvoiceNumber InvoiceNumberDecider::Evolve(InvoiceNumber, const Event& event) {
  return event.reservation;
}

}  // namespace recourse::invoicing
