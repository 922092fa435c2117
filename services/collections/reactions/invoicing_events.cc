#include "services/collections/reactions/invoicing_events.h"

#include <fmt/format.h>

#include <algorithm>

#include "libs/wire/convert.h"
#include "libs/wire/enum_table.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/account_events.pb.h"
#include "recourse/invoicing/v1/conversion_events.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "recourse/invoicing/v1/set_off_events.pb.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/homes.h"
#include "services/collections/reasons.h"

namespace recourse::collections {
namespace {

namespace told = invoicing::v1;

constexpr wire::EnumTable kKinds{
    std::array{std::pair{DebtorKind::kBusiness, told::ACCOUNT_KIND_BUSINESS},
               std::pair{DebtorKind::kConsumer, told::ACCOUNT_KIND_CONSUMER}}};
constexpr wire::EnumTable kChannels{
    std::array{std::pair{Channel::kLetter, told::PREFERRED_CHANNEL_LETTER},
               std::pair{Channel::kEmail, told::PREFERRED_CHANNEL_EMAIL},
               std::pair{Channel::kPhone, told::PREFERRED_CHANNEL_PHONE}}};

using Command = std::optional<CaseCommand>;

std::optional<LateCharge> Read(const told::LateCharge& charge) {
  const auto fee = wire::FromWire(charge.fixed_fee());
  const auto communicated = wire::FromWire(charge.communicated_on());
  if (!fee || !communicated) return std::nullopt;
  return LateCharge{*fee, charge.clause(), *communicated, charge.communicated_how()};
}

// Opened and changed say the same.
template <class Event>
Command ReadAccount(const Event& event) {
  const auto kind = kKinds.FromWire(event.kind());
  const auto channel = kChannels.FromWire(event.preferred_channel());
  if (!kind || !channel) return std::nullopt;
  Account account{event.issuer(),
                  *kind,
                  event.language_code(),
                  event.time_zone(),
                  event.country_code(),
                  event.region(),
                  *channel,
                  {}};
  if (event.has_late_charge()) {
    account.late_charge = Read(event.late_charge());
    if (!account.late_charge) return std::nullopt;
  }
  return ObserveAccount{std::move(account)};
}

Command Read(const told::AccountOpened& event) { return ReadAccount(event); }
Command Read(const told::AccountChanged& event) { return ReadAccount(event); }

Command Read(const told::InvoiceIssued& event) {
  const told::InvoiceContent& content = event.content();
  const auto issued = wire::FromWire(content.issue_date());
  const auto due = wire::FromWire(content.due_date());
  const auto amount = wire::FromWire(content.amount());
  const auto& balances = event.balances();
  const auto own = std::find_if(balances.begin(), balances.end(), [&](const auto& balance) {
    return balance.invoice_id() == event.invoice_id();
  });
  const auto open = own == balances.end() ? amount : wire::FromWire(own->open());
  if (!issued || !due || !amount || !open) return std::nullopt;
  return ObserveInvoice{event.invoice_id(), content.number(), *issued, *due, *amount, *open};
}

template <class Event>
Command ReadBalances(const Event& event, BalanceCause cause, const std::string& reference) {
  ObserveBalances observe{cause, reference, {}};
  for (const told::InvoiceBalance& balance : event.balances()) {
    const auto open = wire::FromWire(balance.open());
    const auto disputed = wire::FromWire(balance.disputed());
    if (!open || !disputed) return std::nullopt;
    observe.balances.push_back({balance.invoice_id(), *open, *disputed});
  }
  return observe;
}

Command Read(const told::PaymentRecorded& event) {
  return ReadBalances(event, BalanceCause::kPayment, event.payment_id());
}
// What the payment that it had made had cleared is open again.
Command Read(const told::ConversionReversed& event) {
  return ReadBalances(event, BalanceCause::kPaymentReversed, event.conversion_id());
}
Command Read(const told::CreditNoteIssued& event) {
  return ReadBalances(event, BalanceCause::kCreditNote, event.credit_note_id());
}
Command Read(const told::PaymentApplied& event) {
  return ReadBalances(event, BalanceCause::kPayment, event.payment_id());
}
Command Read(const told::PaymentReversed& event) {
  return ReadBalances(event, BalanceCause::kPaymentReversed, event.payment_id());
}
Command Read(const told::InvoiceWrittenOff& event) {
  return ReadBalances(event, BalanceCause::kWrittenOff, event.write_off_id());
}
Command Read(const told::WriteOffReversed& event) {
  return ReadBalances(event, BalanceCause::kWriteOffReversed, event.write_off_id());
}
Command Read(const told::ItemsSetOff& event) {
  return ReadBalances(event, BalanceCause::kSetOff, event.set_off_id());
}
Command Read(const told::SetOffReversed& event) {
  return ReadBalances(event, BalanceCause::kSetOffReversed, event.set_off_id());
}
// A discount goes with its payment.
Command Read(const told::DiscountTaken& event) {
  return ReadBalances(event, BalanceCause::kPayment, event.payment_id());
}
Command Read(const told::DiscountReversed& event) {
  return ReadBalances(event, BalanceCause::kPaymentReversed, event.payment_id());
}

template <class Event>
Command ReadDueDate(const Event& event) {
  const auto due = wire::FromWire(event.due_date());
  if (!due) return std::nullopt;
  return ObserveDueDate{event.invoice_id(), *due};
}

Command Read(const told::DueDateExtended& event) { return ReadDueDate(event); }
Command Read(const told::DueDateExtensionRevoked& event) { return ReadDueDate(event); }

Command Read(const told::DisputedMarked& event) {
  return ReadBalances(event, BalanceCause::kDisputed, event.dispute_id());
}
Command Read(const told::DisputedReleased& event) {
  return ReadBalances(event, BalanceCause::kReleased, event.dispute_id());
}

// The events that a case observes, and for each of them a Read above.
template <class... Events>
struct Observed {
  static std::vector<std::string> Types() { return {Events::descriptor()->full_name()...}; }
  static std::optional<CaseCommand> Decode(const engine::Record& event) {
    return wire::DecodeAs<CaseCommand, Events...>(
        event.type(), event.payload(), [](const auto& message) { return Read(message); });
  }
};
using AllObserved =
    Observed<told::AccountOpened, told::AccountChanged, told::InvoiceIssued, told::PaymentRecorded,
             told::PaymentApplied, told::PaymentReversed, told::ConversionReversed,
             told::CreditNoteIssued, told::InvoiceWrittenOff, told::WriteOffReversed,
             told::ItemsSetOff, told::SetOffReversed, told::DisputedMarked, told::DisputedReleased,
             told::DiscountTaken, told::DiscountReversed, told::DueDateExtended,
             told::DueDateExtensionRevoked>;

}  // namespace

std::vector<std::string> ObservedTypes() { return AllObserved::Types(); }

Expected<Done, engine::CannotHandle> Observe(engine::Unit& unit, const engine::Record& event) {
  const auto command = AllObserved::Decode(event);
  if (!command) return Unexpected{engine::CannotHandle{"cannot read " + event.type()}};
  const auto observed = unit.Decide<CaseAggregate>(kCaseStream, *command);
  if (observed) return Done{};
  const Failure refused = ToFailure(observed.error(), unit.home());
  std::string why = fmt::format("the case refuses {}: {}", event.type(), refused.reason);
  for (const auto& [name, value] : refused.values) why += fmt::format(", {} {}", name, value);
  return Unexpected{engine::CannotHandle{std::move(why)}};
}

}  // namespace recourse::collections
