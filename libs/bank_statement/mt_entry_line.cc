#include "libs/bank_statement/mt_entry_line.h"

#include <fmt/format.h>
#include <utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/amount.h"
#include "libs/bank_statement/mt_date.h"
#include "libs/bank_statement/text.h"

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kReferenceSize = 16;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

struct Mark {
  std::string_view text;
  bool is_debit;
  bool reversal;
  Entry::Status status;
};
// Two letters before one, so that "RC" is not missed.
constexpr std::array<Mark, 6> kMarks = {{
    {"RC", true, true, Entry::Status::kBooked},
    {"RD", false, true, Entry::Status::kBooked},
    {"EC", false, false, Entry::Status::kPending},
    {"ED", true, false, Entry::Status::kPending},
    {"C", false, false, Entry::Status::kBooked},
    {"D", true, false, Entry::Status::kBooked},
}};

// Takes from the front of the line what it has not yet read.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  std::string_view Take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  template <class Predicate>
  std::string_view TakeWhile(Predicate predicate) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), predicate);
    return Take(static_cast<std::size_t>(end - rest_.begin()));
  }
  std::size_t Digits() const {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), IsDigit);
    return static_cast<std::size_t>(end - rest_.begin());
  }

 private:
  std::string_view rest_;
};

Unexpected<Failure> Malformed(const MtField& field, std::string_view expected) {
  return Refused("ENTRY_MALFORMED", field.place(), field.lines.front(), expected);
}

Expected<Done, Failure> ReadDates(const MtField& field, Cursor& cursor, Entry& entry) {
  const std::size_t digits = cursor.Digits();
  if (digits != 6 && digits != 10) {
    return Malformed(field, "a value date as YYMMDD, and an entry date as MMDD or none");
  }
  const std::string_view value_text = cursor.Take(6);
  entry.value_date = ReadMtValueDate(value_text);
  if (!entry.value_date) {
    return Refused("DATE_MALFORMED", field.place(), value_text, "a value date as YYMMDD");
  }
  entry.booking_date = entry.value_date;
  if (digits == 6) return Done{};
  const std::string_view entry_text = cursor.Take(4);
  entry.booking_date = ReadMtEntryDate(entry_text, *entry.value_date);
  if (entry.booking_date) return Done{};
  return Refused("DATE_MALFORMED", field.place(), entry_text, "an entry date as MMDD");
}

Expected<Done, Failure> ReadSignedAmount(const MtField& field, Currency currency, Cursor& cursor,
                                         Entry& entry) {
  const auto mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const Mark& known) {
    return cursor.rest().starts_with(known.text);
  });
  if (mark == kMarks.end()) return Malformed(field, "C, D, RC, RD, EC or ED behind the dates");
  cursor.Take(mark->text.size());
  const std::string_view funds = cursor.TakeWhile(IsLetter);
  if (funds.size() > 1) return Malformed(field, "at most one letter, the funds code");
  if (!funds.empty() && funds.front() != currency.code().back()) {
    return Refused("CURRENCY_DIFFERS", field.place(), funds,
                   fmt::format("the funds code {} of {}", currency.code().back(), currency.code()));
  }
  const std::string_view text = cursor.TakeWhile([](char c) { return IsDigit(c) || c == ','; });
  const auto amount = ReadAmount(text, currency, ',', field.place());
  if (!amount) return Unexpected{amount.error()};
  entry.amount = mark->is_debit ? -*amount : *amount;
  entry.reversal = mark->reversal;
  entry.status = mark->status;
  return Done{};
}

// Some banks point to where the reference is: a keyword of :86:.
std::string CustomerReference(std::string_view text) {
  text = Trimmed(text);
  for (const std::string_view pointer : {"KREF+", "EREF", "PREF", "MARF"}) {
    if (text == pointer) return "";
  }
  return Reference(text);
}

// How many bytes the first `count` characters of `text` take, or all of it.
std::size_t SizeOf(std::size_t count, std::string_view text) {
  auto at = text.begin();
  for (; count > 0 && at != text.end(); --count) utf8::unchecked::next(at);
  return static_cast<std::size_t>(at - text.begin());
}

void ReadReferences(Cursor& cursor, Entry& entry) {
  const std::size_t strokes = cursor.rest().find("//");
  const std::size_t size = std::min(strokes, SizeOf(kReferenceSize, cursor.rest()));
  entry.details.front().references.customer = CustomerReference(cursor.Take(size));
  if (cursor.rest().starts_with("//")) {
    cursor.Take(2);
    entry.bank_reference = Reference(cursor.rest());
  } else {
    AddLine(entry.supplementary, cursor.rest());
  }
  entry.details.front().references.bank = entry.bank_reference;
}

}  // namespace

Expected<Entry, Failure> ReadMtEntryLine(const MtField& field, Currency currency) {
  Entry entry;
  entry.line = field.line;
  entry.details.resize(1);
  Detail& detail = entry.details.front();
  Cursor cursor(field.lines.front());

  if (const auto read = ReadDates(field, cursor, entry); !read) return Unexpected{read.error()};
  if (const auto read = ReadSignedAmount(field, currency, cursor, entry); !read) {
    return Unexpected{read.error()};
  }
  const std::string_view type = cursor.Take(4);
  if (type.size() != 4 || !IsLetter(type.front())) {
    return Malformed(field, "a type of a letter and three characters behind the amount");
  }
  ReadReferences(cursor, entry);
  for (std::size_t i = 1; i < field.lines.size(); ++i) {
    AddLine(entry.supplementary, field.lines[i]);
  }

  entry.code.swift = std::string(Trimmed(type));
  detail.amount = entry.amount;
  detail.code = entry.code;
  detail.line = field.line;
  // Rabobank gives the other account here.
  if (IsIban(entry.supplementary)) detail.counterparty.account.iban = entry.supplementary;
  return entry;
}

}  // namespace recourse::bank_statement
