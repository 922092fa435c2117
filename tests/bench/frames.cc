#include "tests/bench/frames.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

namespace recourse::bench {
namespace {

constexpr std::size_t kPrefixBytes = 5;

std::size_t MessageLength(const char* prefix) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < kPrefixBytes; ++i) {
    length = length << 8 | static_cast<std::uint8_t>(prefix[i]);
  }
  return length;
}

}  // namespace

std::string Frame(std::string_view message) {
  std::string frame(kPrefixBytes, '\0');
  for (std::size_t i = 1; i < kPrefixBytes; ++i) {
    frame[i] = static_cast<char>(message.size() >> (8 * (kPrefixBytes - 1 - i)));
  }
  return frame.append(message);
}

Expected<FrameFile, std::string> FrameFile::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Unexpected{fmt::format("{}: {}", path, std::strerror(errno))};
  struct stat status {};
  if (fstat(fd, &status) != 0 || status.st_size == 0) {
    close(fd);
    return Unexpected{fmt::format("{}: empty", path)};
  }
  const auto length = static_cast<std::size_t>(status.st_size);
  void* mapped = mmap(nullptr, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  close(fd);
  if (mapped == MAP_FAILED) return Unexpected{fmt::format("{}: {}", path, std::strerror(errno))};

  FrameFile file(mapped, length);
  const char* bytes = static_cast<const char*>(mapped);
  for (std::size_t at = 0; at < length;) {
    const std::size_t left = length - at;
    if (left < kPrefixBytes || left - kPrefixBytes < MessageLength(bytes + at)) {
      return Unexpected{fmt::format("{}: the frame at byte {} is cut off", path, at)};
    }
    file.frames_.emplace_back(bytes + at, kPrefixBytes + MessageLength(bytes + at));
    at += file.frames_.back().size();
  }
  return file;
}

FrameFile::FrameFile(FrameFile&& other) noexcept
    : mapped_(std::exchange(other.mapped_, nullptr)),
      length_(other.length_),
      frames_(std::move(other.frames_)) {}

FrameFile::~FrameFile() {
  if (mapped_ != nullptr) munmap(mapped_, length_);
}

}  // namespace recourse::bench
