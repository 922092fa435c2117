#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/engine/stream_reader.h"
#include "libs/rpc/call.h"
#include "libs/rpc/page.h"
#include "recourse/history/v1/record.pb.h"
#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/api/history_subject.h"

namespace recourse::invoicing {

// The history of whatever has a name, from the streams of its home. Reading a page costs what the
// streams are long. Thread safe.
class HistoryCalls {
 public:
  // The first two outlive this; `hash` keeps page tokens from being made up.
  HistoryCalls(engine::Commands& commands, const engine::StreamReader& streams,
               const rpc::KeyedHash& hash)
      : commands_(commands), streams_(streams), pages_(hash) {}

  Expected<rpc::Begin<v1::ListHistoryResponse>, Failure> ListHistory(
      const rpc::Call<v1::ListHistoryRequest>& call) const;

 private:
  struct Page {
    std::string question;
    std::size_t size = 0;
    std::uint64_t after = 0;    // The last sequence that was told.
    std::uint64_t through = 0;  // The last that may be; 0: it is still to be found.
  };

  v1::ListHistoryResponse Read(const HistorySubject& subject, Page page) const;
  // The entries of one stream behind `page.after`, one more than a page has at most.
  void ReadStream(const HistorySubject& subject, const std::string& stream, const Page& page,
                  std::vector<v1::HistoryEntry>& entries) const;

  engine::Commands& commands_;
  const engine::StreamReader& streams_;
  const rpc::PageTokens pages_;
};

}  // namespace recourse::invoicing
