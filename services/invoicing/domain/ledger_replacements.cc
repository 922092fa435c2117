#include <algorithm>

#include "services/invoicing/domain/credit_division.h"
#include "services/invoicing/domain/reopening.h"
#include "services/invoicing/domain/replacement.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

constexpr std::size_t kIdPartMax = 48;  // So that what is made of it still is an id.

// The numbers of those that it replaces, each once.
std::vector<std::string> Replaced(const InvoiceContent& content) {
  std::vector<std::string> numbers;
  if (content.details.type_code != kCorrectedInvoice) return numbers;
  for (const PrecedingInvoice& each : content.details.preceding) {
    if (std::find(numbers.begin(), numbers.end(), each.number) == numbers.end()) {
      numbers.push_back(each.number);
    }
  }
  return numbers;
}

// An id of a credit note that is free.
std::string CreditNoteId(const std::string& invoice_id, const Ledger& ledger) {
  const std::string id = "replaced-" + invoice_id.substr(0, kIdPartMax);
  std::string free = id;
  for (int i = 2; ledger.credit_notes.contains(free); ++i) free = id + "-" + std::to_string(i);
  return free;
}

// How one invoice gives way to the other, event by event. Both are as they were before all of them,
// so what is open is kept here.
class Succession {
 public:
  Succession(const std::string& old_id, const InvoiceIssued& issued, const Ledger& ledger,
             Money& new_open, LedgerEvents& events)
      : old_id_(old_id),
        old_(*ledger.Find(old_id)),
        issued_(issued),
        ledger_(ledger),
        day_(std::max(issued.content.issue_date, old_.issue_date)),
        old_open_(old_.open),
        new_open_(new_open),
        events_(events) {}

  void Run() {
    const std::string reason = "replaced by " + issued_.content.number;
    IssueCreditNote credit{CreditNoteId(old_id_, ledger_), old_id_, {}, day_, reason, "", {}};
    const bool owed = old_.amount.minor_units != old_.credited.minor_units;
    events_.emplace_back(InvoiceCancelled{old_id_, day_, reason, owed ? credit.credit_note_id : "",
                                          issued_.invoice_id});
    ReverseWriteOffs(reason);
    MovePayments();
    if (owed) Credit(credit);
  }

 private:
  InvoiceBalance OldAfter(const Money& cleared) {
    old_open_ = old_open_ - cleared;
    return {old_id_, old_open_, DisputedPart(old_.Claimed(), old_open_)};
  }

  void ReverseWriteOffs(const std::string& reason) {
    if (old_.written_off.minor_units == 0) return;
    for (const auto& [id, write_off] : ledger_.write_offs) {
      if (write_off.invoice_id != old_id_ || write_off.reversed) continue;
      const Date day = std::max(day_, write_off.effective);
      events_.emplace_back(WriteOffReversed{
          id, old_id_, write_off.amount, day, reason, {OldAfter(-write_off.amount)}});
    }
  }

  void MovePayments() {
    if (old_.paid.minor_units == 0) return;
    for (const auto& [id, amount, discount, day] : PaidOf(old_id_, day_, ledger_)) {
      if (amount.minor_units == 0) continue;
      MovePayment(id, amount, day);
      if (discount.minor_units == 0) continue;
      events_.emplace_back(DiscountReversed{id, old_id_, discount, day, {OldAfter(-discount)}});
    }
  }

  // As much of it as fits clears the new invoice; the rest clears nothing.
  void MovePayment(const std::string& payment_id, const Money& amount, Date day) {
    const Money none{0, amount.currency};
    const Money fits = std::max(none, std::min(amount, new_open_));
    const Money unapplied = UnappliedOf(payment_id) + amount - fits;
    PaymentApplied applied{
        "replaced:" + old_id_ + ":" + payment_id, payment_id, day, {}, {}, unapplied, {}};
    applied.allocations.push_back({old_id_, -amount, day});
    applied.balances.push_back(OldAfter(-amount));
    if (fits.minor_units > 0) {
      new_open_ = new_open_ - fits;
      applied.allocations.push_back({issued_.invoice_id, fits, day});
      applied.balances.push_back({issued_.invoice_id, new_open_, none});
    }
    events_.emplace_back(std::move(applied));
  }

  // What it has unapplied after the events so far: another replaced invoice may have moved it.
  Money UnappliedOf(const std::string& payment_id) const {
    Money unapplied = ledger_.payments.at(payment_id).unapplied;
    for (const LedgerEvent& event : events_) {
      const auto* const applied = std::get_if<PaymentApplied>(&event);
      if (applied != nullptr && applied->payment_id == payment_id) unapplied = applied->unapplied;
    }
    return unapplied;
  }

  // All that is open by now.
  void Credit(const IssueCreditNote& asked) {
    Invoice reopened = old_;
    reopened.open = old_open_;
    IssueCreditNote credit = asked;
    credit.basis = CreditBasis::kWhole;
    const auto parts = Divide(credit, reopened);
    CHECK(parts);
    // What is owed is said by the new invoice: nobody lets go of it here.
    credit.control.exempt = true;
    events_.emplace_back(CreditNoteIssued{credit.credit_note_id,
                                          old_id_,
                                          parts->amount,
                                          credit.effective,
                                          credit.reason,
                                          "",
                                          {OldAfter(parts->amount)},
                                          credit.control,
                                          credit.basis,
                                          parts->lines,
                                          parts->taxes});
  }

  const std::string& old_id_;
  const Invoice& old_;
  const InvoiceIssued& issued_;
  const Ledger& ledger_;
  const Date day_;
  Money old_open_;
  Money& new_open_;
  LedgerEvents& events_;
};

}  // namespace

BrokenRule BrokenByReplacement(const InvoiceContent& content, const Ledger& ledger) {
  for (const std::string& number : Replaced(content)) {
    const Failure::Values named{{"preceding_number", number}};
    const auto holder = ledger.invoice_by_number.find(number);
    if (holder == ledger.invoice_by_number.end()) {
      if (content.imported) continue;  // From before this ledger.
      return Refuse(kUnknownPreceding, named);
    }
    const auto found = FindIssued(holder->second, ledger);
    if (!found) return Unexpected{found.error()};
    const Invoice& old = **found;
    if (old.amount.currency != content.amount.currency) {
      return Refuse(kCurrencyDiffers, {{"amount", ToString(content.amount)},
                                       {"currency", std::string(old.amount.currency.code())}});
    }
    const auto refuse = [&](const char* why, const std::string& value) {
      return Refuse(kNotReplaceable, {{"preceding_number", number}, {why, value}});
    };
    if (old.cancelled) return refuse("replaced_by", old.cancelled->replaced_by);
    if (old.amount.minor_units < 0) return refuse("amount", ToString(old.amount));
    if (old.set_off.minor_units != 0) return refuse("set_off", ToString(old.set_off));
    // Its interest falls to nothing, which would give payments back what they are moved with.
    for (const std::string& id : old.charges) {
      const Charge& charge = ledger.charges.at(id);
      if (charge.interest && charge.paid.minor_units != 0) return refuse("paid_interest", id);
    }
  }
  return std::nullopt;
}

std::optional<Lowering> LoweringBy(const RequestInvoice& request, const Ledger& ledger) {
  const Money none{0, request.content.amount.currency};
  Money owed = none;
  Money alone = none;
  for (const std::string& number : Replaced(request.content)) {
    const auto holder = ledger.invoice_by_number.find(number);
    if (holder == ledger.invoice_by_number.end()) continue;
    const Invoice& old = *ledger.Find(holder->second);
    owed = owed + old.amount - old.credited;
    alone = alone + CreditedAlone(holder->second, ledger);
  }
  const Money amount = owed - request.content.amount;
  if (amount <= none) return std::nullopt;
  return Lowering{amount, amount + alone, request.control, request.by_second_person};
}

void Replace(const InvoiceIssued& issued, const Ledger& ledger, LedgerEvents& events) {
  Money open = issued.content.amount;
  for (const std::string& number : Replaced(issued.content)) {
    const auto old = ledger.invoice_by_number.find(number);
    if (old == ledger.invoice_by_number.end()) continue;
    Succession(old->second, issued, ledger, open, events).Run();
  }
}

}  // namespace recourse::invoicing
