#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {

v1::AccountKind ToWire(AccountKind kind) {
  switch (kind) {
    case AccountKind::kBusiness:
      return v1::ACCOUNT_KIND_BUSINESS;
    case AccountKind::kConsumer:
      return v1::ACCOUNT_KIND_CONSUMER;
  }
  __builtin_unreachable();
}

v1::PreferredChannel ToWire(PreferredChannel channel) {
  switch (channel) {
    case PreferredChannel::kLetter:
      return v1::PREFERRED_CHANNEL_LETTER;
    case PreferredChannel::kEmail:
      return v1::PREFERRED_CHANNEL_EMAIL;
    case PreferredChannel::kPhone:
      return v1::PREFERRED_CHANNEL_PHONE;
  }
  __builtin_unreachable();
}

v1::ReleaseOutcome ToWire(ReleaseOutcome outcome) {
  switch (outcome) {
    case ReleaseOutcome::kConceded:
      return v1::RELEASE_OUTCOME_CONCEDED;
    case ReleaseOutcome::kPartlyConceded:
      return v1::RELEASE_OUTCOME_PARTLY_CONCEDED;
    case ReleaseOutcome::kRejected:
      return v1::RELEASE_OUTCOME_REJECTED;
    case ReleaseOutcome::kWithdrawn:
      return v1::RELEASE_OUTCOME_WITHDRAWN;
  }
  __builtin_unreachable();
}

// Enums on the wire are open: a value that this program does not know is not readable.
AccountKind Read(v1::AccountKind kind, wire::Reader& reader) {
  if (kind == v1::ACCOUNT_KIND_BUSINESS) return AccountKind::kBusiness;
  if (kind == v1::ACCOUNT_KIND_CONSUMER) return AccountKind::kConsumer;
  reader.Fail();
  return {};
}

PreferredChannel Read(v1::PreferredChannel channel, wire::Reader& reader) {
  if (channel == v1::PREFERRED_CHANNEL_LETTER) return PreferredChannel::kLetter;
  if (channel == v1::PREFERRED_CHANNEL_EMAIL) return PreferredChannel::kEmail;
  if (channel == v1::PREFERRED_CHANNEL_PHONE) return PreferredChannel::kPhone;
  reader.Fail();
  return {};
}

ReleaseOutcome Read(v1::ReleaseOutcome outcome, wire::Reader& reader) {
  if (outcome == v1::RELEASE_OUTCOME_CONCEDED) return ReleaseOutcome::kConceded;
  if (outcome == v1::RELEASE_OUTCOME_PARTLY_CONCEDED) return ReleaseOutcome::kPartlyConceded;
  if (outcome == v1::RELEASE_OUTCOME_REJECTED) return ReleaseOutcome::kRejected;
  if (outcome == v1::RELEASE_OUTCOME_WITHDRAWN) return ReleaseOutcome::kWithdrawn;
  reader.Fail();
  return {};
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
  }
  message->set_imported(content.imported);
  message->set_content_digest(content.content_digest);
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
    content.lines.push_back(
        {line.description(), line.quantity(), line.unit_price(), reader.Read(line.amount())});
  }
  return content;
}

void Write(const PaymentDesignation& designation, v1::PaymentDesignation* message) {
  message->set_invoice_id(designation.invoice_id);
  Write(designation.amount, message->mutable_amount());
}

PaymentDesignation Read(const v1::PaymentDesignation& message, wire::Reader& reader) {
  return {message.invoice_id(), reader.Read(message.amount())};
}

void Write(const PaymentAllocation& allocation, Date paid_on, v1::PaymentAllocation* message) {
  message->set_invoice_id(allocation.invoice_id);
  Write(allocation.amount, message->mutable_amount());
  if (allocation.effective != paid_on) {
    Write(allocation.effective, message->mutable_effective_date());
  }
}

PaymentAllocation Read(const v1::PaymentAllocation& message, Date paid_on, wire::Reader& reader) {
  const Date effective =
      message.has_effective_date() ? reader.Read(message.effective_date()) : paid_on;
  return {message.invoice_id(), reader.Read(message.amount()), effective};
}

}  // namespace recourse::invoicing
