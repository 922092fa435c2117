#pragma once

#include <optional>
#include <string>
#include <vector>

namespace recourse::cli {

// An event as JSON on one line, by the field names of its proto. Nothing if this program does not
// know the type (it is of a later version) or the payload is not of it.
std::optional<std::string> EventJson(const std::string& type, const std::string& payload);

// The full names of the event types called `name`, which may be given without package:
// "InvoiceIssued" is "recourse.invoicing.v1.InvoiceIssued". Empty if there are none.
std::vector<std::string> FullTypeNames(const std::string& name);

}  // namespace recourse::cli
