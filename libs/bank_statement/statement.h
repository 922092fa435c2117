#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::bank_statement {

// All texts here are UTF-8 and empty where the bank says nothing. Amounts are signed from the
// account owner's side: what came in is positive, so is a balance in credit.

struct Account {
  std::string iban;   // Given as an IBAN by the bank, or an IBAN by its shape and check digits.
  std::string other;  // Any other identification, as the bank writes it; empty if there is an IBAN.

  bool operator==(const Account&) const = default;
};

struct Bank {
  std::string bic;   // 8 or 11 characters.
  std::string code;  // A national bank code, where there is no BIC.
  std::string name;

  bool operator==(const Bank&) const = default;
};

struct Balance {
  enum class Kind {
    kOpeningBooked,     // MT 60F and 60M, camt OPBD.
    kClosingBooked,     // MT 62F and 62M, camt CLBD.
    kPreviouslyClosed,  // camt PRCD: the closing balance of the statement before.
    kInterimBooked,     // camt ITBD.
    kOpeningAvailable,  // camt OPAV.
    kClosingAvailable,  // MT 64, camt CLAV.
    kInterimAvailable,  // camt ITAV.
    kForwardAvailable,  // MT 65, camt FWAV.
    kExpected,          // camt XPCD.
    kInformation,       // camt INFO.
    kOther,             // A code of the bank's own.
  };

  Kind kind = Kind::kOther;
  std::string code;           // As the file has it: "60F", "CLBD".
  bool intermediate = false;  // Between two pages of one statement: MT 60M and 62M, camt INTM.
  Money amount;
  Date date;
  int line = 0;

  bool operator==(const Balance&) const = default;
};

struct Statement {
  enum class Kind {
    kStatement,  // What the bank has booked in a period: camt.053, MT940.
    kAdvice,     // News within the day, which a statement will repeat: camt.052, camt.054, MT942.
  };

  // Advice must never be booked.
  Kind kind = Kind::kStatement;
  std::string format;        // "camt.053.001.08", "MT940".
  std::string id;            // MT :20:, camt Id.
  std::string number;        // MT :28C: before the stroke, camt ElctrncSeqNb.
  std::string legal_number;  // camt LglSeqNb.
  std::string page;          // MT :28C: after the stroke, camt PgNb.
  Account account;
  std::optional<Currency> currency;  // Of the account. Nothing if neither it nor a balance says so.
  std::string owner;
  Bank servicer;
  std::optional<Date> from;  // The period, where the file says it. MT942: `to` is the day of :13D:.
  std::optional<Date> to;
  std::optional<Balance> opening;  // Booked, camt: OPBD, else PRCD.
  int line = 0;                    // Where it begins in the file, from 1.

  bool operator==(const Statement&) const = default;
};

// Whether what the entries lead to is what the bank says.
struct Verdict {
  enum class Result {
    kAddsUp,
    kDiffers,
    kCurrenciesDiffer,  // Opening, entries and closing are not of one currency.
    kIncomplete,        // The file has not both an opening and a closing balance.
  };

  Result result = Result::kIncomplete;
  std::optional<Money> computed;  // Opening and booked entries; MT942: the entries.
  std::optional<Money> stated;    // The closing balance; MT942: :90C: less :90D:.

  bool operator==(const Verdict&) const = default;
};

// Entries in one direction, as counted or as announced in MT :90C: and :90D:.
struct Total {
  int entries = 0;
  Money sum;  // Signed.

  bool operator==(const Total&) const = default;
};

struct StatementEnd {
  std::optional<Balance> closing;  // Booked.
  std::vector<Balance> others;     // All other balances, in the file's order.
  int entries = 0;                 // Of any status.
  std::vector<Money> booked;       // Sum of the booked entries, one for each currency.
  Verdict verdict;
  std::string key;  // See statement_key.h.
  std::string
      information;  // Said of the statement as a whole: MT :86: at its end, camt Addtl...Inf.
  int line = 0;     // Where it ends.
};

std::string_view ToString(Statement::Kind kind);
std::string_view ToString(Verdict::Result result);

}  // namespace recourse::bank_statement
