#include "services/invoicing/domain/movement.h"

namespace recourse::invoicing {

std::optional<MovementKind> KindOf(ChartAccount account) {
  switch (account) {
    case ChartAccount::kReceivable:
    case ChartAccount::kCharges:
    case ChartAccount::kUnappliedCash:
      return std::nullopt;
    case ChartAccount::kBank:
    case ChartAccount::kRefundsPayable:
    case ChartAccount::kFxClearing:
    case ChartAccount::kFxDifference:
      return MovementKind::kPaid;
    case ChartAccount::kRevenue:
      return MovementKind::kInvoiced;
    case ChartAccount::kCreditsGranted:
    case ChartAccount::kDiscounts:  // Reports do not tell it from a credit yet.
      return MovementKind::kCredited;
    case ChartAccount::kBadDebt:
      return MovementKind::kWrittenOff;
    case ChartAccount::kChargesEarned:
      return MovementKind::kCharged;
    case ChartAccount::kChargesWaived:
      return MovementKind::kWaived;
  }
  __builtin_unreachable();
}

bool IsDebt(ChartAccount account) {
  return account == ChartAccount::kReceivable || account == ChartAccount::kCharges;
}

BookItem ItemOf(ChartAccount account) {
  switch (account) {
    case ChartAccount::kReceivable:
    case ChartAccount::kRevenue:
    case ChartAccount::kCreditsGranted:
    case ChartAccount::kDiscounts:
    case ChartAccount::kBadDebt:
      return BookItem::kInvoice;
    case ChartAccount::kCharges:
    case ChartAccount::kChargesEarned:
    case ChartAccount::kChargesWaived:
      return BookItem::kCharge;
    case ChartAccount::kUnappliedCash:
    case ChartAccount::kBank:
    case ChartAccount::kRefundsPayable:
    case ChartAccount::kFxClearing:
    case ChartAccount::kFxDifference:
      return BookItem::kPayment;
  }
  __builtin_unreachable();
}

}  // namespace recourse::invoicing
