#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace recourse::rpc {

// Whether `text` matches [A-Za-z0-9._-]{1,64}: what every id in a resource name must be.
bool IsId(std::string_view text);

// Not constexpr: a pattern that leads here does not compile.
void PatternHasAnotherNumberOfIds();

// A pattern of AIP-122 resource names with N ids, such as
//   constexpr NamePattern<2> kInvoiceName{"accounts/{account}/invoices/{invoice}"};
//   kInvoiceName.Format("a1", "i1")              "accounts/a1/invoices/i1"
//   kInvoiceName.Parse("accounts/a1/invoices/i1") {"a1", "i1"}
template <std::size_t N>
class NamePattern {
 public:
  // `pattern` outlives this: a literal.
  consteval explicit NamePattern(std::string_view pattern) : pattern_(pattern) {
    std::size_t ids = 0;
    for (const char c : pattern) ids += c == '{' ? 1 : 0;
    if (ids != N) PatternHasAnotherNumberOfIds();
  }

  std::string_view pattern() const { return pattern_; }

  // Nothing unless `name` matches as a whole and each id is one. The ids point into `name`.
  std::optional<std::array<std::string_view, N>> Parse(std::string_view name) const;

  // The ids must be ids: anything else is our own bug.
  template <class... Ids>
  requires(sizeof...(Ids) == N) std::string Format(const Ids&... ids)
  const;

 private:
  std::string_view pattern_;
};

bool ParseName(std::string_view pattern, std::string_view name, std::span<std::string_view> ids);
std::string FormatName(std::string_view pattern, std::span<const std::string_view> ids);

template <std::size_t N>
std::optional<std::array<std::string_view, N>> NamePattern<N>::Parse(std::string_view name) const {
  std::array<std::string_view, N> ids;
  if (!ParseName(pattern_, name, ids)) return std::nullopt;
  return ids;
}

template <std::size_t N>
template <class... Ids>
requires(sizeof...(Ids) == N) std::string NamePattern<N>::Format(const Ids&... ids)
const {
  const std::array<std::string_view, N> list = {ids...};
  return FormatName(pattern_, list);
}

}  // namespace recourse::rpc
