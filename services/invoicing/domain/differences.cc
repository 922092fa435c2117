#include "services/invoicing/domain/differences.h"

#include <utility>

namespace recourse::invoicing {
namespace {

std::string Both(std::string_view field, const std::string& kept, const std::string& said) {
  return std::string(field) + ": kept " + kept + ", said " + said;
}

}  // namespace

Differences& Differences::Shown(std::string_view field, const Money& kept, const Money& said) {
  if (kept != said) Add(Both(field, ToString(kept), ToString(said)));
  return *this;
}

Differences& Differences::Shown(std::string_view field, Date kept, Date said) {
  if (kept != said) Add(Both(field, ToString(kept), ToString(said)));
  return *this;
}

Differences& Differences::Shown(std::string_view field, const std::string& kept,
                                const std::string& said) {
  if (kept != said) Add(Both(field, kept, said));
  return *this;
}

Differences& Differences::Named(std::string_view field, bool is_same) {
  if (!is_same) Add(field);
  return *this;
}

Failure::Values Differences::With(Failure::Values values) const {
  values.emplace_back("differs", text_);
  return values;
}

void Differences::Add(std::string_view text) {
  if (!text_.empty()) text_ += "; ";
  text_ += text;
}

}  // namespace recourse::invoicing
