#include "libs/bank_statement/camt_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "libs/bank_statement/amount.h"
#include "libs/bank_statement/camt_entry.h"
#include "libs/bank_statement/camt_fields.h"
#include "libs/bank_statement/refused.h"
#include "libs/bank_statement/statement_key.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {

using xml::Element;
using When = xml::Route::When;

struct CamtReader::Message {
  std::string_view format;  // Without its version.
  std::string_view container;
  std::string_view statement;
  Statement::Kind kind;
};

namespace {

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:";
constexpr std::string_view kVersionMin = "02";
constexpr std::string_view kVersionMax = "08";

// Of several at most one is meant to be there.
bool IsUnique(const Balance& balance) {
  return balance.kind == Balance::Kind::kOpeningBooked ||
         balance.kind == Balance::Kind::kClosingBooked ||
         balance.kind == Balance::Kind::kPreviouslyClosed;
}

std::optional<Balance> TakeOut(Balance::Kind kind, std::vector<Balance>& balances) {
  const auto found = std::find_if(balances.begin(), balances.end(),
                                  [&](const Balance& balance) { return balance.kind == kind; });
  if (found == balances.end()) return std::nullopt;
  Balance taken = std::move(*found);
  balances.erase(found);
  return taken;
}

Unexpected<Failure> NoStatement(int line, std::string_view container) {
  return Refused("NO_STATEMENT", {line, std::string(container)}, "", "a statement in it");
}

Unexpected<Failure> Missing(const Statement& statement, std::string field) {
  return Refused("FIELD_MISSING", {statement.line, std::move(field)}, "", "it in a statement");
}

}  // namespace

CamtReader::CamtReader(StatementSink& sink) : sink_(sink), stream_(Routes()) {}

std::vector<xml::Route> CamtReader::Routes() {
  static constexpr std::array<Message, 3> kMessages = {{
      {"camt.053.001.", "BkToCstmrStmt", "Stmt", Statement::Kind::kStatement},
      {"camt.052.001.", "BkToCstmrAcctRpt", "Rpt", Statement::Kind::kAdvice},
      {"camt.054.001.", "BkToCstmrDbtCdtNtfctn", "Ntfctn", Statement::Kind::kAdvice},
  }};
  std::vector<xml::Route> routes = {{"Document", When::kOpened, [this](const Element& element) {
                                       return TakeDocument(element);
                                     }}};
  for (const Message& message : kMessages) {
    const std::string container(message.container);
    const std::string statement = container + "/" + std::string(message.statement);
    routes.push_back({statement, When::kOpened,
                      [this, &message](const Element& element) { return Open(message, element); }});
    for (const std::string_view part :
         {"Id", "ElctrncSeqNb", "LglSeqNb", "StmtPgntn", "RptPgntn", "NtfctnPgntn", "FrToDt",
          "Acct", "Bal", "Ntry", "AddtlStmtInf", "AddtlRptInf", "AddtlNtfctnInf"}) {
      routes.push_back({statement + "/" + std::string(part), When::kWhole,
                        [this](const Element& element) { return TakePart(element); }});
    }
    routes.push_back(
        {statement, When::kClosed, [this](const Element& element) { return Close(element); }});
    routes.push_back({container, When::kClosed,
                      [this, &message](const Element& element) -> Expected<Done, Failure> {
                        if (any_statement_) return Done{};
                        return NoStatement(element.line(), message.container);
                      }});
  }
  return routes;
}

Expected<Done, Failure> CamtReader::Feed(std::string_view chunk) { return stream_.Feed(chunk); }

Expected<Done, Failure> CamtReader::Finish() {
  if (const auto finished = stream_.Finish(); !finished) return finished;
  if (any_statement_) return Done{};
  return NoStatement(1, "Document");
}

Expected<Done, Failure> CamtReader::TakeDocument(const Element& element) {
  std::string_view format = element.ns();
  if (format.starts_with(kNamespace)) format.remove_prefix(kNamespace.size());
  format_ = format;
  const std::string_view version = format.substr(std::min(format.size(), std::size_t{13}));
  if (format.starts_with("camt.05") && version.size() == 2 && version >= kVersionMin &&
      version <= kVersionMax) {
    return Done{};
  }
  return Refused("FORMAT_UNKNOWN", {element.line(), "Document"}, element.ns(),
                 "camt.052, camt.053 or camt.054 of versions 02 to 08");
}

Expected<Done, Failure> CamtReader::Open(const Message& message, const Element& element) {
  if (!format_.starts_with(message.format)) {
    return Refused("FORMAT_UNKNOWN", {element.line(), element.name()}, format_,
                   "the message that the namespace of the document names");
  }
  current_.emplace();
  current_->statement.kind = message.kind;
  current_->statement.format = format_;
  current_->statement.line = element.line();
  return Done{};
}

Expected<Done, Failure> CamtReader::TakePart(const Element& element) {
  const std::string& name = element.name();
  Statement& statement = current_->statement;
  current_->end.line = element.line();
  if (name == "Ntry") return TakeEntry(element);
  if (name.starts_with("Addtl")) {
    AddLine(current_->end.information, element.Value());
    return Done{};
  }
  if (current_->begun) {
    return Refused("FIELD_OUT_OF_ORDER", PlaceOf(element, ""), "", "it before the entries");
  }
  if (name == "Acct") return TakeAccount(element);
  if (name == "Bal") return TakeBalance(element);
  if (name == "Id") statement.id = element.Value();
  if (name == "ElctrncSeqNb") statement.number = element.Value();
  if (name == "LglSeqNb") statement.legal_number = element.Value();
  if (name.ends_with("Pgntn")) statement.page = TextOf(element, {"PgNb"});
  if (name == "FrToDt") return TakePeriod(element);
  return Done{};
}

Expected<Done, Failure> CamtReader::TakePeriod(const Element& element) {
  const auto from = DayOfTime(element, "FrDtTm");
  if (!from) return Unexpected{from.error()};
  const auto to = DayOfTime(element, "ToDtTm");
  if (!to) return Unexpected{to.error()};
  current_->statement.from = *from;
  current_->statement.to = *to;
  return Done{};
}

Expected<Done, Failure> CamtReader::TakeAccount(const Element& element) {
  Statement& statement = current_->statement;
  statement.account = CamtAccount(&element);
  if (statement.account == Account{}) {
    return Refused("FIELD_MISSING", PlaceOf(element, "Id"), "", "an IBAN or Othr/Id");
  }
  if (const std::string code = TextOf(element, {"Ccy"}); !code.empty()) {
    const auto currency = ReadCurrency(code, PlaceOf(element, "Ccy"));
    if (!currency) return Unexpected{currency.error()};
    statement.currency = *currency;
  }
  statement.owner = CamtName(element.Child("Ownr"));
  if (statement.owner.empty()) statement.owner = TextOf(element, {"Nm"});
  statement.servicer = CamtBank(element.Child("Svcr"));
  return Done{};
}

Expected<Done, Failure> CamtReader::TakeBalance(const Element& element) {
  auto balance = ReadCamtBalance(element);
  if (!balance) return Unexpected{balance.error()};
  for (const Balance& known : current_->end.others) {
    if (known.kind == balance->kind && IsUnique(known)) {
      return Refused("BALANCE_REPEATED", PlaceOf(element, "Tp"), balance->code,
                     "one balance of this type");
    }
  }
  current_->end.others.push_back(*std::move(balance));
  return Done{};
}

Expected<Done, Failure> CamtReader::TakeEntry(const Element& element) {
  const auto entry = ReadCamtEntry(element);
  if (!entry) return Unexpected{entry.error()};
  if (const auto begun = BeginOnce(entry->amount.currency); !begun) return begun;
  const auto added = current_->tally.Add(*entry, PlaceOf(element, "Amt"));
  if (!added) return added;
  return sink_.Take(*entry);
}

// All that precedes the entries was read.
Expected<Done, Failure> CamtReader::BeginOnce(std::optional<Currency> of_entry) {
  if (current_->begun) return Done{};
  current_->begun = true;
  Statement& statement = current_->statement;
  StatementEnd& end = current_->end;
  if (statement.id.empty()) return Missing(statement, "Id");
  if (statement.account == Account{}) return Missing(statement, "Acct");
  statement.opening = TakeOut(Balance::Kind::kOpeningBooked, end.others);
  if (!statement.opening) {
    statement.opening = TakeOut(Balance::Kind::kPreviouslyClosed, end.others);
  }
  end.closing = TakeOut(Balance::Kind::kClosingBooked, end.others);
  if (statement.currency) return sink_.Begin(statement);
  if (statement.opening) {
    statement.currency = statement.opening->amount.currency;
  } else if (end.closing) {
    statement.currency = end.closing->amount.currency;
  } else {
    statement.currency = of_entry;
  }
  return sink_.Begin(statement);
}

Expected<Done, Failure> CamtReader::Close(const Element&) {
  if (const auto begun = BeginOnce(std::nullopt); !begun) return begun;
  Current current = *std::exchange(current_, std::nullopt);
  current.end.entries = current.tally.entries();
  current.end.booked = current.tally.booked();
  current.end.verdict = current.tally.Judge(current.statement.opening, current.end.closing);
  current.end.key = StatementKey(current.statement, current.end);
  any_statement_ = true;
  return sink_.End(current.end);
}

}  // namespace recourse::bank_statement
