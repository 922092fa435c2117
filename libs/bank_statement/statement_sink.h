#pragma once

#include "libs/bank_statement/entry.h"
#include "libs/bank_statement/statement.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Takes what a file says as it is read: for each statement Begin, its entries in the file's order,
// End. A statement without End was refused or cut short: nothing of it may be kept. A failure that
// is given back ends the reading, with it.
class StatementSink {
 public:
  virtual ~StatementSink() = default;

  virtual Expected<Done, Failure> Begin(const Statement& statement) = 0;
  virtual Expected<Done, Failure> Take(const Entry& entry) = 0;
  virtual Expected<Done, Failure> End(const StatementEnd& end) = 0;
};

}  // namespace recourse::bank_statement
