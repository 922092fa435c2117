#include "services/invoicing/api/conversion_calls.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/conversion_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;

Expected<v1::Conversion, Failure> DecideConversion(engine::Unit& unit, const std::string& id,
                                                   const LedgerCommand& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  if (events->empty()) return ToConversion(unit.home(), id, ledger);
  return ToConversion(unit.home(), id, ExcerptAfter(ledger, *events));
}

ExchangeRate ReadRate(const v1::ExchangeRate& message, rpc::Fields fields) {
  fields.OneOf("rounding", message.rounding());
  fields.Check(ParseRate(message.decimal()).has_value(), "decimal", message.decimal(),
               "must be a decimal number above 0 of at most 24 characters, as 0.9217");
  fields.Text("source", message.source(), kTextBytesMax);
  wire::Reader reader;
  return Read(message, reader);
}

}  // namespace

v1::Conversion ToConversion(const std::string& account, const std::string& id,
                            const Ledger& ledger) {
  const Conversion& conversion = ledger.conversions.at(id);
  v1::Conversion message;
  message.set_name(account + "/conversions/" + id);
  message.set_payment(account + "/payments/" + conversion.payment_id);
  Write(conversion.amount, message.mutable_amount());
  Write(conversion.converted, message.mutable_converted());
  Write(conversion.difference, message.mutable_difference());
  Write(conversion.rate, message.mutable_rate());
  Write(conversion.effective, message.mutable_effective_date());
  message.set_converted_payment(account + "/payments/" + id);
  if (const auto reversed = ledger.reversals.find(id); reversed != ledger.reversals.end()) {
    Write(reversed->second.effective, message.mutable_reversal()->mutable_effective_date());
    message.mutable_reversal()->set_reason(reversed->second.reason);
  }
  return message;
}

Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareConvertPayment(
    const v1::ConvertPaymentRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  const v1::Conversion& asked = request.conversion();
  rpc::Fields within = fields.Within("conversion");
  ConvertPayment command;
  command.conversion_id = fields.Id("conversion_id", request.conversion_id());
  command.payment_id = IdWithin(account, "payment", asked.payment(), kPaymentName, within);
  command.amount = within.PositiveAmount("amount", asked.amount());
  command.converted = within.PositiveAmount("converted", asked.converted());
  command.difference = asked.has_difference() ? within.Amount("difference", asked.difference())
                                              : Money{0, command.converted.currency};
  command.rate = ReadRate(asked.rate(), within.Within("rate"));
  command.effective = within.Day("effective_date", asked.effective_date());
  const std::string name = request.parent() + "/conversions/" + command.conversion_id;
  within.Check(asked.name().empty() || asked.name() == name, "name", asked.name(),
               "must be left empty");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Conversion>(request.parent(), [command](engine::Unit& unit) {
    return DecideConversion(unit, command.conversion_id, command);
  });
}

Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareReverseConversion(
    const v1::ReverseConversionRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kConversionName);
  const v1::ConversionReversal& asked = request.reversal();
  rpc::Fields within = fields.Within("reversal");
  const ReverseConversion command{id, within.Day("effective_date", asked.effective_date()),
                                  within.OptionalText("reason", asked.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Conversion>("accounts/" + account, [command](engine::Unit& unit) {
    return DecideConversion(unit, command.conversion_id, command);
  });
}

Expected<rpc::Prepared<v1::Conversion>, Failure> PrepareGetConversion(
    const v1::GetConversionRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kConversionName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Conversion>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Conversion, Failure> {
        const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
        if (!ledger.conversions.contains(id)) return Unexpected{NoSuchConversion(name)};
        return ToConversion(unit.home(), id, ledger);
      });
}

}  // namespace recourse::invoicing
