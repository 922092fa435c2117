#include "services/invoicing/domain/matching.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace recourse::invoicing {
namespace {

using enum MatchReasonKind;

// The points of each reason. Those that can stand together add up to 100 at most: where a number
// was found, how the amount fits, who pays.
constexpr int kStructuredPoints = 50;
constexpr int kTextPoints = 45;
constexpr int kShortPoints = 15;
constexpr int kEqualPoints = 35;
constexpr int kSmallDifferencePoints = 25;
constexpr int kDiscountPoints = 20;
constexpr int kPartPoints = 5;
constexpr int kOnlyOnePoints = 10;
constexpr int kKnownPayerPoints = 15;
constexpr int kPayerOncePoints = 10;

constexpr std::size_t kShortNumberMax = 4;  // Normalised numbers up to this long tell little.
constexpr std::int64_t kDiscountPercentMax = 3;

// Invoices of one account that a line may pay together, and why.
struct Draft {
  std::string account;
  std::vector<OpenInvoice> invoices;  // With something open. May be empty.
  std::vector<MatchReason> reasons;
};

MatchReason ReferenceTo(const NamedInvoice& named) {
  const std::string& number = named.invoice.number;
  if (NormalisedNumber(number).size() <= kShortNumberMax) {
    return {kShortNumber, kShortPoints, number};
  }
  if (named.found_in == FoundIn::kStructured) {
    return {kStructuredReference, kStructuredPoints, number};
  }
  return {kNumberInText, kTextPoints, number};
}

// What clears it on the day of the line.
Money Clearing(const OpenInvoice& invoice) { return invoice.discounted.value_or(invoice.open); }

bool IsClearedBy(const Money& paid, const OpenInvoice& invoice) {
  return invoice.open == paid || Clearing(invoice) == paid;
}

Money OpenOf(const std::vector<OpenInvoice>& invoices, Currency currency) {
  Money sum{0, currency};
  for (const OpenInvoice& each : invoices) sum = sum + each.open;
  return sum;
}

Money ClearingAll(const std::vector<OpenInvoice>& invoices, Currency currency) {
  Money sum{0, currency};
  for (const OpenInvoice& each : invoices) sum = sum + Clearing(each);
  return sum;
}

std::int64_t Unit(Currency currency) {
  std::int64_t unit = 1;
  for (int i = 0; i < currency.exponent(); ++i) unit *= 10;
  return unit;
}

// How what was paid compares with what is open of `invoices`. Sums are of at most some hundred
// amounts up to 10^15, so that nothing overflows.
MatchReason AmountReason(const Money& paid, const std::vector<OpenInvoice>& invoices) {
  const Money open = OpenOf(invoices, paid.currency);
  const std::string detail = fmt::format("{} of {}", ToString(paid), ToString(open));
  const std::int64_t missing = open.minor_units - paid.minor_units;
  if (missing == 0) {
    const bool is_rest = invoices.size() == 1 && invoices.front().partly_paid;
    const MatchReasonKind one = is_rest ? kRestOfPartlyPaid : kAmountEqual;
    return {invoices.size() > 1 ? kSumOfSeveral : one, kEqualPoints, detail};
  }
  if (ClearingAll(invoices, paid.currency) == paid) {
    return {kDiscountAvailable, kEqualPoints, detail};
  }
  if (std::abs(missing) <= Unit(paid.currency) && std::abs(missing) * 10 <= open.minor_units) {
    return {kSmallDifference, kSmallDifferencePoints, detail};
  }
  if (missing < 0) return {kMoreThanOpen, 0, detail};
  if (missing * 100 <= open.minor_units * kDiscountPercentMax) {
    return {kDiscount, kDiscountPoints, detail};
  }
  return {kPart, kPartPoints, detail};
}

// Pays the invoices in their order, as far as the money goes.
std::vector<PaymentDesignation> Designate(const Money& paid,
                                          const std::vector<OpenInvoice>& invoices) {
  const bool by_discounts =
      OpenOf(invoices, paid.currency) != paid && ClearingAll(invoices, paid.currency) == paid;
  std::vector<PaymentDesignation> designations;
  Money left = paid;
  for (const OpenInvoice& each : invoices) {
    if (left.minor_units <= 0) break;
    const Money clearing = by_discounts ? Clearing(each) : each.open;
    const Money part{std::min(left.minor_units, clearing.minor_units), paid.currency};
    designations.push_back({each.invoice_id, part});
    left = left - part;
  }
  return designations;
}

class Proposer {
 public:
  Proposer(const Money& paid, const Candidates& candidates)
      : paid_(paid), candidates_(candidates) {}

  std::vector<LineMatch> Propose() {
    ByNumber();
    for (const OpenInvoice& invoice : candidates_.same_amount) ByAmount(invoice);
    for (const KnownPayer& payer : candidates_.payers) ByPayer(payer);
    std::vector<LineMatch> best;
    for (const auto& [order, match] : matches_) {
      if (best.size() == kProposalsMax) break;
      const bool known = std::any_of(best.begin(), best.end(), [&](const LineMatch& each) {
        return each.account == match.account && each.designations == match.designations;
      });
      if (!known) best.push_back(match);
    }
    return best;
  }

 private:
  // All invoices that are named, account by account; and where these are several, each for itself
  // if it has the amount.
  void ByNumber() {
    std::vector<std::string> accounts;
    for (const NamedInvoice& each : candidates_.named) {
      if (std::find(accounts.begin(), accounts.end(), each.invoice.account) == accounts.end()) {
        accounts.push_back(each.invoice.account);
      }
    }
    for (const std::string& account : accounts) {
      std::vector<NamedInvoice> named;
      for (const NamedInvoice& each : candidates_.named) {
        if (each.invoice.account == account) named.push_back(each);
      }
      Named(account, named);
      if (named.size() == 1) continue;
      for (const NamedInvoice& each : named) {
        if (IsClearedBy(paid_, each.invoice)) Named(account, {each});
      }
    }
  }

  // The best place of a number counts, once: a list of numbers is no more certain than one.
  void Named(const std::string& account, const std::vector<NamedInvoice>& named) {
    Draft draft{account, {}, {}};
    std::optional<MatchReason> best;
    for (const NamedInvoice& each : named) {
      MatchReason reason = ReferenceTo(each);
      if (!best || reason.points > best->points) best = std::move(reason);
      if (each.invoice.open.minor_units > 0) draft.invoices.push_back(each.invoice);
    }
    draft.reasons.push_back(*std::move(best));
    if (draft.invoices.empty()) {
      draft.reasons.push_back({kNothingOpen, 0, named.front().invoice.number});
    } else {
      draft.reasons.push_back(AmountReason(paid_, draft.invoices));
    }
    Add(std::move(draft));
  }

  void ByAmount(const OpenInvoice& invoice) {
    for (const NamedInvoice& each : candidates_.named) {
      if (each.invoice.account == invoice.account &&
          each.invoice.invoice_id == invoice.invoice_id) {
        return;
      }
    }
    Draft draft{invoice.account, {invoice}, {AmountReason(paid_, {invoice})}};
    const bool only = candidates_.same_amount.size() == 1 && !candidates_.more_of_same_amount;
    draft.reasons.push_back(only ? MatchReason{kOnlyOneOfAmount, kOnlyOnePoints, invoice.number}
                                 : MatchReason{kOneOfSeveral, 0, invoice.number});
    Add(std::move(draft));
  }

  // All that is open on the account of a known payer if it is what was paid, one invoice of that
  // amount, and else what the account's own rule makes of it.
  void ByPayer(const KnownPayer& payer) {
    std::vector<OpenInvoice> open;
    for (const OpenInvoice& each : candidates_.of_payers) {
      if (each.account == payer.account && each.open.minor_units > 0) open.push_back(each);
    }
    for (const OpenInvoice& each : open) {
      if (IsClearedBy(paid_, each)) Add({payer.account, {each}, {AmountReason(paid_, {each})}});
    }
    if (open.size() > 1 && OpenOf(open, paid_.currency) == paid_) {
      Add({payer.account, open, {AmountReason(paid_, open)}});
    }
    Add({payer.account, {}, {}});
  }

  void Add(Draft draft) {
    AddPayer(draft);
    LineMatch match{draft.account, Designate(paid_, draft.invoices), 0, std::move(draft.reasons)};
    for (const MatchReason& reason : match.reasons) match.score += reason.points;
    std::string items;
    for (const PaymentDesignation& each : match.designations) items += each.item_id + "/";
    matches_.emplace(std::tuple(-match.score, match.account, std::move(items)), std::move(match));
  }

  void AddPayer(Draft& draft) const {
    if (candidates_.payers.empty()) return;
    for (const KnownPayer& payer : candidates_.payers) {
      if (payer.account != draft.account) continue;
      const int points = payer.times > 1 ? kKnownPayerPoints : kPayerOncePoints;
      draft.reasons.push_back({kKnownPayer, points, fmt::format("{} times", payer.times)});
      return;
    }
    draft.reasons.push_back({kOtherPayer, 0, candidates_.payers.front().account});
  }

  const Money paid_;
  const Candidates& candidates_;
  // Higher scores first; equal ones in an order that does not depend on that of the candidates.
  std::multimap<std::tuple<int, std::string, std::string>, LineMatch> matches_;
};

}  // namespace

std::vector<LineMatch> Propose(const Money& paid, const Candidates& candidates) {
  return Proposer(paid, candidates).Propose();
}

bool IsSufficient(const std::vector<LineMatch>& proposals) {
  if (proposals.empty() || proposals[0].score < kSufficientScore) return false;
  return proposals.size() == 1 || proposals[0].score - proposals[1].score >= kSufficientDistance;
}

}  // namespace recourse::invoicing
