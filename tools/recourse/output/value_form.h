#pragma once

#include <string>

namespace recourse::cli {

// What protobuf says is wrong with a request in JSON, and where it is a day or an amount that was
// written as one text, how it is written.
std::string WithForm(const std::string& wrong);

}  // namespace recourse::cli
