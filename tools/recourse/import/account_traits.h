#pragma once

#include <array>
#include <string>

#include "tools/recourse/import/source.h"
#include "tools/recourse/import/value_rules.h"

namespace recourse::csv_import {

// What a file says of a customer. All rows of one customer must agree on it.
struct AccountTraits {
  std::string name;  // How to address it; the customer's number if the file has no name.
  std::string kind;
  std::string channel;
  std::string language;
  std::string country;
  std::string region;  // May be empty.
  std::string zone;

  bool operator==(const AccountTraits&) const = default;
};

// One member of AccountTraits, as maps and complaints name it.
struct Trait {
  const char* key;
  std::string AccountTraits::*member;
  const char* otherwise;  // The constant if the map does not name the key; null: it must.
  const ValueRule& rule;
};

inline const std::array<Trait, 7> kTraits = {{
    {"name", &AccountTraits::name, "", kOptional},
    {"kind", &AccountTraits::kind, "business", kAccountKind},
    {"channel", &AccountTraits::channel, nullptr, kChannel},
    {"language", &AccountTraits::language, "en", kLanguage},
    {"country", &AccountTraits::country, nullptr, kCountry},
    {"region", &AccountTraits::region, "", kOptional},
    {"zone", &AccountTraits::zone, nullptr, kZone},
}};

// Where each of kTraits comes from, in the same order.
using TraitSources = std::array<Source, kTraits.size()>;

}  // namespace recourse::csv_import
