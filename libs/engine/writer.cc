#include "libs/engine/writer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/thread_name.h"

namespace recourse::engine {
namespace {

constexpr std::ptrdiff_t kGroupJobsMax = 4'096;  // More timers than that may come due at once.

Instant WallNow() {
  return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
}

}  // namespace

Writer::Writer(std::map<std::uint32_t, std::unique_ptr<Shard>> shards, Parts parts)
    : shards_(std::move(shards)),
      parts_(std::move(parts)),
      replier_(parts_.log.identity().service) {}

Writer::~Writer() { CHECK(!thread_.joinable()); }

void Writer::Start() {
  replier_.Start();
  thread_ = std::thread([this] { Loop(); });
}

void Writer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  replier_.Stop();
}

Writer::Posted Writer::Post(std::uint32_t shard, Job&& job, bool urgent) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return Posted::kStopped;
    if (!urgent && asked_ >= parts_.mailbox_max) return Posted::kFull;
    if (!urgent) ++asked_;
    mailbox_.push_back({shard, std::move(job), urgent});
    if (mailbox_.size() > 1 || busy_) return Posted::kYes;
  }
  wake_.notify_one();
  return Posted::kYes;
}

bool Writer::Idle() const {
  const std::lock_guard lock(mutex_);
  return mailbox_.empty() && !busy_ && replier_.Idle();
}

Instant Writer::NextDeadline() const {
  Instant next = Instant::max();
  for (const auto& [index, shard] : shards_) next = std::min(next, shard->next_deadline());
  return next;
}

void Writer::Loop() {
  NameThread("write " + parts_.log.identity().service);
  std::vector<Mail> mail;
  for (;;) {
    const Instant deadline = NextDeadline();
    {
      std::unique_lock lock(mutex_);
      busy_ = false;
      const auto woken = [&] { return !mailbox_.empty() || stopping_; };
      if (deadline == Instant::max()) {
        wake_.wait(lock, woken);
      } else {
        wake_.wait_until(lock, deadline, woken);
      }
      if (mailbox_.empty() && stopping_) break;
      TakeMail(mail);
      busy_ = true;
    }
    for (Mail& each : mail) {
      Shard& shard = *shards_.at(each.shard);
      shard.Run(std::move(each.job), replies_);
      if (shard.group_bytes() >= parts_.group_bytes_max) CommitGroup();
    }
    mail.clear();
    if (deadline != Instant::max()) {
      for (const auto& [index, shard] : shards_) shard->ExpireReads(WallNow(), replies_);
    }
    CommitGroup();
  }
  // Reads that still wait will not be decided by this process.
  for (const auto& [index, shard] : shards_) shard->ExpireReads(Instant::max(), replies_);
  CommitGroup();
}

void Writer::TakeMail(std::vector<Mail>& mail) {
  mail.swap(mailbox_);
  if (std::ssize(mail) > kGroupJobsMax) {
    const auto rest = mail.begin() + kGroupJobsMax;
    mailbox_.assign(std::make_move_iterator(rest), std::make_move_iterator(mail.end()));
    mail.erase(rest, mail.end());
  }
  asked_ = static_cast<std::size_t>(std::count_if(mailbox_.begin(), mailbox_.end(),
                                                  [](const Mail& each) { return !each.urgent; }));
}

void Writer::CommitGroup() {
  std::vector<eventlog::ShardBatch> group;
  std::vector<eventlog::Witnessed> heads;
  Records records;
  for (const auto& [index, shard] : shards_) {
    shard->LookAgain(replies_);
    if (!shard->dirty()) continue;
    group.push_back(shard->FinishGroup(records));
    const eventlog::Head& head = group.back().head;
    heads.push_back({index, parts_.log.epoch(), head.sequence, head.chain});
  }
  if (!group.empty()) {
    const auto appended = parts_.log.Append(group);
    if (!appended) parts_.fatal(appended.error());
    if (parts_.witness != nullptr) {
      const auto stored = parts_.witness->Store(heads);
      if (!stored) parts_.fatal(stored.error());
    }
    parts_.release(heads);
  }
  AnswerGroup();
  if (!group.empty()) parts_.publish(std::move(records));
  for (const auto& head : heads) shards_.at(head.shard)->Applied(parts_.applied(head.shard));
  for (const auto& [index, shard] : shards_) {
    if (shard->crowded()) shard->Applied(parts_.applied(index));
  }
}

// With nothing else to do the writer answers by itself: that saves a change of threads.
void Writer::AnswerGroup() {
  bool more = false;
  {
    const std::lock_guard lock(mutex_);
    more = !mailbox_.empty();
  }
  if (more) {
    replier_.Post(std::exchange(replies_, {}));
  } else {
    Give(replies_);
  }
}

}  // namespace recourse::engine
