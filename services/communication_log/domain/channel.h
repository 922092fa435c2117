#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace recourse::communication_log {

enum class Channel { kEmail, kPhone, kSms, kLetter, kPortal, kMeeting, kMessenger };

// As a caller reads it in a refusal: "phone".
constexpr std::string_view Name(Channel channel) {
  switch (channel) {
    case Channel::kEmail:
      return "email";
    case Channel::kPhone:
      return "phone";
    case Channel::kSms:
      return "sms";
    case Channel::kLetter:
      return "letter";
    case Channel::kPortal:
      return "portal";
    case Channel::kMeeting:
      return "meeting";
    case Channel::kMessenger:
      return "messenger";
  }
  __builtin_unreachable();
}

class ChannelSet {
 public:
  constexpr ChannelSet() = default;
  constexpr ChannelSet(std::initializer_list<Channel> channels) {
    for (const Channel channel : channels) Insert(channel);
  }

  constexpr bool Contains(Channel channel) const { return (bits_ & Bit(channel)) != 0; }
  constexpr void Insert(Channel channel) { bits_ |= Bit(channel); }
  constexpr void Erase(Channel channel) { bits_ &= ~Bit(channel); }

  bool operator==(const ChannelSet&) const = default;

 private:
  static constexpr std::uint32_t Bit(Channel channel) { return 1u << static_cast<int>(channel); }

  std::uint32_t bits_ = 0;
};

// The customer to us, or we to the customer.
enum class Direction { kInbound, kOutbound };

enum class CustomerKind { kBusiness, kConsumer };

}  // namespace recourse::communication_log
