#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"

namespace recourse::bench {

// `message` as gRPC sends it: a zero byte (not compressed), its length in four bytes, big-endian,
// then itself. A file of bodies is nothing but frames, so that a load is read and sent as it lies.
std::string Frame(std::string_view message);

// The message within a frame.
inline std::string_view Unframe(std::string_view frame) { return frame.substr(5); }

// The frames of a file, mapped into memory and read in advance, so that reading them during a
// measurement costs nothing. Read-only, safe to share between threads.
class FrameFile {
 public:
  // Fails with a sentence that names the file if it cannot be read or does not end with a whole
  // frame.
  static Expected<FrameFile, std::string> Open(const std::string& path);

  FrameFile(FrameFile&& other) noexcept;
  FrameFile(const FrameFile&) = delete;
  ~FrameFile();

  std::size_t size() const { return frames_.size(); }
  // With its five bytes; lives as long as this.
  std::string_view operator[](std::size_t index) const { return frames_[index]; }

 private:
  FrameFile(void* mapped, std::size_t length) : mapped_(mapped), length_(length) {}

  void* mapped_;
  std::size_t length_;
  std::vector<std::string_view> frames_;
};

}  // namespace recourse::bench
