#pragma once

#include <string>

#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

// What a record hands on of the trace that it belongs to, as W3C Trace Context has it; empty if it
// belongs to none. The parent id is the first 8 bytes of SHA-256 over the record's place,
// "<service>-<shard>-<epoch>-<sequence>", so that it is the same whenever it is asked for.
std::string TraceparentOf(const history::v1::Record& record);

}  // namespace recourse::engine
