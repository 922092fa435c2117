#pragma once

#include "libs/einvoice/invoice.h"
#include "libs/einvoice/reading.h"

namespace recourse::einvoice::ubl {

// For this room only. Whether the root is an Invoice or a CreditNote of UBL 2.1.
bool IsRoot(const xml::Element& root);
// Reads it; worthless if in.failure() is set afterwards.
Invoice Read(Reading& in);

}  // namespace recourse::einvoice::ubl
