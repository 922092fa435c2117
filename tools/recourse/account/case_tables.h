#pragma once

#include <vector>

#include "recourse/collections/v1/collections_service.pb.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "tools/recourse/output/table.h"

// What is done about an account and what was said to its customer, as tables.
namespace recourse::cli {

Table ChasedTable(const collections::v1::Case& kase);  // Titled "case".
Table HoldTable(const collections::v1::Case& kase);
Table PromiseTable(const collections::v1::Case& kase);
Table PlacementTable(const collections::v1::Case& kase);
Table MessageTable(const std::vector<communication_log::v1::ContactEntry>& entries);

}  // namespace recourse::cli
