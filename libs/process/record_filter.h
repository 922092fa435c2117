#pragma once

#include <string>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "recourse/history/v1/history_service.pb.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::process {

// Whether the caller wants this record.
bool Passes(const history::v1::RecordFilter& filter, const history::v1::Record& record);

// kInvalid, naming field and value, for a filter that contradicts itself or is too large.
Expected<Done, Failure> CheckFilter(const history::v1::RecordFilter& filter);

}  // namespace recourse::process
