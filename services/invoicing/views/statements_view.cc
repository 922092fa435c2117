#include "services/invoicing/views/statements_view.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/views/v1/statement_rows.pb.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/views/line_standing.h"

namespace recourse::invoicing {
namespace {

using views::v1::LineChange;
using views::v1::LineRow;
using views::v1::StatementRow;

constexpr std::string_view kHomePrefix = "issuers/";

// Writes what one record of one statement means.
class Entering {
 public:
  Entering(std::string_view issuer_id, std::string_view key, std::uint64_t sequence,
           engine::ViewRows& rows)
      : issuer_id_(issuer_id), key_(key), sequence_(sequence), rows_(rows) {}

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
      rows_.Put(StatementsView::LineKey(issuer_id_, key_, number), row.SerializeAsString());
      const std::string queue_key = StatementsView::QueueKey(issuer_id_, key_, number);
      if (line.kind() == v1::LINE_KIND_CREDIT) {
        rows_.Put(queue_key, "");
      } else {
        rows_.Delete(queue_key);
      }
      ++number;
    }
  }
  void Enter(const v1::StatementLoaded& loaded) {
    StatementRow row;
    const auto bytes = rows_.Get(StatementsView::StatementKey(issuer_id_, key_));
    CHECK(bytes && wire::Unpack(*bytes, row));
    *row.mutable_loaded() = loaded;
    row.set_loaded_sequence(sequence_);
    PutStatement(row);
    const auto place = ChainPlace(row.content());
    if (!place) return;
    views::v1::ChainRow end;
    *end.mutable_closing() = row.content().closing().amount();
    end.set_loaded_sequence(sequence_);
    rows_.Put(StatementsView::ChainKey(issuer_id_, *place, key_), end.SerializeAsString());
  }
  void Enter(const v1::LineConfirmed& confirmed) {
    *Changing(confirmed.line()).mutable_confirmed() = confirmed;
    Write(confirmed.line());
  }
  void Enter(const v1::LineRecorded& recorded) {
    *Changing(recorded.line()).mutable_recorded() = recorded;
    Write(recorded.line());
    Learn(recorded.payer(), recorded.payment(), 1);
  }
  void Enter(const v1::LineRefused& refused) {
    *Changing(refused.line()).mutable_refused() = refused;
    Write(refused.line());
  }
  void Enter(const v1::LineIgnored& ignored) {
    *Changing(ignored.line()).mutable_ignored() = ignored;
    Write(ignored.line());
  }
  void Enter(const v1::LineReopened& reopened) {
    *Changing(reopened.line()).mutable_reopened() = reopened;
    Write(reopened.line());
    if (!reopened.payment().empty()) Learn(reopened.payer(), reopened.payment(), -1);
    for (const std::string& payment : reopened.payments()) Learn(reopened.payer(), payment, -1);
  }
  void Enter(const v1::LinePartConfirmed& confirmed) {
    *Changing(confirmed.line()).mutable_part_confirmed() = confirmed;
    Write(confirmed.line());
  }
  void Enter(const v1::LinePartRecorded& recorded) {
    *Changing(recorded.line()).mutable_part_recorded() = recorded;
    Write(recorded.line());
    Learn(recorded.payer(), recorded.payment(), 1);
  }
  void Enter(const v1::LinePartRefused& refused) {
    *Changing(refused.line()).mutable_part_refused() = refused;
    Write(refused.line());
  }

 private:
  // Reads the line, and gives its newest change, which is still to be filled in.
  LineChange& Changing(int line) {
    const auto bytes = rows_.Get(StatementsView::LineKey(issuer_id_, key_, line));
    row_.Clear();
    CHECK(bytes && wire::Unpack(*bytes, row_));
    LineChange& change = *row_.add_changes();
    change.set_sequence(sequence_);
    return change;
  }
  // The line joins or leaves the queue, as its newest change says.
  void Write(int line) {
    rows_.Put(StatementsView::LineKey(issuer_id_, key_, line), row_.SerializeAsString());
    const bool waited = StandingOf(row_, sequence_ - 1).state == v1::LINE_STATE_WAITING;
    const bool waits = StandingOf(row_).state == v1::LINE_STATE_WAITING;
    const std::string queue_key = StatementsView::QueueKey(issuer_id_, key_, line);
    if (waits) {
      rows_.Put(queue_key, "");
    } else {
      rows_.Delete(queue_key);
    }
    if (waited && !waits) {
      rows_.Put(StatementsView::LeftKey(issuer_id_, sequence_, key_, line), "");
    }
  }
  void PutStatement(const StatementRow& row) {
    rows_.Put(StatementsView::StatementKey(issuer_id_, key_), row.SerializeAsString());
  }
  void Learn(const std::string& payer, const std::string& payment, int times) {
    if (payer.empty()) return;
    views::v1::PayerRow fragment;
    auto* const added = fragment.add_accounts();
    added->set_account(payment.substr(0, payment.find("/payments/")));
    added->set_times(times);
    rows_.Append(StatementsView::PayerKey(issuer_id_, payer), fragment.SerializeAsString());
  }

  std::string_view issuer_id_;
  std::string_view key_;
  std::uint64_t sequence_;
  engine::ViewRows& rows_;
  LineRow row_;  // That is being changed.
};

template <class... Messages>
void EnterOneOf(const history::v1::Record& record, Entering& entering) {
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

void StatementsView::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  std::string_view key = record.stream();
  std::string_view issuer_id = record.home();
  if (!key.starts_with(StatementAggregate::kStreams)) return;
  CHECK(issuer_id.starts_with(kHomePrefix));
  key.remove_prefix(StatementAggregate::kStreams.size());
  issuer_id.remove_prefix(kHomePrefix.size());
  Entering entering(issuer_id, key, record.sequence(), rows);
  EnterOneOf<v1::StatementBegun, v1::StatementLinesAdded, v1::StatementLoaded, v1::LineConfirmed,
             v1::LineRecorded, v1::LineRefused, v1::LineIgnored, v1::LineReopened,
             v1::LinePartConfirmed, v1::LinePartRecorded, v1::LinePartRefused>(record, entering);
}

}  // namespace recourse::invoicing
