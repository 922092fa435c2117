#include "libs/einvoice/payment.h"

#include <charconv>
#include <regex>

namespace recourse::einvoice {
namespace {

// A longer line is no step, and std::regex needs a stack for each character.
constexpr std::size_t kStepBytesMax = 100;

std::optional<SkontoStep> ReadStep(const std::string& line, Currency currency) {
  static const std::regex kStep(
      R"(#SKONTO#TAGE=(\d+)#PROZENT=(\d+\.\d{2})(?:#BASISBETRAG=(-?\d+\.\d{2}))?#)");
  std::smatch part;
  if (line.size() > kStepBytesMax || !std::regex_match(line, part, kStep)) return std::nullopt;

  SkontoStep step;
  const std::string days = part[1];
  const auto read = std::from_chars(days.data(), days.data() + days.size(), step.days);
  if (read.ec != std::errc()) return std::nullopt;
  const auto percent = Decimal::Parse(part[2].str());
  if (!percent || *percent > Decimal(100)) return std::nullopt;
  step.percent = *percent;
  if (part[3].matched) {
    const auto base = Decimal::Parse(part[3].str());
    if (base) step.base = ToMoney(*base, currency);
    if (!step.base) return std::nullopt;
  }
  return step;
}

std::string_view Trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

PaymentTerms ReadPaymentTerms(std::string_view text, Currency currency) {
  PaymentTerms terms{.text = std::string(text), .skonto = {}, .irregular_lines = {}};
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string line(Trimmed(text.substr(0, end)));
    const bool is_ended = end != std::string_view::npos;
    text = is_ended ? text.substr(end + 1) : std::string_view();
    if (!line.starts_with('#')) continue;
    const auto step = ReadStep(line, currency);
    if (step) terms.skonto.push_back(*step);
    if (!step || !is_ended) terms.irregular_lines.push_back(line);
  }
  return terms;
}

}  // namespace recourse::einvoice
