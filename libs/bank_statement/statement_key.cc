#include "libs/bank_statement/statement_key.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <optional>
#include <string_view>

#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/base/hex.h"

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kMessageSize = std::string_view("camt.053").size();

// Texts with their lengths, so that no two lists of texts give the same bytes.
class Framed {
 public:
  void Add(std::string_view text) { bytes_ += fmt::format("{}:{},", text.size(), text); }
  void Add(const std::optional<Date>& day) { Add(day ? recourse::ToString(*day) : std::string()); }
  void Add(const std::optional<Balance>& balance) {
    Add(balance ? ToString(balance->amount) : std::string());
    Add(balance ? std::optional(balance->date) : std::nullopt);
    Add(balance && balance->intermediate ? "intermediate" : "");
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace

std::string StatementKey(const Statement& statement, const StatementEnd& end) {
  Framed framed;
  framed.Add(std::string_view(statement.format).substr(0, kMessageSize));
  framed.Add(statement.servicer.bic);
  framed.Add(statement.servicer.code);
  framed.Add(statement.account.iban);
  framed.Add(statement.account.other);
  framed.Add(statement.currency ? statement.currency->code() : "");
  framed.Add(statement.id);
  framed.Add(statement.number);
  framed.Add(statement.legal_number);
  framed.Add(statement.page);
  framed.Add(statement.from);
  framed.Add(statement.to);
  framed.Add(statement.opening);
  framed.Add(end.closing);
  framed.Add(std::to_string(end.entries));
  for (const Money& sum : end.booked) framed.Add(ToString(sum));

  const std::string& bytes = framed.bytes();
  std::array<char, 32> digest;
  std::size_t size = 0;
  CHECK(EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(),
                     reinterpret_cast<unsigned char*>(digest.data()), &size) == 1);
  CHECK(size == digest.size());
  return ToHex(std::string_view(digest.data(), digest.size()));
}

}  // namespace recourse::bank_statement
