#include "libs/process/parked_api.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libs/observability/log.h"
#include "libs/rpc/fields.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;
using engine::RunningEngine;
using rpc::Caller;
using rpc::Fields;
using rpc::Role;

constexpr std::size_t kUsualSize = 100;
constexpr std::size_t kSizeMax = 1000;
constexpr std::size_t kNameBytesMax = 200;
constexpr char kEvents[] = "ParkedService.ListParkedEvents";
constexpr char kPromises[] = "ParkedService.ListParkedPromises";

const std::string& ServiceOf(const RunningEngine& engine) {
  return engine.log().identity().service;
}

std::vector<RunningEngine*> ByService(std::vector<RunningEngine*> engines) {
  std::sort(engines.begin(), engines.end(), [](const RunningEngine* a, const RunningEngine* b) {
    return ServiceOf(*a) < ServiceOf(*b);
  });
  return engines;
}

// One page of a list whose keys rise, as it is being filled.
class Page {
 public:
  template <class Request>
  Page(const rpc::PageTokens& tokens, const char* question, const Request& request, Fields& fields)
      : tokens_(tokens),
        question_(question),
        size_(fields.PageSize("page_size", request.page_size(), kUsualSize, kSizeMax)) {
    const auto after = tokens.Open(question, request.page_token());
    fields.Check(after.has_value(), "page_token", request.page_token(),
                 "must come from a page of this list");
    if (after) after_ = *after;
  }

  // Whether the item of this key belongs on the page.
  bool Take(std::string key) {
    if (key <= after_) return false;
    if (taken_ == size_) {
      more_ = true;
      return false;
    }
    ++taken_;
    last_ = std::move(key);
    return true;
  }
  // Whether all keys that begin so come before the page.
  bool IsBehind(const std::string& prefix) const {
    return prefix < after_ && !after_.starts_with(prefix);
  }
  // Whether one more item than fits has been seen.
  bool full() const { return more_; }
  std::string next_token() const { return more_ ? tokens_.Issue(question_, last_) : ""; }

 private:
  const rpc::PageTokens& tokens_;
  const char* const question_;
  const std::size_t size_;
  std::string after_;
  std::string last_;
  std::size_t taken_ = 0;
  bool more_ = false;
};

void Fill(const RunningEngine& engine, const engine::ParkedEvent& parked, v1::ParkedEvent& event) {
  event.set_service(ServiceOf(engine));
  event.set_shard(parked.shard);
  event.set_source(parked.source);
  event.set_home(parked.home);
  event.set_sequence(parked.sequence);
  event.set_type(parked.type);
  event.set_reason(parked.reason);
  event.set_parked_at_us(parked.parked_at_us);
}

void Fill(const RunningEngine& engine, const engine::ParkedPromise& parked,
          v1::ParkedPromise& promise) {
  promise.set_service(ServiceOf(engine));
  promise.set_shard(parked.shard);
  promise.set_home(parked.home);
  promise.set_target(parked.target);
  promise.set_sequence(parked.sequence);
  promise.set_method(parked.method);
  promise.set_reason(parked.reason);
  promise.set_behind(parked.behind);
}

// Sends what became of a ParkedJob: `set` takes the count into the response.
template <class Response, class Set>
std::function<void(const engine::Result&)> Sender(rpc::Reply<Response> reply, Set set) {
  return [reply, set](const engine::Result& result) {
    if (!result.outcome) return reply.Refuse(result.outcome.error(), result.position);
    Response response;
    (response.*set)(static_cast<std::uint32_t>(std::stoul(*result.outcome)));
    reply.Send(response, result.position);
  };
}

}  // namespace

ParkedApi::ParkedApi(rpc::Shell& shell, std::vector<RunningEngine*> engines)
    : Service(shell, *engines.at(0), "recourse.admin.v1.ParkedService"),
      engines_(ByService(std::move(engines))),
      pages_(shell.hash()) {
  Query<v1::ListParkedEventsRequest, v1::ListParkedEventsResponse>(
      "ListParkedEvents", {Role::kOperator},
      [this](const auto& request, const Caller&) { return ListEvents(request); },
      [this](const auto&, const auto& position) { return Reaching(position); });
  Answer<v1::RetryParkedEventsRequest, v1::RetryParkedEventsResponse>(
      "RetryParkedEvents", {Role::kOperator},
      [this](const auto& call) { return RetryEvents(call); });
  Answer<v1::DiscardParkedEventRequest, v1::DiscardParkedEventResponse>(
      "DiscardParkedEvent", {Role::kOperator},
      [this](const auto& call) { return DiscardEvent(call); });
  Query<v1::ListParkedPromisesRequest, v1::ListParkedPromisesResponse>(
      "ListParkedPromises", {Role::kOperator},
      [this](const auto& request, const Caller&) { return ListPromises(request); },
      [this](const auto&, const auto& position) { return Reaching(position); });
  Query<v1::RetryParkedPromiseRequest, v1::RetryParkedPromiseResponse>(
      "RetryParkedPromise", {Role::kOperator},
      [this](const auto& request, const Caller& caller) { return RetryPromise(request, caller); },
      [this](const auto& request, const auto&) -> std::vector<engine::Commands*> {
        Fields unused;
        RunningEngine* const engine = Find(request.service(), unused);
        if (engine == nullptr) return {};
        return {engine};
      });
}

std::vector<engine::Commands*> ParkedApi::Reaching(const engine::Position& position) const {
  std::vector<engine::Commands*> reaching;
  for (RunningEngine* const engine : engines_) {
    if (engine->released(position.shard) >= position.sequence) reaching.push_back(engine);
  }
  return reaching;
}

RunningEngine* ParkedApi::Find(const std::string& service, Fields& fields) const {
  const auto found = std::find_if(engines_.begin(), engines_.end(), [&](const RunningEngine* one) {
    return ServiceOf(*one) == service;
  });
  fields.Check(found != engines_.end(), "service", service, "must be a service of this process");
  return found == engines_.end() ? nullptr : *found;
}

Expected<v1::ListParkedEventsResponse, Failure> ParkedApi::ListEvents(
    const v1::ListParkedEventsRequest& request) const {
  Fields fields;
  Page page(pages_, kEvents, request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  v1::ListParkedEventsResponse response;
  for (const RunningEngine* engine : engines_) {
    const std::uint32_t shards = engine->log().identity().shards;
    for (std::uint32_t shard = 0; shard < shards && !page.full(); ++shard) {
      const std::string prefix = fmt::format("{} {:03} ", ServiceOf(*engine), shard);
      if (page.IsBehind(prefix)) continue;
      for (const auto& each : engine->ParkedEvents(shard)) {
        if (page.Take(
                fmt::format("{}{} {} {:020}", prefix, each.source, each.home, each.sequence))) {
          Fill(*engine, each, *response.add_events());
        }
      }
    }
  }
  response.set_next_page_token(page.next_token());
  return response;
}

Expected<rpc::Begin<v1::RetryParkedEventsResponse>, Failure> ParkedApi::RetryEvents(
    const rpc::Call<v1::RetryParkedEventsRequest>& call) const {
  Fields fields;
  RunningEngine* const engine = Find(call.request.service(), fields);
  engine::ParkedJob job;
  job.service = fields.Text("source", call.request.source(), kNameBytesMax);
  job.home = fields.Text("home", call.request.home(), kNameBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  job.actor = call.caller.principal;
  return rpc::Begin<v1::RetryParkedEventsResponse>(
      [engine, job](rpc::Reply<v1::RetryParkedEventsResponse> reply) mutable {
        job.done = Sender(reply, &v1::RetryParkedEventsResponse::set_handled);
        engine->RetryParked(std::move(job));
      });
}

Expected<rpc::Begin<v1::DiscardParkedEventResponse>, Failure> ParkedApi::DiscardEvent(
    const rpc::Call<v1::DiscardParkedEventRequest>& call) const {
  Fields fields;
  RunningEngine* const engine = Find(call.request.service(), fields);
  engine::ParkedJob job;
  job.service = fields.Text("source", call.request.source(), kNameBytesMax);
  job.home = fields.Text("home", call.request.home(), kNameBytesMax);
  fields.Check(call.request.sequence() > 0, "sequence", std::to_string(call.request.sequence()),
               "must be that of the event");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  job.discard = call.request.sequence();
  job.actor = call.caller.principal;
  return rpc::Begin<v1::DiscardParkedEventResponse>(
      [engine, job](rpc::Reply<v1::DiscardParkedEventResponse> reply) mutable {
        job.done = Sender(reply, &v1::DiscardParkedEventResponse::set_discarded);
        engine->RetryParked(std::move(job));
      });
}

Expected<v1::ListParkedPromisesResponse, Failure> ParkedApi::ListPromises(
    const v1::ListParkedPromisesRequest& request) const {
  Fields fields;
  Page page(pages_, kPromises, request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  v1::ListParkedPromisesResponse response;
  for (const RunningEngine* engine : engines_) {
    for (const auto& each : engine->ParkedPromises()) {
      if (page.Take(fmt::format("{} {} {}", ServiceOf(*engine), each.home, each.target))) {
        Fill(*engine, each, *response.add_promises());
      }
    }
  }
  response.set_next_page_token(page.next_token());
  return response;
}

Expected<v1::RetryParkedPromiseResponse, Failure> ParkedApi::RetryPromise(
    const v1::RetryParkedPromiseRequest& request, const Caller& caller) const {
  Fields fields;
  RunningEngine* const engine = Find(request.service(), fields);
  const std::string home = fields.Text("home", request.home(), kNameBytesMax);
  const std::string target = fields.Text("target", request.target(), kNameBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const bool retried = engine->RetryParkedPromise(home, target);
  observability::LogInfo("parked promise retried", {{"by", caller.principal},
                                                    {"service", request.service()},
                                                    {"home", home},
                                                    {"target", target},
                                                    {"was_parked", retried}});
  v1::RetryParkedPromiseResponse response;
  response.set_retried(retried ? 1 : 0);
  return response;
}

}  // namespace recourse::process
