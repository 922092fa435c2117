#include "services/collections/codec/case_wire.h"

#include "services/collections/codec/field_reader.h"

namespace recourse::collections {
namespace {

using Decoded = std::optional<CaseEvent>;

}  // namespace

v1::AccountObserved Write(const AccountObserved& event) {
  const Account& account = event.account;
  v1::AccountObserved message;
  message.set_issuer(account.issuer);
  message.set_kind(ToWire(account.kind));
  message.set_language(account.language);
  message.set_time_zone(account.time_zone);
  message.set_country(account.country);
  message.set_region(account.region);
  message.set_channel(ToWire(account.channel));
  if (account.late_charge) *message.mutable_late_charge() = ToWire(*account.late_charge);
  return message;
}

Decoded Read(const v1::AccountObserved& message) {
  FieldReader read;
  Account account;
  account.issuer = message.issuer();
  account.kind = read(message.kind());
  account.language = message.language();
  account.time_zone = message.time_zone();
  account.country = message.country();
  account.region = message.region();
  account.channel = read(message.channel());
  account.late_charge = read.Optional(message.has_late_charge(), message.late_charge());
  return read.All(AccountObserved{std::move(account)});
}

v1::InvoiceObserved Write(const InvoiceObserved& event) {
  v1::InvoiceObserved message;
  message.set_invoice_id(event.invoice_id);
  message.set_number(event.number);
  *message.mutable_issue_date() = ToWire(event.issued);
  *message.mutable_due_date() = ToWire(event.due);
  *message.mutable_amount() = ToWire(event.amount);
  *message.mutable_open() = ToWire(event.open);
  return message;
}

Decoded Read(const v1::InvoiceObserved& message) {
  FieldReader read;
  return read.All(InvoiceObserved{message.invoice_id(), message.number(),
                                  read(message.issue_date()), read(message.due_date()),
                                  read(message.amount()), read(message.open())});
}

v1::DueDateObserved Write(const DueDateObserved& event) {
  v1::DueDateObserved message;
  message.set_invoice_id(event.invoice_id);
  *message.mutable_due_date() = ToWire(event.due);
  return message;
}

Decoded Read(const v1::DueDateObserved& message) {
  FieldReader read;
  return read.All(DueDateObserved{message.invoice_id(), read(message.due_date())});
}

v1::BalancesObserved Write(const BalancesObserved& event) {
  v1::BalancesObserved message;
  message.set_cause(ToWire(event.cause));
  message.set_reference(event.reference);
  for (const auto& balance : event.balances) *message.add_balances() = ToWire(balance);
  return message;
}

Decoded Read(const v1::BalancesObserved& message) {
  FieldReader read;
  return read.All(
      BalancesObserved{read(message.cause()), message.reference(), read.Each(message.balances())});
}

v1::HoldPlaced Write(const HoldPlaced& event) {
  v1::HoldPlaced message;
  message.set_hold_id(event.hold_id);
  message.set_reason(ToWire(event.reason));
  message.set_invoice_id(event.invoice_id);
  if (event.until) *message.mutable_until() = ToWire(*event.until);
  return message;
}

Decoded Read(const v1::HoldPlaced& message) {
  FieldReader read;
  return read.All(HoldPlaced{message.hold_id(), read(message.reason()), message.invoice_id(),
                             read.Optional(message.has_until(), message.until())});
}

v1::HoldEnded Write(const HoldEnded& event) {
  v1::HoldEnded message;
  message.set_hold_id(event.hold_id);
  message.set_end(ToWire(event.end));
  return message;
}

Decoded Read(const v1::HoldEnded& message) {
  FieldReader read;
  return read.All(HoldEnded{message.hold_id(), read(message.end())});
}

v1::PromiseMade Write(const PromiseMade& event) {
  v1::PromiseMade message;
  message.set_promise_id(event.promise_id);
  for (const auto& id : event.invoice_ids) message.add_invoice_ids(id);
  *message.mutable_amount() = ToWire(event.amount);
  *message.mutable_due_date() = ToWire(event.due);
  *message.mutable_held_until() = ToWire(event.held_until);
  return message;
}

Decoded Read(const v1::PromiseMade& message) {
  FieldReader read;
  return read.All(PromiseMade{message.promise_id(),
                              {message.invoice_ids().begin(), message.invoice_ids().end()},
                              read(message.amount()),
                              read(message.due_date()),
                              read(message.held_until())});
}

v1::PromiseKept Write(const PromiseKept& event) {
  v1::PromiseKept message;
  message.set_promise_id(event.promise_id);
  *message.mutable_paid() = ToWire(event.paid);
  message.set_end(ToWire(event.end));
  return message;
}

Decoded Read(const v1::PromiseKept& message) {
  FieldReader read;
  return read.All(PromiseKept{message.promise_id(), read(message.paid()), read(message.end())});
}

v1::PromiseBroken Write(const PromiseBroken& event) {
  v1::PromiseBroken message;
  message.set_promise_id(event.promise_id);
  *message.mutable_paid() = ToWire(event.paid);
  return message;
}

Decoded Read(const v1::PromiseBroken& message) {
  FieldReader read;
  return read.All(PromiseBroken{message.promise_id(), read(message.paid())});
}

}  // namespace recourse::collections
