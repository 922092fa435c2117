#pragma once

#include <chrono>
#include <functional>

namespace recourse::bus::kafka {

// Runs `end` on a thread of its own. False if it has not returned after `limit`: it is left behind
// then, and what it uses must stay for as long as the process does. librdkafka 2.0 can hang where
// it joins its threads (its issues 3143 and 4486), and a stop must not.
bool EndWithin(std::chrono::milliseconds limit, std::function<void()> end);

}  // namespace recourse::bus::kafka
