#pragma once

#include <string_view>

namespace recourse::mail {

// Whether `text` is one address of RFC 5322 with its domain, such as "billing@example.com", and
// nothing else: no name, no comment, no line break. Thread safe.
bool IsAddress(std::string_view text);

}  // namespace recourse::mail
