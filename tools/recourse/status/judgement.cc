#include "tools/recourse/status/judgement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "libs/base/check.h"

namespace recourse::cli {
namespace {

namespace v1 = admin::v1;

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;

std::string Counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// A sentence, as one of several in a row.
std::string WithoutEnd(std::string sentence) {
  sentence.erase(sentence.find_last_not_of(".; ") + 1);
  return sentence;
}

// What waits for an operator, or for whoever runs what is around it.
std::vector<std::string> Complaints(const v1::GetStatusResponse& process,
                                    const v1::ServiceStatus& service) {
  std::vector<std::string> why;
  if (service.refuses_commands()) {
    why.push_back(fmt::format("refuses commands: {} MiB free on the disk of its log",
                              service.free_bytes() / kMebibyte));
  }
  if (!service.relay().trouble().empty()) {
    why.push_back("publishes nothing: " + WithoutEnd(service.relay().trouble()));
  }
  if (service.parked_events() > 0) {
    why.push_back(Counted(service.parked_events(), "parked event"));
  }
  if (service.parked_promises() > 0) {
    why.push_back(Counted(service.parked_promises(), "parked promise"));
  }
  if (process.unanswered_peers_size() > 0) {
    why.push_back(
        fmt::format("has never heard of {}", fmt::join(process.unanswered_peers(), ", ")));
  }
  return why;
}

}  // namespace

std::string_view ToString(State state) {
  switch (state) {
    case State::kWell:
      return "well";
    case State::kCatchingUp:
      return "catching up";
    case State::kNeedsYou:
      return "needs you";
    case State::kAway:
      return "away";
  }
  CHECK(false);
}

Judged Judge(const v1::GetStatusResponse& process, const v1::ServiceStatus& service) {
  Judged judged{service.service(), State::kWell, 0, Complaints(process, service)};
  const auto add_behind = [&](std::uint64_t count, const std::string& where) {
    if (count == 0) return;
    judged.behind += count;
    judged.why.push_back(fmt::format("{} {}", Counted(count, "record"), where));
  };
  const bool needs_you = !judged.why.empty();
  add_behind(service.views_behind(), "not in its lists");
  for (const auto& source : service.sources()) {
    add_behind(source.behind(), "of " + source.source() + " not consumed");
  }
  add_behind(service.relay().behind(), "not published");
  if (needs_you) {
    judged.state = State::kNeedsYou;
  } else if (judged.behind > 0) {
    judged.state = State::kCatchingUp;
  }
  return judged;
}

std::vector<Judged> Judge(const Heard& heard, const std::vector<std::string>& services) {
  std::vector<Judged> all;
  for (const std::string& service : services) {
    Judged judged{service, State::kAway, 0, {"nobody answers for it"}};
    if (const auto away = heard.away.find(service); away != heard.away.end()) {
      judged.why = {WithoutEnd(fmt::format("{}: {}", away->second.reason, away->second.message))};
    }
    for (const auto& process : heard.processes) {
      for (const auto& told : process.services()) {
        if (told.service() == service) judged = Judge(process, told);
      }
    }
    all.push_back(std::move(judged));
  }
  return all;
}

bool NeedsSomebody(const std::vector<Judged>& all) {
  return std::any_of(all.begin(), all.end(), [](const Judged& each) {
    return each.state == State::kNeedsYou || each.state == State::kAway;
  });
}

}  // namespace recourse::cli
