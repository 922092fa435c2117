#include "services/invoicing/api/allowance.h"

#include <map>

#include "libs/base/check.h"
#include "libs/base/fraction.h"
#include "libs/calendar/rate.h"
#include "libs/rpc/fields.h"
#include "libs/wire/reader.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/views/aging.h"

namespace recourse::invoicing {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

bool IsPart(const std::optional<calendar::Rate>& rate) {
  return rate && rate->millionths >= 0 && rate->millionths <= kMillion;
}

std::int64_t AllowanceOf(std::int64_t minor_units, std::int64_t millionths,
                         v1::AllowanceRounding rounding) {
  if (minor_units <= 0) return 0;
  const auto rounded =
      Rounded(Fraction::Of(static_cast<Int128>(minor_units) * millionths, kMillion),
              rounding == v1::ALLOWANCE_ROUNDING_HALF_UP ? RoundingMode::kHalfUp
                                                         : RoundingMode::kTruncated);
  CHECK(rounded);  // It is no more than the amount.
  return *rounded;
}

}  // namespace

Expected<Done, Failure> CheckRates(const v1::ReportAllowanceRequest& request) {
  rpc::Fields fields;
  std::map<v1::AgingBucket, int> seen;
  for (int i = 0; i < request.rates_size(); ++i) {
    rpc::Fields rate = fields.At("rates", i);
    ++seen[rate.OneOf("bucket", request.rates(i).bucket())];
    rate.Check(IsPart(calendar::ParsePercent(request.rates(i).percent())), "percent",
               request.rates(i).percent(), "must be percent from 0 to 100, as 2.5");
  }
  const bool has_each_once =
      seen.size() == kAgingBuckets && request.rates_size() == static_cast<int>(kAgingBuckets);
  fields.Check(has_each_once, "rates", std::to_string(request.rates_size()),
               "must be one for each of the five buckets");
  fields.OneOf("rounding", request.rounding());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Done{};
}

Expected<v1::ReportAllowanceResponse, Failure> ToAllowance(
    const v1::ReportAllowanceRequest& request, const v1::ReportAgingResponse& aging) {
  std::map<v1::AgingBucket, std::string> percents;
  for (const auto& rate : request.rates()) percents[rate.bucket()] = rate.percent();
  v1::ReportAllowanceResponse response;
  std::map<Currency, Money> totals;
  wire::Reader reader;
  for (const v1::AgingRow& aged : aging.rows()) {
    const Money amount = reader.Read(aged.amount());
    const std::string& percent = percents.at(aged.bucket());
    const Money allowance{
        AllowanceOf(amount.minor_units, calendar::ParsePercent(percent)->millionths,
                    request.rounding()),
        amount.currency};
    auto& row = *response.add_rows();
    row.set_bucket(aged.bucket());
    *row.mutable_amount() = aged.amount();
    row.set_percent(percent);
    Write(allowance, row.mutable_allowance());
    Money& total = totals.try_emplace(amount.currency, Money{0, amount.currency}).first->second;
    total = total + allowance;
  }
  CHECK(reader.ok());  // We wrote it ourselves.
  for (const auto& [currency, total] : totals) Write(total, response.add_totals());
  return response;
}

}  // namespace recourse::invoicing
