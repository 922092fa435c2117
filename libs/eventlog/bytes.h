#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace recourse::eventlog {

// Fixed-width numbers in stored bytes: little-endian in values, big-endian in keys, so that keys
// sort as their numbers do.

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "stored values are little-endian");

inline void AppendFixed32(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}
inline void AppendFixed64(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}
inline void AppendBigEndian32(std::string& bytes, std::uint32_t number) {
  AppendFixed32(bytes, __builtin_bswap32(number));
}
inline void AppendBigEndian64(std::string& bytes, std::uint64_t number) {
  AppendFixed64(bytes, __builtin_bswap64(number));
}

// The caller has checked that the bytes are there.
inline std::uint32_t ReadFixed32(std::string_view bytes, std::size_t at) {
  std::uint32_t number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}
inline std::uint64_t ReadFixed64(std::string_view bytes, std::size_t at) {
  std::uint64_t number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}
inline std::uint32_t ReadBigEndian32(std::string_view bytes, std::size_t at) {
  return __builtin_bswap32(ReadFixed32(bytes, at));
}
inline std::uint64_t ReadBigEndian64(std::string_view bytes, std::size_t at) {
  return __builtin_bswap64(ReadFixed64(bytes, at));
}

}  // namespace recourse::eventlog
