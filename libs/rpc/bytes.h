#pragma once

#include <google/protobuf/message_lite.h>
#include <grpcpp/support/byte_buffer.h>

#include <string>
#include <string_view>

namespace recourse::rpc {

grpc::ByteBuffer ToByteBuffer(std::string_view bytes);
std::string ToString(const grpc::ByteBuffer& buffer);

// False if the bytes are not a message of this type, or a string in it is not UTF-8.
bool Parse(const grpc::ByteBuffer& buffer, google::protobuf::MessageLite& message);

// The same bytes for the same content, whichever client library wrote the request: maps are sorted.
void SerialiseSame(const google::protobuf::MessageLite& message, std::string& bytes);

}  // namespace recourse::rpc
