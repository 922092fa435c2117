#include "libs/einvoice/invoice.h"

namespace recourse::einvoice {

Money Payable(const Invoice& invoice) {
  return IsCreditNoteCode(invoice.type_code) ? -invoice.totals.due : invoice.totals.due;
}

bool IsCredit(const Invoice& invoice) {
  const Money payable = Payable(invoice);
  if (payable.minor_units != 0) return payable.minor_units < 0;
  return IsCreditNoteCode(invoice.type_code);
}

}  // namespace recourse::einvoice
