#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/decimal.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"
#include "libs/einvoice/party.h"
#include "libs/xml/element.h"

namespace recourse::einvoice {

// The business term that a place of a document stands for, and the rule of EN 16931-1 that asks for
// it; no rule where the term may be absent.
struct Term {
  std::string_view id;    // "BT-115".
  std::string_view rule;  // "BR-15".
};

// How a syntax writes a day.
struct DateForm {
  std::string_view name;     // "YYYY-MM-DD": each character of a date has one here.
  std::string_view pattern;  // For calendar::ParseDate.
};

// For this room only. Reads the values of one document. A path leads from an element to one below
// it, by the prefixes that the standards write: "cac:Party/cbc:EndpointID". A step that stands
// there twice is refused, since two readers would take different ones. An absent element, or a null
// `from`, gives null, an empty text, nothing; what is needed is refused if absent or empty.
//
// The first failure is kept and found in failure(); what is read after it is worthless. It names
// term, path, line and value:
//   EINVOICE_MISSING, EINVOICE_REPEATED, EINVOICE_BAD_DATE, EINVOICE_BAD_AMOUNT,
//   EINVOICE_TOO_MANY_DECIMALS, EINVOICE_OTHER_CURRENCY, EINVOICE_UNKNOWN_CURRENCY,
//   EINVOICE_BAD_NUMBER, EINVOICE_BAD_INDICATOR, EINVOICE_BAD_BASE64, EINVOICE_BAD_TYPE,
//   EINVOICE_UNSUPPORTED
class Reading {
 public:
  explicit Reading(const xml::Element& root) : root_(root) {}

  const xml::Element& root() const { return root_; }
  const std::optional<Failure>& failure() const { return failure_; }
  // The currency of all amounts, once it is known.
  void set_currency(Currency currency) { currency_ = currency; }
  Currency currency() const { return currency_; }

  const xml::Element* At(const xml::Element* from, std::string_view path);
  // All that the last step names.
  std::vector<const xml::Element*> All(const xml::Element* from, std::string_view path);
  const xml::Element* NeededAt(const xml::Element* from, std::string_view path, Term term);

  // Without the white space around it.
  std::string Text(const xml::Element* from, std::string_view path);
  std::string NeededText(const xml::Element* from, std::string_view path, Term term);
  // With the scheme that the attribute schemeID names.
  std::optional<Identifier> Id(const xml::Element* from, std::string_view path);

  Currency NeededCurrency(const xml::Element* from, std::string_view path, Term term);
  std::optional<Currency> OptionalCurrency(const xml::Element* from, std::string_view path,
                                           Term term);

  std::optional<Decimal> Number(const xml::Element* from, std::string_view path, Term term);
  // Of the document's currency, which an attribute currencyID may only repeat.
  std::optional<Money> Amount(const xml::Element* from, std::string_view path, Term term);
  Money NeededAmount(const xml::Element* from, std::string_view path, Term term);
  // Of `currency`, whatever the attribute says.
  std::optional<Money> AmountIn(Currency currency, const xml::Element& element, Term term);
  // A price: of the document's currency, not rounded to it.
  std::optional<Decimal> UnitAmount(const xml::Element* from, std::string_view path, Term term);

  // "true", "1", "false" or "0".
  bool NeededIndicator(const xml::Element* from, std::string_view path, Term term);
  std::optional<Date> Day(const xml::Element& element, const DateForm& form, Term term);

  // Keeps the failure, unless there is one already. The element is named by its path.
  void Refuse(std::string_view reason, std::string_view what, const xml::Element& element,
              std::string_view value, Term term);

 private:
  std::vector<const xml::Element*> Step(const xml::Element* from, std::string_view name) const;
  std::optional<Currency> ReadCurrency(const xml::Element* element, Term term);
  bool IsOtherCurrency(const xml::Element& element, Term term);
  void RefuseMissing(const xml::Element* from, std::string_view path, Term term);

  const xml::Element& root_;
  Currency currency_;
  std::optional<Failure> failure_;
};

}  // namespace recourse::einvoice
