#pragma once

#include <string>
#include <utility>

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger.h"

// Words that the tests of the ledger are written in.
namespace recourse::invoicing {

// When commands are decided, unless told: no day below lies ahead of it.
inline const Instant kEndOf2012{Date(date::year{2013} / 1 / 1)};

class Given : public GivenHistory<LedgerDecider> {
 public:
  explicit Given(const std::vector<LedgerEvent>& history) : GivenHistory(history) {
    At(kEndOf2012);
  }
};

inline Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }
inline Money Usd(std::int64_t minor_units) { return {minor_units, *Currency::Parse("USD")}; }

// The so-manieth day of 2012.
inline Date Day(int day) { return Date(date::year{2012} / 1 / 1) + Days(day - 1); }

// An invoice issued on the first day of 2012; its number and digest follow from its id.
inline InvoiceContent Content(const std::string& id, Money amount, Date due = Day(31)) {
  InvoiceContent content;
  content.issuer = "issuers/acme";
  content.number = "N-" + id;
  content.issue_date = Day(1);
  content.due_date = due;
  content.amount = amount;
  content.content_digest = "digest of " + id;
  return content;
}

inline InvoiceRequested Requested(const std::string& id, Money amount, Date due = Day(31)) {
  return {"accounts/a1", id, Content(id, amount, due)};
}
inline InvoiceIssued Issued(const std::string& id, Money amount, Date due = Day(31)) {
  return {id, Content(id, amount, due), {{id, amount, Money{0, amount.currency}}}};
}

// The history of invoices that are issued and open.
inline std::vector<LedgerEvent> Open(std::initializer_list<InvoiceIssued> invoices) {
  std::vector<LedgerEvent> history;
  for (const InvoiceIssued& issued : invoices) {
    history.push_back(InvoiceRequested{"accounts/a1", issued.invoice_id, issued.content});
    history.push_back(issued);
  }
  return history;
}

// `history`, and then what `command` led to.
inline std::vector<LedgerEvent> After(std::vector<LedgerEvent> history,
                                      const LedgerCommand& command) {
  auto decision = LedgerDecider::Decide(command, Replay<LedgerDecider>(history), kEndOf2012);
  CHECK(decision);
  for (LedgerEvent& event : *decision) history.push_back(std::move(event));
  return history;
}

}  // namespace recourse::invoicing
