#include "services/invoicing/export/statement_texts.h"

#include <algorithm>

namespace recourse::invoicing {
namespace {

constexpr std::array kTexts = {
    StatementTexts{.language = "en",
                   .title = "Statement of account",
                   .account = "Account",
                   .period = "Period",
                   .known_at = "As known at",
                   .tax_id = "Tax id",
                   .bank_account = "Bank account",
                   .date = "Date",
                   .movement = "Entry",
                   .reference = "Reference",
                   .amount = "Amount",
                   .balance = "Balance",
                   .opening = "Opening balance",
                   .closing = "Closing balance",
                   .open_items = "Open items",
                   .due_date = "Due",
                   .days_late = "Days late",
                   .open = "Open",
                   .disputed = "Disputed",
                   .unapplied = "Payments not applied yet",
                   .aging = "Open by days past due",
                   .nothing = "Nothing has been entered on this account.",
                   .page = "Page",
                   .movements = {"-", "Invoice", "Charge", "Payment", "Credit", "-", "Waived",
                                 "Discount", "Set-off", "Refund", "Conversion"},
                   .buckets = {"-", "not due", "1-30", "31-60", "61-90", "over 90"},
                   .day_format = "%d %b %Y",
                   .decimal_sign = ".",
                   .group_sign = ","},
    StatementTexts{.language = "de",
                   .title = "Kontoauszug",
                   .account = "Konto",
                   .period = "Zeitraum",
                   .known_at = "Kenntnisstand",
                   .tax_id = "Steuernummer",
                   .bank_account = "Bankverbindung",
                   .date = "Datum",
                   .movement = "Buchung",
                   .reference = "Beleg",
                   .amount = "Betrag",
                   .balance = "Saldo",
                   .opening = "Anfangssaldo",
                   .closing = "Endsaldo",
                   .open_items = "Offene Posten",
                   .due_date = "Fällig",
                   .days_late = "Tage",
                   .open = "Offen",
                   .disputed = "Strittig",
                   .unapplied = "Noch nicht zugeordnete Zahlungen",
                   .aging = "Offen nach Tagen des Verzugs",
                   .nothing = "Auf diesem Konto ist nichts gebucht.",
                   .page = "Seite",
                   .movements = {"-", "Rechnung", "Nebenforderung", "Zahlung", "Gutschrift", "-",
                                 "Erlass", "Skonto", "Aufrechnung", "Erstattung", "Umrechnung"},
                   .buckets = {"-", "nicht fällig", "1-30", "31-60", "61-90", "über 90"},
                   .day_format = "%d.%m.%Y",
                   .decimal_sign = ",",
                   .group_sign = "."},
    StatementTexts{.language = "ru",
                   .title = "Выписка по счёту",
                   .account = "Счёт",
                   .period = "Период",
                   .known_at = "По данным на",
                   .tax_id = "ИНН",
                   .bank_account = "Банковский счёт",
                   .date = "Дата",
                   .movement = "Операция",
                   .reference = "Документ",
                   .amount = "Сумма",
                   .balance = "Сальдо",
                   .opening = "Входящее сальдо",
                   .closing = "Исходящее сальдо",
                   .open_items = "Неоплаченные документы",
                   .due_date = "Срок",
                   .days_late = "Дней",
                   .open = "Не оплачено",
                   .disputed = "Оспаривается",
                   .unapplied = "Нераспределённые платежи",
                   .aging = "Задолженность по дням просрочки",
                   .nothing = "По этому счёту операций нет.",
                   .page = "Страница",
                   .movements = {"-", "Счёт на оплату", "Начисление", "Оплата", "Кредит-нота", "-",
                                 "Прощение", "Скидка", "Зачёт", "Возврат", "Конвертация"},
                   .buckets = {"-", "срок не наступил", "1-30", "31-60", "61-90", "свыше 90"},
                   .day_format = "%d.%m.%Y",
                   .decimal_sign = ",",
                   .group_sign = "\u00a0"},
};

// Every text but the sizes of arrays, so that a language cannot be half there.
constexpr bool IsWhole(const StatementTexts& texts) {
  for (const std::string_view text :
       {texts.language,  texts.title,        texts.account, texts.period,     texts.known_at,
        texts.tax_id,    texts.bank_account, texts.date,    texts.movement,   texts.reference,
        texts.amount,    texts.balance,      texts.opening, texts.closing,    texts.open_items,
        texts.due_date,  texts.days_late,    texts.open,    texts.disputed,   texts.unapplied,
        texts.aging,     texts.nothing,      texts.page,    texts.day_format, texts.decimal_sign,
        texts.group_sign}) {
    if (text.empty()) return false;
  }
  for (const std::string_view text : texts.movements) {
    if (text.empty()) return false;
  }
  for (const std::string_view text : texts.buckets) {
    if (text.empty()) return false;
  }
  return true;
}
static_assert(IsWhole(kTexts[0]) && IsWhole(kTexts[1]) && IsWhole(kTexts[2]));

}  // namespace

const StatementTexts& StatementTextsOf(std::string_view language_code) {
  const std::string_view language = language_code.substr(0, language_code.find('-'));
  const auto found = std::find_if(kTexts.begin(), kTexts.end(), [&](const StatementTexts& texts) {
    return texts.language == language;
  });
  return found == kTexts.end() ? kTexts[0] : *found;
}

std::string Written(const Money& amount, const StatementTexts& texts) {
  const std::string plain = ToDecimal(amount);
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const std::size_t first = plain.starts_with('-') ? 1 : 0;
  std::string written = plain.substr(0, first);
  for (std::size_t i = first; i < point; ++i) {
    if (i != first && (point - i) % 3 == 0) written += texts.group_sign;
    written += plain[i];
  }
  if (point != plain.size()) written.append(texts.decimal_sign).append(plain, point + 1);
  return written;
}

std::string Written(Date day, const StatementTexts& texts) {
  return date::format(std::string(texts.day_format), day);
}

}  // namespace recourse::invoicing
