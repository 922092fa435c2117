#include "libs/process/router.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>

#include <chrono>
#include <utility>

#include "libs/base/check.h"
#include "libs/process/installation.h"

namespace recourse::process {
namespace {

constexpr std::chrono::seconds kTimeout{10};

}  // namespace

std::string WithRequestId(const std::string& method, std::string request,
                          const std::string& request_id) {
  // "/package.Service/Method" -> "package.Service.Method".
  CHECK(method.starts_with('/'));
  std::string name = method.substr(1);
  const std::size_t slash = name.find('/');
  CHECK(slash != std::string::npos);
  name[slash] = '.';
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  CHECK(descriptor != nullptr);
  const auto* field = descriptor->input_type()->FindFieldByName("request_id");
  CHECK(field != nullptr);

  // Of a field that is there twice the last one counts, so appending sets it.
  using google::protobuf::internal::WireFormatLite;
  google::protobuf::io::StringOutputStream bytes(&request);
  google::protobuf::io::CodedOutputStream out(&bytes);
  WireFormatLite::WriteString(field->number(), request_id, &out);
  out.Trim();
  return request;
}

std::optional<std::string> ServiceOf(const std::string& method) {
  for (const std::string service : kServices) {
    if (method.starts_with("/recourse." + service + ".")) return service;
  }
  return std::nullopt;
}

void Router::Close() {
  std::map<std::string, Effect> effects;  // Destroyed without the lock: that may take a while.
  const std::lock_guard lock(mutex_);
  effects.swap(effects_);
}

void Router::Call(const std::string& home, const engine::PromiseCall& call,
                  const std::string& request_id,
                  std::function<void(Expected<std::string, Failure>)> done) {
  Effect effect;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = effects_.find(call.target); found != effects_.end()) {
      effect = found->second;
    }
  }
  if (effect) return effect(home, call, request_id, std::move(done));
  const auto service = ServiceOf(call.method);
  if (!service) {
    return done(Unexpected{
        Failure{Failure::Kind::kUnavailable, "NO_ROUTE", "There is no way there now.", {}}});
  }
  connections_.To(*service, service_)
      .CallUnary(call.method, WithRequestId(call.method, call.request, request_id), kTimeout,
                 std::move(done), call.traceparent);
}

}  // namespace recourse::process
