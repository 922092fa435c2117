#include "services/invoicing/api/line_lookup.h"

#include <charconv>

#include "libs/wire/convert.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {

std::string LineName::ToString() const { return LineNameOf(issuer, key, number); }

LineName ReadLineName(const std::string& name, rpc::Fields& fields) {
  const auto [issuer, key, digits] = fields.Name("name", name, kLineName);
  LineName read{"issuers/" + issuer, key, 0};
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), read.number);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  fields.Check(digits.empty() || (is_number && std::to_string(read.number) == digits), "name", name,
               "must end with the number of a line");
  return read;
}

std::optional<Date> LineLookup::DayOf(const std::string& issuer, const FoundLine& line) const {
  if (line.row.line().kind() != v1::LINE_KIND_CREDIT) return std::nullopt;
  wire::Reader reader;
  const StatementLine said = Read(line.row.line(), reader);
  if (const auto day = EffectiveDay(said, {})) return day;
  const auto statement = statements_.GetStatement(issuer, line.key);
  CHECK(statement);
  return EffectiveDay(said, Read(statement->content(), reader));
}

Expected<std::vector<LineMatch>, Failure> LineLookup::ProposalsFor(const std::string& issuer,
                                                                   const FoundLine& line) const {
  const auto data = OpenPersonalData(sealer_, issuer, line);
  if (!data) return Unexpected{data.error()};
  const v1::StatementLine& said = line.row.line();
  const auto day = DayOf(issuer, line);
  if (!day) return std::vector<LineMatch>();
  LineClues clues;
  // What is recorded already of a line that is split is somebody's.
  clues.amount = line.standing.waiting.minor_units > 0 ? line.standing.waiting
                                                       : wire::SumFromWire(said.amount()).value();
  clues.day = *day;
  if (*data) clues.remittance_text = (*data)->remittance_text();
  clues.end_to_end_id = said.end_to_end_id();
  clues.creditor_references = {said.creditor_references().begin(),
                               said.creditor_references().end()};
  clues.documents = {said.documents().begin(), said.documents().end()};
  clues.payer = said.payer();
  return Propose(clues.amount, candidates_.CandidatesFor(issuer, clues));
}

}  // namespace recourse::invoicing
