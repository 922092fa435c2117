#pragma once

#include <string>
#include <string_view>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"

namespace recourse::cli {

// What the services answer, as cells of a table. What is not set is an empty cell; what cannot be
// read, which a service of ours never sends, is "?".
std::string AmountCell(const google::type::Money& amount);  // "12.34", without the currency.
std::string DayCell(const google::type::Date& day);         // "2012-12-31".
// "i1" of "accounts/a1/invoices/i1".
std::string IdCell(const std::string& resource_name);
// "second_reminder" of "LADDER_STEP_SECOND_REMINDER", given the prefix; "" of "..._UNSPECIFIED".
std::string WordCell(std::string_view enum_name, std::string_view prefix);

}  // namespace recourse::cli
