#include "services/standalone/verify_installation.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/storage.h"
#include "libs/eventlog/verify.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_invariant.h"
#include "services/invoicing/domain/postings.h"
#include "services/standalone/initialise.h"

namespace recourse::standalone {
namespace {

// Keeps the books again, event by event, and says where they do not balance.
class Books {
 public:
  std::optional<std::string> Enter(std::string_view bytes) {
    CHECK(record_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    if (record_.stream() != invoicing::LedgerAggregate::kStream) return std::nullopt;
    const auto event = invoicing::LedgerAggregate::Decode(record_.type(), record_.payload());
    if (!event) return "cannot be read as an event of a ledger";
    if (auto unbalanced = Unbalanced(*event)) return unbalanced;
    invoicing::Ledger& ledger = ledgers_[record_.home()];
    ledger = invoicing::LedgerDecider::Evolve(std::move(ledger), *event);
    const auto broken = invoicing::BrokenInvariant(ledger);
    if (broken) return "leaves the ledger unbalanced: " + *broken;
    return std::nullopt;
  }
  std::uint64_t ledgers() const { return ledgers_.size(); }

 private:
  static std::optional<std::string> Unbalanced(const invoicing::LedgerEvent& event) {
    std::map<Currency, std::int64_t> sums;
    for (const auto& posting : invoicing::Postings(event)) {
      sums[posting.amount.currency] += posting.amount.minor_units;
    }
    for (const auto& [currency, sum] : sums) {
      if (sum != 0)
        return "has postings that do not sum to zero: " + ToString(Money{sum, currency});
    }
    return std::nullopt;
  }

  history::v1::Record record_;
  std::map<std::string, invoicing::Ledger> ledgers_;  // By home.
};

}  // namespace

Expected<std::vector<VerifiedLog>, Failure> VerifyInstallation(const Installation& installation) {
  std::vector<VerifiedLog> all;
  for (const std::string service : kServices) {
    const auto log =
        engine::OpenToRead(installation.storage(service), installation.identity(service));
    if (!log) return Unexpected{log.error()};
    Books books;
    const bool has_books = service == "invoicing";
    const auto verified =
        eventlog::Verify(**log, [&](std::string_view record) -> std::optional<std::string> {
          if (!has_books) return std::nullopt;
          return books.Enter(record);
        });
    if (!verified) return Unexpected{engine::ToFailure(verified.error())};
    all.push_back({service, verified->records, verified->bytes, books.ledgers()});
  }
  return all;
}

}  // namespace recourse::standalone
