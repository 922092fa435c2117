#pragma once

#include <string>
#include <utility>

#include "libs/bus/transport.h"
#include "libs/process/connections.h"

namespace recourse::process {

// Fetches records from the services that own them, over their HistoryService.
class HistoryFetcher final : public bus::Fetcher {
 public:
  // In the name of `as`, a service of this process. `connections` outlive this.
  HistoryFetcher(const Connections& connections, std::string as)
      : connections_(connections), as_(std::move(as)) {}

  Expected<bus::Records, Failure> Fetch(const std::string& service, std::uint32_t shard,
                                        std::uint64_t first, std::uint64_t last) override;

 private:
  const Connections& connections_;
  const std::string as_;
};

}  // namespace recourse::process
