#pragma once

#include <ostream>

#include "recourse/history/v1/record.pb.h"
#include "tools/recourse/output/table.h"

namespace recourse::cli {

// Writes records one by one as they come:
//   kTable  one line each: time, service, home, stream with version, type, event
//   kJson   one object a line (JSON lines), the event within it
//   kCsv    a header, then one row each
class RecordPrinter {
 public:
  RecordPrinter(Format format, std::ostream& out) : format_(format), out_(out) {}

  void Print(const history::v1::Record& record);

 private:
  const Format format_;
  std::ostream& out_;
  bool header_done_ = false;
};

}  // namespace recourse::cli
