#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const RequestRefund& asked, const Refund& known) {
  return Differences()
      .Named("source", asked.source == known.source)
      .Shown("amount", known.amount, asked.amount)
      .Shown("effective_date", known.effective, asked.effective)
      .Named("reason", asked.reason == known.reason)
      .Named("payee", asked.payee == known.payee);
}

// What of a source is the customer's, from its day on.
struct Favour {
  Money amount;
  Date since;
};

Expected<Favour, Refusal<LedgerRule>> FindFavour(const RefundSource& source, const Ledger& ledger) {
  if (source.kind == RefundSourceKind::kInvoice) {
    const auto invoice = FindIssued(source.item_id, ledger);
    if (!invoice) return Unexpected{invoice.error()};
    return Favour{-(*invoice)->open, (*invoice)->issue_date};
  }
  const Failure::Values named{{"payment_id", source.item_id}};
  const auto payment = ledger.payments.find(source.item_id);
  if (payment == ledger.payments.end()) return Refuse(kUnknownPayment, named);
  if (ledger.reversals.contains(source.item_id)) return Refuse(kPaymentIsReversed, named);
  return Favour{payment->second.unapplied, payment->second.effective};
}

BrokenRule BrokenByFavour(const RequestRefund& request, const Favour& favour, Instant now) {
  if (auto broken = BrokenByAmount("amount", request.amount)) return broken;
  const Currency& currency = favour.amount.currency;
  if (request.amount.currency != currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(request.amount)},
                                     {"currency", std::string(currency.code())}});
  }
  if (auto broken = BrokenByDay("effective_date", request.effective, favour.since, now)) {
    return broken;
  }
  if (auto broken = BrokenByReason(request.reason)) return broken;
  if (favour.amount.minor_units <= 0) {
    return Refuse(kNothingToRefund, {{"in_favour", ToString(favour.amount)}});
  }
  if (request.amount > favour.amount) {
    return Refuse(kMoreThanToRefund,
                  {{"amount", ToString(request.amount)}, {"in_favour", ToString(favour.amount)}});
  }
  return std::nullopt;
}

// That of the source once `taken` more of it is refunded; none of a payment.
std::vector<InvoiceBalance> BalancesAfter(const RefundSource& source, const Money& taken,
                                          const Ledger& ledger) {
  if (source.kind == RefundSourceKind::kPayment) return {};
  const Invoice& invoice = *ledger.Find(source.item_id);
  return {BalanceAfter(source.item_id, invoice, -taken, invoice.Claimed())};
}

// So much more is refunded of the source.
void Take(const RefundSource& source, const Money& taken, Ledger& ledger) {
  if (source.kind == RefundSourceKind::kInvoice) {
    Clear(source.item_id, -taken, &Receivable::refunded, ledger);
    return;
  }
  Payment& payment = ledger.payments.at(source.item_id);
  payment.refunded = payment.refunded + taken;
  payment.unapplied = payment.unapplied - taken;
}

std::string NameOf(RefundState state) {
  switch (state) {
    case RefundState::kRequested:
      return "requested";
    case RefundState::kSent:
      return "sent";
    case RefundState::kFailed:
      return "failed";
    case RefundState::kCancelled:
      return "cancelled";
  }
  CHECK(false);
}

Expected<const Refund*, Refusal<LedgerRule>> FindRefund(const std::string& refund_id,
                                                        const Ledger& ledger) {
  const auto found = ledger.refunds.find(refund_id);
  if (found == ledger.refunds.end()) return Refuse(kUnknownRefund, {{"refund_id", refund_id}});
  return &found->second;
}

// What is refused of a step from the state `from`: kRefundStateDiffers, what is refused of the day,
// which is not before `first`, and of the text.
BrokenRule BrokenByStep(const std::string& refund_id, const Refund& refund, const RefundStep& step,
                        RefundState from, Date first, Instant now) {
  if (refund.state != from) {
    return Refuse(
        kRefundStateDiffers,
        {{"refund_id", refund_id}, {"state", NameOf(refund.state)}, {"needed", NameOf(from)}});
  }
  if (auto broken = BrokenByDay("effective_date", step.effective, first, now)) return broken;
  return BrokenByReason(step.text);
}

// The refund goes back to where it came from: RefundFailed or RefundCancelled.
template <class Event>
LedgerDecision GiveBack(const std::string& refund_id, const Refund& refund, const RefundStep& step,
                        const Ledger& ledger) {
  return LedgerEvents{Event{refund_id, refund.source, refund.amount, step.effective, step.text,
                            BalancesAfter(refund.source, -refund.amount, ledger)}};
}

void End(const std::string& refund_id, RefundState state, const RefundStep& step, Ledger& ledger) {
  Refund& refund = ledger.refunds.at(refund_id);
  refund.state = state;
  refund.ended = step;
  Take(refund.source, -refund.amount, ledger);
}

}  // namespace

LedgerDecision Decide(const RequestRefund& request, const Ledger& ledger, Instant now) {
  if (const auto known = ledger.refunds.find(request.refund_id); known != ledger.refunds.end()) {
    const Differences differences = DifferencesOf(request, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kRefundIdReused,
                  differences.With({{"amount", ToString(known->second.amount)},
                                    {"effective_date", ToString(known->second.effective)}}));
  }
  const auto favour = FindFavour(request.source, ledger);
  if (!favour) return Unexpected{favour.error()};
  if (auto broken = BrokenByFavour(request, *favour, now)) return *std::move(broken);
  if (auto broken = BrokenByLimit(request, ledger)) return *std::move(broken);
  return LedgerEvents{RefundRequested{
      request.refund_id, request.source, request.amount, request.effective, request.reason,
      request.payee, BalancesAfter(request.source, request.amount, ledger), request.control}};
}

LedgerDecision Decide(const SendRefund& send, const Ledger& ledger, Instant now) {
  const auto found = FindRefund(send.refund_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Refund& refund = **found;
  const RefundStep step{send.effective, send.bank_reference};
  if (refund.sent == step) return LedgerEvents{};
  if (auto broken = BrokenByStep(send.refund_id, refund, step, RefundState::kRequested,
                                 refund.effective, now)) {
    return *std::move(broken);
  }
  return LedgerEvents{RefundSent{send.refund_id, refund.source, refund.amount, send.effective,
                                 send.bank_reference}};
}

LedgerDecision Decide(const FailRefund& fail, const Ledger& ledger, Instant now) {
  const auto found = FindRefund(fail.refund_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Refund& refund = **found;
  const RefundStep step{fail.effective, fail.reason};
  if (refund.state == RefundState::kFailed && refund.ended == step) return LedgerEvents{};
  const Date first = refund.sent ? refund.sent->effective : refund.effective;
  if (auto broken = BrokenByStep(fail.refund_id, refund, step, RefundState::kSent, first, now)) {
    return *std::move(broken);
  }
  return GiveBack<RefundFailed>(fail.refund_id, refund, step, ledger);
}

LedgerDecision Decide(const CancelRefund& cancel, const Ledger& ledger, Instant now) {
  const auto found = FindRefund(cancel.refund_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Refund& refund = **found;
  const RefundStep step{cancel.effective, cancel.reason};
  if (refund.state == RefundState::kCancelled && refund.ended == step) return LedgerEvents{};
  if (auto broken = BrokenByStep(cancel.refund_id, refund, step, RefundState::kRequested,
                                 refund.effective, now)) {
    return *std::move(broken);
  }
  return GiveBack<RefundCancelled>(cancel.refund_id, refund, step, ledger);
}

void Apply(const RefundRequested& requested, Ledger& ledger) {
  Refund& refund = ledger.refunds[requested.refund_id];
  refund = {requested.source, requested.amount, requested.effective,
            requested.reason, requested.payee,  RefundState::kRequested};
  refund.control = requested.control;
  Take(requested.source, requested.amount, ledger);
}

void Apply(const RefundSent& sent, Ledger& ledger) {
  Refund& refund = ledger.refunds.at(sent.refund_id);
  refund.state = RefundState::kSent;
  refund.sent = RefundStep{sent.effective, sent.bank_reference};
}

void Apply(const RefundFailed& failed, Ledger& ledger) {
  End(failed.refund_id, RefundState::kFailed, {failed.effective, failed.reason}, ledger);
}

void Apply(const RefundCancelled& cancelled, Ledger& ledger) {
  End(cancelled.refund_id, RefundState::kCancelled, {cancelled.effective, cancelled.reason},
      ledger);
}

}  // namespace recourse::invoicing
