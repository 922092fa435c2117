#include "tools/recourse/account/case_tables.h"

#include "libs/wire/convert.h"
#include "tools/recourse/output/cells.h"

namespace recourse::cli {
namespace {

using Kind = Table::Kind;
using communication_log::v1::ContactEntry;

std::string ChannelCell(communication_log::v1::Channel channel) {
  return WordCell(communication_log::v1::Channel_Name(channel), "CHANNEL_");
}

std::string RefusedByCell(const communication_log::v1::PolicyDecision& decision) {
  return WordCell(communication_log::v1::PolicyRule_Name(decision.refused_by()), "POLICY_RULE_");
}

std::string TimeCell(const google::protobuf::Timestamp& time) {
  const auto instant = wire::FromWire(time);
  return instant ? date::format("%FT%TZ", date::floor<std::chrono::seconds>(*instant)) : "?";
}

// The cells after the time: kind, id, channel, what, state, refused_by, currency, total, deadline.
std::vector<std::string> MessageCells(const communication_log::v1::Message& message) {
  const auto& content = message.content();
  return {"message",
          IdCell(message.name()),
          ChannelCell(content.channel()),
          WordCell(communication_log::v1::MessageKind_Name(content.kind()), "MESSAGE_KIND_"),
          WordCell(communication_log::v1::MessageState_Name(message.state()), "MESSAGE_STATE_"),
          RefusedByCell(message.decision()),
          content.total().currency_code(),
          AmountCell(content.total()),
          DayCell(content.deadline())};
}

std::vector<std::string> ContactCells(const communication_log::v1::Contact& contact) {
  return {
      "contact",
      IdCell(contact.name()),
      ChannelCell(contact.channel()),
      WordCell(communication_log::v1::Direction_Name(contact.direction()), "DIRECTION_"),
      WordCell(communication_log::v1::ContactOutcome_Name(contact.outcome()), "CONTACT_OUTCOME_"),
      "",
      "",
      "",
      ""};
}

std::vector<std::string> ClearanceCells(const communication_log::v1::Clearance& clearance) {
  const std::string refused_by = RefusedByCell(clearance.decision());
  return {"clearance",
          IdCell(clearance.name()),
          ChannelCell(clearance.decision().inputs().channel()),
          clearance.person(),
          refused_by.empty() ? "cleared" : "refused",
          refused_by,
          "",
          "",
          ""};
}

std::vector<std::string> EntryCells(const ContactEntry& entry) {
  switch (entry.entry_case()) {
    case ContactEntry::kContact:
      return ContactCells(entry.contact());
    case ContactEntry::kMessage:
      return MessageCells(entry.message());
    case ContactEntry::kClearance:
      return ClearanceCells(entry.clearance());
    case ContactEntry::ENTRY_NOT_SET:
      break;
  }
  return {"?", "", "", "", "", "", "", "", ""};  // Of a later version of the service.
}

}  // namespace

Table ChasedTable(const collections::v1::Case& kase) {
  Table table{"case",
              {{"invoice"},
               {"number"},
               {"due"},
               {"level"},
               {"since"},
               {"deadline"},
               {"currency"},
               {"open", Kind::kAmount},
               {"disputed", Kind::kAmount}},
              {}};
  for (const auto& invoice : kase.invoices()) {
    table.rows.push_back(
        {IdCell(invoice.invoice()), invoice.number(), DayCell(invoice.due_date()),
         WordCell(collections::v1::LadderStep_Name(invoice.level()), "LADDER_STEP_"),
         DayCell(invoice.level_date()), DayCell(invoice.deadline()), invoice.open().currency_code(),
         AmountCell(invoice.open()), AmountCell(invoice.disputed())});
  }
  return table;
}

Table HoldTable(const collections::v1::Case& kase) {
  Table table{"holds", {{"hold"}, {"reason"}, {"invoice"}, {"until"}, {"state"}}, {}};
  for (const auto& hold : kase.holds()) {
    table.rows.push_back({IdCell(hold.name()),
                          WordCell(collections::v1::HoldReason_Name(hold.reason()), "HOLD_REASON_"),
                          IdCell(hold.invoice()), DayCell(hold.until()),
                          hold.ended() ? "ended" : "in force"});
  }
  return table;
}

Table PromiseTable(const collections::v1::Case& kase) {
  Table table{"promises",
              {{"promise"},
               {"due"},
               {"state"},
               {"currency"},
               {"amount", Kind::kAmount},
               {"paid", Kind::kAmount}},
              {}};
  for (const auto& promise : kase.promises()) {
    table.rows.push_back(
        {IdCell(promise.name()), DayCell(promise.due_date()),
         WordCell(collections::v1::PromiseState_Name(promise.state()), "PROMISE_STATE_"),
         promise.amount().currency_code(), AmountCell(promise.amount()),
         AmountCell(promise.paid())});
  }
  return table;
}

Table PlacementTable(const collections::v1::Case& kase) {
  Table table{"placements",
              {{"placement"},
               {"partner"},
               {"invoice"},
               {"state"},
               {"answer_by"},
               {"currency"},
               {"open", Kind::kAmount},
               {"suspended", Kind::kAmount}},
              {}};
  for (const auto& placement : kase.placements()) {
    const auto& escalation = placement.escalation();
    table.rows.push_back(
        {IdCell(placement.name()), IdCell(placement.partner()), escalation.invoice_id(),
         WordCell(collections::v1::PlacementState_Name(placement.state()), "PLACEMENT_STATE_"),
         DayCell(escalation.answer_by()), escalation.open().currency_code(),
         AmountCell(escalation.open()), AmountCell(escalation.suspended())});
  }
  return table;
}

Table MessageTable(const std::vector<ContactEntry>& entries) {
  Table table{"messages",
              {{"at"},
               {"kind"},
               {"id"},
               {"channel"},
               {"what"},
               {"state"},
               {"refused_by"},
               {"currency"},
               {"total", Kind::kAmount},
               {"deadline"}},
              {}};
  for (const ContactEntry& entry : entries) {
    std::vector<std::string> row = {TimeCell(entry.at())};
    const auto cells = EntryCells(entry);
    row.insert(row.end(), cells.begin(), cells.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace recourse::cli
