#include "tools/recourse/charge/explanation.h"

#include <fmt/format.h>

#include "libs/calendar/rate.h"
#include "libs/wire/convert.h"
#include "tools/recourse/output/cells.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using Kind = Table::Kind;

std::string RateCell(const v1::Rate& rate) {
  const auto per =
      rate.per() == v1::RATE_PERIOD_DAY ? calendar::RatePeriod::kDay : calendar::RatePeriod::kYear;
  return calendar::ToPercent({rate.millionths(), per});
}

std::vector<std::string> SegmentRow(const v1::ChargeSegment& segment) {
  const std::string table =
      segment.table().empty() ? "" : fmt::format("{} v{}", segment.table(), segment.version());
  return {DayCell(segment.from()),
          DayCell(segment.to()),
          std::to_string(segment.days()),
          AmountCell(segment.base()),
          segment.compounded(),
          RateCell(segment.rate()),
          table,
          segment.time(),
          segment.exact(),
          AmountCell(segment.amount())};
}

// Nothing where an amount is of another currency, or cannot be read.
std::optional<Money> Sum(const std::vector<google::type::Money>& parts, const Money& whole) {
  Money sum{0, whole.currency};
  for (const auto& part : parts) {
    const auto read = wire::FromWire(part);
    if (!read || read->currency != whole.currency) return std::nullopt;
    sum = sum + *read;
  }
  return sum;
}

}  // namespace

Table ChargeTable(const std::vector<v1::Charge>& charges) {
  Table table{"charges",
              {{"charge"},
               {"invoice"},
               {"kind"},
               {"from"},
               {"entitlement"},
               {"currency"},
               {"amount", Kind::kAmount},
               {"paid", Kind::kAmount},
               {"waived", Kind::kAmount},
               {"open", Kind::kAmount}},
              {}};
  for (const v1::Charge& charge : charges) {
    table.rows.push_back({IdCell(charge.name()), IdCell(charge.invoice()),
                          WordCell(v1::ChargeKind_Name(charge.kind()), "CHARGE_KIND_"),
                          DayCell(charge.effective_date()), charge.entitlement().basis(),
                          charge.amount().currency_code(), AmountCell(charge.amount()),
                          AmountCell(charge.paid()), AmountCell(charge.waived()),
                          AmountCell(charge.open())});
  }
  return table;
}

Table SegmentTable(const v1::Charge& charge) {
  Table table{"segments",
              {{"from"},
               {"to"},
               {"days", Kind::kCount},
               {"base", Kind::kAmount},
               {"compounded"},
               {"rate"},
               {"table"},
               {"time"},
               {"exact"},
               {"amount", Kind::kAmount}},
              {}};
  for (const auto& segment : charge.interest().segments()) {
    table.rows.push_back(SegmentRow(segment));
  }
  if (charge.has_basis()) {
    const v1::ChargeBasis& basis = charge.basis();
    const std::string percent =
        basis.millionths() == 0
            ? ""
            : fmt::format("{}.{:04} %", basis.millionths() / 10'000, basis.millionths() % 10'000);
    const std::string day = DayCell(charge.effective_date());
    table.rows.push_back({day, day, "0", AmountCell(basis.debt()), "", percent, basis.tariff(), "",
                          "", AmountCell(charge.amount())});
  }
  return table;
}

std::optional<std::string> WrongSum(const v1::Charge& charge) {
  const auto amount = wire::FromWire(charge.amount());
  if (!amount) return "its amount cannot be read";
  const auto cleared = Sum({charge.paid(), charge.waived(), charge.open()}, *amount);
  if (cleared != amount) return "paid, waived and open do not add up to the amount";
  if (!charge.has_interest()) return std::nullopt;
  std::vector<google::type::Money> parts;
  for (const auto& segment : charge.interest().segments()) parts.push_back(segment.amount());
  const auto segments = Sum(parts, *amount);
  if (!segments) return "a segment is of another currency";
  if (segments == amount) return std::nullopt;
  return fmt::format("its segments add up to {}, not to {}", ToString(*segments),
                     ToString(*amount));
}

}  // namespace recourse::cli
