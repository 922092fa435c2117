#include "libs/bus/kafka/end_within.h"

#include <future>
#include <thread>
#include <utility>

namespace recourse::bus::kafka {

bool EndWithin(std::chrono::milliseconds limit, std::function<void()> end) {
  std::promise<void> ended;
  const auto returned = ended.get_future();
  std::thread([end = std::move(end), ended = std::move(ended)]() mutable {
    end();
    ended.set_value();
  }).detach();
  return returned.wait_for(limit) == std::future_status::ready;
}

}  // namespace recourse::bus::kafka
