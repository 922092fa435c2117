#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "libs/base/hex.h"
#include "libs/wire/convert.h"
#include "services/invoicing/views/statements_view.h"

namespace recourse::invoicing {
namespace {

// The first day of the year 10000: later than any of which there are statements.
constexpr std::int64_t kDaysMax = 2'932'897;
constexpr std::int64_t kNumberMax = 999'999'999'999;

// So that greater ones come first; 0 where it is no number, or a longer one than banks count to.
std::int64_t Left(const std::string& digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  return kNumberMax - (is_number ? std::clamp<std::int64_t>(number, 0, kNumberMax) : 0);
}

}  // namespace

std::string StatementsView::StatementKey(std::string_view issuer_id, std::string_view key) {
  return fmt::format("{}/s/{}", issuer_id, key);
}

std::string StatementsView::LineKey(std::string_view issuer_id, std::string_view key, int line) {
  return fmt::format("{}/l/{}/{:07}", issuer_id, key, line);
}

std::string StatementsView::QueueKey(std::string_view issuer_id, std::string_view key, int line) {
  return fmt::format("{}/q/{}/{:07}", issuer_id, key, line);
}

std::string StatementsView::LeftKey(std::string_view issuer_id, std::uint64_t sequence,
                                    std::string_view key, int line) {
  return fmt::format("{}/x/{:020}/{}/{:07}", issuer_id,
                     std::numeric_limits<std::uint64_t>::max() - sequence, key, line);
}

std::uint64_t StatementsView::LeftAt(std::string_view view_key) {
  constexpr std::string_view kBefore = "/x/";
  const std::string_view digits = view_key.substr(view_key.find(kBefore) + kBefore.size(), 20);
  std::uint64_t left = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), left);
  return std::numeric_limits<std::uint64_t>::max() - left;
}

std::string StatementsView::ChainKey(std::string_view issuer_id, std::string_view place,
                                     std::string_view key) {
  return fmt::format("{}/o/{}/{}", issuer_id, place, key);
}

std::string StatementsView::PayerKey(std::string_view issuer_id, std::string_view payer) {
  return fmt::format("{}/p/{}", issuer_id, ToHex(payer));
}

std::optional<std::string> ChainPlace(const v1::StatementContent& content) {
  if (content.kind() != v1::STATEMENT_KIND_STATEMENT || !content.has_opening() ||
      !content.has_closing()) {
    return std::nullopt;
  }
  const auto day = wire::FromWire(content.closing().date());
  if (!day) return std::nullopt;
  const std::string account = content.iban().empty() ? content.other_account() + "@" +
                                                           content.bank_bic() + content.bank_code()
                                                     : content.iban();
  return fmt::format("{}-{}-{}/{:07}/{:012}/{:012}", ToHex(account),
                     content.closing().amount().currency_code(),
                     content.format().starts_with("camt") ? "camt" : "mt",
                     kDaysMax - day->time_since_epoch().count(),
                     Left(content.number().empty() ? content.legal_number() : content.number()),
                     Left(content.page()));
}

std::string_view ChainOf(std::string_view place) { return place.substr(0, place.find('/')); }

}  // namespace recourse::invoicing
