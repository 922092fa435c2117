#pragma once

#include <array>
#include <string_view>

namespace recourse::csv_import {

// What a value of a map or of a CSV cell may be, and how a complaint says so.
struct ValueRule {
  bool (*allows)(std::string_view value);
  const char* expected;
};

extern const ValueRule kAnyText;      // 1 to 200 bytes without control characters.
extern const ValueRule kOptional;     // The same, or nothing.
extern const ValueRule kId;           // What the services take as an id.
extern const ValueRule kNumber;       // What an issuer may number an invoice.
extern const ValueRule kCurrency;     // An active ISO 4217 code.
extern const ValueRule kCountry;      // ISO 3166-1 alpha-2, by its form.
extern const ValueRule kLanguage;     // ISO 639-1, by its form.
extern const ValueRule kZone;         // A zone as the services know it.
extern const ValueRule kAccountKind;  // business, consumer.
extern const ValueRule kChannel;      // letter, phone; who is to get e-mail needs an address.
extern const ValueRule kDateFormat;
extern const ValueRule kDecimalSign;
extern const ValueRule kDelimiter;
extern const ValueRule kReason;   // One of kReasons.
extern const ValueRule kOutcome;  // withdrawn, rejected: what an imported dispute may end with.
extern const ValueRule kPays;     // in full.

// recourse.dispute.v1.Reason as a map writes it: without prefix, in lower case.
inline constexpr std::array<std::string_view, 20> kReasons = {"quality_of_goods",
                                                              "quality_of_work",
                                                              "poor_service",
                                                              "invoice_error_price",
                                                              "invoice_error_quantity",
                                                              "invoice_error_tax",
                                                              "invoice_error_recipient",
                                                              "invoice_error_duplicate",
                                                              "invoice_not_received",
                                                              "approval_missing",
                                                              "not_delivered",
                                                              "returned",
                                                              "misunderstanding",
                                                              "no_agreed_terms",
                                                              "already_paid",
                                                              "set_off",
                                                              "not_authorised",
                                                              "our_breach",
                                                              "other",
                                                              "unknown"};

}  // namespace recourse::csv_import
