#include "services/collections/domain/morning.h"

namespace recourse::collections {
namespace {

constexpr calendar::TimeOfDay kNine = std::chrono::hours(9);

}  // namespace

std::optional<Mornings> Mornings::In(std::string_view zone) {
  const auto found = calendar::Zone::Find(zone);
  if (!found) return std::nullopt;
  return Mornings(*found);
}

Instant Mornings::Of(Date day) const { return zone_.FirstInstantAt(day, kNine); }

Date Mornings::Last(Instant now) const {
  const Date today = Today(now);
  return Of(today) <= now ? today : today - Days(1);
}

Date Mornings::Next(Instant now) const {
  const Date today = Today(now);
  return Of(today) >= now ? today : today + Days(1);
}

}  // namespace recourse::collections
