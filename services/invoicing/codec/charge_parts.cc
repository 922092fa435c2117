#include "services/invoicing/codec/charge_parts.h"

#include "services/invoicing/codec/charge_terms.h"

namespace recourse::invoicing {

using wire::Write;

void Write(const Entitlement& entitlement, v1::Entitlement* message) {
  message->set_basis(entitlement.basis);
  if (entitlement.communicated_on) {
    Write(*entitlement.communicated_on, message->mutable_communicated_on());
  }
  message->set_communicated_how(entitlement.communicated_how);
}

Entitlement Read(const v1::Entitlement& message, wire::Reader& reader) {
  Entitlement entitlement{message.basis(), std::nullopt, message.communicated_how()};
  if (message.has_communicated_on()) {
    entitlement.communicated_on = reader.Read(message.communicated_on());
  }
  return entitlement;
}

void Write(const ChargeBasis& basis, v1::ChargeBasis* message) {
  Write(basis.debt, message->mutable_debt());
  message->set_millionths(basis.millionths);
  message->set_tariff(basis.tariff);
}

ChargeBasis Read(const v1::ChargeBasis& message, wire::Reader& reader) {
  return {reader.Read(message.debt()), message.millionths(), message.tariff()};
}

void Write(const calendar::RateTable& table, v1::RateTable* message) {
  message->set_name(table.name());
  message->set_version(table.version());
  message->set_source(table.source());
  for (const calendar::RateStep& step : table.steps()) {
    v1::RateStep* const written = message->add_steps();
    Write(step.from, written->mutable_from());
    Write(step.through, written->mutable_through());
    written->set_millionths(step.rate.millionths);
  }
}

std::optional<calendar::RateTable> Read(const v1::RateTable& message, wire::Reader& reader) {
  std::vector<calendar::RateStep> steps;
  for (const v1::RateStep& step : message.steps()) {
    steps.push_back({reader.Read(step.from()), reader.Read(step.through()), {step.millionths()}});
  }
  auto table = calendar::RateTable::Make(message.name(), message.version(), message.source(),
                                         std::move(steps));
  if (!table) {
    reader.Fail();
    return std::nullopt;
  }
  return *std::move(table);
}

void Write(const ChargeSegment& segment, v1::ChargeSegment* message) {
  Write(segment.from, message->mutable_from());
  Write(segment.to, message->mutable_to());
  message->set_days(segment.days);
  Write(segment.rate, message->mutable_rate());
  message->set_table(segment.table);
  message->set_version(segment.version);
  Write(segment.base, message->mutable_base());
  message->set_compounded(segment.compounded);
  message->set_time(segment.time);
  message->set_exact(segment.exact);
  Write(segment.amount, message->mutable_amount());
}

ChargeSegment Read(const v1::ChargeSegment& message, wire::Reader& reader) {
  return {reader.Read(message.from()),
          reader.Read(message.to()),
          message.days(),
          Read(message.rate(), reader),
          message.table(),
          message.version(),
          reader.Read(message.base()),
          message.compounded(),
          message.time(),
          message.exact(),
          reader.Read(message.amount())};
}

void Write(const ChargePayment& payment, v1::ChargePayment* message) {
  message->set_payment_id(payment.payment_id);
  Write(payment.amount, message->mutable_amount());
  Write(payment.effective, message->mutable_effective_date());
}

ChargePayment Read(const v1::ChargePayment& message, wire::Reader& reader) {
  return {message.payment_id(), reader.Read(message.amount()),
          reader.Read(message.effective_date())};
}

}  // namespace recourse::invoicing
