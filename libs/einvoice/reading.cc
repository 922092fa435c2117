#include "libs/einvoice/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "libs/base/active_currency.h"
#include "libs/base/check.h"
#include "libs/calendar/parse_date.h"

namespace recourse::einvoice {
namespace {

using xml::Element;

struct Prefix {
  std::string_view name;
  std::string_view ns;
};

// As OASIS UBL 2.1 and the UN/CEFACT schemas D16B write their namespaces.
constexpr auto kPrefixes = std::to_array<Prefix>({
    {"cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"},
    {"cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
    {"ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"},
    {"rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"},
    {"udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"},
    {"qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"},
});

// What is repeated of a value in a failure.
constexpr std::size_t kShownBytes = 100;

std::string_view NamespaceOf(std::string_view prefix) {
  const auto found = std::find_if(kPrefixes.begin(), kPrefixes.end(),
                                  [&](const Prefix& known) { return known.name == prefix; });
  CHECK(found != kPrefixes.end());
  return found->ns;
}

std::string NameOf(const Element& element) {
  for (const Prefix& prefix : kPrefixes) {
    if (prefix.ns == element.ns()) return fmt::format("{}:{}", prefix.name, element.name());
  }
  return element.name();
}

// Fills `chain` with the elements from `from` down to `wanted`.
bool FindChain(const Element& from, const Element& wanted, std::vector<const Element*>& chain) {
  chain.push_back(&from);
  if (&from == &wanted) return true;
  for (const Element& child : from.children()) {
    if (FindChain(child, wanted, chain)) return true;
  }
  chain.pop_back();
  return false;
}

// "Invoice/cac:InvoiceLine[2]/cbc:ID": which of several twins it is stands in brackets.
std::string PathTo(const Element& root, const Element& wanted) {
  std::vector<const Element*> chain;
  CHECK(FindChain(root, wanted, chain));
  std::string path = root.name();
  for (std::size_t i = 1; i < chain.size(); ++i) {
    path += "/" + NameOf(*chain[i]);
    const auto twins = chain[i - 1]->Children(chain[i]->ns(), chain[i]->name());
    const auto place = std::find(twins.begin(), twins.end(), chain[i]) - twins.begin();
    if (twins.size() > 1) path += fmt::format("[{}]", place + 1);
  }
  return path;
}

}  // namespace

void Reading::Refuse(std::string_view reason, std::string_view what, const Element& element,
                     std::string_view value, Term term) {
  if (failure_) return;
  const std::string path = PathTo(root_, element);
  const std::string shown(value.substr(0, kShownBytes));
  failure_ = Failure{.kind = Failure::Kind::kInvalid,
                     .reason = std::string(reason),
                     .message = fmt::format("{} ({}) {}: \"{}\" (line {})", term.id, path, what,
                                            shown, element.line()),
                     .values = {{"term", std::string(term.id)},
                                {"path", path},
                                {"value", shown},
                                {"line", std::to_string(element.line())}}};
  if (!term.rule.empty()) failure_->values.emplace_back("rule", term.rule);
}

void Reading::RefuseMissing(const Element* from, std::string_view path, Term term) {
  const Element& nearest = from == nullptr ? root_ : *from;
  Refuse("EINVOICE_MISSING", fmt::format("has no {}, which {} asks for", path, term.rule), nearest,
         "", term);
}

std::vector<const Element*> Reading::Step(const Element* from, std::string_view name) const {
  if (from == nullptr) return {};
  const std::size_t colon = name.find(':');
  return from->Children(NamespaceOf(name.substr(0, colon)), name.substr(colon + 1));
}

std::vector<const Element*> Reading::All(const Element* from, std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return Step(from, path);
  return Step(At(from, path.substr(0, slash)), path.substr(slash + 1));
}

const Element* Reading::At(const Element* from, std::string_view path) {
  while (from != nullptr && !path.empty()) {
    const std::size_t slash = path.find('/');
    const auto found = Step(from, path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (found.size() > 1) {
      Refuse("EINVOICE_REPEATED", "may stand there only once", *found[1], found[1]->Value(),
             {.id = "Element", .rule = ""});
    }
    from = found.empty() ? nullptr : found[0];
  }
  return from;
}

const Element* Reading::NeededAt(const Element* from, std::string_view path, Term term) {
  const Element* const element = At(from, path);
  if (element == nullptr) RefuseMissing(from, path, term);
  return element;
}

std::string Reading::Text(const Element* from, std::string_view path) {
  const Element* const element = At(from, path);
  return element == nullptr ? std::string() : std::string(element->Value());
}

std::string Reading::NeededText(const Element* from, std::string_view path, Term term) {
  std::string text = Text(from, path);
  if (text.empty()) RefuseMissing(from, path, term);
  return text;
}

std::optional<Identifier> Reading::Id(const Element* from, std::string_view path) {
  const Element* const element = At(from, path);
  if (element == nullptr || element->Value().empty()) return std::nullopt;
  return Identifier{.value = std::string(element->Value()),
                    .scheme = std::string(element->FindAttribute("schemeID").value_or(""))};
}

std::optional<Currency> Reading::ReadCurrency(const Element* element, Term term) {
  if (element == nullptr || element->Value().empty()) return std::nullopt;
  const auto currency = ParseActiveCurrency(element->Value());
  if (!currency) {
    Refuse("EINVOICE_UNKNOWN_CURRENCY", "is no active currency of ISO 4217", *element,
           element->Value(), term);
  }
  return currency;
}

std::optional<Currency> Reading::OptionalCurrency(const Element* from, std::string_view path,
                                                  Term term) {
  return ReadCurrency(At(from, path), term);
}

Currency Reading::NeededCurrency(const Element* from, std::string_view path, Term term) {
  NeededText(from, path, term);
  return ReadCurrency(At(from, path), term).value_or(Currency());
}

std::optional<Decimal> Reading::Number(const Element* from, std::string_view path, Term term) {
  const Element* const element = At(from, path);
  if (element == nullptr) return std::nullopt;
  const auto number = Decimal::Parse(element->Value());
  if (!number) {
    Refuse("EINVOICE_BAD_NUMBER", "is no decimal number of up to 36 digits", *element,
           element->Value(), term);
  }
  return number;
}

bool Reading::IsOtherCurrency(const Element& element, Term term) {
  const auto named = element.FindAttribute("currencyID");
  if (!named || *named == currency_.code()) return false;
  Refuse("EINVOICE_OTHER_CURRENCY",
         fmt::format("is not in the document's currency, {}", currency_.code()), element, *named,
         term);
  return true;
}

std::optional<Money> Reading::AmountIn(Currency currency, const Element& element, Term term) {
  const auto value = Decimal::Parse(element.Value());
  const auto amount = value ? ToMoney(*value, currency) : std::nullopt;
  if (value && value->scale() > currency.exponent()) {
    Refuse("EINVOICE_TOO_MANY_DECIMALS",
           fmt::format("has more than the {} decimals of {}", currency.exponent(), currency.code()),
           element, element.Value(), term);
  } else if (!amount) {
    Refuse("EINVOICE_BAD_AMOUNT", "is no amount of up to 10^15 minor units", element,
           element.Value(), term);
  }
  return amount;
}

std::optional<Money> Reading::Amount(const Element* from, std::string_view path, Term term) {
  const Element* const element = At(from, path);
  if (element == nullptr || IsOtherCurrency(*element, term)) return std::nullopt;
  return AmountIn(currency_, *element, term);
}

Money Reading::NeededAmount(const Element* from, std::string_view path, Term term) {
  if (NeededAt(from, path, term) == nullptr) return {};
  return Amount(from, path, term).value_or(Money{});
}

std::optional<Decimal> Reading::UnitAmount(const Element* from, std::string_view path, Term term) {
  const Element* const element = At(from, path);
  if (element == nullptr || IsOtherCurrency(*element, term)) return std::nullopt;
  return Number(from, path, term);
}

bool Reading::NeededIndicator(const Element* from, std::string_view path, Term term) {
  const Element* const element = NeededAt(from, path, term);
  if (element == nullptr) return false;
  const std::string_view value = element->Value();
  const bool is_true = value == "true" || value == "1";
  if (!is_true && value != "false" && value != "0") {
    Refuse("EINVOICE_BAD_INDICATOR", "is neither true nor false", *element, value, term);
  }
  return is_true;
}

std::optional<Date> Reading::Day(const Element& element, const DateForm& form, Term term) {
  const std::string_view text = element.Value();
  // Without the length a month of one digit would pass.
  const auto day =
      text.size() == form.name.size() ? calendar::ParseDate(text, form.pattern) : std::nullopt;
  if (!day) {
    Refuse("EINVOICE_BAD_DATE", fmt::format("is no date of the form {}", form.name), element, text,
           term);
  }
  return day;
}

}  // namespace recourse::einvoice
