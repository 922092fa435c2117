#include "services/invoicing/rate_book/rate_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "services/invoicing/rate_book/toml_reader.h"

namespace recourse::invoicing {
namespace {

namespace fs = std::filesystem;

using calendar::DayCount;
using calendar::RateStep;

std::vector<RateStep> ReadSteps(TomlReader& table) {
  const Date known_through = table.Day("known_through");
  std::vector<RateStep> steps;
  std::vector<bool> is_open;
  for (TomlReader& reader : table.Tables("steps")) {
    RateStep step{.from = reader.Day("from"), .through = {}, .rate = reader.Percent("percent")};
    const auto through = reader.DayIfThere("through");
    step.through = through.value_or(Date());
    if (!steps.empty() && is_open.back()) steps.back().through = step.from - Days(1);
    is_open.push_back(!through);
    steps.push_back(step);
    reader.RefuseOthers();
  }
  if (steps.empty()) return steps;
  if (is_open.back()) steps.back().through = known_through;
  if (steps.back().through != known_through) {
    table.Complain("known_through", "the last day of the last step");
  }
  return steps;
}

// Whether only a business owes it.
bool ReadCustomers(TomlReader& reader) {
  return reader.Choice<bool>("customers", {{"business", true}, {"all", false}});
}

Regime ReadRegime(TomlReader& reader) {
  Regime regime;
  regime.name = reader.Text("name");
  regime.law = reader.Text("law");
  regime.valid_from = reader.Day("valid_from");
  regime.for_business_only = ReadCustomers(reader);
  TableRate rate;
  rate.table = reader.Text("table");
  rate.margin_millionths = reader.Percent("margin_percent").millionths;
  rate.reference = reader.Choice<ReferenceDay>(
      "reference", {{"same-day", ReferenceDay::kSameDay},
                    {"half-year-start", ReferenceDay::kHalfYearStart},
                    {"before-half-year", ReferenceDay::kBeforeHalfYear}});
  rate.day = reader.Choice<RateDay>("rate_of", {{"each-day", RateDay::kEachDay},
                                                {"first-day", RateDay::kFirstDay},
                                                {"last-day", RateDay::kLastDay}});
  InterestTerms& terms = regime.terms;
  terms.rate = rate;
  terms.day_count =
      reader.Choice<DayCount>("day_count", {{"act/365", DayCount::kActual365Fixed},
                                            {"act/360", DayCount::kActual360},
                                            {"act/act-isda", DayCount::kActualActualIsda},
                                            {"act/act-afb", DayCount::kActualActualAfb},
                                            {"30/360-bond", DayCount::kThirty360Bond},
                                            {"30e/360", DayCount::kThirtyE360},
                                            {"30/360-us", DayCount::kThirty360Us},
                                            {"30/365", DayCount::kThirty365}});
  terms.compounding = reader.Choice<Compounding>(
      "compounding",
      {{"simple", Compounding::kSimple}, {"every-30-days", Compounding::kEvery30Days}});
  terms.rounding = reader.Choice<Rounding>("rounding", {{"once", Rounding::kOnce},
                                                        {"each-segment", Rounding::kEachSegment},
                                                        {"daily", Rounding::kDaily}});
  terms.mode = reader.Choice<RoundingMode>(
      "mode", {{"half-up", RoundingMode::kHalfUp}, {"truncated", RoundingMode::kTruncated}});
  terms.years_max = static_cast<int>(reader.Whole("years_max", 0, kInterestYearsMax, 0));
  reader.RefuseOthers();
  if (const auto broken = BrokenBy(terms)) {
    reader.Complain("rounding", "policies that fit together: " + broken->message);
  }
  return regime;
}

CompensationTariff ReadTariff(TomlReader& reader) {
  CompensationTariff tariff;
  tariff.name = reader.Text("name");
  tariff.law = reader.Text("law");
  tariff.valid_from = reader.Day("valid_from");
  tariff.for_business_only = ReadCustomers(reader);
  const Currency currency = reader.CurrencyCode("currency");
  for (TomlReader& tier : reader.Tables("tiers")) {
    const Money from = tier.Amount("from", currency);
    if (!tariff.tiers.empty() && from <= tariff.tiers.back().from) {
      tier.Complain("from", "more than the tier before it");
    }
    tariff.tiers.push_back({from, tier.Amount("sum", currency)});
    tier.RefuseOthers();
  }
  reader.RefuseOthers();
  return tariff;
}

FreezeRule ReadFreeze(TomlReader& reader) {
  FreezeRule rule;
  rule.name = reader.Text("name");
  rule.law = reader.Text("law");
  rule.country_code = reader.Text("country");
  rule.circumstance = reader.Choice<CircumstanceKind>(
      "circumstance", {{"moratorium", CircumstanceKind::kMoratorium},
                       {"insolvency", CircumstanceKind::kInsolvency},
                       {"deceased", CircumstanceKind::kDeceased},
                       {"represented-by-lawyer", CircumstanceKind::kRepresentedByLawyer}});
  rule.arisen_before = reader.Choice<bool>("claims", {{"all", false}, {"arisen-before", true}});
  rule.valid_from = reader.Day("valid_from");
  rule.valid_through = reader.DayIfThere("valid_through");
  if (rule.valid_through && *rule.valid_through < rule.valid_from) {
    reader.Complain("valid_through", "valid_from or a later day");
  }
  for (TomlReader& frozen : reader.Tables("frozen")) {
    rule.kinds.push_back(
        frozen.Choice<ChargeKind>("charge", {{"fixed-fee", ChargeKind::kFixedFee},
                                             {"percentage", ChargeKind::kPercentage},
                                             {"compensation", ChargeKind::kCompensation},
                                             {"costs", ChargeKind::kCosts},
                                             {"late-interest", ChargeKind::kLateInterest},
                                             {"credit-interest", ChargeKind::kCreditInterest}}));
    frozen.RefuseOthers();
  }
  reader.RefuseOthers();
  return rule;
}

// The entries of the array `key`; no two may have the same name and day.
template <class Entry>
Expected<std::vector<Entry>, Failure> ParseEntries(std::string_view text, const std::string& file,
                                                   const char* key, Entry (*read)(TomlReader&)) {
  const auto parsed = ParseToml(text, file);
  if (!parsed) return Unexpected{parsed.error()};
  std::optional<Failure> wrong;
  TomlReader root(file, *parsed, wrong);
  std::vector<Entry> entries;
  std::set<std::pair<std::string, Date>> known;
  for (TomlReader& reader : root.Tables(key)) {
    entries.push_back(read(reader));
    if (!known.emplace(entries.back().name, entries.back().valid_from).second) {
      reader.Complain("valid_from", "another day than the other entry of this name");
    }
  }
  root.RefuseOthers();
  if (wrong) return Unexpected{*std::move(wrong)};
  return entries;
}

Failure CannotOpen(const fs::path& file) {
  return {Failure::Kind::kInvalid,
          "RATE_FILE",
          fmt::format("{}: cannot be opened", file.string()),
          {{"file", file.string()}}};
}

Expected<std::string, Failure> ReadFile(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Unexpected{CannotOpen(file)};
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

// The text of a file, parsed.
template <class Parse>
auto Load(const fs::path& file, const Parse& parse) -> decltype(parse("", "")) {
  const auto text = ReadFile(file);
  if (!text) return Unexpected{text.error()};
  return parse(*text, file.string());
}

Expected<calendar::RateTables, Failure> LoadTables(const fs::path& folder) {
  calendar::RateTables tables;
  std::error_code failed;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  if (failed) return Unexpected{CannotOpen(folder)};
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    auto table = Load(file, ParseRateTable);
    if (!table) return Unexpected{table.error()};
    if (table->name() != file.stem()) {
      return Unexpected{Failure{Failure::Kind::kInvalid,
                                "RATE_FILE",
                                fmt::format("{}: name is {}, expected {}", file.string(),
                                            table->name(), file.stem().string()),
                                {{"name", table->name()}}}};
    }
    tables.emplace(file.stem(), *std::move(table));
  }
  return tables;
}

}  // namespace

Expected<calendar::RateTable, Failure> ParseRateTable(std::string_view text,
                                                      const std::string& file) {
  const auto parsed = ParseToml(text, file);
  if (!parsed) return Unexpected{parsed.error()};
  std::optional<Failure> wrong;
  TomlReader reader(file, *parsed, wrong);
  std::string name = reader.Text("name");
  const auto version = static_cast<std::uint32_t>(reader.Whole("version", 1, 1'000'000));
  std::string source = reader.Text("source");
  std::vector<RateStep> steps = ReadSteps(reader);
  reader.RefuseOthers();
  if (wrong) return Unexpected{*std::move(wrong)};
  return calendar::RateTable::Make(std::move(name), version, std::move(source), std::move(steps));
}

Expected<std::vector<Regime>, Failure> ParseRegimes(std::string_view text,
                                                    const std::string& file) {
  return ParseEntries<Regime>(text, file, "regime", ReadRegime);
}

Expected<std::vector<CompensationTariff>, Failure> ParseTariffs(std::string_view text,
                                                                const std::string& file) {
  return ParseEntries<CompensationTariff>(text, file, "tariff", ReadTariff);
}

Expected<std::vector<FreezeRule>, Failure> ParseFreezes(std::string_view text,
                                                        const std::string& file) {
  return ParseEntries<FreezeRule>(text, file, "freeze", ReadFreeze);
}

Expected<RateBook, Failure> LoadRateBook(const fs::path& folder) {
  auto tables = LoadTables(folder / "tables");
  if (!tables) return Unexpected{tables.error()};
  auto regimes = Load(folder / "regimes.toml", ParseRegimes);
  if (!regimes) return Unexpected{regimes.error()};
  auto tariffs = Load(folder / "compensation.toml", ParseTariffs);
  if (!tariffs) return Unexpected{tariffs.error()};
  Expected<std::vector<FreezeRule>, Failure> freezes = std::vector<FreezeRule>();
  if (fs::exists(folder / "freezes.toml")) freezes = Load(folder / "freezes.toml", ParseFreezes);
  if (!freezes) return Unexpected{freezes.error()};
  return RateBook{*std::move(tables), *std::move(regimes), *std::move(tariffs),
                  *std::move(freezes)};
}

}  // namespace recourse::invoicing
