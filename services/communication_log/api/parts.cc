#include "services/communication_log/api/parts.h"

#include <algorithm>

#include "libs/wire/convert.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

using rpc::Fields;

constexpr int kDebtsMax = 100;
constexpr std::size_t kLevelBytesMax = 64;
constexpr std::size_t kNumberBytesMax = 64;
constexpr std::size_t kClauseBytesMax = 1'000;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kLanguageBytesMax = 64;

bool IsCountry(const std::string& code) {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

InvoiceFact ReadFact(Fields fields, const v1::InvoiceFact& fact) {
  InvoiceFact read{.invoice_id = fields.Id("invoice_id", fact.invoice_id()),
                   .number = fields.Text("number", fact.number(), kNumberBytesMax),
                   .due = fields.Day("due", fact.due()),
                   .open = fields.Amount("open", fact.open()),
                   .disputed = {}};
  read.disputed = fact.has_disputed() ? fields.Amount("disputed", fact.disputed())
                                      : Money{0, read.open.currency};
  return read;
}

// Of several invoices, so it may be more than one amount may be.
Money ReadSum(Fields& fields, std::string_view field, const google::type::Money& sum) {
  if (const auto read = wire::SumFromWire(sum)) return *read;
  return fields.Amount(field, sum);  // Names what is wrong with it.
}

}  // namespace

std::optional<calendar::Zone> ReadZone(Fields& fields, const std::string& name) {
  auto zone = calendar::Zone::Find(name);
  fields.Check(zone.has_value(), "time_zone", name, "must be a zone such as Europe/Berlin");
  return zone;
}

std::optional<Whom> ReadWhom(Fields fields, const v1::Customer& customer) {
  const auto kind = FromWire(fields.OneOf("kind", customer.kind()));
  fields.Check(IsCountry(customer.country()), "country", customer.country(),
               "must be an ISO 3166-1 alpha-2 code");
  const auto zone = ReadZone(fields, customer.time_zone());
  if (!zone) return std::nullopt;
  return Whom{kind.value_or(CustomerKind::kBusiness), customer.country(), *zone};
}

std::string ReadPerson(Fields& fields, const std::string& person) {
  return person.empty() ? "debtor" : fields.Id("person", person);
}

std::vector<std::string> ReadDebts(Fields& fields,
                                   const google::protobuf::RepeatedPtrField<std::string>& debts) {
  std::vector<std::string> read;
  fields.Check(debts.size() <= kDebtsMax, "debts", std::to_string(debts.size()),
               "must be at most 100");
  for (const auto& debt : debts) read.push_back(fields.Id("debts", debt));
  return read;
}

MessageContent ReadContent(Fields fields, const v1::MessageContent& content) {
  fields.Text("language", content.language(), kLanguageBytesMax);
  MessageContent read{
      .channel = FromWire(fields.OneOf("channel", content.channel())).value_or(Channel::kEmail),
      .kind = FromWire(fields.OneOf("kind", content.kind())).value_or(MessageKind::kNote),
      .language = LanguageFor(content.language()),
      .facts = {},
      .late_charge = {},
      .total = ReadSum(fields, "total", content.total()),
      .deadline = fields.Day("deadline", content.deadline()),
      .level = fields.OptionalText("level", content.level(), kLevelBytesMax),
      .collection_case =
          fields.OptionalText("collection_case", content.collection_case(), kNameBytesMax)};
  for (int i = 0; i < content.facts_size(); ++i) {
    read.facts.push_back(ReadFact(fields.At("facts", i), content.facts(i)));
  }
  if (content.has_late_charge()) {
    Fields charge = fields.Within("late_charge");
    read.late_charge =
        LateCharge{charge.Amount("amount", content.late_charge().amount()),
                   charge.Text("clause", content.late_charge().clause(), kClauseBytesMax)};
  }
  return read;
}

}  // namespace recourse::communication_log
