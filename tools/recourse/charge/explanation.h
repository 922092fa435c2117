#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recourse/invoicing/v1/charge_service.pb.h"
#include "tools/recourse/output/table.h"

namespace recourse::cli {

Table ChargeTable(const std::vector<invoicing::v1::Charge>& charges);

// How each cent of a charge came to be: a row for each segment of interest, or one for what a
// percentage or a compensation was computed from; none where the amount was agreed as it is.
Table SegmentTable(const invoicing::v1::Charge& charge);

// What is wrong where the parts of a charge do not add up to it: its segments to the amount, and
// what was paid, waived and is open as well.
std::optional<std::string> WrongSum(const invoicing::v1::Charge& charge);

}  // namespace recourse::cli
