#include "services/invoicing/codec/parts.h"

#include "libs/wire/enum_table.h"
#include "services/invoicing/codec/invoice_details.h"
#include "services/invoicing/codec/invoice_terms_parts.h"

namespace recourse::invoicing {

namespace {

constexpr wire::EnumTable kAccountKinds{
    std::array{std::pair{AccountKind::kBusiness, v1::ACCOUNT_KIND_BUSINESS},
               std::pair{AccountKind::kConsumer, v1::ACCOUNT_KIND_CONSUMER}}};
constexpr wire::EnumTable kChannels{
    std::array{std::pair{PreferredChannel::kLetter, v1::PREFERRED_CHANNEL_LETTER},
               std::pair{PreferredChannel::kEmail, v1::PREFERRED_CHANNEL_EMAIL},
               std::pair{PreferredChannel::kPhone, v1::PREFERRED_CHANNEL_PHONE}}};
constexpr wire::EnumTable kOutcomes{
    std::array{std::pair{ReleaseOutcome::kConceded, v1::RELEASE_OUTCOME_CONCEDED},
               std::pair{ReleaseOutcome::kPartlyConceded, v1::RELEASE_OUTCOME_PARTLY_CONCEDED},
               std::pair{ReleaseOutcome::kRejected, v1::RELEASE_OUTCOME_REJECTED},
               std::pair{ReleaseOutcome::kWithdrawn, v1::RELEASE_OUTCOME_WITHDRAWN}}};
constexpr wire::EnumTable kReversalCauses{
    std::array{std::pair{ReversalCause::kBounced, v1::REVERSAL_CAUSE_BOUNCED},
               std::pair{ReversalCause::kChargedBack, v1::REVERSAL_CAUSE_CHARGED_BACK},
               std::pair{ReversalCause::kRecordedInError, v1::REVERSAL_CAUSE_RECORDED_IN_ERROR}}};

constexpr wire::EnumTable kOrders{std::array{
    std::pair{PartOrder::kCostsInterestPrincipal, v1::ALLOCATION_ORDER_COSTS_INTEREST_PRINCIPAL},
    std::pair{PartOrder::kCostsPrincipalInterest, v1::ALLOCATION_ORDER_COSTS_PRINCIPAL_INTEREST},
    std::pair{PartOrder::kPenaltiesLast, v1::ALLOCATION_ORDER_PENALTIES_LAST},
    std::pair{PartOrder::kPrincipalFirst, v1::ALLOCATION_ORDER_PRINCIPAL_FIRST},
}};

}  // namespace

v1::AccountKind ToWire(AccountKind kind) { return kAccountKinds.ToWire(kind); }
v1::PreferredChannel ToWire(PreferredChannel channel) { return kChannels.ToWire(channel); }
v1::ReleaseOutcome ToWire(ReleaseOutcome outcome) { return kOutcomes.ToWire(outcome); }
v1::ReversalCause ToWire(ReversalCause cause) { return kReversalCauses.ToWire(cause); }
v1::AllocationOrder ToWire(std::optional<PartOrder> order) {
  return order ? kOrders.ToWire(*order) : v1::ALLOCATION_ORDER_UNSPECIFIED;
}

AccountKind Read(v1::AccountKind kind, wire::Reader& reader) {
  return kAccountKinds.Read(kind, reader);
}
PreferredChannel Read(v1::PreferredChannel channel, wire::Reader& reader) {
  return kChannels.Read(channel, reader);
}
ReleaseOutcome Read(v1::ReleaseOutcome outcome, wire::Reader& reader) {
  return kOutcomes.Read(outcome, reader);
}
std::optional<PartOrder> Read(v1::AllocationOrder order, wire::Reader& reader) {
  if (order == v1::ALLOCATION_ORDER_UNSPECIFIED) return std::nullopt;
  return kOrders.Read(order, reader);
}
ReversalCause Read(v1::ReversalCause cause, wire::Reader& reader) {
  return kReversalCauses.Read(cause, reader);
}

void Write(const BankAccount& account, v1::BankAccount* message) {
  message->set_iban(account.iban);
  message->set_bic(account.bic);
}

BankAccount Read(const v1::BankAccount& message) { return {message.iban(), message.bic()}; }

void Write(const LateCharge& charge, v1::LateCharge* message) {
  Write(charge.fixed_fee, message->mutable_fixed_fee());
  message->set_clause(charge.clause);
  Write(charge.communicated_on, message->mutable_communicated_on());
  message->set_communicated_how(charge.communicated_how);
}

LateCharge Read(const v1::LateCharge& message, wire::Reader& reader) {
  return {reader.Read(message.fixed_fee()), message.clause(),
          reader.Read(message.communicated_on()), message.communicated_how()};
}

void Write(const ExternalId& id, v1::ExternalId* message) {
  message->set_system(id.system);
  message->set_id(id.id);
}

ExternalId Read(const v1::ExternalId& message) { return {message.system(), message.id()}; }

void Write(const InvoiceContent& content, v1::InvoiceContent* message) {
  message->set_issuer(content.issuer);
  message->set_number(content.number);
  Write(content.issue_date, message->mutable_issue_date());
  Write(content.due_date, message->mutable_due_date());
  Write(content.amount, message->mutable_amount());
  for (const InvoiceLine& line : content.lines) {
    v1::InvoiceLine* const written = message->add_lines();
    written->set_description(line.description);
    written->set_quantity(line.quantity);
    written->set_unit_price(line.unit_price);
    Write(line.amount, written->mutable_amount());
    written->set_clause(line.clause);
    written->set_agreement_version(line.agreement_version);
    WriteDetails(line.details, written);
  }
  message->set_imported(content.imported);
  message->set_content_digest(content.content_digest);
  WriteTerms(content.terms, *message);
  WriteDetails(content.details, message);
}

InvoiceContent Read(const v1::InvoiceContent& message, wire::Reader& reader) {
  InvoiceContent content{message.issuer(),
                         message.number(),
                         reader.Read(message.issue_date()),
                         reader.Read(message.due_date()),
                         reader.Read(message.amount()),
                         {},
                         message.imported(),
                         message.content_digest()};
  content.lines.reserve(static_cast<std::size_t>(message.lines_size()));
  for (const v1::InvoiceLine& line : message.lines()) {
    content.lines.push_back({line.description(), line.quantity(), line.unit_price(),
                             reader.Read(line.amount()), line.clause(), line.agreement_version(),
                             ReadDetails(line, reader)});
  }
  content.terms = ReadTerms(message, reader);
  content.details = ReadDetails(message, reader);
  return content;
}

namespace {

// An item on the wire: one of two ids.
template <class Message>
void WriteItem(const std::string& item_id, ItemKind kind, Message* message) {
  if (kind == ItemKind::kCharge) {
    message->set_charge_id(item_id);
  } else {
    message->set_invoice_id(item_id);
  }
}

template <class Message>
std::pair<std::string, ItemKind> ReadItem(const Message& message) {
  if (!message.charge_id().empty()) return {message.charge_id(), ItemKind::kCharge};
  return {message.invoice_id(), ItemKind::kInvoice};
}

}  // namespace

void Write(const PaymentDesignation& designation, v1::PaymentDesignation* message) {
  WriteItem(designation.item_id, designation.kind, message);
  Write(designation.amount, message->mutable_amount());
}

PaymentDesignation Read(const v1::PaymentDesignation& message, wire::Reader& reader) {
  auto [item_id, kind] = ReadItem(message);
  return {std::move(item_id), reader.Read(message.amount()), kind};
}

void Write(const PaymentAllocation& allocation, Date paid_on, v1::PaymentAllocation* message) {
  WriteItem(allocation.item_id, allocation.kind, message);
  Write(allocation.amount, message->mutable_amount());
  if (allocation.effective != paid_on) {
    Write(allocation.effective, message->mutable_effective_date());
  }
}

PaymentAllocation Read(const v1::PaymentAllocation& message, Date paid_on, wire::Reader& reader) {
  const Date effective =
      message.has_effective_date() ? reader.Read(message.effective_date()) : paid_on;
  auto [item_id, kind] = ReadItem(message);
  return {std::move(item_id), reader.Read(message.amount()), effective, kind};
}

}  // namespace recourse::invoicing
