#include "services/invoicing/domain/default_day.h"

#include <algorithm>

namespace recourse::invoicing {

std::optional<Date> FirstDayOfDefault(const NoAgreedDay& debt) {
  if (debt.is_consumer && !debt.was_warned) return std::nullopt;
  return FirstDayOfDefault(std::max(debt.due, debt.invoice_received) + kDaysWithoutAgreement);
}

}  // namespace recourse::invoicing
