#include "tools/recourse/statement/new_lines.h"

#include <algorithm>

#include "libs/wire/convert.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using bank_statement::Balance;
using bank_statement::Detail;
using bank_statement::Entry;
using bank_statement::Statement;

void Write(const std::optional<Balance>& balance,
           v1::StatedBalance* (*target)(v1::StatementContent*), v1::StatementContent* content) {
  if (!balance) return;
  v1::StatedBalance* const written = target(content);
  wire::Write(balance->amount, written->mutable_amount());
  wire::Write(balance->date, written->mutable_date());
  written->set_intermediate(balance->intermediate);
}

v1::LineKind KindOf(Statement::Kind kind, const Entry& entry, const Money& amount,
                    bool is_returned) {
  if (kind == Statement::Kind::kAdvice) return v1::LINE_KIND_ADVICE;
  if (entry.status != Entry::Status::kBooked || amount.minor_units == 0) {
    return v1::LINE_KIND_NOT_BOOKED;
  }
  if (amount.minor_units < 0) return v1::LINE_KIND_DEBIT;
  return entry.reversal || is_returned ? v1::LINE_KIND_REVERSAL : v1::LINE_KIND_CREDIT;
}

// Whether the bank says of each payment how much of the entry it is.
bool IsListed(const Entry& entry) {
  if (entry.details.size() < 2) return false;
  Money sum{0, entry.amount.currency};
  for (const Detail& detail : entry.details) {
    if (!detail.amount || detail.amount->currency != entry.amount.currency) return false;
    if ((detail.amount->minor_units < 0) != (entry.amount.minor_units < 0)) return false;
    sum = sum + *detail.amount;
  }
  return sum == entry.amount;
}

void Join(const std::string& piece, std::string* text) {
  if (piece.empty()) return;
  if (!text->empty()) *text += '\n';
  *text += piece;
}

// What one payment says, added to what others of its line have said.
void AddDetail(const Detail& detail, v1::NewLine& line) {
  v1::StatementLine& said = *line.mutable_line();
  if (said.end_to_end_id().empty()) said.set_end_to_end_id(detail.references.end_to_end);
  if (said.bank_reference().empty()) said.set_bank_reference(detail.references.bank);
  for (const std::string& each : detail.remittance.creditor_references) {
    said.add_creditor_references(each);
  }
  for (const std::string& each : detail.remittance.documents) said.add_documents(each);
  Join(detail.remittance.text, line.mutable_personal_data()->mutable_remittance_text());
}

void SetCounterparty(const Detail& detail, v1::LinePersonalData& data) {
  data.set_counterparty_name(detail.counterparty.name);
  const bank_statement::Account& account = detail.counterparty.account;
  data.set_counterparty_account(account.iban.empty() ? account.other : account.iban);
  data.set_ultimate_name(detail.counterparty.ultimate_name);
}

v1::NewLine Begun(Statement::Kind kind, const Entry& entry, int entry_number, const Money& amount,
                  bool is_returned) {
  v1::NewLine line;
  v1::StatementLine& said = *line.mutable_line();
  said.set_entry(entry_number);
  wire::Write(amount, said.mutable_amount());
  said.set_kind(KindOf(kind, entry, amount, is_returned));
  if (entry.booking_date) wire::Write(*entry.booking_date, said.mutable_booking_date());
  if (entry.value_date) wire::Write(*entry.value_date, said.mutable_value_date());
  said.set_bank_reference(entry.bank_reference);
  said.set_file_line(entry.line);
  return line;
}

// Where the payer wrote nothing that could be told apart, all that the bank says.
void FillText(const Entry& entry, v1::NewLine& line) {
  std::string* const text = line.mutable_personal_data()->mutable_remittance_text();
  if (!text->empty()) return;
  *text = entry.information;
  if (!text->empty()) return;
  Join(entry.booking_text, text);
  Join(entry.supplementary, text);
}

}  // namespace

v1::StatementContent ToContent(const Statement& statement,
                               const bank_statement::StatementEnd& end) {
  v1::StatementContent content;
  content.set_kind(statement.kind == Statement::Kind::kAdvice ? v1::STATEMENT_KIND_ADVICE
                                                              : v1::STATEMENT_KIND_STATEMENT);
  content.set_format(statement.format);
  content.set_id(statement.id);
  content.set_number(statement.number);
  content.set_legal_number(statement.legal_number);
  content.set_page(statement.page);
  content.set_iban(statement.account.iban);
  content.set_other_account(statement.account.other);
  if (statement.currency) content.set_currency_code(std::string(statement.currency->code()));
  content.set_bank_bic(statement.servicer.bic);
  content.set_bank_code(statement.servicer.code);
  if (statement.from) wire::Write(*statement.from, content.mutable_from());
  if (statement.to) wire::Write(*statement.to, content.mutable_to());
  Write(
      statement.opening, [](v1::StatementContent* to) { return to->mutable_opening(); }, &content);
  Write(
      end.closing, [](v1::StatementContent* to) { return to->mutable_closing(); }, &content);
  content.set_entry_count(end.entries);
  for (const Money& sum : end.booked) wire::Write(sum, content.add_booked());
  return content;
}

std::vector<v1::NewLine> ToNewLines(Statement::Kind kind, const Entry& entry, int entry_number) {
  std::vector<v1::NewLine> lines;
  if (IsListed(entry)) {
    for (const Detail& detail : entry.details) {
      v1::NewLine line =
          Begun(kind, entry, entry_number, *detail.amount, !detail.return_reason.empty());
      AddDetail(detail, line);
      SetCounterparty(detail, *line.mutable_personal_data());
      FillText(entry, line);
      if (detail.line > 0) line.mutable_line()->set_file_line(detail.line);
      lines.push_back(std::move(line));
    }
    return lines;
  }
  const bool is_returned =
      std::any_of(entry.details.begin(), entry.details.end(),
                  [](const Detail& detail) { return !detail.return_reason.empty(); });
  v1::NewLine line = Begun(kind, entry, entry_number, entry.amount, is_returned);
  for (const Detail& detail : entry.details) AddDetail(detail, line);
  if (entry.details.size() == 1) {
    SetCounterparty(entry.details.front(), *line.mutable_personal_data());
  }
  FillText(entry, line);
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace recourse::cli
