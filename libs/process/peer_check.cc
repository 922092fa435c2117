#include "libs/process/peer_check.h"

#include <fmt/format.h>

#include <future>
#include <utility>

#include "libs/engine/log_failure.h"
#include "libs/observability/log.h"
#include "libs/process/log_agreement.h"
#include "libs/rpc/ask.h"
#include "recourse/history/v1/history_service.grpc.pb.h"

namespace recourse::process {
namespace {

namespace v1 = history::v1;

constexpr std::chrono::seconds kAnswerWithin{5};
constexpr std::chrono::seconds kAskAgain{1};

Failure Foreign(const std::string& peer, std::uint64_t theirs, std::uint64_t ours) {
  return {Failure::Kind::kPrecondition,
          "PEER_FOREIGN",
          "What answers there belongs to another installation.",
          {{"service", peer},
           {"installation", fmt::format("{:016x}", theirs)},
           {"expected", fmt::format("{:016x}", ours)}}};
}

// Whether it is we or the log that is wrong, and not only that nobody answers.
bool IsVerdict(const Failure& failure) {
  return failure.reason == "PEER_FOREIGN" || failure.reason == kLogBehindItsConsumer;
}

}  // namespace

PeerCheck::PeerCheck(const Connections& connections, std::vector<const Host*> hosts,
                     std::uint64_t installation)
    : connections_(connections), hosts_(std::move(hosts)), installation_(installation) {
  for (const auto& [service, address] : connections_.peers()) unanswered_.push_back(service);
}

PeerCheck::~PeerCheck() { Stop(); }

Expected<Done, Failure> PeerCheck::Ask(const std::string& peer,
                                       std::chrono::milliseconds timeout) const {
  const rpc::Client& client = connections_.To(peer, hosts_.at(0)->service());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  context.set_wait_for_ready(true);
  context.AddMetadata(rpc::kServiceKey, peer);
  client.Authorise(context);
  v1::GetMarksRequest request;
  request.add_services(peer);
  v1::GetMarksResponse response;
  const auto status =
      v1::HistoryService::NewStub(client.channel())->GetMarks(&context, request, &response);
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
  if (response.installation() != installation_) {
    return Unexpected{Foreign(peer, response.installation(), installation_)};
  }
  for (const auto& marks : response.services()) {
    for (const auto& shard : marks.shards()) {
      for (const auto& consumed : shard.consumed()) {
        for (const Host* host : hosts_) {
          if (host->service() != consumed.source()) continue;
          const std::uint64_t head = host->engine().released(shard.shard());
          if (consumed.through_sequence() <= head) continue;
          return Unexpected{LogBehindItsConsumer(host->service(), shard.shard(), head, peer,
                                                 consumed.through_sequence())};
        }
      }
    }
  }
  return Done{};
}

Expected<Done, Failure> PeerCheck::Check() {
  std::vector<std::pair<std::string, std::future<Expected<Done, Failure>>>> asked;
  for (const std::string& peer : unanswered()) {
    asked.emplace_back(
        peer, std::async(std::launch::async, [this, peer] { return Ask(peer, kAnswerWithin); }));
  }
  std::vector<std::string> away;
  Expected<Done, Failure> all = Done{};
  for (auto& [peer, answer] : asked) {
    auto checked = answer.get();
    if (checked) continue;
    if (IsVerdict(checked.error())) {
      all = std::move(checked);
      continue;
    }
    observability::LogWarning("peer away", {{"service", peer},
                                            {"reason", checked.error().reason},
                                            {"message", checked.error().message}});
    away.push_back(peer);
  }
  const std::lock_guard lock(mutex_);
  unanswered_ = std::move(away);
  return all;
}

void PeerCheck::Start() {
  if (!unanswered().empty()) thread_ = std::thread([this] { Loop(); });
}

void PeerCheck::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::vector<std::string> PeerCheck::unanswered() const {
  const std::lock_guard lock(mutex_);
  return unanswered_;
}

void PeerCheck::Loop() {
  for (auto peers = unanswered(); !peers.empty(); peers = unanswered()) {
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, kAskAgain, [this] { return stopping_; })) return;
    }
    for (const std::string& peer : peers) {
      const auto checked = Ask(peer, kAskAgain);
      if (!checked && IsVerdict(checked.error())) {
        engine::EndOnLogError({eventlog::LogError::Kind::kDamaged, checked.error().message});
      }
      if (!checked) continue;
      const std::lock_guard lock(mutex_);
      std::erase(unanswered_, peer);
    }
  }
}

}  // namespace recourse::process
