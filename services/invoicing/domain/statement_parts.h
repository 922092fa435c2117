#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/base/sealed.h"
#include "services/invoicing/domain/ledger_parts.h"

// What the commands and events of bank statements are made of. Amounts are signed from the account
// owner's side: what came in is positive.
namespace recourse::invoicing {

struct StatedBalance {
  Money amount;
  Date date;
  bool intermediate = false;  // Between two pages of one statement.
  bool operator==(const StatedBalance&) const = default;
};

enum class StatementKind { kStatement, kAdvice };  // Advice is never booked.

// What a bank says of a statement as a whole. Texts are empty where it says nothing.
struct StatementContent {
  StatementKind kind{};
  std::string format;
  std::string id;
  std::string number;
  std::string legal_number;
  std::string page;
  std::string iban;
  std::string other_account;
  Currency currency;  // None where nothing says it.
  std::string bank_bic;
  std::string bank_code;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<StatedBalance> opening;
  std::optional<StatedBalance> closing;
  int entries = 0;            // Of any status.
  std::vector<Money> booked;  // One sum for each currency, in the order of their codes.
  bool operator==(const StatementContent&) const = default;
};

enum class StatementVerdict { kAddsUp, kDiffers, kCurrenciesDiffer, kIncomplete };

// What may become of a line: only a credit can be a payment.
enum class LineKind { kCredit, kDebit, kReversal, kNotBooked, kAdvice };

// One payment of an entry, or an entry whose payments the bank does not list with their amounts.
struct StatementLine {
  int entry = 0;  // From 1.
  Money amount;
  LineKind kind{};
  std::optional<Date> booking;
  std::optional<Date> value;
  std::string end_to_end_id;
  std::vector<std::string> creditor_references;
  std::vector<std::string> documents;
  std::string bank_reference;
  int file_line = 0;
  std::string payer;  // Keyed hash of the account at the other end; may be empty.
  Sealed personal_data;
  bool operator==(const StatementLine&) const = default;
};

enum class MatchReasonKind {
  kStructuredReference,
  kNumberInText,
  kShortNumber,
  kAmountEqual,
  kDiscount,
  kSmallDifference,
  kPart,
  kMoreThanOpen,
  kOnlyOneOfAmount,
  kOneOfSeveral,
  kKnownPayer,
  kOtherPayer,
  kNothingOpen,
  kChosen,  // A person said so.
  kRestOfPartlyPaid,
  kSumOfSeveral,
  kDiscountAvailable,
};

struct MatchReason {
  MatchReasonKind kind{};
  int points = 0;      // What it adds to the score.
  std::string detail;  // What was seen.
  bool operator==(const MatchReason&) const = default;
};

// What a line may pay, and why it is thought so.
struct LineMatch {
  std::string account;                           // "accounts/a1".
  std::vector<PaymentDesignation> designations;  // Empty: by the account's rule.
  int score = 0;                                 // The sum of the reasons' points, 0 to 100.
  std::vector<MatchReason> reasons;
  bool automatic = false;  // Decided by the threshold.
  bool operator==(const LineMatch&) const = default;
};

}  // namespace recourse::invoicing
