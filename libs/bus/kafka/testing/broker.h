#pragma once

#include <gtest/gtest.h>

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "libs/base/testing/temp_folder.h"
#include "libs/bus/kafka/admin.h"
#include "libs/bus/kafka/settings.h"

namespace recourse::bus::kafka {

// A real broker on free ports of loopback, with a folder of its own; it ends with this.
class Broker {
 public:
  // Returns once it answers. `join` makes it the second of a cluster.
  explicit Broker(const Broker* join = nullptr);
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  ~Broker();

  Settings settings() const { return {"127.0.0.1:" + std::to_string(port_)}; }
  // kill -9.
  void Kill();
  // After Kill: on the same folder and ports; returns once it answers.
  void Start();
  // How much the broker's file of a partition holds; and, while it is down, cuts it to its first
  // `bytes`: what came after them is lost, as after a power cut.
  std::uintmax_t BytesOf(const std::string& topic, std::uint32_t partition) const;
  void Cut(const std::string& topic, std::uint32_t partition, std::uintmax_t bytes) const;

 private:
  std::filesystem::path SegmentOf(const std::string& topic, std::uint32_t partition) const;
  void Await() const;

  testkit::TempFolder folder_;
  std::uint16_t port_;
  std::uint16_t controller_port_;
  std::string join_;
  pid_t process_ = -1;
};

}  // namespace recourse::bus::kafka
