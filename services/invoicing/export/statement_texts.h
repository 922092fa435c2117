#pragma once

#include <array>
#include <string>
#include <string_view>

#include "libs/base/date.h"
#include "libs/base/money.h"

namespace recourse::invoicing {

// What a statement of account says in one language: data, one table a language in
// statement_texts.cc, of which no text may be missing.
struct StatementTexts {
  std::string_view language;  // ISO 639-1.
  std::string_view title;
  std::string_view account;
  std::string_view period;
  std::string_view known_at;
  std::string_view tax_id;
  std::string_view bank_account;
  std::string_view date;
  std::string_view movement;
  std::string_view reference;
  std::string_view amount;
  std::string_view balance;
  std::string_view opening;
  std::string_view closing;
  std::string_view open_items;
  std::string_view due_date;
  std::string_view days_late;
  std::string_view open;
  std::string_view disputed;
  std::string_view unapplied;
  std::string_view aging;
  std::string_view nothing;  // Where there is no figure at all.
  std::string_view page;
  // By v1::MovementKind. The first is never used, nor is that of write-offs: they are not for the
  // customer.
  std::array<std::string_view, 11> movements;
  std::array<std::string_view, 6> buckets;  // By v1::AgingBucket; likewise.
  std::string_view day_format;              // As date::format takes it.
  std::string_view decimal_sign;
  std::string_view group_sign;  // Between thousands.
};

// Of "de-AT", those of German; English where there are none.
const StatementTexts& StatementTextsOf(std::string_view language_code);

// "1.234,56", without the currency.
std::string Written(const Money& amount, const StatementTexts& texts);
std::string Written(Date day, const StatementTexts& texts);

}  // namespace recourse::invoicing
