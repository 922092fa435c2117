#pragma once

#include <string_view>

namespace recourse {

// Whether `code` is assigned in ISO 3166-1 alpha-2 ("DE"), as of its 249 countries and territories
// in Debian's iso-codes 4.15 and tzdata; or XK, which ISO leaves to its users, and which they, the
// EU, SWIFT and CLDR among them, have given to Kosovo. Case counts.
bool IsCountryCode(std::string_view code);

}  // namespace recourse
