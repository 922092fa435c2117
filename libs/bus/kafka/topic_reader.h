#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/bus/kafka/settings.h"

namespace recourse::bus::kafka {

// Reads what a topic holds, partition by partition, without following it. Of no consumer group. One
// thread.
class TopicReader {
 public:
  // Offsets: the first that is there, and the one that the next message will get.
  struct Ends {
    std::int64_t first = 0;
    std::int64_t next = 0;
  };
  // Sees one message; false ends the reading.
  using Visitor = std::function<bool(std::int64_t offset, std::string_view message)>;

  static Expected<std::unique_ptr<TopicReader>, Failure> Open(const Settings& settings,
                                                              const std::string& topic);
  ~TopicReader();

  // BROKER_AWAY if the partition's leader does not answer within five seconds.
  Expected<Ends, Failure> FindEnds(std::uint32_t partition);
  // Visits the messages from `from` on that lie before `end`. BROKER_AWAY if none comes for five
  // seconds, or the partition is not as long any more.
  Expected<Done, Failure> Read(std::uint32_t partition, std::int64_t from, std::int64_t end,
                               const Visitor& visit);

 private:
  struct Client;
  explicit TopicReader(std::unique_ptr<Client> client);

  std::unique_ptr<Client> client_;
};

}  // namespace recourse::bus::kafka
