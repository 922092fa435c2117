#pragma once

#include <string>
#include <vector>

#include "libs/engine/view.h"
#include "services/invoicing/domain/matching.h"
#include "services/invoicing/views/item_queries.h"
#include "services/invoicing/views/statement_queries.h"

namespace recourse::invoicing {

// What of a line the matching looks at; its text has been opened.
struct LineClues {
  Money amount;
  Date day{};  // On which it came: discounts may end before.
  std::string remittance_text;
  std::string end_to_end_id;
  std::vector<std::string> creditor_references;
  std::vector<std::string> documents;
  std::string payer;
};

// Looks up in the views what a line may have to do with. Bounded: at most kCandidatesMax invoices
// of each kind. Sees as far as the views have been applied. Thread safe.
class CandidateQueries {
 public:
  static constexpr std::size_t kCandidatesMax = 50;

  explicit CandidateQueries(const engine::ViewReader& rows)
      : rows_(rows), items_(rows), statements_(rows) {}

  // Of `issuer` ("issuers/acme").
  Candidates CandidatesFor(const std::string& issuer, const LineClues& clues) const;

 private:
  void AddNamed(const std::string& issuer, const std::string& normalised, FoundIn found_in,
                const LineClues& clues, Candidates& candidates) const;
  void AddOfAmount(const std::string& issuer, const LineClues& clues, Candidates& candidates) const;
  void AddOfPayers(const std::string& issuer, const LineClues& clues, Candidates& candidates) const;
  // Nothing if it was not issued, or is not of the currency.
  std::optional<OpenInvoice> Find(const std::string& account, const std::string& invoice_id,
                                  const LineClues& clues) const;

  const engine::ViewReader& rows_;
  const ItemQueries items_;
  const StatementQueries statements_;
};

}  // namespace recourse::invoicing
