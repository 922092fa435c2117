#include "services/standalone/verify_installation.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/storage.h"
#include "libs/eventlog/verify.h"
#include "libs/process/initialise.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/standalone/books.h"

namespace recourse::standalone {
namespace {

// The books of all accounts, from the records of invoicing's log.
class Ledgers {
 public:
  // What is wrong with the next record, and whose ledger it is.
  std::optional<std::string> Enter(std::string_view bytes) {
    CHECK(record_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    if (record_.stream() != invoicing::LedgerAggregate::kStream) return std::nullopt;
    const auto event = invoicing::LedgerAggregate::Decode(record_.type(), record_.payload());
    auto fault = event ? books_[record_.home()].Enter(*event)
                       : std::optional<std::string>("cannot be read as an event of a ledger");
    if (!fault) return std::nullopt;
    return fmt::format("{} of {} (ledger version {}): {}", record_.type(), record_.home(),
                       record_.version(), *fault);
  }

  Expected<Done, Failure> Close() const {
    for (const auto& [home, books] : books_) {
      const auto fault = books.Close();
      if (!fault) continue;
      return Unexpected{engine::ToFailure(
          {eventlog::LogError::Kind::kDamaged, fmt::format("the ledger of {}: {}", home, *fault)})};
    }
    return Done{};
  }
  std::uint64_t count() const { return books_.size(); }

 private:
  history::v1::Record record_;
  std::map<std::string, Books> books_;  // By home.
};

}  // namespace

Expected<std::vector<VerifiedLog>, Failure> VerifyInstallation(
    const process::Installation& installation) {
  std::vector<VerifiedLog> all;
  for (const std::string service : process::kServices) {
    const auto log =
        engine::OpenToRead(installation.storage(service), installation.identity(service));
    if (!log) return Unexpected{log.error()};
    Ledgers ledgers;
    const bool has_ledgers = service == "invoicing";
    const auto verified =
        eventlog::Verify(**log, [&](std::string_view record) -> std::optional<std::string> {
          if (!has_ledgers) return std::nullopt;
          return ledgers.Enter(record);
        });
    if (!verified) return Unexpected{engine::ToFailure(verified.error())};
    const auto closed = ledgers.Close();
    if (!closed) return Unexpected{closed.error()};
    all.push_back({service, verified->records, verified->bytes, ledgers.count()});
  }
  return all;
}

}  // namespace recourse::standalone
