#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/bank_statement/entry.h"
#include "libs/bank_statement/mt_field.h"
#include "libs/bank_statement/statement.h"
#include "libs/bank_statement/statement_sink.h"
#include "libs/bank_statement/tally.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// One MT940 or MT942, made of its fields in the order of the file and handed to a sink as they
// come. Which of the two it is, is told by :60: (MT940) or :34F: (MT942). Refused, with the field:
//   FIELD_OUT_OF_ORDER    it cannot stand here, or stands here for the second time
//   FIELD_MISSING         :25:, :28: or an opening is missing, or an MT940 ends without :62:
//   FIELD_MALFORMED       it has more lines or other content than it may have
class MtStatement {
 public:
  explicit MtStatement(StatementSink& sink) : sink_(sink) {}

  Expected<Done, Failure> Take(const MtField& field);
  // The message ends at `line`.
  Expected<Done, Failure> End(int line);

  // Whether the message may end here: its closing balance was read, or it is an MT942.
  bool IsComplete() const {
    return phase_ == Phase::kClosed || (is_interim_ && phase_ != Phase::kHeader);
  }
  // Whether an entry awaits what :86: says of it.
  bool HasEntry() const { return entry_.has_value(); }

 private:
  enum class Phase { kHeader, kOpen, kClosed };

  Expected<Done, Failure> TakeByTag(const MtField& field);
  Expected<Done, Failure> TakeHeader(const MtField& field);
  Expected<Done, Failure> TakeFloorLimit(const MtField& field);
  Expected<Done, Failure> TakeOpening(const MtField& field);
  Expected<Done, Failure> TakeEntry(const MtField& field);
  Expected<Done, Failure> TakeInformation(const MtField& field);
  Expected<Done, Failure> TakeBalance(const MtField& field);
  Expected<Done, Failure> TakeTotal(const MtField& field);

  Expected<Done, Failure> BeginOnce(const Place& place);
  Expected<Done, Failure> FinishEntry();

  StatementSink& sink_;
  Phase phase_ = Phase::kHeader;
  bool is_interim_ = false;
  bool begun_ = false;
  std::string account_field_;
  Statement statement_;
  StatementEnd end_;
  Tally tally_;
  Tally::Announced announced_;
  std::optional<Entry> entry_;
  std::vector<std::string> information_;  // Lines of :86: for entry_.
  std::vector<std::string> non_swift_;    // Lines of :NS: for entry_.
};

}  // namespace recourse::bank_statement
