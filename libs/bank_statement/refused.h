#pragma once

#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Where something stands in a file: the line, from 1, and the field by the name that the format
// gives it (":61:", "Ntry/Amt").
struct Place {
  int line = 0;
  std::string field;
};

// kInvalid with `reason`; "line", "field" and "value" say where and what. Of a long value the first
// 80 bytes are kept, less what is then cut of a character. `expected` completes the sentence:
// "expected <expected>".
Unexpected<Failure> Refused(std::string reason, const Place& place, std::string_view value,
                            std::string_view expected);

}  // namespace recourse::bank_statement
