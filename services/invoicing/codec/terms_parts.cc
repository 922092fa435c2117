#include "services/invoicing/codec/terms_parts.h"

#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"

namespace recourse::invoicing {

using wire::Write;

namespace {

TermRule ReadRule(const v1::PaymentTerms& message, wire::Reader& reader) {
  switch (message.rule_case()) {
    case v1::PaymentTerms::kNetDays:
      return calendar::NetDays{message.net_days()};
    case v1::PaymentTerms::kEndOfMonthDays:
      return calendar::EndOfMonth{message.end_of_month_days()};
    case v1::PaymentTerms::kFixedDate:
      return calendar::FixedDay{reader.Read(message.fixed_date())};
    case v1::PaymentTerms::kOnReceipt:
      return calendar::OnReceipt{};
    case v1::PaymentTerms::RULE_NOT_SET:
      break;
  }
  reader.Fail();
  return {};
}

}  // namespace

void Write(const PaymentTerms& terms, v1::PaymentTerms* message) {
  std::visit(
      Overloaded{
          [&](const calendar::NetDays& net) { message->set_net_days(net.days); },
          [&](const calendar::EndOfMonth& end) { message->set_end_of_month_days(end.days); },
          [&](const calendar::FixedDay& fixed) { Write(fixed.day, message->mutable_fixed_date()); },
          [&](const calendar::OnReceipt&) { message->mutable_on_receipt(); },
      },
      terms.rule);
  message->set_working_days(terms.working_days);
  for (const DiscountStep& step : terms.discounts) {
    v1::DiscountStep* const written = message->add_discounts();
    written->set_days(step.days);
    written->set_millionths(step.millionths);
  }
}

PaymentTerms Read(const v1::PaymentTerms& message, wire::Reader& reader) {
  PaymentTerms terms{ReadRule(message, reader), message.working_days(), {}};
  for (const v1::DiscountStep& step : message.discounts()) {
    terms.discounts.push_back({step.days(), step.millionths()});
  }
  return terms;
}

void Write(const EarlyPaymentDiscount& discount, v1::EarlyPaymentDiscount* message) {
  Write(discount.last_day, message->mutable_last_day());
  message->set_millionths(discount.millionths);
  Write(discount.amount, message->mutable_amount());
}

EarlyPaymentDiscount Read(const v1::EarlyPaymentDiscount& message, wire::Reader& reader) {
  return {reader.Read(message.last_day()), message.millionths(), reader.Read(message.amount())};
}

}  // namespace recourse::invoicing
