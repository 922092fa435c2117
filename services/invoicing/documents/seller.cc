#include "services/invoicing/documents/seller.h"

#include <initializer_list>
#include <string_view>

namespace recourse::invoicing {
namespace {

// Letters and digits, small; what is not ASCII stays as it is.
std::string Bare(std::string_view text) {
  std::string bare;
  for (const char c : text) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
    if (is_capital) {
      bare += static_cast<char>(c - 'A' + 'a');
    } else if (is_small || is_digit || !is_ascii) {
      bare += c;
    }
  }
  return bare;
}

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> others) {
  const std::string bare = Bare(text);
  if (bare.empty()) return false;
  for (const std::string_view other : others) {
    if (Bare(other) == bare) return true;
  }
  return false;
}

std::string_view LegalId(const einvoice::Party& seller) {
  return seller.legal_id ? std::string_view(seller.legal_id->value) : std::string_view();
}

std::string Listed(std::initializer_list<std::string_view> texts) {
  std::string listed;
  for (const std::string_view text : texts) {
    if (text.empty()) continue;
    if (!listed.empty()) listed += ", ";
    listed += text;
  }
  return listed;
}

}  // namespace

bool IsSeller(const IssuerProfile& issuer, const einvoice::Party& seller) {
  return IsOneOf(issuer.tax_id, {seller.vat_id, seller.tax_number, LegalId(seller)}) ||
         IsOneOf(issuer.name, {seller.name, seller.trading_name});
}

std::string Shown(const IssuerProfile& issuer) { return Listed({issuer.name, issuer.tax_id}); }

std::string Shown(const einvoice::Party& seller) {
  return Listed(
      {seller.name, seller.trading_name, seller.vat_id, seller.tax_number, LegalId(seller)});
}

}  // namespace recourse::invoicing
