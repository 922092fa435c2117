#include "services/invoicing/domain/postings.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using enum ChartAccount;

ChartAccount AccountOf(ItemKind kind) { return kind == ItemKind::kCharge ? kCharges : kReceivable; }

std::vector<Posting> Of(const InvoiceIssued& issued) {
  const auto& [amount, day] = std::pair(issued.content.amount, issued.content.issue_date);
  return {{kReceivable, issued.invoice_id, day, amount},
          {kRevenue, issued.invoice_id, day, -amount}};
}

std::vector<Posting> Of(const PaymentRecorded& payment) {
  const std::string_view id = payment.payment_id;
  std::vector<Posting> postings{{kBank, id, payment.effective, payment.amount}};
  for (const auto& [item_id, amount, effective, kind] : payment.allocations) {
    if (effective != payment.effective) {
      // Paid before the invoice was issued: the money waits until then.
      postings.push_back({kUnappliedCash, id, payment.effective, -amount});
      postings.push_back({kUnappliedCash, id, effective, amount});
    }
    postings.push_back({AccountOf(kind), item_id, effective, -amount});
  }
  if (payment.unapplied.minor_units != 0) {
    postings.push_back({kUnappliedCash, id, payment.effective, -payment.unapplied});
  }
  return postings;
}

std::vector<Posting> Of(const CreditNoteIssued& credit) {
  const std::string_view id = credit.invoice_id;
  std::vector<Posting> postings{{kReceivable, id, credit.effective, -credit.amount},
                                {kCreditsGranted, id, credit.effective, credit.amount}};
  for (const auto& [payment_id, amount, discount, effective] : credit.released) {
    postings.push_back({kReceivable, id, effective, amount});
    postings.push_back({kUnappliedCash, payment_id, effective, -amount});
    if (discount.minor_units == 0) continue;
    postings.push_back({kReceivable, id, effective, discount});
    postings.push_back({kDiscounts, id, effective, -discount});
  }
  return postings;
}

std::vector<Posting> Of(const PaymentApplied& applied) {
  std::vector<Posting> postings;
  for (const auto& [item_id, amount, effective, kind] : applied.allocations) {
    postings.push_back({kUnappliedCash, applied.payment_id, effective, amount});
    postings.push_back({AccountOf(kind), item_id, effective, -amount});
  }
  return postings;
}

// What a payment had cleared or left, taken back from it.
template <class Event>
void TakeBack(std::string_view id, const Event& reversed, std::vector<Posting>& postings) {
  for (const auto& [item_id, amount, effective, kind] : reversed.reopened) {
    if (effective != reversed.effective) {
      // Until the day on which it would have cleared the invoice, it was unapplied.
      postings.push_back({kUnappliedCash, id, reversed.effective, amount});
      postings.push_back({kUnappliedCash, id, effective, -amount});
    }
    postings.push_back({AccountOf(kind), item_id, effective, amount});
  }
  if (reversed.unapplied.minor_units != 0) {
    postings.push_back({kUnappliedCash, id, reversed.effective, reversed.unapplied});
  }
  if (reversed.refunded.minor_units != 0) {
    // Paid back though nothing had come in: the payment's cash is overdrawn.
    postings.push_back({kUnappliedCash, id, reversed.effective, reversed.refunded});
  }
}

std::vector<Posting> Of(const PaymentReversed& reversed) {
  const std::string_view id = reversed.payment_id;
  std::vector<Posting> postings{{kBank, id, reversed.effective, -reversed.amount}};
  TakeBack(id, reversed, postings);
  return postings;
}

// So much of one currency goes into a conversion, and so much of the other comes out, with the
// difference; against the unapplied cash of `from`.
void Clear(std::string_view id, Date day, std::string_view from, const Money& amount,
           const Money& made, const Money& difference, std::vector<Posting>& postings) {
  postings.push_back({kUnappliedCash, from, day, amount});
  postings.push_back({kFxClearing, id, day, -amount});
  postings.push_back({kFxClearing, id, day, made});
  if (difference.minor_units != 0) postings.push_back({kFxDifference, id, day, difference});
}

std::vector<Posting> Of(const PaymentConverted& converted) {
  const std::string_view id = converted.conversion_id;
  std::vector<Posting> postings;
  Clear(id, converted.effective, converted.from_payment_id, converted.amount,
        converted.converted - converted.difference, converted.difference, postings);
  postings.push_back({kUnappliedCash, id, converted.effective, -converted.converted});
  return postings;
}

std::vector<Posting> Of(const ConversionReversed& reversed) {
  const std::string_view id = reversed.conversion_id;
  std::vector<Posting> postings;
  Clear(id, reversed.effective, reversed.from_payment_id, -reversed.amount,
        reversed.difference - reversed.converted, -reversed.difference, postings);
  TakeBack(id, reversed, postings);
  return postings;
}

std::vector<Posting> Of(const DiscountTaken& taken) {
  return {{kReceivable, taken.invoice_id, taken.effective, -taken.amount},
          {kDiscounts, taken.invoice_id, taken.effective, taken.amount}};
}

std::vector<Posting> Of(const DiscountReversed& reversed) {
  return {{kReceivable, reversed.invoice_id, reversed.effective, reversed.amount},
          {kDiscounts, reversed.invoice_id, reversed.effective, -reversed.amount}};
}

std::vector<Posting> Of(const InvoiceWrittenOff& written_off) {
  return {{kReceivable, written_off.invoice_id, written_off.effective, -written_off.amount},
          {kBadDebt, written_off.invoice_id, written_off.effective, written_off.amount}};
}

std::vector<Posting> Of(const WriteOffReversed& reversed) {
  return {{kReceivable, reversed.invoice_id, reversed.effective, reversed.amount},
          {kBadDebt, reversed.invoice_id, reversed.effective, -reversed.amount}};
}

// So much of `invoice_id` by the item in the customer's favour.
void Clear(std::string_view favour_id, std::string_view invoice_id, Date day, const Money& amount,
           std::vector<Posting>& postings) {
  postings.push_back({kReceivable, favour_id, day, amount});
  postings.push_back({kSetOffs, favour_id, day, -amount});
  postings.push_back({kReceivable, invoice_id, day, -amount});
  postings.push_back({kSetOffs, invoice_id, day, amount});
}

// Of both sides, part by part, since each part has a day of its own.
std::vector<Posting> Of(const ItemsSetOff& set_off) {
  std::vector<Posting> postings;
  for (const auto& [invoice_id, amount, effective] : set_off.cleared) {
    Clear(set_off.invoice_id, invoice_id, effective, amount, postings);
  }
  return postings;
}

std::vector<Posting> Of(const SetOffReversed& reversed) {
  std::vector<Posting> postings;
  for (const auto& [invoice_id, amount, effective] : reversed.reopened) {
    Clear(reversed.invoice_id, invoice_id, effective, -amount, postings);
  }
  return postings;
}

std::vector<Posting> Of(const ChargeAssessed& assessed) {
  const std::string_view id = assessed.charge_id;
  return {{kCharges, id, assessed.effective, assessed.amount},
          {kChargesEarned, id, assessed.effective, -assessed.amount}};
}

std::vector<Posting> Of(const InterestAssessed& assessed) {
  const std::string_view id = assessed.charge_id;
  std::vector<Posting> postings{{kCharges, id, assessed.through, assessed.change},
                                {kChargesEarned, id, assessed.through, -assessed.change}};
  if (assessed.unwaived.minor_units != 0) {
    postings.push_back({kCharges, id, assessed.unwaived_on, assessed.unwaived});
    postings.push_back({kChargesWaived, id, assessed.unwaived_on, -assessed.unwaived});
  }
  for (const auto& [payment_id, amount, effective] : assessed.released) {
    postings.push_back({kCharges, id, effective, amount});
    postings.push_back({kUnappliedCash, payment_id, effective, -amount});
  }
  return postings;
}

std::vector<Posting> Of(const ChargeWaived& waived) {
  return {{kCharges, waived.charge_id, waived.effective, -waived.amount},
          {kChargesWaived, waived.charge_id, waived.effective, waived.amount}};
}

std::vector<Posting> Of(const WaiverReversed& reversed) {
  return {{kCharges, reversed.charge_id, reversed.effective, reversed.amount},
          {kChargesWaived, reversed.charge_id, reversed.effective, -reversed.amount}};
}

std::vector<Posting> Of(const ChargeReversed& reversed) {
  const auto& [id, day] = std::pair(std::string_view(reversed.charge_id), reversed.effective);
  std::vector<Posting> postings{{kCharges, id, day, -reversed.amount},
                                {kChargesEarned, id, day, reversed.amount}};
  if (reversed.unwaived.minor_units != 0) {
    postings.push_back({kCharges, id, day, reversed.unwaived});
    postings.push_back({kChargesWaived, id, day, -reversed.unwaived});
  }
  for (const ChargePayment& released : reversed.released) {
    postings.push_back({kCharges, id, day, released.amount});
    postings.push_back({kUnappliedCash, released.payment_id, day, -released.amount});
  }
  return postings;
}

ChartAccount AccountOf(const RefundSource& source) {
  return source.kind == RefundSourceKind::kInvoice ? kReceivable : kUnappliedCash;
}

std::vector<Posting> Of(const RefundRequested& requested) {
  const auto& [day, amount] = std::pair(requested.effective, requested.amount);
  return {{AccountOf(requested.source), requested.source.item_id, day, amount},
          {kRefundsPayable, requested.refund_id, day, -amount}};
}

std::vector<Posting> Of(const RefundSent& sent) {
  return {{kRefundsPayable, sent.refund_id, sent.effective, sent.amount},
          {kRefundsPaid, sent.refund_id, sent.effective, -sent.amount}};
}

std::vector<Posting> Of(const RefundFailed& failed) {
  const auto& [day, amount] = std::pair(failed.effective, failed.amount);
  return {{kRefundsPaid, failed.refund_id, day, amount},
          {AccountOf(failed.source), failed.source.item_id, day, -amount}};
}

std::vector<Posting> Of(const RefundCancelled& cancelled) {
  const auto& [day, amount] = std::pair(cancelled.effective, cancelled.amount);
  return {{kRefundsPayable, cancelled.refund_id, day, amount},
          {AccountOf(cancelled.source), cancelled.source.item_id, day, -amount}};
}

}  // namespace

std::vector<Posting> Postings(const LedgerEvent& event) {
  using None = std::vector<Posting>;
  return std::visit(Overloaded{
                        [](const InvoiceIssued& issued) { return Of(issued); },
                        [](const PaymentRecorded& payment) { return Of(payment); },
                        [](const CreditNoteIssued& credit) { return Of(credit); },
                        [](const PaymentApplied& applied) { return Of(applied); },
                        [](const PaymentReversed& reversed) { return Of(reversed); },
                        [](const InvoiceWrittenOff& written_off) { return Of(written_off); },
                        [](const WriteOffReversed& reversed) { return Of(reversed); },
                        [](const ChargeAssessed& assessed) { return Of(assessed); },
                        [](const InterestAssessed& assessed) { return Of(assessed); },
                        [](const ChargeWaived& waived) { return Of(waived); },
                        [](const WaiverReversed& reversed) { return Of(reversed); },
                        [](const ChargeReversed& reversed) { return Of(reversed); },
                        [](const ItemsSetOff& set_off) { return Of(set_off); },
                        [](const SetOffReversed& reversed) { return Of(reversed); },
                        [](const DiscountTaken& taken) { return Of(taken); },
                        [](const DiscountReversed& reversed) { return Of(reversed); },
                        [](const RefundRequested& requested) { return Of(requested); },
                        [](const RefundSent& sent) { return Of(sent); },
                        [](const RefundFailed& failed) { return Of(failed); },
                        [](const RefundCancelled& cancelled) { return Of(cancelled); },
                        [](const PaymentConverted& converted) { return Of(converted); },
                        [](const ConversionReversed& reversed) { return Of(reversed); },
                        [](const InvoiceRequested&) { return None{}; },
                        [](const InvoiceRefused&) { return None{}; },
                        [](const DisputedMarked&) { return None{}; },
                        [](const DisputedReleased&) { return None{}; },
                        [](const DueDateExtended&) { return None{}; },
                        [](const DueDateExtensionRevoked&) { return None{}; },
                        [](const ChargesFrozen&) { return None{}; },
                        [](const ChargesUnfrozen&) { return None{}; },
                        [](const InvoiceCancelled&) { return None{}; },
                    },
                    event);
}

}  // namespace recourse::invoicing
