#include "services/invoicing/domain/movement.h"

namespace recourse::invoicing {

std::optional<MovementKind> KindOf(ChartAccount account) {
  switch (account) {
    case ChartAccount::kReceivable:
    case ChartAccount::kCharges:
    case ChartAccount::kUnappliedCash:
      return std::nullopt;
    case ChartAccount::kBank:
      return MovementKind::kPaid;
    case ChartAccount::kRefundsPayable:
    case ChartAccount::kRefundsPaid:
      return MovementKind::kRefunded;
    case ChartAccount::kFxClearing:
    case ChartAccount::kFxDifference:
      return MovementKind::kConverted;
    case ChartAccount::kRevenue:
      return MovementKind::kInvoiced;
    case ChartAccount::kCreditsGranted:
      return MovementKind::kCredited;
    case ChartAccount::kDiscounts:
      return MovementKind::kDiscounted;
    case ChartAccount::kSetOffs:
      return MovementKind::kSetOff;
    case ChartAccount::kBadDebt:
      return MovementKind::kWrittenOff;
    case ChartAccount::kChargesEarned:
      return MovementKind::kCharged;
    case ChartAccount::kChargesWaived:
      return MovementKind::kWaived;
  }
  __builtin_unreachable();
}

bool MovesMoney(MovementKind kind) {
  switch (kind) {
    case MovementKind::kPaid:
    case MovementKind::kRefunded:
    case MovementKind::kConverted:
      return true;
    case MovementKind::kInvoiced:
    case MovementKind::kCharged:
    case MovementKind::kCredited:
    case MovementKind::kWrittenOff:
    case MovementKind::kWaived:
    case MovementKind::kDiscounted:
    case MovementKind::kSetOff:
      return false;
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
    case ChartAccount::kSetOffs:
    case ChartAccount::kBadDebt:
      return BookItem::kInvoice;
    case ChartAccount::kCharges:
    case ChartAccount::kChargesEarned:
    case ChartAccount::kChargesWaived:
      return BookItem::kCharge;
    case ChartAccount::kUnappliedCash:
    case ChartAccount::kBank:
      return BookItem::kPayment;
    case ChartAccount::kRefundsPayable:
    case ChartAccount::kRefundsPaid:
      return BookItem::kRefund;
    case ChartAccount::kFxClearing:
    case ChartAccount::kFxDifference:
      return BookItem::kConversion;
  }
  __builtin_unreachable();
}

}  // namespace recourse::invoicing
