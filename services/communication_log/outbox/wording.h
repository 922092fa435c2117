#pragma once

#include <string>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/communication_log/domain/language.h"

// How a letter writes amounts and days.
namespace recourse::communication_log {

// "1,234.56 EUR" in English, "1.234,56 EUR" in German, "1 234,56 EUR" with a no-break space in
// Russian.
std::string Written(const Money& amount, Language language);

// "5 March 2012" in English, "05.03.2012" in German and Russian.
std::string Written(Date day, Language language);

}  // namespace recourse::communication_log
