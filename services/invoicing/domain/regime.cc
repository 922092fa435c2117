#include "services/invoicing/domain/regime.h"

#include <fmt/format.h>

namespace recourse::invoicing {
namespace {

// The newest entry of `name` that is valid on `day`.
template <class Entry>
Expected<const Entry*, Failure> Newest(const std::vector<Entry>& entries, const std::string& name,
                                       Date day, const char* reason, const char* what) {
  const Entry* newest = nullptr;
  for (const Entry& entry : entries) {
    if (entry.name != name || entry.valid_from > day) continue;
    if (newest == nullptr || newest->valid_from < entry.valid_from) newest = &entry;
  }
  if (newest != nullptr) return newest;
  return Unexpected{
      Failure{Failure::Kind::kPrecondition,
              reason,
              fmt::format("There is no {} {} for a debt of {}", what, name, ToString(day)),
              {{"name", name}, {"day", ToString(day)}}}};
}

}  // namespace

Expected<const Regime*, Failure> FindRegime(const RateBook& book, const std::string& name,
                                            Date arisen) {
  return Newest(book.regimes, name, arisen, "REGIME_UNKNOWN", "regime of interest");
}

Expected<const CompensationTariff*, Failure> FindTariff(const RateBook& book,
                                                        const std::string& name, Date arisen) {
  return Newest(book.tariffs, name, arisen, "TARIFF_UNKNOWN", "tariff of compensation");
}

}  // namespace recourse::invoicing
