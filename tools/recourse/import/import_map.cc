#include "tools/recourse/import/import_map.h"

#include <utility>

#include "tools/recourse/import/map_table.h"

namespace recourse::csv_import {
namespace {

IssuerEntry ReadIssuer(MapTable issuer) {
  IssuerEntry entry;
  entry.id = issuer.Text("id", kId);
  entry.zone = issuer.Text("zone", kZone);
  entry.name = issuer.Text("name", kAnyText, "");
  if (!entry.name.empty()) {
    entry.country = issuer.Text("country", kCountry);
    entry.language = issuer.Text("language", kLanguage, "en");
    entry.tax_id = issuer.Text("tax_id", kAnyText);
    entry.iban = issuer.Text("iban", kAnyText);
    entry.court_venue = issuer.Text("court_venue", kOptional, "");
    entry.bic = issuer.Text("bic", kOptional, "");
  }
  issuer.RefuseOthers();
  return entry;
}

DisputedEntry ReadDisputed(MapTable disputed) {
  DisputedEntry entry;
  entry.column = disputed.Text("column", kAnyText);
  entry.yes = disputed.Text("yes", kOptional);
  entry.no = disputed.Text("no", kOptional);
  if (entry.yes == entry.no) disputed.Refuse("no", "expected another text than that for yes");
  entry.opens_after_issue = disputed.WholeDays("opens_days_after_issue");
  entry.closes_before_settlement = disputed.WholeDays("closes_days_before_settlement");
  entry.outcome = disputed.Text("outcome", kOutcome);
  if (entry.outcome == "rejected") entry.grounds = disputed.Text("grounds", kAnyText);
  entry.reason = disputed.Text("reason", kReason);
  disputed.RefuseOthers();
  return entry;
}

std::string ReadSettled(MapTable settled) {
  std::string column = settled.Text("column", kAnyText);
  settled.Text("pays", kPays);
  settled.RefuseOthers();
  return column;
}

ImportMap Read(const std::string& file, const toml::table& table, Complaints& complaints) {
  MapTable root(file, "", table, complaints);
  ImportMap map;
  map.file = file;
  const std::string delimiter = root.Text("delimiter", kDelimiter, ",");
  const std::string decimal_sign = root.Text("decimal_sign", kDecimalSign, ".");
  if (!delimiter.empty()) map.delimiter = delimiter.front();
  if (!decimal_sign.empty()) map.decimal_sign = decimal_sign.front();
  map.date_format = root.Text("date_format", kDateFormat);
  map.number_column = root.Column("number");
  map.customer_column = root.Column("customer");
  map.issue_date_column = root.Column("issue_date");
  map.due_date_column = root.Column("due_date");
  map.amount_column = root.Column("amount");
  map.currency = root.TextOrColumn("currency", kCurrency);
  for (std::size_t i = 0; i < kTraits.size(); ++i) {
    map.traits[i] = root.TextOrColumn(kTraits[i].key, kTraits[i].rule, kTraits[i].otherwise);
  }
  if (auto issuer = root.Table("issuer")) {
    map.issuer = ReadIssuer(*std::move(issuer));
  } else if (!table.contains("issuer")) {
    root.Miss("issuer", "expected a table that says at least id and zone");
  }
  if (auto disputed = root.Table("disputed")) map.disputed = ReadDisputed(*std::move(disputed));
  if (auto settled = root.Table("settled")) map.settled_column = ReadSettled(*std::move(settled));
  root.RefuseOthers();
  return map;
}

}  // namespace

Expected<ImportMap, Complaints> ParseImportMap(std::string file, std::string_view text) {
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line);
    return Unexpected{
        Complaints{{file, line, "", "", "not TOML: " + std::string(error.description())}}};
  }
  Complaints complaints;
  ImportMap map = Read(file, table, complaints);
  if (!complaints.empty()) return Unexpected{std::move(complaints)};
  return map;
}

}  // namespace recourse::csv_import
