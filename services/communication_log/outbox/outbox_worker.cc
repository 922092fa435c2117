#include "services/communication_log/outbox/outbox_worker.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/calendar/zone.h"
#include "libs/seal/subject_hash.h"
#include "libs/wire/event.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "recourse/communication_log/v1/message_events.pb.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/outbox/compose.h"
#include "services/communication_log/outbox/letter_of.h"

namespace recourse::communication_log {
namespace {

using Answer = OutboxWorker::Answer;

std::string Withheld(const std::vector<FactDifference>& differences) {
  v1::Message message;
  message.set_state(v1::MESSAGE_STATE_WITHHELD);
  for (const auto& difference : differences) *message.add_differences() = ToWire(difference);
  return message.SerializeAsString();
}

std::string Failed(const std::string& reason) {
  v1::Message message;
  message.set_state(v1::MESSAGE_STATE_FAILED);
  message.set_failure(reason);
  return message.SerializeAsString();
}

// "MAIL_FIELD_INVALID: to.address", "FIELD_MISSING: iban". Other values may be personal.
std::string ReasonOf(const Failure& failure) {
  std::string reason = failure.reason;
  for (const auto& [key, value] : failure.values) reason += ": " + (key == "field" ? value : key);
  return reason;
}

// What a failure to ask or to write comes to. What is not there will not come by trying again, and
// is recorded; the rest is for the dispatcher to judge.
Answer GiveUpIfGone(const Failure& failure) {
  if (failure.kind == Failure::Kind::kNotFound) return Failed(failure.reason);
  return Unexpected{failure};
}

Failure NotNow(std::string reason, std::string message, Failure::Kind kind) {
  return {kind, std::move(reason), std::move(message), {}};
}

}  // namespace

OutboxWorker::OutboxWorker(Parts parts, std::size_t queue_max)
    : parts_(std::move(parts)),
      invoicing_(parts_.invoicing),
      collections_(parts_.collections),
      queue_max_(queue_max) {
  thread_ = std::thread([this] { Loop(); });
}

OutboxWorker::~OutboxWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
  for (const Job& job : queue_) {
    job.done(Unexpected{NotNow("OUTBOX_STOPPING", "The outbox is being closed: try again.",
                               Failure::Kind::kUnavailable)});
  }
}

void OutboxWorker::Send(const std::string& home, const engine::PromiseCall& call,
                        const std::string&, std::function<void(Answer)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() < queue_max_) {
      queue_.push_back({home, call.request, std::move(done)});
      wake_.notify_one();
      return;
    }
  }
  done(Unexpected{NotNow("OUTBOX_FULL", "Too many messages wait to be written: try again.",
                         Failure::Kind::kExhausted)});
}

void OutboxWorker::Loop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const Job job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    job.done(Process(job));
    lock.lock();
  }
}

Answer OutboxWorker::Process(const Job& job) const {
  v1::MessageQueued queued;
  const bool parsed = queued.ParseFromString(job.request);
  const auto content = parsed ? FromWire(queued.content()) : std::nullopt;
  if (!content) return Failed("PROMISE_UNREADABLE");

  // Written before a crash kept us from answering: it has left, whatever has changed since.
  const std::string account_id = job.home.substr(job.home.find('/') + 1);
  const auto known = parts_.folder.Find(account_id, queued.message_id());
  if (!known) return Unexpected{known.error()};
  if (*known) return Sent(job.home, **known);

  auto account = invoicing_.GetAccount(job.home);
  if (!account) return GiveUpIfGone(account.error());
  const auto zone = calendar::Zone::Find(account->time_zone());
  if (!zone) return Failed("TIME_ZONE_UNKNOWN");
  const Instant now = parts_.clock.Now();
  const Date today = zone->LocalDay(now);
  auto issuer = invoicing_.GetIssuer(account->issuer());
  if (!issuer) return GiveUpIfGone(issuer.error());
  auto personal = invoicing_.GetPersonalData(job.home);
  if (!personal) return GiveUpIfGone(personal.error());

  // Last, so that little time is left for it to change before the message is out.
  auto facts = invoicing_.GetFacts(job.home, *content);
  if (!facts) return GiveUpIfGone(facts.error());
  const auto marked = collections_.MarkHolds(job.home, *content, *facts);
  if (!marked) return Unexpected{marked.error()};
  if (const auto holds = StillTrue(*content, *facts, today); !holds) {
    return Withheld(holds.error());
  }

  const Parties parties{*std::move(issuer), *std::move(account), *std::move(personal)};
  const auto letter = LetterOf(parties, *content, parts_.mail_domain, today);
  if (!letter) return Failed(letter.error());
  const std::string name = job.home + "/messages/" + queued.message_id();
  const auto eml = Compose(parts_.templates, *letter, name, now);
  if (!eml) return Failed(ReasonOf(eml.error()));
  const auto posted = parts_.folder.Put(account_id, queued.message_id(), *eml);
  if (!posted) return Unexpected{posted.error()};
  return Sent(job.home, *posted);
}

Answer OutboxWorker::Sent(const std::string& home, const Posted& posted) const {
  v1::Message message;
  message.set_state(v1::MESSAGE_STATE_SENT);
  message.set_file(posted.file);
  const auto hmac =
      seal::SubjectHash(parts_.keys, home, wire::TypeOf<v1::MessageSent>(), posted.bytes);
  // Who was erased since it was written has no key any more, and still it has left.
  if (!hmac && hmac.error().kind != seal::Error::Kind::kErased) {
    return Unexpected{seal::ToFailure(hmac.error())};
  }
  if (hmac) message.set_content_hmac(*hmac);
  return message.SerializeAsString();
}

}  // namespace recourse::communication_log
