#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/process/installation.h"

namespace recourse::process {

// Reads the logs of these services before any of them is opened for writing, and changes nothing.
// Refused, with a reason that begins with LOG_ or DERIVED_, if one is not what was written: by
// itself (engine::OpenToRead), or because another of them has consumed more of it than it holds, so
// that it has lost its end.
Expected<Done, Failure> CheckLogAgreement(const Installation& installation,
                                          const std::vector<std::string>& services);

inline constexpr char kLogBehindItsConsumer[] = "LOG_BEHIND_ITS_CONSUMER";
Failure LogBehindItsConsumer(const std::string& service, std::uint32_t shard, std::uint64_t head,
                             const std::string& consumer, std::uint64_t consumed);

}  // namespace recourse::process
