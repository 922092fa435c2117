#pragma once

#include <map>
#include <string>

#include "libs/einvoice/invoice.h"

namespace recourse::einvoice {

// Everything that an invoice says, as text by path: "lines[2]/tax/rate" -> "19". What it does not
// say has no entry.
std::map<std::string, std::string> Fields(const Invoice& invoice);

}  // namespace recourse::einvoice
