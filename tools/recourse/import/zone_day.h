#pragma once

#include <string>

#include "libs/base/date.h"

namespace recourse::csv_import {

// Which day it is in `zone`, an IANA zone that this machine knows, at `instant`.
Date DayIn(const std::string& zone, Instant instant);

}  // namespace recourse::csv_import
