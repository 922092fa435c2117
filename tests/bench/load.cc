#include "tests/bench/load.h"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "libs/base/check.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

constexpr double kNsPerSecond = 1e9;
constexpr int kEventsAtOnce = 64;

std::int64_t ToNs(double seconds) { return static_cast<std::int64_t>(seconds * kNsPerSecond); }

// One run of a plan: a loop over epoll that sends what is due and counts what comes.
class Loop {
 public:
  Loop(const LoadPlan& plan, const FrameFile& bodies)
      : plan_(plan), bodies_(bodies), count_max_(std::min(plan.count, bodies.size())) {}
  ~Loop() {
    if (epoll_ >= 0) close(epoll_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  Expected<LoadReport, std::string> Run();

 private:
  Expected<Done, std::string> Connect();
  Expected<Done, std::string> Turn();
  void Begin();
  void SendDue();
  void SendNext(GrpcConnection& connection, std::int64_t begun_ns);
  void Take(GrpcConnection& connection, const Reply& reply);
  void OpenMeasurement();
  void CloseMeasurement();
  std::int64_t WakeNs() const;
  std::int64_t DueNs(std::uint64_t index) const;
  // Whether a call is still to be made, now or later.
  bool HasMore() const {
    if (report_.sent == count_max_) return false;
    if (IsOpenLoop()) return DueNs(report_.sent) < end_ns_;
    // Also past the end if nothing is measured yet, since this process stood still as well.
    return now_ns_ < end_ns_ || phase_ == Phase::kWarmup;
  }
  bool IsOpenLoop() const { return plan_.rate_per_second > 0; }
  // What is measured ends with a reply at the earliest: a rate of nothing says nothing.
  bool IsMeasured() const { return now_ns_ >= end_ns_ && report_.measured_replies > 0; }

  const LoadPlan& plan_;
  const FrameFile& bodies_;
  const std::uint64_t count_max_;
  std::vector<std::unique_ptr<GrpcConnection>> connections_;
  std::vector<bool> waits_to_write_;
  int epoll_ = -1;
  std::int64_t now_ns_ = 0;  // Read once a turn.
  std::int64_t begin_ns_ = 0;
  std::int64_t measured_from_ns_ = 0;
  std::int64_t end_ns_ = 0;
  enum class Phase { kWarmup, kMeasuring, kDraining } phase_ = Phase::kWarmup;
  std::uint64_t under_way_ = 0;
  std::size_t next_connection_ = 0;
  LoadReport report_;
};

Expected<Done, std::string> Loop::Connect() {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  CHECK(epoll_ >= 0);
  for (std::size_t i = 0; i < plan_.connections; ++i) {
    auto connection = GrpcConnection::Open(
        plan_.call, [this](GrpcConnection& at, const Reply& reply) { Take(at, reply); });
    if (!connection) return Unexpected{connection.error()};
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    CHECK(epoll_ctl(epoll_, EPOLL_CTL_ADD, (*connection)->fd(), &event) == 0);
    connections_.push_back(*std::move(connection));
  }
  waits_to_write_.assign(plan_.connections, false);
  return Done{};
}

std::int64_t Loop::DueNs(std::uint64_t index) const {
  return begin_ns_ + ToNs(static_cast<double>(index) / plan_.rate_per_second);
}

void Loop::Begin() {
  begin_ns_ = now_ns_ = NowNs();
  measured_from_ns_ = begin_ns_ + ToNs(plan_.warmup_seconds);
  end_ns_ = measured_from_ns_ + ToNs(plan_.seconds);
  if (IsOpenLoop()) return;
  for (std::size_t i = 0; i < plan_.in_flight && HasMore(); ++i) {
    SendNext(*connections_[i % connections_.size()], now_ns_);
  }
}

void Loop::SendNext(GrpcConnection& connection, std::int64_t begun_ns) {
  connection.Send(bodies_[report_.sent], begun_ns);
  ++report_.sent;
  ++under_way_;
}

void Loop::SendDue() {
  while (HasMore() && under_way_ < kOpenLoopInFlightMax && DueNs(report_.sent) <= now_ns_) {
    SendNext(*connections_[next_connection_], DueNs(report_.sent));
    next_connection_ = (next_connection_ + 1) % connections_.size();
  }
}

void Loop::Take(GrpcConnection& connection, const Reply& reply) {
  --under_way_;
  if (reply.Ok()) {
    ++report_.acknowledged;
    if (phase_ == Phase::kMeasuring) ++report_.measured_replies;
    if (reply.tag >= measured_from_ns_) report_.latency.Record(now_ns_ - reply.tag);
  } else {
    ++report_.failed[fmt::format("{}/{} {}", reply.http_status, reply.grpc_status,
                                 reply.grpc_message)];
  }
  if (!IsOpenLoop() && HasMore()) SendNext(connection, now_ns_);
}

void Loop::OpenMeasurement() {
  phase_ = Phase::kMeasuring;
  measured_from_ns_ = now_ns_;
  report_.own_cpu_us = -OwnCpuUs();
  if (!plan_.server_pid) return;
  if (const auto cpu_us = CpuUsOf(*plan_.server_pid)) report_.server_cpu_us = -*cpu_us;
}

void Loop::CloseMeasurement() {
  phase_ = Phase::kDraining;
  report_.measured_seconds = static_cast<double>(now_ns_ - measured_from_ns_) / kNsPerSecond;
  report_.own_cpu_us += OwnCpuUs();
  if (!report_.server_cpu_us) return;
  const auto cpu_us = CpuUsOf(*plan_.server_pid);
  report_.server_cpu_us = cpu_us ? std::optional(*report_.server_cpu_us + *cpu_us) : std::nullopt;
}

// When to go on even if no socket is ready.
std::int64_t Loop::WakeNs() const {
  const std::int64_t give_up_ns = end_ns_ + ToNs(kDrainSeconds);
  std::int64_t wake_ns = give_up_ns;
  if (phase_ == Phase::kWarmup) wake_ns = measured_from_ns_;
  if (phase_ == Phase::kMeasuring && now_ns_ < end_ns_) wake_ns = end_ns_;
  if (IsOpenLoop() && HasMore() && under_way_ < kOpenLoopInFlightMax) {
    wake_ns = std::min(wake_ns, DueNs(report_.sent));
  }
  return wake_ns;
}

// Waits for the sockets or the next moment at which something is due, then handles both.
Expected<Done, std::string> Loop::Turn() {
  const std::int64_t wait_ns = std::max<std::int64_t>(WakeNs() - NowNs(), 0);
  const timespec wait{wait_ns / 1'000'000'000, wait_ns % 1'000'000'000};
  std::array<epoll_event, kEventsAtOnce> events;
  const int ready = epoll_pwait2(epoll_, events.data(), kEventsAtOnce, &wait, nullptr);
  now_ns_ = NowNs();
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.events == EPOLLOUT) continue;
    if (const auto received = connections_[event.data.u64]->Receive(); !received) {
      return Unexpected{received.error()};
    }
  }
  if (IsOpenLoop()) SendDue();
  for (std::size_t at = 0; at < connections_.size(); ++at) {
    const auto left = connections_[at]->Flush();
    if (!left) return Unexpected{left.error()};
    if (*left == waits_to_write_[at]) continue;
    waits_to_write_[at] = *left;
    epoll_event event{};
    event.events = *left ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u64 = at;
    CHECK(epoll_ctl(epoll_, EPOLL_CTL_MOD, connections_[at]->fd(), &event) == 0);
  }
  return Done{};
}

Expected<LoadReport, std::string> Loop::Run() {
  if (const auto connected = Connect(); !connected) return Unexpected{connected.error()};
  Begin();
  while ((under_way_ > 0 || HasMore()) && now_ns_ < end_ns_ + ToNs(kDrainSeconds)) {
    if (phase_ == Phase::kWarmup && now_ns_ >= measured_from_ns_) OpenMeasurement();
    if (phase_ == Phase::kMeasuring && IsMeasured()) CloseMeasurement();
    if (const auto turned = Turn(); !turned) return Unexpected{turned.error()};
  }
  if (phase_ == Phase::kMeasuring) CloseMeasurement();
  report_.unanswered = under_way_;
  for (; HasMore(); ++report_.unsent) ++report_.sent;
  report_.sent -= report_.unsent;
  return std::move(report_);
}

}  // namespace

Expected<LoadReport, std::string> RunLoad(const LoadPlan& plan, const FrameFile& bodies) {
  CHECK(plan.connections > 0 && plan.in_flight > 0);
  return Loop(plan, bodies).Run();
}

}  // namespace recourse::bench
