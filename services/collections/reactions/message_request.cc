#include "services/collections/reactions/message_request.h"

#include <array>

#include "libs/base/check.h"
#include "libs/wire/enum_table.h"
#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {
namespace {

namespace asked = communication_log::v1;

constexpr wire::EnumTable kKinds{
    std::array{std::pair{StepKind::kNote, asked::MESSAGE_KIND_NOTE},
               std::pair{StepKind::kFriendly, asked::MESSAGE_KIND_FRIENDLY},
               std::pair{StepKind::kSecondReminder, asked::MESSAGE_KIND_SECOND_REMINDER},
               std::pair{StepKind::kOfferOfHelp, asked::MESSAGE_KIND_OFFER_OF_HELP},
               std::pair{StepKind::kFormalLetter, asked::MESSAGE_KIND_FORMAL_LETTER},
               std::pair{StepKind::kFinalDemand, asked::MESSAGE_KIND_FINAL_DEMAND}}};

StepKind StepOf(const v1::MessagePromised& event) {
  const auto step = FromWire(event.step());
  CHECK(step && IsMessage(*step));  // Our own event.
  return *step;
}

bool IsZero(const google::type::Money& amount) {
  return amount.units() == 0 && amount.nanos() == 0;
}

void AddFact(const v1::InvoiceFact& invoice, asked::MessageContent& content) {
  asked::InvoiceFact& fact = *content.add_facts();
  fact.set_invoice_id(invoice.invoice_id());
  fact.set_number(invoice.number());
  *fact.mutable_due() = invoice.due_date();
  *fact.mutable_open() = invoice.open();
  if (!IsZero(invoice.disputed())) *fact.mutable_disputed() = invoice.disputed();
}

asked::Customer CustomerOf(const v1::MessagePromised& event) {
  asked::Customer customer;
  customer.set_kind(event.debtor_kind() == v1::DEBTOR_KIND_CONSUMER
                        ? asked::CUSTOMER_KIND_CONSUMER
                        : asked::CUSTOMER_KIND_BUSINESS);
  customer.set_country(event.country());
  customer.set_time_zone(event.time_zone());
  return customer;
}

}  // namespace

asked::SendMessageRequest MessageRequest(const v1::MessagePromised& event,
                                         const std::string& account) {
  const StepKind step = StepOf(event);
  asked::SendMessageRequest request;
  request.set_parent(account);
  request.set_message_id(event.message_id());
  *request.mutable_customer() = CustomerOf(event);

  asked::MessageContent& content = *request.mutable_content();
  content.set_channel(event.channel() == v1::CHANNEL_EMAIL ? asked::CHANNEL_EMAIL
                                                           : asked::CHANNEL_LETTER);
  content.set_kind(kKinds.ToWire(step));
  content.set_language(event.language());
  for (const v1::InvoiceFact& invoice : event.invoices()) AddFact(invoice, content);
  const v1::LateCharge& charge = event.late_charge();
  if (charge.fee().currency_code() == event.total().currency_code()) {
    *content.mutable_late_charge()->mutable_amount() = charge.fee();
    content.mutable_late_charge()->set_clause(charge.clause());
  }
  *content.mutable_total() = event.total();
  *content.mutable_deadline() = event.deadline();
  content.set_level(std::string(Name(step)));
  content.set_collection_case(account + "/case");
  return request;
}

}  // namespace recourse::collections
