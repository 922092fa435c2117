#include "libs/bank_statement/camt_fields.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <utility>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/amount.h"
#include "libs/calendar/parse_date.h"

namespace recourse::bank_statement {
namespace {

using xml::Element;

constexpr std::string_view kDayPattern = "%F";
constexpr std::size_t kDaySize = 10;  // Of "2025-07-23".

struct BalanceCode {
  std::string_view code;
  Balance::Kind kind;
};
// ISO 20022 external code set, BalanceType.
constexpr std::array<BalanceCode, 10> kBalanceCodes = {{
    {"OPBD", Balance::Kind::kOpeningBooked},
    {"CLBD", Balance::Kind::kClosingBooked},
    {"PRCD", Balance::Kind::kPreviouslyClosed},
    {"ITBD", Balance::Kind::kInterimBooked},
    {"OPAV", Balance::Kind::kOpeningAvailable},
    {"CLAV", Balance::Kind::kClosingAvailable},
    {"ITAV", Balance::Kind::kInterimAvailable},
    {"FWAV", Balance::Kind::kForwardAvailable},
    {"XPCD", Balance::Kind::kExpected},
    {"INFO", Balance::Kind::kInformation},
}};

Balance::Kind KindOf(std::string_view code) {
  for (const BalanceCode& known : kBalanceCodes) {
    if (known.code == code) return known.kind;
  }
  return Balance::Kind::kOther;
}

// What may follow a day: nothing, a time, a zone.
bool IsRest(std::string_view rest) {
  return rest.empty() || std::strchr("TZ+-", rest[0]) != nullptr;
}

Expected<std::optional<Date>, Failure> ReadDay(std::string_view text, const Place& place) {
  const std::string_view day_text = text.substr(0, kDaySize);
  const auto day = calendar::ParseDate(day_text, kDayPattern);
  if (day && IsRest(text.substr(day_text.size()))) return std::optional(*day);
  return Refused("DATE_MALFORMED", place, text, "a day or a time as ISO 8601 writes them");
}

}  // namespace

Place PlaceOf(const Element& parent, std::string_view path) {
  const Element* const element = path.empty() ? nullptr : parent.Find(path);
  return {element != nullptr ? element->line() : parent.line(),
          path.empty() ? parent.name() : fmt::format("{}/{}", parent.name(), path)};
}

std::string TextOf(const Element& parent, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    const Element* const element = parent.Find(path);
    if (element != nullptr && !element->Value().empty()) return std::string(element->Value());
  }
  return "";
}

std::vector<std::string> TextsOf(const Element& parent, std::string_view path,
                                 std::string_view name) {
  std::vector<std::string> texts;
  const Element* const holder = path.empty() ? &parent : parent.Find(path);
  if (holder == nullptr) return texts;
  for (const Element* const element : holder->Children(name)) {
    if (!element->Value().empty()) texts.emplace_back(element->Value());
  }
  return texts;
}

Expected<const Element*, Failure> Require(const Element& parent, std::string_view path) {
  if (const Element* const element = parent.Find(path)) return element;
  return Refused("FIELD_MISSING", PlaceOf(parent, path), "", "this element");
}

Expected<std::optional<Date>, Failure> DayOf(const Element& parent, std::string_view path) {
  const Element* const choice = parent.Find(path);
  if (choice == nullptr) return std::optional<Date>();
  return ReadDay(TextOf(*choice, {"Dt", "DtTm"}), PlaceOf(parent, path));
}

Expected<std::optional<Date>, Failure> DayOfTime(const Element& parent, std::string_view path) {
  const Element* const time = parent.Find(path);
  if (time == nullptr) return std::optional<Date>();
  return ReadDay(time->Value(), PlaceOf(parent, path));
}

Expected<Money, Failure> UnsignedAmount(const Element& amount) {
  const Place place{amount.line(), amount.name()};
  const auto currency = ReadCurrency(amount.FindAttribute("Ccy").value_or(""), place);
  if (!currency) return Unexpected{currency.error()};
  return ReadAmount(amount.Value(), *currency, '.', place);
}

Expected<bool, Failure> IsDebit(const Element& parent, std::string_view path) {
  const std::string mark = TextOf(parent, {path});
  if (mark == "DBIT") return true;
  if (mark == "CRDT") return false;
  return Refused("MARK_UNKNOWN", PlaceOf(parent, path), mark, "CRDT or DBIT");
}

Expected<Balance, Failure> ReadCamtBalance(const Element& balance) {
  const auto amount_element = Require(balance, "Amt");
  if (!amount_element) return Unexpected{amount_element.error()};
  const auto amount = UnsignedAmount(**amount_element);
  if (!amount) return Unexpected{amount.error()};
  const auto is_debit = IsDebit(balance);
  if (!is_debit) return Unexpected{is_debit.error()};
  const auto day = DayOf(balance, "Dt");
  if (!day) return Unexpected{day.error()};
  if (!*day) return Refused("FIELD_MISSING", PlaceOf(balance, "Dt"), "", "the day of a balance");

  Balance read;
  read.code = TextOf(balance, {"Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry"});
  read.kind = KindOf(TextOf(balance, {"Tp/CdOrPrtry/Cd"}));
  read.intermediate = TextOf(balance, {"Tp/SubTp/Cd"}) == "INTM";
  read.amount = *is_debit ? -*amount : *amount;
  read.date = **day;
  read.line = balance.line();
  return read;
}

Account CamtAccount(const Element* account) {
  if (account == nullptr) return {};
  if (std::string iban = TextOf(*account, {"Id/IBAN"}); !iban.empty()) return {std::move(iban), ""};
  return {"", TextOf(*account, {"Id/Othr/Id"})};
}

Bank CamtBank(const Element* agent) {
  if (agent == nullptr) return {};
  return {TextOf(*agent, {"FinInstnId/BICFI", "FinInstnId/BIC"}),
          TextOf(*agent, {"FinInstnId/ClrSysMmbId/MmbId", "FinInstnId/Othr/Id"}),
          TextOf(*agent, {"FinInstnId/Nm"})};
}

std::string CamtName(const Element* party) {
  if (party == nullptr) return "";
  return TextOf(*party, {"Nm", "Pty/Nm", "Agt/FinInstnId/Nm"});
}

}  // namespace recourse::bank_statement
