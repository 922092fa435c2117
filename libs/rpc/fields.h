#pragma once

#include <google/protobuf/generated_enum_reflection.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "libs/base/date.h"
#include "libs/base/failure.h"
#include "libs/base/money.h"
#include "libs/rpc/resource_name.h"

namespace recourse::rpc {

// Reads the fields of a request into our own types and remembers all that is wrong with it, so that
// the caller is told everything at once:
//   Fields fields;
//   RecordPayment payment{.id = fields.Id("payment_id", request.payment_id()),
//                         .amount = fields.Amount("amount", request.amount())};
//   for (int i = 0; i < request.lines_size(); ++i) {
//     Fields line = fields.At("lines", i);          // names "lines[0].quantity"
//     ...
//   }
//   if (!fields.ok()) return fields.Refuse();
// A field that is wrong reads as an empty value; the command is never used then.
class Fields {
 public:
  Fields() : wrong_(std::make_shared<Failure::Values>()) {}

  // [A-Za-z0-9._-]{1,64}.
  std::string Id(std::string_view field, std::string_view value);
  // Not empty, at most `bytes_max`, no control characters but line breaks and tabs.
  std::string Text(std::string_view field, std::string_view value, std::size_t bytes_max);
  // The same, but it may be empty.
  std::string OptionalText(std::string_view field, std::string_view value, std::size_t bytes_max);
  Money Amount(std::string_view field, const google::type::Money& value);
  Money PositiveAmount(std::string_view field, const google::type::Money& value);
  Date Day(std::string_view field, const google::type::Date& value);
  Currency CurrencyCode(std::string_view field, std::string_view value);
  // AIP-158: 0 is `usual`, more than `most` is `most`, less than 0 is wrong.
  std::size_t PageSize(std::string_view field, std::int32_t value, std::size_t usual,
                       std::size_t most);

  // The ids in a resource name.
  template <std::size_t N>
  std::array<std::string, N> Name(std::string_view field, std::string_view value,
                                  const NamePattern<N>& pattern) {
    std::array<std::string, N> ids;
    if (const auto parsed = pattern.Parse(value)) {
      for (std::size_t i = 0; i < N; ++i) ids[i] = (*parsed)[i];
    } else {
      AddWrong(field, value, NameRule(pattern.pattern()));
    }
    return ids;
  }

  // An enum of the proto other than its zero, and one that is declared.
  template <class Enum>
  Enum OneOf(std::string_view field, Enum value) {
    const auto* declared =
        google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(static_cast<int>(value));
    if (value == Enum{} || declared == nullptr) {
      AddWrong(field, std::to_string(static_cast<int>(value)),
               "must be one of the values declared");
    }
    return value;
  }

  // Any other rule: `rule` is what must hold, "must not lie before issue_date".
  void Check(bool holds, std::string_view field, std::string_view value, std::string_view rule) {
    if (!holds) AddWrong(field, value, rule);
  }

  // The fields of a message inside this one; what is wrong there counts here.
  Fields Within(std::string_view field) const;
  Fields At(std::string_view repeated_field, int index) const;

  bool ok() const { return wrong_->empty(); }
  // kInvalid with one value a wrong field: its path, and `"the value" and the rule it breaks`.
  Failure Refuse() const;

 private:
  void AddWrong(std::string_view field, std::string_view value, std::string_view rule);
  static std::string NameRule(std::string_view pattern);

  std::string prefix_;
  std::shared_ptr<Failure::Values> wrong_;
};

// `first`'s violations before those of `second`; both are kInvalid.
Failure JoinInvalid(const Failure& first, const Failure& second);

}  // namespace recourse::rpc
