#pragma once

#include <utility>
#include <variant>

#include "libs/base/check.h"

namespace recourse {

template <class E>
struct Unexpected {
  E error;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

// The part of std::expected that Recourse needs, with the same spelling, until C++23. Reading the
// value of a failed one, or the error of a good one, is our own bug and ends the process.
template <class T, class E>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  template <class G>
  Expected(Unexpected<G> u) : state_(std::in_place_index<1>, std::move(u.error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return Value(); }
  T& operator*() & { return const_cast<T&>(Value()); }
  T operator*() && { return std::move(const_cast<T&>(Value())); }
  const T* operator->() const { return &Value(); }
  T* operator->() { return const_cast<T*>(&Value()); }
  const E& error() const {
    CHECK(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  const T& Value() const {
    CHECK(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }

  std::variant<T, E> state_;
};

// What a function that has nothing to return but may fail gives back.
struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace recourse
