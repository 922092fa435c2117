#pragma once

#include <string>
#include <string_view>

namespace recourse::csv_import {

// An id for what belongs to an invoice, always the same for the same issuer and number: `prefix`
// and the number, or where the services would not take that as an id (longer than 56 bytes, other
// characters than A-Z a-z 0-9 . _ -), `prefix` and a hash of issuer and number.
std::string IdFor(std::string_view prefix, std::string_view issuer, std::string_view number);

// A request id made from what is asked: the same for the same method and the same content.
std::string RequestIdFor(std::string_view method, std::string_view content);

}  // namespace recourse::csv_import
