#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/outbox/letter.h"
#include "services/communication_log/outbox/template.h"

namespace recourse::communication_log {

// What a template makes: plain text in UTF-8, lines ended by '\n'.
struct Text {
  std::string subject;  // One line.
  std::string body;
};

// The templates of all kinds of messages in all languages, read once from a folder of data files:
//
//   <language>/<kind>.mustache    "Subject: ...", an empty line, the body
//   <language>/_<name>.mustache   what they share, as {{>name}}
//
// Immutable, and so thread safe.
class Templates {
 public:
  // Fails unless every kind is there in every language and well-formed: kInvalid TEMPLATE_MISSING
  // or TEMPLATE_MALFORMED, naming the file.
  static Expected<Templates, Failure> Load(const std::filesystem::path& folder);

  // The letter in its own kind and language. kInvalid FIELD_MISSING names a field that the template
  // uses and the letter leaves empty.
  Expected<Text, Failure> Render(const Letter& letter) const;

 private:
  struct Template {
    std::string subject;
    std::string body;
  };

  std::map<std::pair<Language, MessageKind>, Template> templates_;
  std::map<Language, Partials> partials_;
};

// "second_reminder", as its file is named.
std::string_view FileName(MessageKind kind);

}  // namespace recourse::communication_log
