#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "libs/bank_statement/testing/recorder.h"

namespace recourse::bank_statement {
namespace {

using namespace date::literals;

// What the test writes of an entry, and must read again.
struct Written {
  Date value_date;
  int days_to_entry;  // From the value date to the entry date.
  int mark;           // An index into kMarks.
  std::int64_t cents;
  std::string customer;
  std::string bank;
  std::string end_to_end;
  std::string text;
  std::string name;
};

constexpr std::array<std::string_view, 4> kMarks = {"C", "D", "RC", "RD"};
constexpr std::array<int, 4> kSigns = {1, -1, -1, 1};

std::string Number(std::string_view text, int sign, std::int64_t cents) {
  return fmt::format("{}{},{:02}", text, sign * cents / 100, sign * cents % 100);
}

// Cut every 27 characters into sub-fields from `code` on, as German banks do.
std::string Subfields(int code, const std::string& text) {
  std::string subfields;
  for (std::size_t at = 0; at < text.size(); at += 27) {
    subfields += fmt::format("?{:02}{}", code++, text.substr(at, 27));
  }
  return subfields;
}

// Lines of 65 characters.
std::string Wrapped(const std::string& text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += 65) lines += text.substr(at, 65) + "\r\n";
  return lines;
}

std::string ToMt940(const Written& entry) {
  const std::string line =
      fmt::format(":61:{}{}{}R{}NTRF{}//{}\r\n", date::format("%y%m%d", entry.value_date),
                  date::format("%m%d", entry.value_date + Days(entry.days_to_entry)),
                  kMarks[static_cast<std::size_t>(entry.mark)], Number("", 1, entry.cents),
                  entry.customer, entry.bank);
  const std::string purpose = fmt::format("EREF+{} SVWZ+{}", entry.end_to_end, entry.text);
  return line + ":86:" +
         Wrapped("166?00GUTSCHRIFT" + Subfields(20, purpose) + "?30DRESDEFF508" +
                 Subfields(32, entry.name));
}

rc::Gen<std::string> Word(int size_max) {
  // No blanks, as texts are trimmed, and no stroke, which would end the statement alone on a line.
  return rc::gen::mapcat(rc::gen::inRange(1, size_max + 1), [](int size) {
    return rc::gen::container<std::string>(
        static_cast<std::size_t>(size),
        rc::gen::elementOf(std::string("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.,()")));
  });
}

rc::Gen<Written> AnyEntry() {
  return rc::gen::build<Written>(
      rc::gen::set(&Written::value_date,
                   rc::gen::map(rc::gen::inRange(0, 30'000),
                                [](int days) { return Date(1981_y / 1 / 1) + Days(days); })),
      rc::gen::set(&Written::days_to_entry, rc::gen::inRange(-180, 181)),
      rc::gen::set(&Written::mark, rc::gen::inRange(0, 4)),
      rc::gen::set(&Written::cents, rc::gen::inRange<std::int64_t>(0, 100'000'000'000)),
      rc::gen::set(&Written::customer, Word(16)), rc::gen::set(&Written::bank, Word(16)),
      rc::gen::set(&Written::end_to_end, Word(35)), rc::gen::set(&Written::text, Word(140)),
      rc::gen::set(&Written::name, Word(54)));
}

RC_GTEST_PROP(Mt940PropertyTest, WhatIsWrittenIsReadBack, ()) {
  const auto entries = *rc::gen::container<std::vector<Written>>(AnyEntry());
  const auto opening = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  std::int64_t closing = opening;
  std::string text = fmt::format(
      ":20:S\r\n:25:12030000/202051\r\n:28C:1/1\r\n{}\r\n",
      Number(opening < 0 ? ":60F:D260105EUR" : ":60F:C260105EUR", opening < 0 ? -1 : 1, opening));
  for (const Written& entry : entries) {
    text += ToMt940(entry);
    closing += kSigns[static_cast<std::size_t>(entry.mark)] * entry.cents;
  }
  text +=
      Number(closing < 0 ? ":62F:D260105EUR" : ":62F:C260105EUR", closing < 0 ? -1 : 1, closing);

  Recorder recorder;
  const auto piece = static_cast<std::size_t>(*rc::gen::inRange(1, 200));
  const auto read = ReadBytes(text + "\r\n-\r\n", recorder, piece);
  RC_ASSERT(static_cast<bool>(read));
  RC_ASSERT(recorder.statements.size() == 1u);
  const auto& statement = recorder.statements.front();
  RC_ASSERT(statement.head.opening->amount.minor_units == opening);
  RC_ASSERT(statement.end.closing->amount.minor_units == closing);
  RC_ASSERT(statement.end.verdict.result == Verdict::Result::kAddsUp);
  RC_ASSERT(statement.entries.size() == entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Written& written = entries[i];
    const Entry& entry = statement.entries[i];
    const Detail& detail = entry.details.front();
    const auto mark = static_cast<std::size_t>(written.mark);
    RC_ASSERT(entry.amount.minor_units == kSigns[mark] * written.cents);
    RC_ASSERT(entry.reversal == kMarks[mark].starts_with('R'));
    RC_ASSERT(entry.value_date == written.value_date);
    RC_ASSERT(entry.booking_date == written.value_date + Days(written.days_to_entry));
    RC_ASSERT(detail.references.customer == written.customer);
    RC_ASSERT(entry.bank_reference == written.bank);
    RC_ASSERT(detail.references.end_to_end == written.end_to_end);
    RC_ASSERT(detail.remittance.text == written.text);
    RC_ASSERT(detail.counterparty.name == written.name);
    RC_ASSERT(detail.counterparty.bank.bic == "DRESDEFF508");
  }
}

}  // namespace
}  // namespace recourse::bank_statement
