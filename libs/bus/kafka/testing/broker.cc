#include "libs/bus/kafka/testing/broker.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "libs/base/check.h"
#include "libs/files/descriptor.h"

namespace recourse::bus::kafka {
namespace {

constexpr int kAnswersWithin_s = 60;

// A port of loopback that nobody listens on, and that no connection which goes out gets by chance:
// the broker may be stopped and started again on it.
std::uint16_t FreePort() {
  constexpr int kPorts = 10'000;
  int outgoing_from = 0;
  std::ifstream("/proc/sys/net/ipv4/ip_local_port_range") >> outgoing_from;
  CHECK(outgoing_from > 2 * kPorts);
  std::random_device random;
  while (true) {
    const auto below = static_cast<int>(random() % kPorts) + 1;
    const auto port = static_cast<std::uint16_t>(outgoing_from - below);
    const files::Descriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return port;
  }
}

}  // namespace

Broker::Broker(const Broker* join)
    : port_(FreePort()),
      controller_port_(FreePort()),
      join_(join == nullptr ? "" : std::to_string(join->controller_port_)) {
  Start();
}

Broker::~Broker() { Kill(); }

void Broker::Start() {
  std::vector<std::string> arguments = {"deploy/kafka/broker.sh",        "--data",
                                        folder_.path() / "broker",       "--port",
                                        std::to_string(port_),           "--controller-port",
                                        std::to_string(controller_port_)};
  if (!join_.empty()) arguments.insert(arguments.end(), {"--node", "2", "--join", join_});
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const std::string log = folder_.path() / "broker.log";
  process_ = fork();
  CHECK(process_ >= 0);
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    // No socket of the test is kept open by the broker.
    for (int file = 3; file < 1024; ++file) close(file);
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  Await();
}

void Broker::Kill() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

std::filesystem::path Broker::SegmentOf(const std::string& topic, std::uint32_t partition) const {
  return folder_.path() / "broker" / "topics" / (topic + "-" + std::to_string(partition)) /
         "00000000000000000000.log";
}

std::uintmax_t Broker::BytesOf(const std::string& topic, std::uint32_t partition) const {
  return std::filesystem::file_size(SegmentOf(topic, partition));
}

void Broker::Cut(const std::string& topic, std::uint32_t partition, std::uintmax_t bytes) const {
  CHECK(process_ < 0);
  std::filesystem::resize_file(SegmentOf(topic, partition), bytes);
}

void Broker::Await() const {
  const auto admin = Admin::Open(settings(), std::chrono::seconds(1));
  CHECK(static_cast<bool>(admin));
  for (int i = 0; i < kAnswersWithin_s; ++i) {
    if (admin->Describe("recourse.nothing.v1")) return;
    if (waitpid(process_, nullptr, WNOHANG) != 0) break;
  }
  std::ifstream log(folder_.path() / "broker.log");
  std::ostringstream text;
  text << log.rdbuf();
  FAIL() << "the broker does not answer on port " << port_ << ":\n" << text.str();
}

}  // namespace recourse::bus::kafka
