#include "tools/recourse/account/ledger_tables.h"

#include "tools/recourse/output/cells.h"

namespace recourse::cli {
namespace {

using Kind = Table::Kind;

}  // namespace

Table AccountTable(const invoicing::v1::Account& account) {
  Table table{"account",
              {{"account"},
               {"issuer"},
               {"kind"},
               {"language"},
               {"country"},
               {"region"},
               {"zone"},
               {"channel"}},
              {}};
  table.rows.push_back({IdCell(account.name()), IdCell(account.issuer()),
                        WordCell(invoicing::v1::AccountKind_Name(account.kind()), "ACCOUNT_KIND_"),
                        account.language_code(), account.country_code(), account.region(),
                        account.time_zone(),
                        WordCell(invoicing::v1::PreferredChannel_Name(account.preferred_channel()),
                                 "PREFERRED_CHANNEL_")});
  return table;
}

Table BalanceTable(const invoicing::v1::Balance& balance) {
  Table table{"balance",
              {{"currency"},
               {"open", Kind::kAmount},
               {"disputed", Kind::kAmount},
               {"unapplied", Kind::kAmount},
               {"open_invoices", Kind::kCount}},
              {}};
  for (const auto& line : balance.lines()) {
    table.rows.push_back({line.open().currency_code(), AmountCell(line.open()),
                          AmountCell(line.disputed()), AmountCell(line.unapplied()),
                          std::to_string(line.open_invoice_count())});
  }
  return table;
}

Table InvoiceTable(const std::vector<invoicing::v1::Invoice>& invoices) {
  Table table{"invoices",
              {{"invoice"},
               {"number"},
               {"issued"},
               {"due"},
               {"state"},
               {"currency"},
               {"amount", Kind::kAmount},
               {"paid", Kind::kAmount},
               {"credited", Kind::kAmount},
               {"set_off", Kind::kAmount},
               {"written_off", Kind::kAmount},
               {"open", Kind::kAmount},
               {"disputed", Kind::kAmount}},
              {}};
  for (const auto& invoice : invoices) {
    const auto& content = invoice.content();
    table.rows.push_back(
        {IdCell(invoice.name()), content.number(), DayCell(content.issue_date()),
         DayCell(invoice.has_due_date() ? invoice.due_date() : content.due_date()),
         WordCell(invoicing::v1::InvoiceState_Name(invoice.state()), "INVOICE_STATE_"),
         content.amount().currency_code(), AmountCell(content.amount()), AmountCell(invoice.paid()),
         AmountCell(invoice.credited()), AmountCell(invoice.set_off()),
         AmountCell(invoice.written_off()), AmountCell(invoice.open()),
         AmountCell(invoice.disputed())});
  }
  return table;
}

Table DisputeTable(const std::vector<dispute::v1::Dispute>& disputes) {
  Table table{"disputes",
              {{"dispute"},
               {"invoice"},
               {"reason"},
               {"state"},
               {"opened"},
               {"closed"},
               {"outcome"},
               {"marking"},
               {"currency"},
               {"marked", Kind::kAmount},
               {"credited", Kind::kAmount},
               {"refusal"}},
              {}};
  for (const auto& dispute : disputes) {
    table.rows.push_back(
        {IdCell(dispute.name()), IdCell(dispute.invoice()),
         WordCell(dispute::v1::Reason_Name(dispute.reason()), "REASON_"),
         WordCell(dispute::v1::DisputeState_Name(dispute.state()), "DISPUTE_STATE_"),
         DayCell(dispute.opened_on()), DayCell(dispute.closed_on()),
         WordCell(dispute::v1::Outcome_Name(dispute.outcome()), "OUTCOME_"),
         WordCell(dispute::v1::PromiseState_Name(dispute.marking()), "PROMISE_STATE_"),
         dispute.marked().currency_code(), AmountCell(dispute.marked()),
         AmountCell(dispute.credited()), dispute.refusal()});
  }
  return table;
}

}  // namespace recourse::cli
