#include "services/communication_log/outbox/template.h"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

namespace recourse::communication_log {
namespace {

namespace mustache = kainjow::mustache;

mustache::data ToData(const Fields& fields) {
  mustache::data object{mustache::data::type::object};
  for (const auto& [name, text] : fields.texts) object.set(name, text);
  for (const auto& [name, elements] : fields.lists) {
    mustache::data list{mustache::data::type::list};
    for (const Fields& element : elements) list.push_back(ToData(element));
    object.set(name, list);
  }
  return object;
}

// The library renders what is missing as nothing; this notes the first name that it looks up in
// vain, or finds empty.
class StrictContext final : public mustache::context<std::string> {
 public:
  StrictContext(const mustache::data* fields, const Partials& partials) : context(fields) {
    for (const auto& [name, text] : partials) partials_.emplace(name, mustache::data(text));
  }

  const mustache::data* get(const std::string& name) const override {
    const auto* const value = context::get(name);
    const bool empty = value != nullptr && value->is_string() && value->string_value().empty();
    if (value == nullptr || empty) Missing(name);
    return value;
  }

  const mustache::data* get_partial(const std::string& name) const override {
    const auto partial = partials_.find(name);
    if (partial != partials_.end()) return &partial->second;
    Missing(">" + name);
    return nullptr;
  }

  const std::string& missing() const { return missing_; }

 private:
  void Missing(const std::string& name) const {
    if (missing_.empty()) missing_ = name;
  }

  std::map<std::string, mustache::data> partials_;
  mutable std::string missing_;  // The library looks values up through a const interface.
};

Failure Malformed(const std::string& why) {
  return {Failure::Kind::kInvalid, "TEMPLATE_MALFORMED", "The template cannot be read: " + why, {}};
}

Failure FieldMissing(const std::string& name) {
  return {Failure::Kind::kInvalid,
          "FIELD_MISSING",
          fmt::format("The template needs '{}', which is not given.", name),
          {{"field", name}}};
}

// At most one empty line in a row, and none at the end.
std::string Tidied(const std::string& text) {
  std::string tidied;
  for (const char c : text) {
    if (c == '\n' && tidied.ends_with("\n\n")) continue;
    tidied += c;
  }
  if (tidied.ends_with("\n\n")) tidied.pop_back();
  return tidied;
}

}  // namespace

Expected<Done, Failure> CheckTemplate(const std::string& text) {
  const mustache::mustache parsed{text};
  if (!parsed.is_valid()) return Unexpected{Malformed(parsed.error_message())};
  return Done{};
}

Expected<std::string, Failure> Fill(const std::string& text, const Partials& partials,
                                    const Fields& fields) {
  mustache::mustache parsed{text};
  if (!parsed.is_valid()) return Unexpected{Malformed(parsed.error_message())};
  parsed.set_custom_escape([](const std::string& value) { return value; });
  const mustache::data data = ToData(fields);
  StrictContext context{&data, partials};
  std::string filled = parsed.render(context);
  if (!parsed.is_valid()) return Unexpected{Malformed(parsed.error_message())};
  if (!context.missing().empty()) return Unexpected{FieldMissing(context.missing())};
  return Tidied(filled);
}

}  // namespace recourse::communication_log
