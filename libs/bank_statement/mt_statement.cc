#include "libs/bank_statement/mt_statement.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "libs/bank_statement/account_id.h"
#include "libs/bank_statement/mt_balance.h"
#include "libs/bank_statement/mt_date.h"
#include "libs/bank_statement/mt_entry_line.h"
#include "libs/bank_statement/mt_information.h"
#include "libs/bank_statement/statement_key.h"
#include "libs/bank_statement/text.h"
#include "libs/base/check.h"

namespace recourse::bank_statement {
namespace {

Unexpected<Failure> OutOfOrder(const MtField& field, std::string_view expected) {
  return Refused("FIELD_OUT_OF_ORDER", field.place(), field.lines.front(), expected);
}

Unexpected<Failure> Missing(int line, std::string field, std::string_view expected) {
  return Refused("FIELD_MISSING", {line, std::move(field)}, "", expected);
}

bool IsDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "27/01", "00035/001", "0": the number of the statement, and of its page or not.
Expected<Done, Failure> ReadNumber(const MtField& field, Statement& statement) {
  const std::string_view text = Trimmed(field.lines.front());
  const std::size_t stroke = text.find('/');
  const std::string_view number = text.substr(0, stroke);
  const std::string_view page =
      stroke == std::string_view::npos ? std::string_view() : text.substr(stroke + 1);
  if (!IsDigits(number) || (stroke != std::string_view::npos && !IsDigits(page))) {
    return Refused("FIELD_MALFORMED", field.place(), text,
                   "a number, or two with '/' between them");
  }
  statement.number = number;
  statement.page = page;
  return Done{};
}

// "1701191815+0100": day and time; the day is kept.
Expected<Date, Failure> ReadMoment(const MtField& field) {
  const std::string_view text = Trimmed(field.lines.front());
  const auto day = ReadMtDate(text.substr(0, 6));
  if (day && text.size() >= 10 && IsDigits(text.substr(6, 4))) return *day;
  return Refused("DATE_MALFORMED", field.place(), text, "a day and a time as YYMMDDHHMM");
}

// In :NS: before the entries, 22 is the account's owner.
std::string OwnerOf(const MtField& field) {
  for (const std::string_view line : field.lines) {
    if (line.starts_with("22")) return std::string(Trimmed(line.substr(2)));
  }
  return "";
}

}  // namespace

Expected<Done, Failure> MtStatement::Take(const MtField& field) {
  // Whether it may stand here first, as that says more.
  if (const auto taken = TakeByTag(field); !taken) return taken;
  const bool has_one_line = field.tag != MtTag::k61 && field.tag != MtTag::k86 &&
                            field.tag != MtTag::kNs && field.name != "25P";
  if (!has_one_line || field.lines.size() == 1) return Done{};
  return Refused("FIELD_MALFORMED", {field.line + 1, field.place().field}, field.lines[1],
                 "one line");
}

Expected<Done, Failure> MtStatement::TakeByTag(const MtField& field) {
  switch (field.tag) {
    case MtTag::k13:
    case MtTag::k20:
    case MtTag::k21:
    case MtTag::k25:
    case MtTag::k28:
      return TakeHeader(field);
    case MtTag::k34:
      return TakeFloorLimit(field);
    case MtTag::k60:
      return TakeOpening(field);
    case MtTag::k61:
      return TakeEntry(field);
    case MtTag::k62:
    case MtTag::k64:
    case MtTag::k65:
      return TakeBalance(field);
    case MtTag::k86:
    case MtTag::kNs:
      return TakeInformation(field);
    case MtTag::k90:
      return TakeTotal(field);
    case MtTag::kHeader:
    case MtTag::kUnknown:
      return Refused("FIELD_UNKNOWN", field.place(), field.lines.front(),
                     "a field of MT940 or MT942");
  }
  CHECK(false);
}

Expected<Done, Failure> MtStatement::TakeHeader(const MtField& field) {
  const std::string_view text = Trimmed(field.lines.front());
  if (field.tag == MtTag::k13) {
    if (phase_ == Phase::kClosed || (phase_ == Phase::kOpen && !is_interim_) || statement_.to) {
      return OutOfOrder(field, "it once, before the entries of an MT942");
    }
    const auto day = ReadMoment(field);
    if (!day) return Unexpected{day.error()};
    statement_.to = *day;
    return Done{};
  }
  if (field.tag == MtTag::k20 && statement_.line != 0) {
    return OutOfOrder(
        field, fmt::format("the end of the statement that begins on line {}", statement_.line));
  }
  if (phase_ != Phase::kHeader) return OutOfOrder(field, "it before the opening balance");
  if (field.tag == MtTag::k28) {
    if (!statement_.number.empty()) return OutOfOrder(field, "it once");
    return ReadNumber(field, statement_);
  }
  if (field.tag == MtTag::k25) {
    if (!account_field_.empty()) return OutOfOrder(field, "it once");
    if (text.empty()) return Missing(field.line, ":25:", "an account");
    account_field_ = text;
    if (field.lines.size() > 1) statement_.servicer = BankOf(field.lines[1]);
  } else if (field.tag == MtTag::k20) {
    statement_.id = text;
    statement_.line = field.line;
  }
  return Done{};
}

Expected<Done, Failure> MtStatement::TakeFloorLimit(const MtField& field) {
  const bool again = phase_ == Phase::kOpen && is_interim_ && !begun_;
  if (phase_ != Phase::kHeader && !again) {
    return OutOfOrder(field, "it before the entries of an MT942");
  }
  const auto currency = ReadMtFloorLimit(field);
  if (!currency) return Unexpected{currency.error()};
  if (again && *currency != *statement_.currency) {
    return Refused("CURRENCY_DIFFERS", field.place(), currency->code(),
                   statement_.currency->code());
  }
  statement_.currency = *currency;
  is_interim_ = true;
  phase_ = Phase::kOpen;
  return Done{};
}

Expected<Done, Failure> MtStatement::TakeOpening(const MtField& field) {
  if (phase_ != Phase::kHeader) return OutOfOrder(field, "it once, before the entries of an MT940");
  const auto balance = ReadMtBalance(field);
  if (!balance) return Unexpected{balance.error()};
  statement_.currency = balance->amount.currency;
  statement_.opening = *balance;
  phase_ = Phase::kOpen;
  return Done{};
}

Expected<Done, Failure> MtStatement::TakeEntry(const MtField& field) {
  if (phase_ != Phase::kOpen || announced_.debits || announced_.credits) {
    return OutOfOrder(field, "it behind an opening and before the closing of a statement");
  }
  if (const auto finished = FinishEntry(); !finished) return finished;
  if (const auto begun = BeginOnce(field.place()); !begun) return begun;
  auto entry = ReadMtEntryLine(field, *statement_.currency);
  if (!entry) return Unexpected{entry.error()};
  entry_ = *std::move(entry);
  return Done{};
}

Expected<Done, Failure> MtStatement::TakeInformation(const MtField& field) {
  const bool is_non_swift = field.tag == MtTag::kNs;
  if (entry_) {
    auto& lines = is_non_swift ? non_swift_ : information_;
    lines.insert(lines.end(), field.lines.begin(), field.lines.end());
    return Done{};
  }
  if (is_non_swift && phase_ == Phase::kHeader) {
    statement_.owner = OwnerOf(field);
    return Done{};
  }
  if (!is_non_swift && !IsComplete()) return OutOfOrder(field, "it behind an entry or a balance");
  for (const std::string& line : field.lines) AddLine(end_.information, line);
  return Done{};
}

Expected<Done, Failure> MtStatement::TakeBalance(const MtField& field) {
  const bool is_closing = field.tag == MtTag::k62;
  const Phase wanted = is_closing ? Phase::kOpen : Phase::kClosed;
  if (phase_ != wanted || is_interim_) {
    return OutOfOrder(field, is_closing ? "it once, behind the opening of an MT940"
                                        : "it behind the closing balance of an MT940");
  }
  if (const auto finished = FinishEntry(); !finished) return finished;
  const auto balance = ReadMtBalance(field);
  if (!balance) return Unexpected{balance.error()};
  if (!is_closing) {
    end_.others.push_back(*balance);
    return Done{};
  }
  end_.closing = *balance;
  phase_ = Phase::kClosed;
  return BeginOnce(field.place());
}

Expected<Done, Failure> MtStatement::TakeTotal(const MtField& field) {
  auto& total = field.name == "90D" ? announced_.debits : announced_.credits;
  if (phase_ != Phase::kOpen || !is_interim_ || total) {
    return OutOfOrder(field, "it once, behind the entries of an MT942");
  }
  if (const auto finished = FinishEntry(); !finished) return finished;
  auto read = ReadMtTotal(field);
  if (!read) return Unexpected{read.error()};
  if (read->sum.currency != *statement_.currency) {
    return Refused("CURRENCY_DIFFERS", field.place(), read->sum.currency.code(),
                   statement_.currency->code());
  }
  total = *read;
  return Done{};
}

Expected<Done, Failure> MtStatement::BeginOnce(const Place& place) {
  if (begun_) return Done{};
  if (account_field_.empty()) return Missing(place.line, ":25:", "an account before the entries");
  if (statement_.number.empty()) return Missing(place.line, ":28C:", "a number before the entries");
  AccountField account = ReadAccountField(account_field_, *statement_.currency);
  statement_.account = std::move(account.account);
  if (statement_.servicer == Bank{}) statement_.servicer = std::move(account.servicer);
  statement_.kind = is_interim_ ? Statement::Kind::kAdvice : Statement::Kind::kStatement;
  statement_.format = is_interim_ ? "MT942" : "MT940";
  begun_ = true;
  return sink_.Begin(statement_);
}

Expected<Done, Failure> MtStatement::FinishEntry() {
  if (!entry_) return Done{};
  Entry entry = *std::exchange(entry_, std::nullopt);
  if (!information_.empty()) ReadMtInformation(std::exchange(information_, {}), entry);
  if (!non_swift_.empty()) ReadMtNonSwift(std::exchange(non_swift_, {}), entry);
  if (const auto added = tally_.Add(entry, {entry.line, ":61:"}); !added) return added;
  return sink_.Take(entry);
}

Expected<Done, Failure> MtStatement::End(int line) {
  if (phase_ == Phase::kHeader) return Missing(line, ":60F:", "an opening balance");
  if (!IsComplete()) return Missing(line, ":62F:", "a closing balance");
  if (const auto finished = FinishEntry(); !finished) return finished;
  if (const auto begun = BeginOnce({line, ""}); !begun) return begun;
  end_.entries = tally_.entries();
  end_.booked = tally_.booked();
  end_.verdict = is_interim_ ? tally_.Judge(announced_, *statement_.currency)
                             : tally_.Judge(statement_.opening, end_.closing);
  end_.line = line;
  end_.key = StatementKey(statement_, end_);
  return sink_.End(end_);
}

}  // namespace recourse::bank_statement
