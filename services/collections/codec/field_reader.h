#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "services/collections/codec/terms_wire.h"

namespace recourse::collections {

// Reads the fields of one message, and remembers whether all of them could be read:
//   FieldReader read;
//   PromiseKept event{message.promise_id(), read(message.paid()), read(message.end())};
//   return read.All(event);
class FieldReader {
 public:
  template <class Wire>
  auto operator()(const Wire& field) {
    auto value = FromWire(field);
    if (!value) complete_ = false;
    return std::move(value).value_or(typename decltype(value)::value_type{});
  }

  // A field that may be absent.
  template <class Wire>
  auto Optional(bool present, const Wire& field) {
    using Value = typename decltype(FromWire(field))::value_type;
    return present ? std::optional<Value>((*this)(field)) : std::nullopt;
  }

  template <class Repeated>
  auto Each(const Repeated& fields) {
    using Value = typename decltype(FromWire(*fields.begin()))::value_type;
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(fields.size()));
    for (const auto& field : fields) values.push_back((*this)(field));
    return values;
  }

  // `whole` if every field could be read, else nothing.
  template <class Whole>
  std::optional<Whole> All(Whole whole) const {
    if (!complete_) return std::nullopt;
    return whole;
  }

 private:
  bool complete_ = true;
};

}  // namespace recourse::collections
