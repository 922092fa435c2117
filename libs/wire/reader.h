#pragma once

#include "libs/wire/convert.h"

namespace recourse::wire {

// Reads what stored messages hold and remembers whether all of it could be read, so that a message
// is read field by field and judged once:
//   Reader reader;
//   CreditNoteIssued event{reader.Read(message.amount()), reader.Read(message.effective_date())};
//   if (!reader.ok()) return std::nullopt;
// What cannot be read gives an empty value, which is never used then.
class Reader {
 public:
  Money Read(const google::type::Money& message) { return Taken(SumFromWire(message)); }
  Date Read(const google::type::Date& message) { return Taken(FromWire(message)); }
  // What a message holds in a form that its reader cannot make sense of.
  void Fail() { ok_ = false; }

  bool ok() const { return ok_; }

 private:
  template <class Value>
  Value Taken(const std::optional<Value>& value) {
    if (!value) Fail();
    return value.value_or(Value());
  }

  bool ok_ = true;
};

}  // namespace recourse::wire
