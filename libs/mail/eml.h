#pragma once

#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"

namespace recourse::mail {

struct Mailbox {
  std::string name;
  std::string address;  // "billing@example.com"
};

// A message as it leaves.
struct Mail {
  std::string message_name;  // Its resource name; the Message-ID follows from it.
  std::string channel;       // How it is to travel: "email", or "letter" for print and post.
  Mailbox from;
  std::optional<Mailbox> to;   // A letter may have none.
  std::string postal_address;  // Where a letter is to be posted, in one line; empty for others.
  std::string subject;         // One line of UTF-8.
  std::string body;            // UTF-8, lines ended by '\n'.
  Instant date;
};

// `mail` as the bytes of an .eml file (RFC 5322, plain text, quoted-printable, lines ended by CR
// LF): equal bytes for equal mail. kInvalid, naming the field, for an address without a local part
// and domain, and for line breaks or other control characters in a header. Thread safe.
Expected<std::string, Failure> ToEml(const Mail& mail);

}  // namespace recourse::mail
