#include "libs/process/conductor_api.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "libs/base/check.h"
#include "libs/calendar/zone.h"
#include "libs/process/router.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/status.h"
#include "libs/wire/convert.h"

namespace recourse::process {
namespace {

namespace v1 = simulation::v1;
using rpc::Role;

constexpr std::size_t kCommandsMax = 1'000'000;
constexpr std::chrono::hours kScheduleLife{1};
constexpr std::chrono::milliseconds kNewsInterval{250};

Instant WallNow() { return SystemClock().Now(); }

Failure NotSimulated() {
  return {Failure::Kind::kPrecondition,
          "CLOCK_NOT_SIMULATED",
          "This installation runs on real time, which nobody can move.",
          {}};
}

void Fill(const Conductor::Progress& progress, v1::Progress& proto) {
  proto.set_commands_done(progress.commands_done);
  proto.set_commands_total(progress.commands_total);
  proto.set_timers_fired(progress.timers_fired);
  wire::Write(date::floor<Days>(progress.now), proto.mutable_day());
}

Failure Stopping() {
  return {
      Failure::Kind::kUnavailable, "STOPPING", "The service is stopping; what has run stays.", {}};
}

// Tells progress at intervals and ends the run when the caller has left.
template <class Response>
class News {
 public:
  News(rpc::Follower<Response> follower, const std::atomic<bool>& stopping)
      : follower_(std::move(follower)), stopping_(stopping) {}

  bool operator()(const Conductor::Progress& progress) {
    last_ = progress;
    const auto now = std::chrono::steady_clock::now();
    if (now >= next_) {
      next_ = now + kNewsInterval;
      Tell();
    }
    return !stopping_ && !follower_.ended();
  }
  void Tell() {
    Response response;
    Fill(last_, *response.mutable_progress());
    (void)follower_.Push(response);  // If there is no room now, later news says more.
  }

 private:
  rpc::Follower<Response> follower_;
  const std::atomic<bool>& stopping_;
  Conductor::Progress last_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now();
};

}  // namespace

ConductorApi::ConductorApi(rpc::Shell& shell, engine::Commands& commands, const Clock& clock,
                           std::function<Conductor*()> conductor)
    : Service(shell, commands, "recourse.simulation.v1.ConductorService"),
      clock_(clock),
      conductor_(std::move(conductor)) {
  Query<v1::ScheduleRequest, v1::ScheduleResponse>(
      "Schedule", {Role::kOperator},
      [this](const v1::ScheduleRequest& request, const rpc::Caller&) { return Schedule(request); },
      NotAwaited);
  Follow<v1::RunRequest, v1::RunResponse>("Run", {Role::kOperator},
                                          [this](const v1::RunRequest& request, const rpc::Caller&,
                                                 rpc::Follower<v1::RunResponse> follower) {
                                            return Run(request, std::move(follower));
                                          });
  Follow<v1::AdvanceToRequest, v1::AdvanceToResponse>(
      "AdvanceTo", {Role::kOperator},
      [this](const v1::AdvanceToRequest& request, const rpc::Caller&,
             rpc::Follower<v1::AdvanceToResponse> follower) {
        return AdvanceTo(request, std::move(follower));
      });
  Query<v1::GetClockRequest, v1::GetClockResponse>(
      "GetClock", {Role::kOperator, Role::kClerk, Role::kApprover, Role::kAnalyst},
      [this](const v1::GetClockRequest&,
             const rpc::Caller&) -> Expected<v1::GetClockResponse, Failure> {
        v1::GetClockResponse response;
        response.set_kind(conductor_() != nullptr ? v1::CLOCK_KIND_SIMULATED
                                                  : v1::CLOCK_KIND_SYSTEM);
        response.set_now_us(clock_.Now().time_since_epoch().count());
        return response;
      },
      NotAwaited);
}

ConductorApi::~ConductorApi() { Stop(); }

void ConductorApi::Stop() {
  {
    const std::lock_guard lock(mutex_);  // From here on Begin leaves the thread alone.
    stopping_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

Expected<v1::ScheduleResponse, Failure> ConductorApi::Schedule(const v1::ScheduleRequest& request) {
  if (conductor_() == nullptr) return Unexpected{NotSimulated()};
  rpc::Fields fields;
  const std::string id = fields.Id("schedule_id", request.schedule_id());
  std::vector<Dated> added;
  for (int i = 0; i < request.commands_size(); ++i) {
    const v1::DatedCommand& command = request.commands(i);
    rpc::Fields at = fields.At("commands", i);
    const Date day = at.Day("day", command.day());
    const auto zone = calendar::Zone::Find(command.zone());
    at.Check(zone.has_value(), "zone", command.zone(), "must name a time zone");
    at.Check(ServiceOf(command.method()).has_value(), "method", command.method(),
             "must be a full gRPC method of one of the services");
    if (!zone) continue;
    added.push_back({zone->FirstInstantAt(day, calendar::TimeOfDay(0)), command.step(),
                     command.home(), command.method(), command.request(), command.label()});
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  const std::lock_guard lock(mutex_);
  std::erase_if(schedules_,
                [](const auto& kept) { return kept.second.touched + kScheduleLife < WallNow(); });
  Kept& kept = schedules_[id];
  kept.touched = WallNow();
  const std::size_t size = kept.commands.size();
  fields.Check(request.offset() <= size, "offset", fmt::format("{}", request.offset()),
               "must not leave out commands");
  fields.Check(size + added.size() <= kCommandsMax, "commands", fmt::format("{}", added.size()),
               "would make the schedule too long");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  if (request.offset() == size) {
    kept.commands.insert(kept.commands.end(), std::make_move_iterator(added.begin()),
                         std::make_move_iterator(added.end()));
  }
  v1::ScheduleResponse response;
  response.set_commands(kept.commands.size());
  return response;
}

Expected<Done, Failure> ConductorApi::Begin(Work work) {
  if (conductor_() == nullptr) return Unexpected{NotSimulated()};
  const std::lock_guard lock(mutex_);
  if (stopping_) return Unexpected{Stopping()};
  if (running_) {
    return Unexpected{Failure{Failure::Kind::kAborted,
                              "TIME_IS_MOVING",
                              "Another call moves the clock; wait until it has ended.",
                              {}}};
  }
  if (thread_.joinable()) thread_.join();
  running_ = true;
  thread_ = std::thread([this, work = std::move(work)] {
    const auto tell_the_end = work();
    {
      const std::lock_guard inner(mutex_);
      running_ = false;
    }
    tell_the_end();
  });
  return Done{};
}

// Before a caller is told that time has passed: then a restart agrees.
Expected<Done, Failure> ConductorApi::KeepClock() const {
  const auto written = conductor_()->KeepClock();
  if (written) return written;
  return Unexpected{Failure{Failure::Kind::kUnknown, "CLOCK_NOT_KEPT",
                            "Time has passed, but a restart would fall back to the last recorded "
                            "moment: ask again.",
                            written.error().values}};
}

Expected<Done, Failure> ConductorApi::Run(const v1::RunRequest& request,
                                          rpc::Follower<v1::RunResponse> follower) {
  std::vector<Dated> commands;
  {
    const std::lock_guard lock(mutex_);
    const auto kept = schedules_.find(request.schedule_id());
    if (conductor_() != nullptr && kept == schedules_.end()) {
      return Unexpected{Failure{Failure::Kind::kNotFound,
                                "UNKNOWN_SCHEDULE",
                                "There is no such schedule; Schedule makes one.",
                                {{"schedule_id", request.schedule_id()}}}};
    }
    if (conductor_() != nullptr) commands = kept->second.commands;
  }
  return Begin([this, id = request.schedule_id(), commands = std::move(commands),
                follower]() -> std::function<void()> {
    News<v1::RunResponse> news(follower, stopping_);
    const auto refused = conductor_()->Run(commands, std::ref(news));
    const auto kept = KeepClock();
    news.Tell();
    if (refused) {
      v1::RunResponse response;
      auto& told = *response.mutable_refused();
      told.set_label(refused->command.label);
      told.set_method(refused->command.method);
      CHECK(told.mutable_status()->ParseFromString(rpc::ToStatus(refused->why).error_details()));
      (void)follower.Push(response);
    } else if (!stopping_ && !follower.ended()) {
      const std::lock_guard lock(mutex_);
      schedules_.erase(id);
    }
    if (stopping_) return [follower] { follower.Fail(Stopping()); };
    if (!kept) return [follower, why = kept.error()] { follower.Fail(why); };
    return [follower] { follower.Close(); };
  });
}

Expected<Done, Failure> ConductorApi::AdvanceTo(const v1::AdvanceToRequest& request,
                                                rpc::Follower<v1::AdvanceToResponse> follower) {
  rpc::Fields fields;
  const Date day = fields.Day("day", request.day());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Begin([this, end = Instant(day + Days(1)) - Instant::duration(1),
                follower]() -> std::function<void()> {
    News<v1::AdvanceToResponse> news(follower, stopping_);
    const bool there = conductor_()->AdvanceTo(end, std::ref(news));
    const auto kept = KeepClock();
    news.Tell();
    // Not there, and not stopping: the caller has left.
    if (!there && stopping_) return [follower] { follower.Fail(Stopping()); };
    if (!kept) return [follower, why = kept.error()] { follower.Fail(why); };
    return [follower] { follower.Close(); };
  });
}

}  // namespace recourse::process
