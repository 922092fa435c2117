#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"

// Texts are empty where the document has none. The terms in brackets are those of EN 16931-1: BT is
// a business term, BG a group of them.
namespace recourse::einvoice {

// An identifier and the scheme that it belongs to, such as 0088 for GLN; empty if none is given.
struct Identifier {
  std::string value;
  std::string scheme;

  bool operator==(const Identifier&) const = default;
};

// A postal address (BG-5, BG-8, BG-12, BG-15).
struct Address {
  std::string line1;
  std::string line2;
  std::string line3;
  std::string city;
  std::string postcode;
  std::string subdivision;
  std::string country;  // ISO 3166-1 alpha-2.

  bool operator==(const Address&) const = default;
};

// BG-6, BG-9.
struct Contact {
  std::string name;
  std::string phone;
  std::string email;

  bool operator==(const Contact&) const = default;
};

// The seller (BG-4), the buyer (BG-7), the payee (BG-10) or the seller's tax representative
// (BG-11); the last two have a part of this only.
struct Party {
  std::string name;                              // BT-27, BT-44, BT-59, BT-62: the legal name.
  std::string trading_name;                      // BT-28, BT-45.
  std::vector<Identifier> ids;                   // BT-29, BT-46, BT-60.
  std::optional<Identifier> legal_id;            // BT-30, BT-47, BT-61.
  std::string vat_id;                            // BT-31, BT-48, BT-63.
  std::string tax_number;                        // BT-32: as the local authority knows it.
  std::string legal_information;                 // BT-33.
  std::optional<Identifier> electronic_address;  // BT-34, BT-49.
  std::optional<Address> address;
  std::optional<Contact> contact;

  bool operator==(const Party&) const = default;
};

// Days from `start` to `end`, both included (BG-14, BG-26); either may be open.
struct Period {
  std::optional<Date> start;
  std::optional<Date> end;

  bool operator==(const Period&) const = default;
};

// BG-13.
struct Delivery {
  std::string party_name;                 // BT-70.
  std::optional<Identifier> location_id;  // BT-71.
  std::optional<Date> date;               // BT-72.
  std::optional<Address> address;         // BG-15.

  bool operator==(const Delivery&) const = default;
};

}  // namespace recourse::einvoice
