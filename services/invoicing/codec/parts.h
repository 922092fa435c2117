#pragma once

#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "libs/wire/reader.h"
#include "libs/wire/reused.h"
#include "recourse/invoicing/v1/account_events.pb.h"
#include "recourse/invoicing/v1/issuer_events.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/account.h"
#include "services/invoicing/domain/issuer.h"
#include "services/invoicing/domain/ledger_events.h"

// The parts that events and API messages have in common, both ways.
namespace recourse::invoicing {

using wire::Reused;
using wire::Write;

v1::AccountKind ToWire(AccountKind kind);
v1::PreferredChannel ToWire(PreferredChannel channel);
v1::ReleaseOutcome ToWire(ReleaseOutcome outcome);
v1::ReversalCause ToWire(ReversalCause cause);
// Unspecified where none was named.
v1::AllocationOrder ToWire(std::optional<PartOrder> order);
AccountKind Read(v1::AccountKind kind, wire::Reader& reader);
PreferredChannel Read(v1::PreferredChannel channel, wire::Reader& reader);
ReleaseOutcome Read(v1::ReleaseOutcome outcome, wire::Reader& reader);
ReversalCause Read(v1::ReversalCause cause, wire::Reader& reader);
std::optional<PartOrder> Read(v1::AllocationOrder order, wire::Reader& reader);

void Write(const BankAccount& account, v1::BankAccount* message);
BankAccount Read(const v1::BankAccount& message);

void Write(const LateCharge& charge, v1::LateCharge* message);
LateCharge Read(const v1::LateCharge& message, wire::Reader& reader);

void Write(const ExternalId& id, v1::ExternalId* message);
ExternalId Read(const v1::ExternalId& message);

void Write(const InvoiceContent& content, v1::InvoiceContent* message);
InvoiceContent Read(const v1::InvoiceContent& message, wire::Reader& reader);

void Write(const PaymentDesignation& designation, v1::PaymentDesignation* message);
PaymentDesignation Read(const v1::PaymentDesignation& message, wire::Reader& reader);

// An allocation's day is on the wire only where it is not `paid_on`, the payment's own.
void Write(const PaymentAllocation& allocation, Date paid_on, v1::PaymentAllocation* message);
PaymentAllocation Read(const v1::PaymentAllocation& message, Date paid_on, wire::Reader& reader);

}  // namespace recourse::invoicing
