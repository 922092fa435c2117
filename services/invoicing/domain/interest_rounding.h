#pragma once

#include "services/invoicing/domain/interest.h"

// How exact interest becomes minor units. Only interest.cc includes this.
namespace recourse::invoicing {

// Sets the amounts of the segments and the total from what is exact. False if an amount does not
// fit.
bool RoundBy(Rounding rounding, RoundingMode mode, Interest& interest);

}  // namespace recourse::invoicing
