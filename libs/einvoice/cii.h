#pragma once

#include "libs/einvoice/invoice.h"
#include "libs/einvoice/reading.h"

namespace recourse::einvoice::cii {

// For this room only. Whether the root is that of a Cross Industry Invoice, UN/CEFACT D16B.
bool IsRoot(const xml::Element& root);
// Reads it; worthless if in.failure() is set afterwards.
Invoice Read(Reading& in);

}  // namespace recourse::einvoice::cii
