#include "services/invoicing/export/statement_pdf.h"

#include <fmt/format.h>

#include <mutex>

#include "libs/base/check.h"
#include "libs/wire/convert.h"
#include "services/invoicing/export/pdf_pages.h"
#include "services/invoicing/export/statement_texts.h"

namespace recourse::invoicing {
namespace {

using Cell = PdfPages::Cell;
using Weight = PdfPages::Weight;

constexpr double kWhole = 515;

// Writes one statement. Its figures come from the message, which we wrote ourselves.
class Writer {
 public:
  Writer(PdfPages& pages, const StatementTexts& texts) : pages_(pages), texts_(texts) {}

  void Head(const v1::StatementOfAccount& statement, const StatementHead& head) {
    pages_.Line({{0, kWhole, head.issuer_name}}, Weight::kBold);
    Fact(texts_.tax_id, head.tax_id);
    Fact(texts_.bank_account, head.iban);
    pages_.Space();
    for (const std::string& line : head.addressee_lines) pages_.Line({{0, kWhole, line}});
    pages_.Space();
    pages_.Line({{0, kWhole, texts_.title}}, Weight::kTitle);
    Fact(texts_.account, statement.account());
    Fact(texts_.period, fmt::format("{} - {}", Text(statement.from()), Text(statement.through())));
    if (statement.has_known_at()) {
      const auto known_at = wire::FromWire(statement.known_at());
      CHECK(known_at);
      Fact(texts_.known_at, ToString(*known_at));
    }
    if (statement.currencies_size() == 0) pages_.Line({{0, kWhole, texts_.nothing}});
  }

  void Currency(const v1::StatementCurrency& line) {
    const std::string& code = line.opening().currency_code();
    pages_.Space();
    pages_.Line({{0, kWhole, code}}, Weight::kTitle, 4);
    pages_.BeginTable(
        EntryCells(texts_.date, texts_.movement, texts_.reference, texts_.amount, texts_.balance));
    Entry("", texts_.opening, "", "", Text(line.opening()), Weight::kBold);
    for (const v1::StatementEntry& entry : line.entries()) {
      Entry(Text(entry.date()), texts_.movements.at(static_cast<std::size_t>(entry.kind())),
            Reference(entry), Text(entry.amount()), Text(entry.balance()));
    }
    Entry("", texts_.closing, "", "", Text(line.closing()), Weight::kBold);
    pages_.EndTable();
    if (line.open_items_size() != 0) OpenItems(line);
    if (line.unapplied_size() != 0) Unapplied(line);
    Aging(line);
  }

 private:
  void Fact(std::string_view name, std::string_view value) {
    pages_.Line({{0, 130, name}, {130, kWhole - 130, value}});
  }

  void Entry(std::string_view day, std::string_view movement, std::string_view reference,
             std::string_view amount, std::string_view balance, Weight weight = Weight::kPlain) {
    pages_.Line(EntryCells(day, movement, reference, amount, balance), weight);
  }

  static std::vector<Cell> EntryCells(std::string_view day, std::string_view movement,
                                      std::string_view reference, std::string_view amount,
                                      std::string_view balance) {
    return {{0, 65, day},
            {65, 105, movement},
            {170, 125, reference},
            {295, 110, amount, true},
            {405, 110, balance, true}};
  }

  // Of a credit note, with the number of the invoice that it is for.
  static std::string Reference(const v1::StatementEntry& entry) {
    if (entry.invoice_number().empty()) return entry.reference();
    return fmt::format("{} ({})", entry.reference(), entry.invoice_number());
  }

  void OpenItems(const v1::StatementCurrency& line) {
    pages_.Space();
    pages_.Line({{0, kWhole, texts_.open_items}}, Weight::kBold, 2);
    pages_.BeginTable(ItemCells(texts_.reference, texts_.due_date, texts_.days_late, texts_.amount,
                                texts_.open, texts_.disputed));
    for (const v1::StatementItem& item : line.open_items()) {
      pages_.Line(ItemCells(item.reference(), Text(item.due_date()),
                            std::to_string(item.days_late()), Text(item.amount()),
                            Text(item.open()), Text(item.disputed())));
    }
    pages_.EndTable();
  }

  static std::vector<Cell> ItemCells(std::string_view reference, std::string_view due,
                                     std::string_view late, std::string_view amount,
                                     std::string_view open, std::string_view disputed) {
    return {{0, 115, reference},      {115, 60, due},         {175, 40, late, true},
            {215, 100, amount, true}, {315, 100, open, true}, {415, 100, disputed, true}};
  }

  void Unapplied(const v1::StatementCurrency& line) {
    pages_.Space();
    pages_.Line({{0, kWhole, texts_.unapplied}}, Weight::kBold, 1);
    pages_.Rule();
    for (const v1::StatementCash& cash : line.unapplied()) {
      const std::string_view name = cash.payment();
      Entry("", "", name.substr(name.rfind('/') + 1), "", Text(cash.unapplied()));
    }
  }

  void Aging(const v1::StatementCurrency& line) {
    pages_.Space();
    pages_.Line({{0, kWhole, texts_.aging}}, Weight::kBold, 5);
    pages_.Rule();
    for (const v1::AgingRow& row : line.aging()) {
      Entry("", texts_.buckets.at(static_cast<std::size_t>(row.bucket())), "", "",
            Text(row.amount()));
    }
  }

  std::string Text(const google::type::Money& message) const {
    const auto amount = wire::SumFromWire(message);
    CHECK(amount);
    return Written(*amount, texts_);
  }
  std::string Text(const google::type::Date& message) const {
    const auto day = wire::FromWire(message);
    CHECK(day);
    return Written(*day, texts_);
  }

  PdfPages& pages_;
  const StatementTexts& texts_;
};

}  // namespace

Expected<std::string, Failure> ToPdf(const v1::StatementOfAccount& statement,
                                     const StatementHead& head, std::size_t bytes_max) {
  // Bounds what documents cost at one time.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  const StatementTexts& texts = StatementTextsOf(head.language_code);
  const auto through = wire::FromWire(statement.through());
  CHECK(through);
  PdfPages pages(texts.title, *through, fmt::format("{} · {}", statement.account(), texts.page),
                 bytes_max);
  Writer writer(pages, texts);
  writer.Head(statement, head);
  for (const v1::StatementCurrency& line : statement.currencies()) writer.Currency(line);
  std::string bytes = pages.Finish();
  if (pages.too_large()) {
    return Unexpected{Failure{Failure::Kind::kExhausted,
                              "STATEMENT_TOO_LARGE",
                              "The document would be larger than an answer may be.",
                              {{"bytes_max", std::to_string(bytes_max)}}}};
  }
  if (const auto& letter = pages.unprinted()) {
    return Unexpected{Failure{Failure::Kind::kPrecondition,
                              "TEXT_NOT_PRINTABLE",
                              "No font of this machine has one of the letters.",
                              {{"account", statement.account()},
                               {"code_point", fmt::format("U+{:04X}", letter->code_point)},
                               {"letter", std::to_string(letter->letter)},
                               {"page", std::to_string(letter->page)}}}};
  }
  return bytes;
}

}  // namespace recourse::invoicing
