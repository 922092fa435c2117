#pragma once

#include <string>
#include <vector>

#include "libs/engine/definition.h"

namespace recourse::collections {

// The events of invoicing that a case observes: accounts, invoices, and all that changes what is
// open or disputed of them.
std::vector<std::string> ObservedTypes();

// Tells the case of the event's account. Cannot handle what cannot be read, and what a case refuses
// although invoicing is never wrong about its own facts: both wait aside for a person to look at.
Expected<Done, engine::CannotHandle> Observe(engine::Unit& unit, const engine::Record& event);

}  // namespace recourse::collections
