#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <future>
#include <memory>
#include <string>

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
  const auto answered = std::make_shared<std::promise<rpc::Client::Answer>>();
  (*client)->CallUnary("/" + method->service()->full_name() + "/" + method->name(),
                       request->SerializeAsString(), kCallTimeout,
                       [answered](auto answer) { answered->set_value(std::move(answer)); });
  const auto answer = answered->get_future().get();
  if (!answer) return session.Fail(answer.error());
  const auto response = New(method->output_type());
  std::string json;
  pb::util::JsonPrintOptions print;
  print.add_whitespace = true;
  print.preserve_proto_field_names = true;
  if (!response->ParseFromString(*answer) ||
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
      "Examples:\n"
      "  recourse call InvoicingService/GetInvoice '{\"name\": \"accounts/a1/invoices/i1\"}'\n"
      "  recourse call recourse.invoicing.v1.ChargeService/ListRegimes");
  const auto options = std::make_shared<Options>();
  call->add_option("method", options->method, "Service/Method")->required();
  call->add_option("request", options->request, "The request; else it is empty");
  call->callback([&action, options] {
    action = [options](Session& session) { return CallMethod(session, *options); };
  });
}

}  // namespace recourse::cli
