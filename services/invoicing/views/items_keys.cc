#include <fmt/format.h>

#include "services/invoicing/views/items_view.h"

namespace recourse::invoicing {
namespace {

// The first day of the year 10000: later than any of which there are invoices.
constexpr std::int64_t kDaysMax = 2'932'897;

}  // namespace

std::string ItemsView::AccountKey(std::string_view account_id) {
  return fmt::format("{}/", account_id);
}

std::string ItemsView::InvoiceKey(std::string_view account_id, std::string_view invoice_id) {
  return fmt::format("{}/i/{}", account_id, invoice_id);
}

std::string ItemsView::ChargeKey(std::string_view account_id, std::string_view charge_id) {
  return fmt::format("{}/c/{}", account_id, charge_id);
}

std::string ItemsView::ContentKey(std::string_view account_id, std::string_view invoice_id) {
  return fmt::format("~{}/{}", account_id, invoice_id);
}

std::string ItemsView::PaymentKey(std::string_view account_id, std::string_view payment_id) {
  return fmt::format("{}/p/{}", account_id, payment_id);
}

std::string ItemsView::AmountPrefix(std::string_view issuer_id, const Money& amount) {
  return fmt::format("~~{}/{}/{}/", issuer_id, amount.currency.code(), amount.minor_units);
}

std::string ItemsView::AmountKey(std::string_view issuer_id, const Money& amount, Date issued_on,
                                 std::string_view account_id, std::string_view invoice_id) {
  const std::int64_t days_left = kDaysMax - issued_on.time_since_epoch().count();
  return fmt::format("{}{:07}/{}/{}", AmountPrefix(issuer_id, amount), days_left, account_id,
                     invoice_id);
}

std::pair<std::string, std::string> ItemsView::InvoiceOfAmountKey(std::string_view key) {
  const std::size_t last = key.rfind('/');
  const std::size_t before = key.rfind('/', last - 1);
  std::string account("accounts/");
  account += key.substr(before + 1, last - before - 1);
  return {std::move(account), std::string(key.substr(last + 1))};
}

}  // namespace recourse::invoicing
