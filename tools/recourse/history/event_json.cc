#include "tools/recourse/history/event_json.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <array>
#include <memory>

#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/collections/v1/partner_events.pb.h"
#include "recourse/communication_log/v1/contact_events.pb.h"
#include "recourse/communication_log/v1/message_events.pb.h"
#include "recourse/communication_log/v1/policy_events.pb.h"
#include "recourse/dispute/v1/dispute_events.pb.h"
#include "recourse/history/v1/record.pb.h"
#include "recourse/invoicing/v1/account_events.pb.h"
#include "recourse/invoicing/v1/approval_events.pb.h"
#include "recourse/invoicing/v1/conversion_events.pb.h"
#include "recourse/invoicing/v1/invoice_number_events.pb.h"
#include "recourse/invoicing/v1/issuer_events.pb.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "recourse/invoicing/v1/refund_events.pb.h"

namespace recourse::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::MessageFactory;

constexpr std::array kPackages = {"recourse.invoicing.v1", "recourse.dispute.v1",
                                  "recourse.communication_log.v1", "recourse.collections.v1",
                                  "recourse.history.v1"};

// A file of the pool is linked only if something names it: one message of each does.
void LinkEvents() {
  google::protobuf::LinkMessageReflection<collections::v1::LadderRun>();
  google::protobuf::LinkMessageReflection<collections::v1::PartnerRegistered>();
  google::protobuf::LinkMessageReflection<communication_log::v1::ContactRecorded>();
  google::protobuf::LinkMessageReflection<communication_log::v1::MessageQueued>();
  google::protobuf::LinkMessageReflection<communication_log::v1::PolicyDecision>();
  google::protobuf::LinkMessageReflection<dispute::v1::DisputeOpened>();
  google::protobuf::LinkMessageReflection<history::v1::Record>();
  google::protobuf::LinkMessageReflection<invoicing::v1::AccountOpened>();
  google::protobuf::LinkMessageReflection<invoicing::v1::ApprovalRequested>();
  google::protobuf::LinkMessageReflection<invoicing::v1::PaymentConverted>();
  google::protobuf::LinkMessageReflection<invoicing::v1::NumberReserved>();
  google::protobuf::LinkMessageReflection<invoicing::v1::IssuerRegistered>();
  google::protobuf::LinkMessageReflection<invoicing::v1::InvoiceIssued>();
  google::protobuf::LinkMessageReflection<invoicing::v1::RefundRequested>();
}

const Descriptor* Find(const std::string& full_name) {
  LinkEvents();
  return DescriptorPool::generated_pool()->FindMessageTypeByName(full_name);
}

}  // namespace

std::optional<std::string> EventJson(const std::string& type, const std::string& payload) {
  const Descriptor* descriptor = Find(type);
  if (descriptor == nullptr) return std::nullopt;
  const std::unique_ptr<google::protobuf::Message> event(
      MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  if (!event->ParseFromString(payload)) return std::nullopt;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*event, &json, options).ok()) {
    return std::nullopt;
  }
  return json;
}

std::vector<std::string> FullTypeNames(const std::string& name) {
  if (Find(name) != nullptr) return {name};
  std::vector<std::string> names;
  for (const char* package : kPackages) {
    const std::string full_name = std::string(package) + "." + name;
    if (Find(full_name) != nullptr) names.push_back(full_name);
  }
  return names;
}

}  // namespace recourse::cli
