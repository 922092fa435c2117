#include "tools/recourse/history/record_printer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "libs/base/date.h"
#include "libs/base/hex.h"
#include "tools/recourse/history/event_json.h"
#include "tools/recourse/output/csv_line.h"

namespace recourse::cli {
namespace {

using history::v1::Record;
using Json = nlohmann::ordered_json;

std::string TimeOf(const Record& record) {
  return ToString(Instant(Instant::duration(record.recorded_at_us())));
}

std::string ShortType(const std::string& type) { return type.substr(type.rfind('.') + 1); }

// What this program cannot read is shown as it is, in hexadecimal.
std::string EventText(const Record& record) {
  const auto json = EventJson(record.type(), record.payload());
  return json ? *json : Json{{"unknown_event", ToHex(record.payload())}}.dump();
}

std::string Line(const Record& record) {
  // Widths that fit most of what there is; longer values push the rest to the right.
  const std::string stream = fmt::format("{}#{}", record.stream(), record.version());
  return fmt::format("{} {:<17} {:<24} {:<24} {:<20} {}\n", TimeOf(record), record.service(),
                     record.home(), stream, ShortType(record.type()), EventText(record));
}

std::string JsonLine(const Record& record) {
  Json json;
  json["recorded_at"] = TimeOf(record);
  json["service"] = record.service();
  json["shard"] = record.shard();
  json["sequence"] = record.sequence();
  json["home"] = record.home();
  json["stream"] = record.stream();
  json["version"] = record.version();
  json["type"] = record.type();
  json["actor"] = record.actor();
  if (!record.trace_id().empty()) json["trace_id"] = ToHex(record.trace_id());
  json["event"] = Json::parse(EventText(record));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string CsvRow(const Record& record) {
  return CsvLine({TimeOf(record), record.service(), std::to_string(record.shard()),
                  std::to_string(record.sequence()), record.home(), record.stream(),
                  std::to_string(record.version()), record.type(), record.actor(),
                  EventText(record)});
}

}  // namespace

void RecordPrinter::Print(const Record& record) {
  switch (format_) {
    case Format::kTable:
      out_ << Line(record);
      return;
    case Format::kJson:
      out_ << JsonLine(record);
      return;
    case Format::kCsv:
      if (!header_done_) {
        out_ << CsvLine({"recorded_at", "service", "shard", "sequence", "home", "stream", "version",
                         "type", "actor", "event"});
      }
      header_done_ = true;
      out_ << CsvRow(record);
      return;
  }
}

}  // namespace recourse::cli
