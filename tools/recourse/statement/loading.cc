#include "tools/recourse/statement/loading.h"

#include <utility>

#include "libs/bank_statement/statement_reader.h"
#include "tools/recourse/statement/new_lines.h"

namespace recourse::cli {
namespace {

// A request has at most 1 MiB; a line at most some 80 KiB.
constexpr int kLinesAtOnce = 500;
constexpr std::size_t kBytesAtOnce = 512 * 1024;

class ContentsReader final : public bank_statement::StatementSink {
 public:
  explicit ContentsReader(FileContents& contents) : contents_(contents) {}

  Expected<Done, Failure> Begin(const bank_statement::Statement& statement) override {
    open_ = statement;
    return Done{};
  }
  Expected<Done, Failure> Take(const bank_statement::Entry&) override { return Done{}; }
  Expected<Done, Failure> End(const bank_statement::StatementEnd& end) override {
    contents_.statements.push_back(ToContent(open_, end));
    contents_.keys.push_back(end.key);
    return Done{};
  }

 private:
  FileContents& contents_;
  bank_statement::Statement open_;
};

}  // namespace

FileContents ReadContents(const std::filesystem::path& file, const std::string& mt_encoding) {
  FileContents contents;
  ContentsReader reader(contents);
  contents.read = bank_statement::ReadStatementFile(file, reader, mt_encoding);
  return contents;
}

Expected<Done, Failure> LineSender::Begin(const bank_statement::Statement& statement) {
  kind_ = statement.kind;
  entries_ = 0;
  request_.Clear();
  request_.set_first_line(1);
  if (IsWanted()) *request_.mutable_content() = contents_.statements[index_];
  return Done{};
}

Expected<Done, Failure> LineSender::Take(const bank_statement::Entry& entry) {
  ++entries_;
  if (!IsWanted()) return Done{};
  for (auto& line : ToNewLines(kind_, entry, entries_)) {
    *request_.add_lines() = std::move(line);
    if (request_.lines_size() < kLinesAtOnce && request_.ByteSizeLong() < kBytesAtOnce) continue;
    if (const auto sent = Flush(false); !sent) return sent;
  }
  return Done{};
}

Expected<Done, Failure> LineSender::End(const bank_statement::StatementEnd&) {
  auto sent = IsWanted() ? Flush(true) : Expected<Done, Failure>(Done{});
  ++index_;
  return sent;
}

Expected<Done, Failure> LineSender::Flush(bool complete) {
  request_.set_complete(complete);
  const int next = request_.first_line() + request_.lines_size();
  auto sent = send_(index_, request_);
  request_.clear_lines();
  request_.set_first_line(next);
  return sent;
}

}  // namespace recourse::cli
