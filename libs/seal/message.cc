#include "libs/seal/message.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <set>

#include "libs/seal/secret.h"
#include "recourse/common/v1/sealed.pb.h"

namespace recourse::seal {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

void Collect(const Descriptor& message, const std::string& prefix,
             std::set<const Descriptor*>& around, std::vector<std::string>& paths) {
  if (!around.insert(&message).second) return;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    const std::string path = prefix + field.name();
    if (field.options().GetExtension(common::v1::personal)) {
      paths.push_back(path);
    } else if (field.message_type() != nullptr) {
      Collect(*field.message_type(), path + ".", around, paths);
    }
  }
  around.erase(&message);
}

std::string SerialiseDeterministically(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  {
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    CHECK(message.SerializeToCodedStream(&coded));
  }
  return bytes;
}

}  // namespace

std::vector<std::string> PersonalFields(const Descriptor& message) {
  std::set<const Descriptor*> around;
  std::vector<std::string> paths;
  Collect(message, "", around, paths);
  return paths;
}

Expected<Sealed, Error> SealMessage(const Sealer& sealer, std::string_view subject,
                                    std::string_view purpose,
                                    const google::protobuf::Message& message) {
  CHECK(!PersonalFields(*message.GetDescriptor()).empty());
  std::string plaintext = SerialiseDeterministically(message);
  auto sealed = sealer.Seal(subject, purpose, plaintext);
  Wipe(plaintext);
  return sealed;
}

Expected<Done, Error> OpenMessage(const Sealer& sealer, std::string_view subject,
                                  std::string_view purpose, const Sealed& sealed,
                                  google::protobuf::Message& message) {
  auto plaintext = sealer.Open(subject, purpose, sealed);
  if (!plaintext) return Unexpected{plaintext.error()};
  const bool parsed = message.ParseFromString(*plaintext);
  Wipe(*plaintext);
  if (!parsed) return Unexpected{Error{Error::Kind::kMalformed, message.GetTypeName()}};
  return Done{};
}

}  // namespace recourse::seal
