#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/failure.h"
#include "libs/engine/unit.h"
#include "libs/engine/view.h"
#include "recourse/history/v1/record.pb.h"

namespace recourse::engine {

using Record = history::v1::Record;
// On the heap one by one: they are handed from thread to thread, and are dear to move.
using Records = std::vector<std::unique_ptr<const Record>>;

// A wish to be woken: at `due`, the service's OnTimer runs in the stream's home. A later Set of the
// same (home, stream, id) replaces it; Clear removes it. Timers follow from the log, so they
// survive a restart and a rebuild.
struct TimerChange {
  std::string id;
  std::optional<Instant> due;  // Nothing: clear.
};

struct Timer {
  std::string stream;
  std::string id;
  Instant due;
};

// A command to another home or service, promised by an event. The dispatcher calls it until it is
// answered, one at a time per (home, target) and in order, with a request id made from the promise.
struct PromiseCall {
  std::string target;   // A service's name, or a local effect such as "outbox".
  std::string method;   // Full gRPC method: "/recourse.invoicing.v1.InvoicingService/IssueCredit".
  std::string request;  // The serialised request, its request_id field still empty.
  // W3C Trace Context, to go along with the call. Set by the dispatcher; empty: none.
  std::string traceparent = {};
};

// What became of a promise: the target's serialised response, or its refusal by a rule.
struct PromiseAnswer {
  const Record& promise;
  Expected<std::string, Failure> answer;
};

// An event of another service that a reaction cannot handle: it is parked with this reason.
struct CannotHandle {
  std::string reason;
};

// Everything that makes an engine one service. All functions run on writer or applier threads: they
// must not block, and must depend on nothing but their arguments.
struct Definition {
  std::string service;  // As in Record.service.

  std::vector<std::shared_ptr<View>> views;

  // Which timers and which promise a record of this service makes; both pure.
  std::function<std::vector<TimerChange>(const Record&)> timers;
  std::function<std::optional<PromiseCall>(const Record&)> promise;

  // Runs when a timer is due, in its home. A failure is our own bug: it is said on stderr, and the
  // timer runs again after the next start.
  std::function<Expected<Done, Failure>(Unit&, const Timer&)> on_timer;
  // Runs when a promise is answered, in the home of the record that made it.
  std::function<Expected<Done, Failure>(Unit&, const PromiseAnswer&)> on_answer;

  // The event types of other services that this one acts on; others are counted and passed over.
  std::vector<std::string> listens_to;
  // Runs for each of them, in the event's own home (the same home, here).
  std::function<Expected<Done, CannotHandle>(Unit&, const Record&)> on_event;
};

}  // namespace recourse::engine
