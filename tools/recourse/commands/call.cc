#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/generic/generic_stub.h>

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/rpc/bytes.h"
#include "libs/rpc/page.h"
#include "libs/rpc/status.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "recourse/invoicing/v1/approval_service.pb.h"
#include "recourse/invoicing/v1/charge_service.pb.h"
#include "recourse/invoicing/v1/conversion_service.pb.h"
#include "recourse/invoicing/v1/correction_service.pb.h"
#include "recourse/invoicing/v1/import_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "recourse/invoicing/v1/set_off_service.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/output/value_form.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace pb = google::protobuf;

struct Options {
  std::string method;
  std::string request = "{}";
  std::vector<std::string> see;
  bool only_position = false;
};

struct Answered {
  std::string response;
  std::string position;  // Empty if the answer has none.
};

// A file of the pool is linked only if something names it: one message of each does.
void LinkServices() {
  pb::LinkMessageReflection<collections::v1::Case>();
  pb::LinkMessageReflection<communication_log::v1::ContactEntry>();
  pb::LinkMessageReflection<dispute::v1::Dispute>();
  pb::LinkMessageReflection<invoicing::v1::Approval>();
  pb::LinkMessageReflection<invoicing::v1::Charge>();
  pb::LinkMessageReflection<invoicing::v1::Cancellation>();
  pb::LinkMessageReflection<invoicing::v1::Conversion>();
  pb::LinkMessageReflection<invoicing::v1::ImportInvoiceRequest>();
  pb::LinkMessageReflection<invoicing::v1::Invoice>();
  pb::LinkMessageReflection<invoicing::v1::Refund>();
  pb::LinkMessageReflection<invoicing::v1::SetOff>();
}

// "ChargeService/GetCharge", with or without its package.
const pb::MethodDescriptor* FindMethod(std::string name) {
  LinkServices();
  if (const auto slash = name.rfind('/'); slash != std::string::npos) name[slash] = '.';
  const auto* const pool = pb::DescriptorPool::generated_pool();
  for (const char* package : {"", "recourse.invoicing.v1.", "recourse.dispute.v1.",
                              "recourse.communication_log.v1.", "recourse.collections.v1."}) {
    if (const auto* method = pool->FindMethodByName(package + name)) return method;
  }
  return nullptr;
}

std::unique_ptr<pb::Message> New(const pb::Descriptor* descriptor) {
  return std::unique_ptr<pb::Message>(
      pb::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
}

// By the full path of a method. `see`: positions that the answer must see.
Expected<Answered, Failure> Ask(const rpc::Client& client, const std::string& path,
                                const std::string& request, const std::vector<std::string>& see) {
  grpc::ClientContext context;
  client.Authorise(context);
  context.set_deadline(std::chrono::system_clock::now() + kCallTimeout);
  for (const std::string& position : see) context.AddMetadata(rpc::kPositionKey, position);
  const grpc::ByteBuffer asked = rpc::ToByteBuffer(request);
  grpc::ByteBuffer answered;
  std::promise<grpc::Status> ended;
  grpc::GenericStub(client.channel())
      .UnaryCall(&context, path, {}, &asked, &answered,
                 [&ended](grpc::Status status) { ended.set_value(std::move(status)); });
  const grpc::Status status = ended.get_future().get();
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
  const auto& trailer = context.GetServerTrailingMetadata();
  const auto position = trailer.find(rpc::kPositionKey);
  if (position == trailer.end()) return Answered{rpc::ToString(answered), ""};
  return Answered{rpc::ToString(answered), {position->second.data(), position->second.size()}};
}

ExitCode CallMethod(Session& session, const Options& options) {
  const pb::MethodDescriptor* const method = FindMethod(options.method);
  if (method == nullptr || method->client_streaming() || method->server_streaming()) {
    return session.FailUsage("method: " + options.method +
                             " is none that answers once, such as InvoicingService/GetInvoice");
  }
  const auto request = New(method->input_type());
  const auto read = pb::util::JsonStringToMessage(options.request, request.get());
  if (!read.ok()) return session.FailUsage("request: " + WithForm(std::string(read.message())));

  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto answer = Ask(**client, "/" + method->service()->full_name() + "/" + method->name(),
                          request->SerializeAsString(), options.see);
  if (!answer) return session.Fail(answer.error());
  if (options.only_position) {
    session.out << answer->position << '\n';
    return ExitCode::kOk;
  }
  const auto response = New(method->output_type());
  std::string json;
  pb::util::JsonPrintOptions print;
  print.add_whitespace = true;
  print.preserve_proto_field_names = true;
  if (!response->ParseFromString(answer->response) ||
      !pb::util::MessageToJsonString(*response, &json, print).ok()) {
    return session.Fail({Failure::Kind::kInternal,
                         "UNREADABLE_ANSWER",
                         "The answer cannot be read: the installation is of another version.",
                         {{"method", options.method}}});
  }
  session.out << json;
  return ExitCode::kOk;
}

}  // namespace

void AddCall(CLI::App& root, Action& action) {
  CLI::App* call = root.add_subcommand("call", "Call any method of the services with JSON");
  call->footer(
      "The request and the answer are written as protobuf writes JSON, with the names of the\n"
      "fields as in proto/. Methods that stream are not for this.\n"
      "\n"
      "Balances, reports and lists over many accounts are derived from the log, a moment later. "
      "To\n"
      "see in them what was done before, name the position that --position has printed with "
      "--see.\n"
      "\n"
      "Examples:\n"
      "  recourse call InvoicingService/GetInvoice '{\"name\": \"accounts/a1/invoices/i1\"}'\n"
      "  recourse call recourse.invoicing.v1.ChargeService/ListRegimes");
  const auto options = std::make_shared<Options>();
  call->add_option("method", options->method, "Service/Method")->required();
  call->add_option("request", options->request, "The request; else it is empty");
  call->add_option("--see", options->see, "Wait until this position is seen; may be repeated")
      ->allow_extra_args(false);
  call->add_flag("--position", options->only_position, "Print the answer's position alone");
  call->callback([&action, options] {
    action = [options](Session& session) { return CallMethod(session, *options); };
  });
}

}  // namespace recourse::cli
