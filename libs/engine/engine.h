#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "libs/base/clock.h"
#include "libs/engine/definition.h"
#include "libs/engine/unit.h"
#include "libs/engine/view.h"

namespace recourse::engine {

// A place in one service's log: a shard and a sequence in it.
struct Position {
  std::uint32_t shard = 0;
  std::uint64_t sequence = 0;

  bool operator==(const Position&) const = default;
};

struct Result {
  Outcome outcome;
  // All that the outcome tells of is at or before this; a read that must see it waits for it.
  Position position;
};

// A request to change something. `run` is called once on the writer thread of the home's shard;
// `done` once, on some engine thread, after all that the result tells of is durable. `done` must
// not block. The home is "accounts/a1" or the like.
struct Command {
  std::string home;
  std::string actor;
  std::string request_id;   // At most 64 bytes. Empty: none, and no answer is kept.
  std::string fingerprint;  // Hash of caller and content, to tell a retry from a reuse.
  std::function<Outcome(Unit&)> run;
  std::function<void(const Result&)> done;
  // Of the trace that the caller is in, 16 bytes: goes into the records. Empty: none.
  std::string trace_id = {};
};

// What the API of a service needs of its engine. All methods are thread safe.
class Commands {
 public:
  virtual ~Commands() = default;

  // Queues `command`. If the shard's mailbox or the disk is full, or the engine is stopping, `done`
  // is called at once with kExhausted or kUnavailable. A request id seen before with the same
  // fingerprint gives the first answer again (kept 30 days of recorded_at); with another it gives
  // kAborted.
  virtual void Submit(Command command) = 0;

  // Reads on the writer thread without writing: `read` sees the state of the home's streams as of
  // all released commands. `done` gets what it returned.
  virtual void Read(std::string home, std::function<Outcome(Unit&)> read,
                    std::function<void(const Result&)> done) = 0;

  // As Read, but `look` may give nothing: it is asked again after each group with commands of the
  // home, until it gives an outcome or `deadline` (wall clock) comes: kUnknown, STILL_UNDER_WAY.
  virtual void ReadWhen(std::string home, std::function<std::optional<Outcome>(Unit&)> look,
                        Instant deadline, std::function<void(const Result&)> done) = 0;

  // Calls `done(true)` once views have applied `position`, `done(false)` at `deadline` (wall
  // clock).
  virtual void WaitApplied(Position position, Instant deadline, std::function<void(bool)> done) = 0;

  virtual const ViewReader& views() const = 0;
  virtual const Clock& clock() const = 0;
};

}  // namespace recourse::engine
