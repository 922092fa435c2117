#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/failure.h"
#include "recourse/admin/v1/status_service.pb.h"

namespace recourse::cli {

// What was heard of the installation: each process that answered, once; and why the others did not,
// by service.
struct Heard {
  std::vector<admin::v1::GetStatusResponse> processes;
  std::map<std::string, Failure> away;
};

enum class State {
  kWell,        // Nothing is behind.
  kCatchingUp,  // Something is behind, and nothing is wrong: it comes by itself.
  kNeedsYou,    // Something waits that does not come by itself.
  kAway,        // Nobody answers for it.
};

// "well", "catching up", "needs you", "away".
std::string_view ToString(State state);

struct Judged {
  std::string service;
  State state = State::kWell;
  // Records that are not yet in views, consumed from others, or published.
  std::uint64_t behind = 0;
  // What is not as it should be, each in a few words.
  std::vector<std::string> why;
};

// One service, of a process that answered. What it says of the process is said of each service.
Judged Judge(const admin::v1::GetStatusResponse& process, const admin::v1::ServiceStatus& service);

// All `services`, in this order. Of whom nobody has said anything is away.
std::vector<Judged> Judge(const Heard& heard, const std::vector<std::string>& services);

// Whether somebody must do something.
bool NeedsSomebody(const std::vector<Judged>& all);

}  // namespace recourse::cli
