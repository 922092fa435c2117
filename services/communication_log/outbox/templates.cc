#include "services/communication_log/outbox/templates.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string_view>

namespace recourse::communication_log {
namespace {

namespace fs = std::filesystem;

constexpr MessageKind kKinds[] = {MessageKind::kNote,           MessageKind::kFriendly,
                                  MessageKind::kSecondReminder, MessageKind::kOfferOfHelp,
                                  MessageKind::kFormalLetter,   MessageKind::kFinalDemand};

constexpr std::string_view kPartials[] = {"letterhead", "invoices", "payment", "closing"};

constexpr std::string_view kSubject = "Subject: ";

Failure Broken(std::string reason, const fs::path& file, const std::string& why) {
  return {Failure::Kind::kInvalid,
          std::move(reason),
          fmt::format("Template {}: {}", file.string(), why),
          {{"file", file.string()}}};
}

Expected<std::string, Failure> Read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Unexpected{Broken("TEMPLATE_MISSING", file, "cannot be opened")};
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (const auto checked = CheckTemplate(text); !checked) {
    return Unexpected{Broken("TEMPLATE_MALFORMED", file, checked.error().message)};
  }
  return text;
}

fs::path FileOf(const fs::path& folder, Language language, std::string_view name) {
  return folder / Tag(language) / (std::string(name) + ".mustache");
}

}  // namespace

std::string_view FileName(MessageKind kind) {
  switch (kind) {
    case MessageKind::kNote:
      return "note";
    case MessageKind::kFriendly:
      return "friendly";
    case MessageKind::kSecondReminder:
      return "second_reminder";
    case MessageKind::kOfferOfHelp:
      return "offer_of_help";
    case MessageKind::kFormalLetter:
      return "formal_letter";
    case MessageKind::kFinalDemand:
      return "final_demand";
  }
  __builtin_unreachable();
}

Expected<Templates, Failure> Templates::Load(const fs::path& folder) {
  Templates templates;
  for (const Language language : kLanguages) {
    for (const std::string_view name : kPartials) {
      auto text = Read(FileOf(folder, language, fmt::format("_{}", name)));
      if (!text) return Unexpected{text.error()};
      templates.partials_[language].emplace(name, *std::move(text));
    }
    for (const MessageKind kind : kKinds) {
      const fs::path file = FileOf(folder, language, FileName(kind));
      const auto text = Read(file);
      if (!text) return Unexpected{text.error()};
      const std::size_t end = text->find("\n\n");
      if (!text->starts_with(kSubject) || end == std::string::npos) {
        return Unexpected{Broken("TEMPLATE_MALFORMED", file,
                                 "must begin with \"Subject: ...\" and an empty line")};
      }
      templates.templates_[{language, kind}] = {
          text->substr(kSubject.size(), end - kSubject.size()), text->substr(end + 2)};
    }
  }
  return templates;
}

Expected<Text, Failure> Templates::Render(const Letter& letter) const {
  const Language language = letter.content.language;
  const Template& used = templates_.at({language, letter.content.kind});
  const Partials& partials = partials_.at(language);
  const Fields fields = FieldsOf(letter);
  auto subject = Fill(used.subject, partials, fields);
  if (!subject) return Unexpected{subject.error()};
  auto body = Fill(used.body, partials, fields);
  if (!body) return Unexpected{body.error()};
  return Text{*std::move(subject), *std::move(body)};
}

}  // namespace recourse::communication_log
