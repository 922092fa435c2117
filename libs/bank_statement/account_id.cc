#include "libs/bank_statement/account_id.h"

#include <algorithm>
#include <string>

#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }
bool IsAlphanumeric(char c) { return IsDigit(c) || IsLetter(c); }

// ISO 7064 MOD 97-10 with the first four characters read last, letters as 10 to 35.
bool RemainderIsOne(std::string_view text) {
  int remainder = 0;
  const auto add = [&](char c) {
    remainder =
        IsDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
  };
  for (const char c : text.substr(4)) add(c);
  for (const char c : text.substr(0, 4)) add(c);
  return remainder == 1;
}

bool IsChecked(std::string_view text, std::size_t size_max) {
  return text.size() > 4 && text.size() <= size_max && IsLetter(text[0]) && IsLetter(text[1]) &&
         IsDigit(text[2]) && IsDigit(text[3]) &&
         std::all_of(text.begin(), text.end(), IsAlphanumeric) && RemainderIsOne(text);
}

}  // namespace

bool IsIban(std::string_view text) { return text.size() >= 15 && IsChecked(text, 34); }

bool IsCreditorReference(std::string_view text) {
  return text.starts_with("RF") && IsChecked(text, 25);
}

bool IsBic(std::string_view text) {
  if (text.size() != 8 && text.size() != 11) return false;
  return std::all_of(text.begin(), text.end(), IsAlphanumeric) && IsLetter(text[0]) &&
         IsLetter(text[4]) && IsLetter(text[5]);
}

Account AccountOf(std::string_view text) {
  text = Trimmed(text);
  if (IsIban(text)) return {std::string(text), ""};
  return {"", std::string(text)};
}

Bank BankOf(std::string_view text) {
  text = Trimmed(text);
  if (IsBic(text)) return {std::string(text), "", ""};
  return {"", std::string(text), ""};
}

AccountField ReadAccountField(std::string_view text, Currency currency) {
  text = Trimmed(text);
  if (text.size() > currency.code().size() && text.ends_with(currency.code())) {
    std::string_view without = text;
    without.remove_suffix(currency.code().size());
    // Letters before it would make it a part of a word.
    const bool parted = without.ends_with('/');
    if (parted) without.remove_suffix(1);
    if (!without.empty() && (parted || IsDigit(without.back()))) text = Trimmed(without);
  }
  const std::size_t stroke = text.find('/');
  if (stroke == std::string_view::npos || stroke == 0) return {{}, AccountOf(text)};
  return {BankOf(text.substr(0, stroke)), AccountOf(text.substr(stroke + 1))};
}

}  // namespace recourse::bank_statement
