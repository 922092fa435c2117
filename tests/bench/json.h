#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace recourse::bench {

// A flat or nested JSON object, written in the order of the calls.
class JsonObject {
 public:
  JsonObject& Text(std::string_view key, std::string_view value);
  // Rounded to 6 significant digits; what is not finite is null.
  JsonObject& Number(std::string_view key, double value);
  JsonObject& Count(std::string_view key, std::integral auto value) {
    return Raw(key, std::to_string(value));
  }
  JsonObject& Object(std::string_view key, const JsonObject& value) {
    return Raw(key, value.ToString());
  }

  std::string ToString() const { return "{" + members_ + "}"; }

 private:
  JsonObject& Raw(std::string_view key, std::string_view value);

  std::string members_;
};

}  // namespace recourse::bench
