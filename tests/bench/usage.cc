#include "tests/bench/usage.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace recourse::bench {
namespace {

std::int64_t Us(const timeval& time) {
  return time.tv_sec * std::int64_t{1'000'000} + time.tv_usec;
}

}  // namespace

std::int64_t NowNs() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec;
}

std::int64_t OwnCpuUs() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return Us(usage.ru_utime) + Us(usage.ru_stime);
}

std::optional<std::int64_t> CpuUsOf(int pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  // The name, in parentheses, may hold anything; utime and stime are fields 14 and 15.
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  std::int64_t user = 0;
  std::int64_t system = 0;
  if (!(fields >> user >> system)) return std::nullopt;
  return (user + system) * 1'000'000 / sysconf(_SC_CLK_TCK);
}

Cost Measure(const std::function<void()>& work) {
  const std::int64_t begun_ns = NowNs();
  const std::int64_t begun_cpu_us = OwnCpuUs();
  work();
  const double seconds = static_cast<double>(NowNs() - begun_ns) / 1e9;
  return {seconds, OwnCpuUs() - begun_cpu_us};
}

Cost MeasureMedian(int passes, const std::function<void()>& work) {
  std::vector<Cost> costs;
  do {
    costs.push_back(Measure(work));
  } while (static_cast<int>(costs.size()) < passes);
  const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
  std::nth_element(costs.begin(), middle, costs.end(),
                   [](const Cost& a, const Cost& b) { return a.seconds < b.seconds; });
  return *middle;
}

}  // namespace recourse::bench
