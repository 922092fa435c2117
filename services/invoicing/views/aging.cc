#include "services/invoicing/views/aging.h"

namespace recourse::invoicing {
namespace {

std::array<AgingLine, kAgingBuckets> EmptyLines(Currency currency) {
  std::array<AgingLine, kAgingBuckets> lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i] = {static_cast<AgingBucket>(i), 0, Money{0, currency}};
  }
  return lines;
}

}  // namespace

AgingBucket BucketOf(Date due, Date as_of) {
  const auto days_late = (as_of - due).count();
  if (days_late <= 0) return AgingBucket::kCurrent;
  if (days_late <= 30) return AgingBucket::kDays1To30;
  if (days_late <= 60) return AgingBucket::kDays31To60;
  if (days_late <= 90) return AgingBucket::kDays61To90;
  return AgingBucket::kDaysOver90;
}

void Aging::AddInvoice(Date due, const Money& open) {
  if (open.minor_units == 0) return;
  auto& lines = lines_.try_emplace(open.currency, EmptyLines(open.currency)).first->second;
  AgingLine& line = lines[static_cast<std::size_t>(BucketOf(due, as_of_))];
  ++line.count;
  line.amount = line.amount + open;
}

void Aging::AddUnapplied(const Money& amount) {
  if (amount.minor_units == 0) return;
  Money& sum = unapplied_.try_emplace(amount.currency, Money{0, amount.currency}).first->second;
  sum = sum + amount;
}

std::vector<AgingLine> Aging::Lines() const {
  std::vector<AgingLine> lines;
  for (const auto& [currency, of_currency] : lines_) {
    lines.insert(lines.end(), of_currency.begin(), of_currency.end());
  }
  return lines;
}

std::vector<Money> Aging::Unapplied() const {
  std::vector<Money> sums;
  for (const auto& [currency, sum] : unapplied_) sums.push_back(sum);
  return sums;
}

}  // namespace recourse::invoicing
