#include "services/invoicing/views/statements_view.h"

#include <fmt/format.h>

#include "libs/base/check.h"
#include "libs/base/hex.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {
namespace {

using views::v1::LineRow;
using views::v1::StatementRow;

constexpr std::string_view kHomePrefix = "issuers/";

// Writes what one record of one statement means.
class Entering {
 public:
  Entering(std::string_view issuer_id, std::string_view key, engine::ViewRows& rows)
      : issuer_id_(issuer_id), key_(key), rows_(rows) {}

  void Enter(const v1::StatementBegun& begun) {
    StatementRow row;
    *row.mutable_content() = begun.content();
    PutStatement(row);
  }
  void Enter(const v1::StatementLinesAdded& added) {
    int number = added.first_line();
    for (const v1::StatementLine& line : added.lines()) {
      LineRow row;
      *row.mutable_line() = line;
      const bool waits = line.kind() == v1::LINE_KIND_CREDIT;
      row.set_state(waits ? v1::LINE_STATE_WAITING : v1::LINE_STATE_NOT_A_PAYMENT);
      PutLine(number++, row);
    }
  }
  void Enter(const v1::StatementLoaded& loaded) {
    StatementRow row;
    const auto bytes = rows_.Get(StatementsView::StatementKey(issuer_id_, key_));
    CHECK(bytes && wire::Unpack(*bytes, row));
    *row.mutable_loaded() = loaded;
    PutStatement(row);
  }
  void Enter(const v1::LineConfirmed& confirmed) {
    LineRow row = GetLine(confirmed.line());
    row.set_state(v1::LINE_STATE_CONFIRMED);
    *row.mutable_confirmed() = confirmed;
    row.clear_reason();
    PutLine(confirmed.line(), row);
  }
  void Enter(const v1::LineRecorded& recorded) {
    LineRow row = GetLine(recorded.line());
    row.set_state(v1::LINE_STATE_RECORDED);
    PutLine(recorded.line(), row);
    Learn(recorded.payer(), row.confirmed().match().account(), 1);
  }
  void Enter(const v1::LineRefused& refused) {
    LineRow row = GetLine(refused.line());
    row.set_state(v1::LINE_STATE_WAITING);
    row.clear_confirmed();
    row.set_reason(refused.reason());
    PutLine(refused.line(), row);
  }
  void Enter(const v1::LineIgnored& ignored) {
    LineRow row = GetLine(ignored.line());
    row.set_state(v1::LINE_STATE_IGNORED);
    row.set_reason(ignored.reason());
    PutLine(ignored.line(), row);
  }
  void Enter(const v1::LineReopened& reopened) {
    LineRow row = GetLine(reopened.line());
    if (!reopened.payment().empty()) {
      Learn(reopened.payer(), row.confirmed().match().account(), -1);
    }
    row.set_state(v1::LINE_STATE_WAITING);
    row.clear_confirmed();
    row.set_reason(reopened.reason());
    row.set_reopened(row.reopened() + 1);
    PutLine(reopened.line(), row);
  }

 private:
  LineRow GetLine(int line) {
    LineRow row;
    const auto bytes = rows_.Get(StatementsView::LineKey(issuer_id_, key_, line));
    CHECK(bytes && wire::Unpack(*bytes, row));
    return row;
  }
  void PutLine(int line, const LineRow& row) {
    rows_.Put(StatementsView::LineKey(issuer_id_, key_, line), row.SerializeAsString());
    const std::string queue_key = StatementsView::QueueKey(issuer_id_, key_, line);
    if (row.state() == v1::LINE_STATE_WAITING) {
      rows_.Put(queue_key, "");
    } else {
      rows_.Delete(queue_key);
    }
  }
  void PutStatement(const StatementRow& row) {
    rows_.Put(StatementsView::StatementKey(issuer_id_, key_), row.SerializeAsString());
  }
  void Learn(const std::string& payer, const std::string& account, int times) {
    if (payer.empty()) return;
    views::v1::PayerRow fragment;
    auto* const added = fragment.add_accounts();
    added->set_account(account);
    added->set_times(times);
    rows_.Append(StatementsView::PayerKey(issuer_id_, payer), fragment.SerializeAsString());
  }

  std::string_view issuer_id_;
  std::string_view key_;
  engine::ViewRows& rows_;
};

template <class... Messages>
void EnterOneOf(const history::v1::Record& record, Entering entering) {
  const auto attempt = [&]<class Message>(const Message*) {
    if (!wire::Is<Message>(record.type())) return false;
    const auto message = wire::Unpack<Message>(record.payload());
    CHECK(message);
    entering.Enter(*message);
    return true;
  };
  CHECK((attempt(static_cast<const Messages*>(nullptr)) || ...));
}

}  // namespace

std::string StatementsView::StatementKey(std::string_view issuer_id, std::string_view key) {
  return fmt::format("{}/s/{}", issuer_id, key);
}

std::string StatementsView::LineKey(std::string_view issuer_id, std::string_view key, int line) {
  return fmt::format("{}/l/{}/{:07}", issuer_id, key, line);
}

std::string StatementsView::QueueKey(std::string_view issuer_id, std::string_view key, int line) {
  return fmt::format("{}/q/{}/{:07}", issuer_id, key, line);
}

std::string StatementsView::PayerKey(std::string_view issuer_id, std::string_view payer) {
  return fmt::format("{}/p/{}", issuer_id, ToHex(payer));
}

void StatementsView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  std::string_view key = record.stream();
  std::string_view issuer_id = record.home();
  if (!key.starts_with(StatementAggregate::kStreams)) return;
  CHECK(issuer_id.starts_with(kHomePrefix));
  key.remove_prefix(StatementAggregate::kStreams.size());
  issuer_id.remove_prefix(kHomePrefix.size());
  EnterOneOf<v1::StatementBegun, v1::StatementLinesAdded, v1::StatementLoaded, v1::LineConfirmed,
             v1::LineRecorded, v1::LineRefused, v1::LineIgnored, v1::LineReopened>(
      record, Entering(issuer_id, key, rows));
}

}  // namespace recourse::invoicing
