#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "libs/base/date.h"
#include "libs/base/money.h"
#include "libs/base/sealed.h"
#include "recourse/common/v1/sealed.pb.h"

// Plain types <-> protobuf, exact in both directions. Thread safe.
namespace recourse::wire {

// Into a message that may have been used before, whose memory is kept.
void Write(const Money& amount, google::type::Money* message);
void Write(Date day, google::type::Date* message);
void Write(const Sealed& sealed, common::v1::Sealed* message);

google::type::Money ToWire(const Money& amount);
google::type::Date ToWire(Date day);
google::protobuf::Timestamp ToWire(Instant instant);
common::v1::Sealed ToWire(const Sealed& sealed);

// Nothing for a currency that is not in ISO 4217, a fraction of a minor unit, units and nanos of
// different sign, nanos of a whole unit or more, or an amount beyond kMoneyMax.
std::optional<Money> FromWire(const google::type::Money& amount);
// The same, up to 64 bits of minor units: what we wrote ourselves may be a sum.
std::optional<Money> SumFromWire(const google::type::Money& amount);
// Nothing unless it is a whole day of the calendar in the years 1 to 9999: no year, month or day
// left out.
std::optional<Date> FromWire(const google::type::Date& day);
// Nothing outside the years 1 to 9999, or where nanoseconds are not whole microseconds.
std::optional<Instant> FromWire(const google::protobuf::Timestamp& timestamp);
Sealed FromWire(const common::v1::Sealed& sealed);

}  // namespace recourse::wire
