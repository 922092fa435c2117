#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/bank_statement/statement_reader.h"
#include "libs/bank_statement/statement_sink.h"

namespace recourse::bank_statement {

// A statement as a reader told it.
struct Recorded {
  Statement head;
  std::vector<Entry> entries;
  StatementEnd end;
};

// Keeps the statements that ended.
class Recorder final : public StatementSink {
 public:
  Expected<Done, Failure> Begin(const Statement& statement) override {
    open_ = Recorded{statement, {}, {}};
    return Done{};
  }
  Expected<Done, Failure> Take(const Entry& entry) override {
    open_.entries.push_back(entry);
    return Done{};
  }
  Expected<Done, Failure> End(const StatementEnd& end) override {
    open_.end = end;
    statements.push_back(std::exchange(open_, {}));
    return Done{};
  }

  std::vector<Recorded> statements;

 private:
  Recorded open_;
};

// Feeds `bytes` in pieces of `piece` bytes.
inline Expected<Done, Failure> ReadBytes(std::string_view bytes, StatementSink& sink,
                                         std::size_t piece = 65'536, std::string encoding = "") {
  StatementReader reader(sink, std::move(encoding));
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    if (const auto fed = reader.Feed(bytes.substr(0, piece)); !fed) return fed;
  }
  return reader.Finish();
}

}  // namespace recourse::bank_statement
