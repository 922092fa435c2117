#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "libs/bank_statement/camt_reader.h"
#include "libs/bank_statement/mt940_reader.h"
#include "libs/bank_statement/statement_sink.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::bank_statement {

// Reads a file of bank statements of any kind that this room knows, piece by piece: camt if it is
// XML, which its first character tells, else MT940 and MT942. One thread at a time.
class StatementReader {
 public:
  // `mt_encoding`: of an MT file, see TextEncoding. XML says its own.
  explicit StatementReader(StatementSink& sink, std::string mt_encoding = "");
  StatementReader(const StatementReader&) = delete;
  StatementReader& operator=(const StatementReader&) = delete;

  // The next bytes, cut anywhere. After a failure each further call gives the same failure.
  Expected<Done, Failure> Feed(std::string_view chunk);
  // Says that this was all.
  Expected<Done, Failure> Finish();

 private:
  void Decide();

  StatementSink& sink_;
  std::string mt_encoding_;
  std::string begun_;  // Bytes that do not tell yet.
  std::variant<std::monostate, CamtReader, Mt940Reader> reader_;
};

// Feeds the whole file. FILE_UNREADABLE, with its path under "file" and the system's reason.
Expected<Done, Failure> ReadStatementFile(const std::filesystem::path& file, StatementSink& sink,
                                          std::string mt_encoding = "");

}  // namespace recourse::bank_statement
