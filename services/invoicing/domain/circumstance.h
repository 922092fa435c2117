#pragma once

#include <optional>
#include <string>

#include "libs/base/sealed.h"
#include "services/invoicing/domain/charge_freeze.h"

// What stops dealing with an account as usual.
namespace recourse::invoicing {

enum class CircumstanceKind { kMoratorium, kInsolvency, kDeceased, kRepresentedByLawyer };

struct CircumstanceContent {
  CircumstanceKind kind{};
  Date from;
  std::optional<Date> until;  // Included. Nothing: it is open.
  std::string source;         // Who says so. No personal data.
  std::string reference;      // Under which file. No personal data.
  // What it freezes while it holds; its days are those of the rule. Nothing: no charge.
  std::optional<ChargeFreeze> freeze;
  std::optional<Sealed> contact;  // Who acts in it.
  bool operator==(const CircumstanceContent&) const = default;
};

// As it is now.
struct Circumstance {
  CircumstanceContent recorded;  // As it was first, by which it is known again.
  std::string recorded_by;       // A principal, as are the others.
  std::optional<Date> until;
  std::string ended_because;  // Empty as long as nobody has said so.
  std::string ended_by;
  std::string revoked_because;  // Empty: it was not recorded in error.
  std::string revoked_by;

  bool InForceOn(Date day) const;
  // What it freezes, cut to the days on which it holds; nothing if there are none.
  std::optional<ChargeFreeze> Freezes() const;
};

}  // namespace recourse::invoicing
