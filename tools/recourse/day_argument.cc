#include "tools/recourse/day_argument.h"

#include <sstream>

namespace recourse::cli {
namespace {

template <class Point>
std::optional<Point> Parse(const std::string& text, const char* format) {
  std::istringstream in(text);
  Point point;
  in >> date::parse(format, point);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return point;
}

}  // namespace

std::optional<Date> ParseIsoDay(const std::string& text) {
  if (text.size() != 10) return std::nullopt;
  return Parse<Date>(text, "%F");
}

std::optional<Instant> ParseIsoInstant(const std::string& text) {
  if (const auto day = ParseIsoDay(text)) return Instant(*day);
  return Parse<Instant>(text, "%FT%TZ");
}

std::string CheckIsoDay(const std::string& text) {
  if (ParseIsoDay(text)) return "";
  return "\"" + text + "\": expected a day such as 2012-12-31";
}

std::string CheckIsoInstant(const std::string& text) {
  if (ParseIsoInstant(text)) return "";
  return "\"" + text + "\": expected a moment such as 2012-12-31T09:00:00Z or 2012-12-31";
}

}  // namespace recourse::cli
