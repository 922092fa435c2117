#pragma once

#include <string>

#include "libs/einvoice/party.h"
#include "services/invoicing/domain/issuer.h"

namespace recourse::invoicing {

// Whether the seller of a document is the issuer: the issuer's tax id is the seller's VAT
// identifier (BT-31), tax number (BT-32) or legal identifier (BT-30), or its name the seller's name
// (BT-27) or trading name (BT-28). Only letters and digits are compared, without the case of A to
// Z: "DE 123456789" is DE123456789. What is left unsaid is equal to nothing.
bool IsSeller(const IssuerProfile& issuer, const einvoice::Party& seller);

// "West Rigging, IE6388047V": what a refusal shows of either.
std::string Shown(const IssuerProfile& issuer);
std::string Shown(const einvoice::Party& seller);

}  // namespace recourse::invoicing
