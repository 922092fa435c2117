#pragma once

#include <string>
#include <string_view>

#include "libs/base/date.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

// In what a command that names an id differs from what is kept under it, field by field, as it
// reads to who reused the id. Amounts, days and ids are shown on both sides; of all that can be
// personal data, as a reason can, only the field's name is.
class Differences {
 public:
  Differences& Shown(std::string_view field, const Money& kept, const Money& said);
  Differences& Shown(std::string_view field, Date kept, Date said);
  Differences& Shown(std::string_view field, const std::string& kept, const std::string& said);
  Differences& Named(std::string_view field, bool is_same);

  bool none() const { return text_.empty(); }
  // `values`, and what differs: "amount: kept 60.00 EUR, said 61.00 EUR; reason".
  Failure::Values With(Failure::Values values) const;

 private:
  void Add(std::string_view text);

  std::string text_;
};

}  // namespace recourse::invoicing
