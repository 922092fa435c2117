#pragma once

#include <string>
#include <string_view>

namespace recourse::eventlog {

// An event as a service hands it to the log and gets it back: its message's full name, which lives
// as long as the program (a descriptor's name), and its serialised message.
struct EncodedEvent {
  std::string_view type;
  std::string payload;

  bool operator==(const EncodedEvent&) const = default;
};

}  // namespace recourse::eventlog
