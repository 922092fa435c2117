#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/bank_statement/mt_field.h"
#include "libs/bank_statement/mt_lines.h"
#include "libs/bank_statement/mt_statement.h"
#include "libs/bank_statement/statement_sink.h"
#include "libs/bank_statement/text_encoding.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Reads a file of MT940 and MT942 messages piece by piece. Memory holds one line, one field and one
// entry. One thread at a time.
//
// A message goes from :20: to a line "-" or "-}", to the next :20:, or to the end of the file; once
// its closing balance was read, any line that begins with '-' ends it. What stands between messages
// (envelopes of SWIFT and of banks) is passed over, but a field is refused there. Control
// characters around a line are dropped: CR, and SOH and ETX, which some banks put around a message.
//
// A line that looks like a tag goes on with the text of an :86: or :NS: where it is no field of
// MT940, and where it is the rest of a time that was cut ("...T16" / ":26:37"): one that could not
// stand there, two digits after it and no more.
//
// Refusals name line, field and value: those of mt_statement.h, mt_entry_line.h, mt_balance.h,
// amount.h and text_encoding.h; FIELD_OUTSIDE_STATEMENT, FIELD_TOO_LONG, LINE_TOO_LONG, and
// NO_STATEMENT for a file without any. What was handed over before stays.
class Mt940Reader {
 public:
  // `encoding`: see TextEncoding.
  explicit Mt940Reader(StatementSink& sink, std::string encoding = "");

  // The next bytes, cut anywhere. After a failure each further call gives the same failure.
  Expected<Done, Failure> Feed(std::string_view chunk);
  // Says that this was all.
  Expected<Done, Failure> Finish();

 private:
  Expected<Done, Failure> TakeLine(int line, std::string_view bytes);
  Expected<Done, Failure> TakeOutside(int line, const std::optional<MtTaggedLine>& tagged);
  Expected<Done, Failure> TakeInside(int line, std::string_view text,
                                     const std::optional<MtTaggedLine>& tagged);
  Expected<Done, Failure> Continue(int line, std::string_view text);
  bool IsText(const MtTaggedLine& tagged) const;

  Expected<Done, Failure> FinishField();
  Expected<Done, Failure> FinishStatement(int line);
  Expected<Done, Failure> FinishFile();

  StatementSink& sink_;
  TextEncoding encoding_;
  MtLines lines_;
  std::optional<MtStatement> statement_;
  std::optional<MtField> field_;
  std::size_t field_bytes_ = 0;
  bool any_statement_ = false;
  std::optional<Failure> failure_;
};

}  // namespace recourse::bank_statement
