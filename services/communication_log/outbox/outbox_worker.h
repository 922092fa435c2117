#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "libs/base/clock.h"
#include "libs/engine/definition.h"
#include "libs/rpc/client.h"
#include "libs/seal/key_source.h"
#include "services/communication_log/outbox/collections_reader.h"
#include "services/communication_log/outbox/invoicing_reader.h"
#include "services/communication_log/outbox/outbox_folder.h"
#include "services/communication_log/outbox/templates.h"

namespace recourse::communication_log {

// Keeps the promises of queued messages: asks invoicing and collections whether what a message says
// is still true and still to be said, and if so writes it into the outbox folder. Works on a thread
// of its own, one message after another; the methods are thread safe.
class OutboxWorker {
 public:
  using Answer = Expected<std::string, Failure>;

  struct Parts {
    rpc::Client& invoicing;  // With the role service, as the next.
    rpc::Client& collections;
    const Templates& templates;
    const OutboxFolder& folder;
    const Clock& clock;
    seal::KeySource& keys;  // Of the accounts.
    // Letters of "issuers/acme" come from acme@<mail_domain>.
    std::string mail_domain;
  };
  static constexpr std::size_t kQueueMax = 1024;

  // What the parts refer to outlives this.
  explicit OutboxWorker(Parts parts, std::size_t queue_max = kQueueMax);
  // Finishes the message it is at; those that wait get kUnavailable.
  ~OutboxWorker();
  OutboxWorker(const OutboxWorker&) = delete;
  OutboxWorker& operator=(const OutboxWorker&) = delete;

  // `call` as reactions/outbox_promise.h makes it, in the home "accounts/a1". `done` is called
  // once, on the worker's thread, with what that file says of the answer: sent, withheld because it
  // is no longer true, or failed for want of data. If the message can be neither sent nor given up
  // now: kUnavailable, kExhausted (also at once, on this thread, if the queue is full) or kUnknown.
  // Sent again it is the same file, so it does no harm to try again.
  void Send(const std::string& home, const engine::PromiseCall& call, const std::string& request_id,
            std::function<void(Answer)> done);

 private:
  struct Job {
    std::string home;
    std::string request;
    std::function<void(Answer)> done;
  };

  void Loop();
  Answer Process(const Job& job) const;
  Answer Sent(const std::string& home, const Posted& posted) const;

  const Parts parts_;
  const InvoicingReader invoicing_;
  const CollectionsReader collections_;
  const std::size_t queue_max_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::communication_log
