#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/process/installation.h"

namespace recourse::standalone {

// What was found sound in the log of one service.
struct VerifiedLog {
  std::string service;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::uint64_t ledgers = 0;  // Of which every balance was recomputed; invoicing only.
};

// Reads the four logs from the first record to the last, changing nothing, and recomputes what they
// claim: checksums, chain, density, place and time of each record, the witnesses, and for each
// event of a ledger (see books.h) that its postings balance on each day and that the balances it
// carries are those of the fold at its version, of all postings so far, and of the claims in force.
// The first fault ends it, named as it would be at a start (engine::ToFailure): the record's place,
// and of a ledger also home, field, what was found and what was expected. The time it takes grows
// with the records. May be run beside a running installation.
Expected<std::vector<VerifiedLog>, Failure> VerifyInstallation(
    const process::Installation& installation);

}  // namespace recourse::standalone
