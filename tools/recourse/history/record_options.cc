#include "tools/recourse/history/record_options.h"

#include <fmt/format.h>

#include "tools/recourse/history/event_json.h"

namespace recourse::cli {
namespace {

const std::vector<std::string> kServices = {"invoicing", "dispute", "communication_log",
                                            "collections"};

}  // namespace

void RecordOptions::DeclareOn(CLI::App& app) {
  app.add_option("--service", services, "Only this service; may be given again")
      ->allow_extra_args(false)
      ->check(CLI::IsMember(kServices));
  app.add_option("--home", home, "Only this home, such as accounts/a1");
  app.add_option("--homes", home_prefix, "Only homes that begin so, such as issuers/");
  app.add_option("--type", types, "Only this event type, such as InvoiceIssued; may be given again")
      ->allow_extra_args(false);
  app.add_flag("--engine", with_engine_events, "Also what the engine itself records");
}

std::vector<std::string> ServicesOf(const RecordOptions& options) {
  return options.services.empty() ? kServices : options.services;
}

Expected<history::v1::RecordFilter, std::string> ToFilter(const RecordOptions& options) {
  history::v1::RecordFilter filter;
  filter.set_home(options.home);
  filter.set_home_prefix(options.home_prefix);
  for (const std::string& type : options.types) {
    const auto full_names = FullTypeNames(type);
    if (full_names.empty()) {
      return Unexpected{
          fmt::format("--type \"{}\": expected an event such as InvoiceIssued", type)};
    }
    for (const std::string& full_name : full_names) filter.add_types(full_name);
  }
  filter.set_without_engine_events(!options.with_engine_events);
  return filter;
}

}  // namespace recourse::cli
