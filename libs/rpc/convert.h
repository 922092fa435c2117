#pragma once

#include <optional>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::rpc {

// Exactly the same amount, or nothing: units and nanos of different signs, nanos beyond
// 999,999,999, nanos finer than the currency's minor unit, a currency that is none, or beyond
// kMoneyMax.
std::optional<Money> FromProto(const google::type::Money& amount);
google::type::Money ToProto(const Money& amount);

// Nothing unless it is a whole date of the Gregorian calendar in the years 1 to 9999.
std::optional<Date> FromProto(const google::type::Date& day);
google::type::Date ToProto(Date day);

}  // namespace recourse::rpc
