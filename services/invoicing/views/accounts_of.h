#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "libs/engine/view.h"

namespace recourse::invoicing {

// Calls `see` with each account ("accounts/a1") of `issuer` that the items view has, until it
// returns false. Costs a look-up for each account of any issuer, and reads no item.
void ForEachAccountOf(const engine::ViewReader& views, std::string_view issuer,
                      const std::function<bool(const std::string& account)>& see);

}  // namespace recourse::invoicing
