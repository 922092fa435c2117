#include "libs/mail/eml.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "libs/base/freed_by.h"
#include "libs/base/hex.h"
#include "libs/mail/address.h"
#include "libs/mail/gmime.h"
#include "libs/seal/crypto.h"

namespace recourse::mail {
namespace {

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

Failure Invalid(const std::string& field, const std::string& value) {
  return {Failure::Kind::kInvalid,
          "MAIL_FIELD_INVALID",
          fmt::format("'{}' cannot be written into a mail.", field),
          {{field, value}}};
}

Expected<Done, Failure> Check(const Mail& mail) {
  if (!IsAddress(mail.from.address)) return Unexpected{Invalid("from.address", mail.from.address)};
  if (HasControls(mail.from.name)) return Unexpected{Invalid("from.name", mail.from.name)};
  if (mail.to && !IsAddress(mail.to->address)) {
    return Unexpected{Invalid("to.address", mail.to->address)};
  }
  if (mail.to && HasControls(mail.to->name)) return Unexpected{Invalid("to.name", mail.to->name)};
  if (mail.subject.empty() || HasControls(mail.subject)) {
    return Unexpected{Invalid("subject", mail.subject)};
  }
  if (HasControls(mail.channel)) return Unexpected{Invalid("channel", mail.channel)};
  if (HasControls(mail.postal_address)) {
    return Unexpected{Invalid("postal_address", mail.postal_address)};
  }
  return Done{};
}

// Message ids of two accounts may be alike, and need not be valid in a header: so a hash of the
// whole name stands for it, at the sender's domain.
std::string MessageId(const Mail& mail) {
  const std::string domain = mail.from.address.substr(mail.from.address.find('@') + 1);
  return fmt::format("{}@{}", ToHex(seal::Sha256(mail.message_name).substr(0, 16)), domain);
}

void SetDate(GMimeMessage* message, Instant date) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(date).time_since_epoch().count();
  GDateTime* const utc = g_date_time_new_from_unix_utc(seconds);
  g_mime_message_set_date(message, utc);
  g_date_time_unref(utc);
}

void SetBody(GMimeMessage* message, const std::string& body) {
  const Owned<GMimeTextPart> text{g_mime_text_part_new_with_subtype("plain")};
  g_mime_text_part_set_charset(text.get(), "utf-8");
  // Quoted-printable passes every mail server unchanged, so what arrives is what was hashed.
  g_mime_part_set_content_encoding(GMIME_PART(text.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  const Owned<GMimeStream> bytes{g_mime_stream_mem_new_with_buffer(body.data(), body.size())};
  const Owned<GMimeDataWrapper> content{
      g_mime_data_wrapper_new_with_stream(bytes.get(), GMIME_CONTENT_ENCODING_DEFAULT)};
  g_mime_part_set_content(GMIME_PART(text.get()), content.get());
  g_mime_message_set_mime_part(message, GMIME_OBJECT(text.get()));
}

std::string Serialised(GMimeMessage* message) {
  const std::unique_ptr<GMimeFormatOptions, FreedBy<g_mime_format_options_free>> format{
      g_mime_format_options_new()};
  g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
  char* const text = g_mime_object_to_string(GMIME_OBJECT(message), format.get());
  std::string eml = text;
  g_free(text);
  return eml;
}

}  // namespace

Expected<std::string, Failure> ToEml(const Mail& mail) {
  if (const auto checked = Check(mail); !checked) return Unexpected{checked.error()};
  InitGMimeOnce();
  const Owned<GMimeMessage> message{g_mime_message_new(TRUE)};
  g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, mail.from.name.c_str(),
                             mail.from.address.c_str());
  if (mail.to) {
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, mail.to->name.c_str(),
                               mail.to->address.c_str());
  }
  g_mime_message_set_subject(message.get(), mail.subject.c_str(), "utf-8");
  SetDate(message.get(), mail.date);
  g_mime_message_set_message_id(message.get(), MessageId(mail).c_str());
  g_mime_object_set_header(GMIME_OBJECT(message.get()), "X-Recourse-Channel", mail.channel.c_str(),
                           "utf-8");
  if (!mail.postal_address.empty()) {
    g_mime_object_set_header(GMIME_OBJECT(message.get()), "X-Recourse-Postal-Address",
                             mail.postal_address.c_str(), "utf-8");
  }
  SetBody(message.get(), mail.body);
  return Serialised(message.get());
}

}  // namespace recourse::mail
