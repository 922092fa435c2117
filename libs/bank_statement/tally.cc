#include "libs/bank_statement/tally.h"

#include <fmt/format.h>

#include <cstdlib>

namespace recourse::bank_statement {
namespace {

// Nothing yet of a currency: a total must carry it to be added to.
Total None(Currency currency) { return {0, Money{0, currency}}; }

}  // namespace

Expected<Done, Failure> Tally::Add(const Entry& entry, const Place& place) {
  const Currency currency = entry.amount.currency;
  auto [found, is_new] = counted_.try_emplace(currency);
  Counted& counted = found->second;
  if (is_new) counted.debits = counted.credits = None(currency);

  ++entries_;
  Total& total = entry.amount.minor_units < 0 ? counted.debits : counted.credits;
  ++total.entries;
  total.sum = total.sum + entry.amount;
  if (entry.status == Entry::Status::kBooked) counted.booked += entry.amount.minor_units;
  // A single amount is within the bound too, so 64 bits are not left before this is seen.
  if (std::abs(total.sum.minor_units) > kMoneyMax || std::abs(counted.booked) > kMoneyMax) {
    return Refused(
        "AMOUNT_TOO_LARGE", place, ToString(total.sum),
        fmt::format("entries that add up to at most {}", ToString(Money{kMoneyMax, currency})));
  }
  return Done{};
}

std::vector<Money> Tally::booked() const {
  std::vector<Money> sums;
  for (const auto& [currency, counted] : counted_) sums.push_back({counted.booked, currency});
  return sums;
}

Verdict Tally::Judge(const std::optional<Balance>& opening,
                     const std::optional<Balance>& closing) const {
  using Result = Verdict::Result;
  Verdict verdict;
  if (closing) verdict.stated = closing->amount;
  if (!opening) return verdict;

  const Currency currency = opening->amount.currency;
  bool one_currency = !closing || closing->amount.currency == currency;
  verdict.computed = opening->amount;
  for (const Money& sum : booked()) {
    if (sum.currency == currency) {
      verdict.computed = *verdict.computed + sum;
    } else if (sum.minor_units != 0) {
      one_currency = false;
    }
  }
  if (!one_currency) {
    verdict.result = Result::kCurrenciesDiffer;
  } else if (closing) {
    verdict.result = verdict.computed == verdict.stated ? Result::kAddsUp : Result::kDiffers;
  }
  return verdict;
}

Verdict Tally::Judge(const Announced& announced, Currency currency) const {
  Verdict verdict;
  if (!announced.debits && !announced.credits) return verdict;

  const auto found = counted_.find(currency);
  const Total debits = found == counted_.end() ? None(currency) : found->second.debits;
  const Total credits = found == counted_.end() ? None(currency) : found->second.credits;
  verdict.computed = debits.sum + credits.sum;
  verdict.stated = announced.debits.value_or(None(currency)).sum +
                   announced.credits.value_or(None(currency)).sum;
  const bool same =
      announced.debits.value_or(debits) == debits && announced.credits.value_or(credits) == credits;
  verdict.result = same ? Verdict::Result::kAddsUp : Verdict::Result::kDiffers;
  return verdict;
}

}  // namespace recourse::bank_statement
