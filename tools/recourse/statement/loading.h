#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "libs/bank_statement/statement_sink.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "recourse/invoicing/v1/bank_statement_service.pb.h"

namespace recourse::cli {

// What a file holds, found by reading it once: each statement that ended, and why the rest of the
// file was refused, if it was.
struct FileContents {
  std::vector<invoicing::v1::StatementContent> statements;
  std::vector<std::string> keys;  // Of each.
  Expected<Done, Failure> read = Done{};
};
FileContents ReadContents(const std::filesystem::path& file, const std::string& mt_encoding);

// Reads a file once more and gives its statements away, some hundred lines at a time: memory does
// not grow with the file's lines. Statements for which `wanted` is false are passed over, and so is
// what did not end in `contents`.
class LineSender final : public bank_statement::StatementSink {
 public:
  // Sends a request whose request id and parent are still empty.
  using Send = std::function<Expected<Done, Failure>(std::size_t statement,
                                                     invoicing::v1::LoadStatementRequest request)>;

  LineSender(const FileContents& contents, std::vector<bool> wanted, Send send)
      : contents_(contents), wanted_(std::move(wanted)), send_(std::move(send)) {}

  Expected<Done, Failure> Begin(const bank_statement::Statement& statement) override;
  Expected<Done, Failure> Take(const bank_statement::Entry& entry) override;
  Expected<Done, Failure> End(const bank_statement::StatementEnd& end) override;

 private:
  bool IsWanted() const { return index_ < wanted_.size() && wanted_[index_]; }
  Expected<Done, Failure> Flush(bool complete);

  const FileContents& contents_;
  const std::vector<bool> wanted_;
  const Send send_;
  std::size_t index_ = 0;  // Of the statement that is being read.
  bank_statement::Statement::Kind kind_{};
  int entries_ = 0;
  invoicing::v1::LoadStatementRequest request_;
};

}  // namespace recourse::cli
