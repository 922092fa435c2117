#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/sealed.h"
#include "libs/seal/error.h"
#include "libs/seal/sealer.h"

namespace recourse::seal {

// The fields of the message, and of the messages in it at any depth, that are marked
// `(recourse.common.v1.personal)`, as paths such as "contact.email", in the order of declaration.
// A message that contains itself is looked into once. An event must have none.
std::vector<std::string> PersonalFields(const google::protobuf::Descriptor& message);

// Seals a message as a whole, serialised deterministically so that equal messages have equal
// digests. One without personal fields does not belong into an envelope: that is our own bug.
Expected<Sealed, Error> SealMessage(const Sealer& sealer, std::string_view subject,
                                    std::string_view purpose,
                                    const google::protobuf::Message& message);

// As Sealer::Open, into `message`; kMalformed if the plaintext is not one of its type.
Expected<Done, Error> OpenMessage(const Sealer& sealer, std::string_view subject,
                                  std::string_view purpose, const Sealed& sealed,
                                  google::protobuf::Message& message);

}  // namespace recourse::seal
