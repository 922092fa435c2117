#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/invoicing/domain/statement_parts.h"

// What a line of a bank statement may pay: proposals with a score, each point of it explained.
// Pure: who asks has looked up the candidates.
namespace recourse::invoicing {

// At most so many proposals are made for one line.
inline constexpr std::size_t kProposalsMax = 10;
// From which score on, and how far before the second best, a match needs no person.
inline constexpr int kSufficientScore = 80;
inline constexpr int kSufficientDistance = 20;
// How many words of a payer's text are looked at, and how many of them make one number at most.
inline constexpr std::size_t kWordsMax = 200;
inline constexpr std::size_t kWordsOfNumberMax = 5;

// A number without case, spaces and punctuation, which banks and payers change: "R-2024/17" and
// "r 2024 17" are both "R202417".
std::string NormalisedNumber(std::string_view number);

// All that may be an invoice number in a text, normalised: each run of up to kWordsOfNumberMax
// words of letters and digits that has a digit, of 2 to 64 characters. Each once, in the text's
// order.
std::vector<std::string> NumbersIn(std::string_view text);

// An ISO 11649 reference without "RF" and its check digits; any other reference as it is.
std::string ReferenceOf(std::string_view creditor_reference);

struct OpenInvoice {
  std::string account;  // "accounts/a1".
  std::string invoice_id;
  std::string number;
  Money open;                // Zero or less: nothing is open.
  bool partly_paid = false;  // `open` is what is left of it.
  // What clears it on the day of the line, by an early-payment discount that is still to be had.
  std::optional<Money> discounted = {};
};

// Where the number of an invoice was found.
enum class FoundIn { kStructured, kText };

struct NamedInvoice {
  OpenInvoice invoice;
  FoundIn found_in{};
};

struct KnownPayer {
  std::string account;
  int times = 0;  // How often it has paid for the account; positive.
};

// What may have to do with a line. Of its currency only.
struct Candidates {
  std::vector<NamedInvoice> named{};       // In the order in which their numbers were found.
  std::vector<OpenInvoice> same_amount{};  // The line's amount is open of them, or clears them.
  bool more_of_same_amount = false;        // Not all of them were looked at.
  std::vector<KnownPayer> payers{};
  std::vector<OpenInvoice> of_payers{};  // What is open on the accounts of `payers`.
};

// At most kProposalsMax, the highest score first, none twice: no two have the same account and
// designations. `paid` is positive.
std::vector<LineMatch> Propose(const Money& paid, const Candidates& candidates);

// Whether the first of `proposals` needs no person.
bool IsSufficient(const std::vector<LineMatch>& proposals);

}  // namespace recourse::invoicing
