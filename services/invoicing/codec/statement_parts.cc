#include "services/invoicing/codec/statement_parts.h"

#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

static_assert(static_cast<int>(MatchReasonKind::kDiscountAvailable) + 1 ==
              v1::MATCH_REASON_KIND_DISCOUNT_AVAILABLE);
static_assert(static_cast<int>(LineKind::kAdvice) + 1 == v1::LINE_KIND_ADVICE);
static_assert(static_cast<int>(StatementKind::kAdvice) + 1 == v1::STATEMENT_KIND_ADVICE);
static_assert(static_cast<int>(StatementVerdict::kIncomplete) + 1 ==
              v1::STATEMENT_VERDICT_INCOMPLETE);

void Write(const StatedBalance& balance, v1::StatedBalance* message) {
  wire::Write(balance.amount, message->mutable_amount());
  wire::Write(balance.date, message->mutable_date());
  message->set_intermediate(balance.intermediate);
}

std::optional<StatedBalance> Read(bool has, const v1::StatedBalance& message,
                                  wire::Reader& reader) {
  if (!has) return std::nullopt;
  return StatedBalance{reader.Read(message.amount()), reader.Read(message.date()),
                       message.intermediate()};
}

}  // namespace

v1::StatementVerdict ToWire(StatementVerdict verdict) {
  return ToWireEnum<v1::StatementVerdict>(verdict);
}

StatementVerdict Read(v1::StatementVerdict verdict, wire::Reader& reader) {
  return ReadEnum(verdict, StatementVerdict::kIncomplete, reader);
}

void Write(const StatementContent& content, v1::StatementContent* message) {
  message->set_kind(ToWireEnum<v1::StatementKind>(content.kind));
  message->set_format(content.format);
  message->set_id(content.id);
  message->set_number(content.number);
  message->set_legal_number(content.legal_number);
  message->set_page(content.page);
  message->set_iban(content.iban);
  message->set_other_account(content.other_account);
  message->set_currency_code(std::string(content.currency.code()));
  message->set_bank_bic(content.bank_bic);
  message->set_bank_code(content.bank_code);
  if (content.from) Write(*content.from, message->mutable_from());
  if (content.to) Write(*content.to, message->mutable_to());
  if (content.opening) Write(*content.opening, message->mutable_opening());
  if (content.closing) Write(*content.closing, message->mutable_closing());
  message->set_entry_count(content.entries);
  for (const Money& sum : content.booked) Write(sum, message->add_booked());
}

StatementContent Read(const v1::StatementContent& message, wire::Reader& reader) {
  StatementContent content;
  content.kind = ReadEnum(message.kind(), StatementKind::kAdvice, reader);
  content.format = message.format();
  content.id = message.id();
  content.number = message.number();
  content.legal_number = message.legal_number();
  content.page = message.page();
  content.iban = message.iban();
  content.other_account = message.other_account();
  if (!message.currency_code().empty()) {
    const auto currency = Currency::Parse(message.currency_code());
    if (!currency) reader.Fail();
    content.currency = currency.value_or(Currency());
  }
  content.bank_bic = message.bank_bic();
  content.bank_code = message.bank_code();
  content.from = ReadDay(message.has_from(), message.from(), reader);
  content.to = ReadDay(message.has_to(), message.to(), reader);
  content.opening = Read(message.has_opening(), message.opening(), reader);
  content.closing = Read(message.has_closing(), message.closing(), reader);
  content.entries = message.entry_count();
  for (const auto& sum : message.booked()) content.booked.push_back(reader.Read(sum));
  return content;
}

void Write(const StatementLine& line, v1::StatementLine* message) {
  message->set_entry(line.entry);
  Write(line.amount, message->mutable_amount());
  message->set_kind(ToWireEnum<v1::LineKind>(line.kind));
  if (line.booking) Write(*line.booking, message->mutable_booking_date());
  if (line.value) Write(*line.value, message->mutable_value_date());
  message->set_end_to_end_id(line.end_to_end_id);
  for (const std::string& each : line.creditor_references) message->add_creditor_references(each);
  for (const std::string& each : line.documents) message->add_documents(each);
  message->set_bank_reference(line.bank_reference);
  message->set_file_line(line.file_line);
  message->set_payer(line.payer);
  Write(line.personal_data, message->mutable_personal_data());
}

StatementLine Read(const v1::StatementLine& message, wire::Reader& reader) {
  StatementLine line;
  line.entry = message.entry();
  line.amount = reader.Read(message.amount());
  line.kind = ReadEnum(message.kind(), LineKind::kAdvice, reader);
  line.booking = ReadDay(message.has_booking_date(), message.booking_date(), reader);
  line.value = ReadDay(message.has_value_date(), message.value_date(), reader);
  line.end_to_end_id = message.end_to_end_id();
  line.creditor_references = {message.creditor_references().begin(),
                              message.creditor_references().end()};
  line.documents = {message.documents().begin(), message.documents().end()};
  line.bank_reference = message.bank_reference();
  line.file_line = message.file_line();
  line.payer = message.payer();
  line.personal_data = wire::FromWire(message.personal_data());
  return line;
}

void Write(const LineMatch& match, v1::LineMatch* message) {
  message->set_account(match.account);
  for (const PaymentDesignation& each : match.designations) {
    Write(each, message->add_designations());
  }
  message->set_score(match.score);
  for (const MatchReason& reason : match.reasons) {
    v1::MatchReason* const written = message->add_reasons();
    written->set_kind(ToWireEnum<v1::MatchReasonKind>(reason.kind));
    written->set_points(reason.points);
    written->set_detail(reason.detail);
  }
  message->set_automatic(match.automatic);
}

LineMatch Read(const v1::LineMatch& message, wire::Reader& reader) {
  LineMatch match;
  match.account = message.account();
  for (const auto& each : message.designations()) match.designations.push_back(Read(each, reader));
  match.score = message.score();
  for (const v1::MatchReason& reason : message.reasons()) {
    match.reasons.push_back({ReadEnum(reason.kind(), MatchReasonKind::kDiscountAvailable, reader),
                             reason.points(), reason.detail()});
  }
  match.automatic = message.automatic();
  return match;
}

}  // namespace recourse::invoicing
