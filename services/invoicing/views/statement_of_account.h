#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/invoicing/domain/movement.h"
#include "services/invoicing/views/aging.h"

namespace recourse::invoicing {

// One movement of an account's balance, which is what is owed less unapplied cash.
struct StatementEntry {
  Date day;  // Effective.
  MovementKind kind{};
  BookItem item_kind{};
  std::string item_id;
  Money amount;                  // Positive: the customer owes more.
  Money balance;                 // With this entry and all before it.
  std::string credit_note_id{};  // By which it was credited; empty: it is no credit.

  bool operator==(const StatementEntry&) const = default;
};

struct StatementItem {
  BookItem kind{};  // An invoice or a charge.
  std::string id;
  std::string number;  // Of an invoice.
  Date date;           // Of issue; of a charge, from which it is owed.
  Date due;
  Money amount;
  Money open;
  Money disputed;

  bool operator==(const StatementItem&) const = default;
};

struct StatementCash {
  std::string payment_id;
  Money unapplied;

  bool operator==(const StatementCash&) const = default;
};

// One currency of a statement. At its end: closing = sum of what is open - sum of unapplied cash.
struct CurrencyStatement {
  Money opening;
  std::vector<StatementEntry> entries;  // By day, then in the order of the log.
  Money closing;
  std::vector<StatementItem> open_items;     // By due day, then id.
  std::vector<StatementCash> unapplied;      // By payment id.
  std::array<Money, kAgingBuckets> aging{};  // What is open, by age on the last day.
};

// What moved an account's balance over a range of days, and what is owed at its end: what the
// customer is told. Made of postings, so that whatever enters the books is in it, but for
// write-offs: they say what the creditor expects, not what is owed (a release of debt needs the
// customer's consent, BGB 397, and a waiver is one). So neither a write-off nor its reversal is an
// entry, what was written off of an invoice is open here, and a balance is what is owed less
// unapplied cash. ReportAging and the roll-forward, which are the creditor's own, do tell them.
class StatementOfAccount {
 public:
  // Both days count.
  StatementOfAccount(Date from, Date through) : from_(from), through_(through) {}

  void Add(const LedgerEvent& event);

  // Entries, open items and payments that have not cleared, of all currencies.
  std::size_t size() const;
  // By currency code; only those that anything was ever entered in. Ends the process if the figures
  // do not add up: that is our own bug.
  std::vector<CurrencyStatement> Lines() const;
  // The number of an invoice, which entries may be about that is not open any more.
  const std::string& NumberOf(const std::string& invoice_id) const;

 private:
  using Key = std::pair<BookItem, std::string>;
  struct Extended {
    Date due;
    bool for_aging = false;
  };
  struct Facts {
    std::string number;
    Date date;
    Date due;  // As agreed first.
    Money amount;
    std::map<std::string, std::int64_t> claimed{};  // By dispute.
    std::map<std::string, Extended> extensions{};   // Those in force.

    Date DueDay() const;
    Date AgingDueDay() const;
  };

  void Learn(const LedgerEvent& event);
  void Enter(const Posting& posting, std::vector<StatementEntry>& entries);
  StatementItem ItemOfKey(const Key& key, const Money& open) const;

  const Date from_;
  const Date through_;
  std::map<Key, Facts> facts_;
  std::map<Key, Money> open_;  // Of unapplied cash, what is left.
  std::map<Currency, CurrencyStatement> lines_;
};

}  // namespace recourse::invoicing
