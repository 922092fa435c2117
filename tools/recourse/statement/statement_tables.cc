#include "tools/recourse/statement/statement_tables.h"

#include <algorithm>

#include "tools/recourse/output/cells.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using Kind = Table::Kind;

std::string AccountCell(const v1::StatementContent& content) {
  return content.iban().empty() ? content.other_account() : content.iban();
}

std::string VerdictCell(const v1::Statement& statement) {
  return WordCell(v1::StatementVerdict_Name(statement.verdict()), "STATEMENT_VERDICT_");
}

// A text of several lines in one cell.
std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// The day on which the money counts as come.
std::string DayOf(const v1::StatementLine& line) {
  return DayCell(line.has_value_date() ? line.value_date() : line.booking_date());
}

std::string ContinuityCell(const v1::Statement& statement) {
  return WordCell(v1::StatementContinuity_Name(statement.continuity()), "STATEMENT_CONTINUITY_");
}

// Of each part, if there are several.
std::string PaymentCell(const v1::Line& line) {
  std::string cell = line.payment();
  for (const v1::LinePart& part : line.parts()) {
    if (!cell.empty()) cell += ',';
    cell += part.payment();
  }
  return cell;
}

}  // namespace

std::string DesignationCell(const v1::LineMatch& match) {
  std::string cell;
  for (const v1::PaymentDesignation& each : match.designations()) {
    if (!cell.empty()) cell += ',';
    cell += (each.charge_id().empty() ? each.invoice_id() : each.charge_id()) + "=" +
            AmountCell(each.amount());
  }
  return cell;
}

Table LoadedTable(const std::vector<LoadedStatement>& loaded) {
  Table table{"statements",
              {{"file"},
               {"statement"},
               {"account"},
               {"kind"},
               {"lines", Kind::kCount},
               {"balances"},
               {"computed", Kind::kAmount},
               {"stated", Kind::kAmount},
               {"added"},
               {"confirmed", Kind::kCount},
               {"continues"}},
              {}};
  for (const LoadedStatement& each : loaded) {
    const v1::Statement& statement = each.statement;
    table.rows.push_back(
        {each.file, statement.name(), AccountCell(statement.content()),
         WordCell(v1::StatementKind_Name(statement.content().kind()), "STATEMENT_KIND_"),
         std::to_string(statement.line_count()), VerdictCell(statement),
         AmountCell(statement.computed()), AmountCell(statement.stated()),
         each.already_there ? "there already" : "yes", std::to_string(each.confirmed),
         ContinuityCell(statement)});
  }
  return table;
}

Table StatementTable(const std::vector<v1::Statement>& statements) {
  Table table{"statements",
              {{"statement"},
               {"account"},
               {"format"},
               {"number"},
               {"closing_date"},
               {"lines", Kind::kCount},
               {"balances"},
               {"computed", Kind::kAmount},
               {"stated", Kind::kAmount},
               {"continues"},
               {"opening", Kind::kAmount},
               {"previous_closing", Kind::kAmount}},
              {}};
  for (const v1::Statement& statement : statements) {
    const v1::StatementContent& content = statement.content();
    table.rows.push_back({statement.name(), AccountCell(content), content.format(),
                          content.number(), DayCell(content.closing().date()),
                          std::to_string(statement.line_count()), VerdictCell(statement),
                          AmountCell(statement.computed()), AmountCell(statement.stated()),
                          ContinuityCell(statement), AmountCell(content.opening().amount()),
                          AmountCell(statement.previous_closing())});
  }
  return table;
}

Table LineTable(const std::vector<v1::Line>& lines) {
  Table table{"lines",
              {{"line"},
               {"date"},
               {"currency"},
               {"amount", Kind::kAmount},
               {"kind"},
               {"state"},
               {"payment"},
               {"reason"},
               {"counterparty"},
               {"text"},
               {"waiting", Kind::kAmount}},
              {}};
  for (const v1::Line& line : lines) {
    const v1::StatementLine& said = line.line();
    table.rows.push_back(
        {line.name(), DayOf(said), said.amount().currency_code(), AmountCell(said.amount()),
         WordCell(v1::LineKind_Name(said.kind()), "LINE_KIND_"),
         WordCell(v1::LineState_Name(line.state()), "LINE_STATE_"), PaymentCell(line),
         OneLine(line.reason()), OneLine(line.personal_data().counterparty_name()),
         OneLine(line.personal_data().remittance_text()), AmountCell(line.waiting())});
  }
  return table;
}

Table ProposalTable(const v1::ProposeMatchesResponse& response) {
  Table table{"proposals",
              {{"rank", Kind::kCount},
               {"account"},
               {"clears"},
               {"score", Kind::kCount},
               {"points", Kind::kCount},
               {"reason"},
               {"seen"}},
              {}};
  for (int i = 0; i < response.proposals_size(); ++i) {
    const v1::LineMatch& match = response.proposals(i);
    for (const v1::MatchReason& reason : match.reasons()) {
      table.rows.push_back({std::to_string(i + 1), match.account(), DesignationCell(match),
                            std::to_string(match.score()), std::to_string(reason.points()),
                            WordCell(v1::MatchReasonKind_Name(reason.kind()), "MATCH_REASON_KIND_"),
                            OneLine(reason.detail())});
    }
  }
  return table;
}

}  // namespace recourse::cli
