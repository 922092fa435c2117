#include "services/invoicing/codec/charge_terms.h"

#include "libs/wire/enum_table.h"
#include "services/invoicing/codec/charge_parts.h"

namespace recourse::invoicing {
namespace {

using calendar::DayCount;
using calendar::RatePeriod;
using wire::EnumTable;

constexpr EnumTable kKinds{std::array{
    std::pair{ChargeKind::kFixedFee, v1::CHARGE_KIND_FIXED_FEE},
    std::pair{ChargeKind::kPercentage, v1::CHARGE_KIND_PERCENTAGE},
    std::pair{ChargeKind::kCompensation, v1::CHARGE_KIND_COMPENSATION},
    std::pair{ChargeKind::kCosts, v1::CHARGE_KIND_COSTS},
    std::pair{ChargeKind::kLateInterest, v1::CHARGE_KIND_LATE_INTEREST},
    std::pair{ChargeKind::kCreditInterest, v1::CHARGE_KIND_CREDIT_INTEREST},
}};
constexpr EnumTable kPeriods{std::array{std::pair{RatePeriod::kYear, v1::RATE_PERIOD_YEAR},
                                        std::pair{RatePeriod::kDay, v1::RATE_PERIOD_DAY}}};
constexpr EnumTable kReferences{std::array{
    std::pair{ReferenceDay::kSameDay, v1::REFERENCE_DAY_SAME_DAY},
    std::pair{ReferenceDay::kHalfYearStart, v1::REFERENCE_DAY_HALF_YEAR_START},
    std::pair{ReferenceDay::kBeforeHalfYear, v1::REFERENCE_DAY_BEFORE_HALF_YEAR},
}};
constexpr EnumTable kRateDays{std::array{std::pair{RateDay::kEachDay, v1::RATE_DAY_EACH_DAY},
                                         std::pair{RateDay::kFirstDay, v1::RATE_DAY_FIRST_DAY},
                                         std::pair{RateDay::kLastDay, v1::RATE_DAY_LAST_DAY}}};
constexpr EnumTable kDayCounts{std::array{
    std::pair{DayCount::kActual365Fixed, v1::DAY_COUNT_ACTUAL_365_FIXED},
    std::pair{DayCount::kActual360, v1::DAY_COUNT_ACTUAL_360},
    std::pair{DayCount::kActualActualIsda, v1::DAY_COUNT_ACTUAL_ACTUAL_ISDA},
    std::pair{DayCount::kActualActualAfb, v1::DAY_COUNT_ACTUAL_ACTUAL_AFB},
    std::pair{DayCount::kThirty360Bond, v1::DAY_COUNT_THIRTY_360_BOND},
    std::pair{DayCount::kThirtyE360, v1::DAY_COUNT_THIRTY_E_360},
    std::pair{DayCount::kThirty360Us, v1::DAY_COUNT_THIRTY_360_US},
    std::pair{DayCount::kThirty365, v1::DAY_COUNT_THIRTY_365},
}};
constexpr EnumTable kCompoundings{
    std::array{std::pair{Compounding::kSimple, v1::COMPOUNDING_SIMPLE},
               std::pair{Compounding::kEvery30Days, v1::COMPOUNDING_EVERY_30_DAYS}}};
constexpr EnumTable kRoundings{
    std::array{std::pair{Rounding::kOnce, v1::ROUNDING_ONCE},
               std::pair{Rounding::kEachSegment, v1::ROUNDING_EACH_SEGMENT},
               std::pair{Rounding::kDaily, v1::ROUNDING_DAILY}}};
constexpr EnumTable kModes{
    std::array{std::pair{RoundingMode::kHalfUp, v1::ROUNDING_MODE_HALF_UP},
               std::pair{RoundingMode::kTruncated, v1::ROUNDING_MODE_TRUNCATED}}};

void Write(const TableRate& rate, v1::TableRate* message) {
  message->set_table(rate.table);
  message->set_margin_millionths(rate.margin_millionths);
  message->set_reference(kReferences.ToWire(rate.reference));
  message->set_day(kRateDays.ToWire(rate.day));
}

TableRate Read(const v1::TableRate& message, wire::Reader& reader) {
  return {message.table(), message.margin_millionths(),
          kReferences.Read(message.reference(), reader), kRateDays.Read(message.day(), reader)};
}

}  // namespace

v1::RoundingMode ToWire(RoundingMode mode) { return kModes.ToWire(mode); }
RoundingMode Read(v1::RoundingMode mode, wire::Reader& reader) { return kModes.Read(mode, reader); }

v1::ChargeKind ToWire(ChargeKind kind) { return kKinds.ToWire(kind); }

ChargeKind Read(v1::ChargeKind kind, wire::Reader& reader) { return kKinds.Read(kind, reader); }

void Write(const calendar::Rate& rate, v1::Rate* message) {
  message->set_millionths(rate.millionths);
  message->set_per(kPeriods.ToWire(rate.per));
}

calendar::Rate Read(const v1::Rate& message, wire::Reader& reader) {
  return {message.millionths(), kPeriods.Read(message.per(), reader)};
}

void Write(const InterestTerms& terms, v1::InterestTerms* message) {
  if (const auto* rate = std::get_if<calendar::Rate>(&terms.rate)) {
    Write(*rate, message->mutable_rate());
  } else {
    Write(std::get<TableRate>(terms.rate), message->mutable_table_rate());
  }
  message->set_day_count(kDayCounts.ToWire(terms.day_count));
  message->set_compounding(kCompoundings.ToWire(terms.compounding));
  message->set_rounding(kRoundings.ToWire(terms.rounding));
  message->set_mode(kModes.ToWire(terms.mode));
  message->set_years_max(terms.years_max);
}

InterestTerms Read(const v1::InterestTerms& message, wire::Reader& reader) {
  InterestTerms terms;
  switch (message.rate_rule_case()) {
    case v1::InterestTerms::kRate:
      terms.rate = Read(message.rate(), reader);
      break;
    case v1::InterestTerms::kTableRate:
      terms.rate = Read(message.table_rate(), reader);
      break;
    case v1::InterestTerms::RATE_RULE_NOT_SET:
      reader.Fail();
      break;
  }
  terms.day_count = kDayCounts.Read(message.day_count(), reader);
  terms.compounding = kCompoundings.Read(message.compounding(), reader);
  terms.rounding = kRoundings.Read(message.rounding(), reader);
  terms.mode = kModes.Read(message.mode(), reader);
  terms.years_max = message.years_max();
  return terms;
}

}  // namespace recourse::invoicing
