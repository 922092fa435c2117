#include "services/invoicing/api/statement_fields.h"

#include <fmt/format.h>

#include <cstdlib>

#include "libs/bank_statement/statement_key.h"
#include "libs/base/hex.h"
#include "libs/seal/message.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kSumsMax = 20;
constexpr int kFileLinesMax = 1'000'000'000;

// Any text: what a bank sends is kept as it is, control characters too.
void CheckSize(const char* field, const std::string& text, std::size_t bytes_max,
               rpc::Fields& fields) {
  fields.Check(text.size() <= bytes_max, field, std::to_string(text.size()) + " bytes",
               fmt::format("must have at most {}", bytes_max));
}

bool IsAmount(const Money& amount) { return std::abs(amount.minor_units) <= kMoneyMax; }

std::optional<bank_statement::Balance> ToBalance(const std::optional<StatedBalance>& stated) {
  if (!stated) return std::nullopt;
  bank_statement::Balance balance;
  balance.amount = stated->amount;
  balance.date = stated->date;
  balance.intermediate = stated->intermediate;
  return balance;
}

void CheckPersonalData(const v1::LinePersonalData& data, rpc::Fields fields) {
  CheckSize("counterparty_name", data.counterparty_name(), kStatementTextBytesMax, fields);
  CheckSize("counterparty_account", data.counterparty_account(), kCounterpartyAccountBytesMax,
            fields);
  CheckSize("ultimate_name", data.ultimate_name(), kStatementTextBytesMax, fields);
  CheckSize("remittance_text", data.remittance_text(), kRemittanceBytesMax, fields);
}

// Whether a line of the statement may be of this kind.
bool IsKindOf(LineKind kind, const Money& amount, StatementKind statement) {
  switch (kind) {
    case LineKind::kCredit:
      return statement == StatementKind::kStatement && amount.minor_units > 0;
    case LineKind::kDebit:
      return statement == StatementKind::kStatement && amount.minor_units < 0;
    case LineKind::kReversal:
    case LineKind::kNotBooked:
      return statement == StatementKind::kStatement;
    case LineKind::kAdvice:
      return statement == StatementKind::kAdvice;
  }
  __builtin_unreachable();
}

}  // namespace

StatementContent ReadContent(const v1::StatementContent& message, rpc::Fields request) {
  rpc::Fields fields = request.Within("content");
  wire::Reader reader;
  StatementContent content = Read(message, reader);
  request.Check(reader.ok(), "content", "",
                "must have a kind, and amounts and days that can be read");
  fields.Check(!content.format.empty(), "format", "", "must be given");
  const std::pair<const char*, const std::string&> texts[] = {
      {"format", content.format},
      {"id", content.id},
      {"number", content.number},
      {"legal_number", content.legal_number},
      {"page", content.page},
      {"iban", content.iban},
      {"other_account", content.other_account},
      {"bank_bic", content.bank_bic},
      {"bank_code", content.bank_code},
  };
  for (const auto& [field, text] : texts) CheckSize(field, text, kStatementTextBytesMax, fields);
  fields.Check(!content.opening || IsAmount(content.opening->amount), "opening", "",
               "must be an amount up to 10^15 minor units");
  fields.Check(!content.closing || IsAmount(content.closing->amount), "closing", "",
               "must be an amount up to 10^15 minor units");
  fields.Check(content.entries >= 0 && content.entries <= kStatementLinesMax, "entry_count",
               std::to_string(content.entries), "must be from 0 to 1,000,000");
  fields.Check(content.booked.size() <= kSumsMax, "booked", std::to_string(content.booked.size()),
               "must have at most 20 entries");
  return content;
}

StatementLine ReadLine(const v1::NewLine& message, StatementKind kind, rpc::Fields fields) {
  rpc::Fields within = fields.Within("line");
  wire::Reader reader;
  StatementLine line = Read(message.line(), reader);
  fields.Check(reader.ok() && IsAmount(line.amount), "line", "",
               "must have a kind, an amount and days that can be read");
  within.Check(!reader.ok() || IsKindOf(line.kind, line.amount, kind), "kind",
               v1::LineKind_Name(message.line().kind()),
               "must go with the kind of the statement and the sign of the amount");
  CheckSize("end_to_end_id", line.end_to_end_id, kStatementTextBytesMax, within);
  CheckSize("bank_reference", line.bank_reference, kStatementTextBytesMax, within);
  within.Check(line.creditor_references.size() <= kCreditorReferencesMax, "creditor_references",
               std::to_string(line.creditor_references.size()), "must have at most 20 entries");
  within.Check(line.documents.size() <= kDocumentsMax, "documents",
               std::to_string(line.documents.size()), "must have at most 100 entries");
  for (const std::string& each : line.creditor_references) {
    CheckSize("creditor_references", each, kStatementTextBytesMax, within);
  }
  for (const std::string& each : line.documents) {
    CheckSize("documents", each, kStatementTextBytesMax, within);
  }
  within.Check(line.file_line >= 0 && line.file_line <= kFileLinesMax, "file_line",
               std::to_string(line.file_line), "must be from 0 to 10^9");
  within.Check(line.payer.empty() && !message.line().has_personal_data(), "payer", "",
               "must be left empty, as personal_data");
  CheckPersonalData(message.personal_data(), fields.Within("personal_data"));
  return line;
}

std::string KeyOf(const StatementContent& content) {
  bank_statement::Statement statement;
  statement.format = content.format;
  statement.servicer.bic = content.bank_bic;
  statement.servicer.code = content.bank_code;
  statement.account.iban = content.iban;
  statement.account.other = content.other_account;
  if (content.currency != Currency()) statement.currency = content.currency;
  statement.id = content.id;
  statement.number = content.number;
  statement.legal_number = content.legal_number;
  statement.page = content.page;
  statement.from = content.from;
  statement.to = content.to;
  statement.opening = ToBalance(content.opening);
  bank_statement::StatementEnd end;
  end.closing = ToBalance(content.closing);
  end.entries = content.entries;
  end.booked = content.booked;
  return bank_statement::StatementKey(statement, end);
}

std::string PayerOf(const rpc::KeyedHash& hash, const std::string& issuer,
                    const std::string& counterparty_account) {
  if (counterparty_account.empty()) return "";
  return hash("payer of " + issuer, counterparty_account);
}

std::string SubjectOf(const std::string& issuer, const std::string& key, const std::string& payer) {
  return payer.empty() ? issuer + "/statements/" + key : issuer + "/payers/" + ToHex(payer);
}

Expected<std::optional<v1::LinePersonalData>, Failure> OpenPersonalData(const seal::Sealer& sealer,
                                                                        const std::string& issuer,
                                                                        const FoundLine& line) {
  const v1::StatementLine& stored = line.row.line();
  v1::LinePersonalData data;
  const auto opened = seal::OpenMessage(sealer, SubjectOf(issuer, line.key, stored.payer()),
                                        wire::TypeOf<v1::StatementLinesAdded>(),
                                        wire::FromWire(stored.personal_data()), data);
  if (opened) return std::optional(std::move(data));
  if (opened.error().kind == seal::Error::Kind::kErased) {
    return std::optional<v1::LinePersonalData>();
  }
  return Unexpected{seal::ToFailure(opened.error())};
}

std::string LineNameOf(const std::string& issuer, const std::string& key, int number) {
  return fmt::format("{}/statements/{}/lines/{}", issuer, key, number);
}

v1::Line ToLine(const std::string& issuer, const FoundLine& found) {
  v1::Line line;
  line.set_name(LineNameOf(issuer, found.key, found.number));
  *line.mutable_line() = found.row.line();
  line.mutable_line()->clear_payer();
  line.mutable_line()->clear_personal_data();
  const LineStanding& standing = found.standing;
  line.set_state(standing.state);
  if (standing.parts.size() == 1 && standing.part_numbers[0] == 0 &&
      wire::SumFromWire(standing.parts[0].amount()) ==
          wire::SumFromWire(found.row.line().amount())) {
    *line.mutable_match() = standing.parts[0].match();
    line.set_payment(standing.parts[0].payment());
  } else {
    *line.mutable_parts() = {standing.parts.begin(), standing.parts.end()};
  }
  if (standing.state == v1::LINE_STATE_WAITING || standing.state == v1::LINE_STATE_CONFIRMED) {
    wire::Write(standing.waiting, line.mutable_waiting());
  }
  line.set_reason(standing.reason);
  line.set_reopened(standing.reopened);
  return line;
}

}  // namespace recourse::invoicing
