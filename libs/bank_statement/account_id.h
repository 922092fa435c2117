#pragma once

#include <string_view>

#include "libs/bank_statement/statement.h"

namespace recourse::bank_statement {

// ISO 13616: two letters, two check digits, up to 30 letters and digits, remainder 1 by ISO 7064
// MOD 97-10. Upper case, no spaces. The lengths of the countries are not looked at.
bool IsIban(std::string_view text);

// ISO 11649: "RF", two check digits, up to 21 letters and digits, remainder 1. Upper case, no
// spaces.
bool IsCreditorReference(std::string_view text);

// ISO 9362 by its shape: 4 letters or digits, 2 letters, 2 letters or digits, and 3 more or not.
bool IsBic(std::string_view text);

// `text` as the IBAN that it is, or as any other identification. Spaces around it are dropped.
Account AccountOf(std::string_view text);
// `text` as the BIC that it is, or as a national bank code.
Bank BankOf(std::string_view text);

// What MT :25: says. Banks write an IBAN, "<BIC or bank code>/<account>", an account alone, and put
// the currency of the account behind it, with or without a stroke; `currency` tells it apart.
struct AccountField {
  Bank servicer;
  Account account;
};
AccountField ReadAccountField(std::string_view text, Currency currency);

}  // namespace recourse::bank_statement
