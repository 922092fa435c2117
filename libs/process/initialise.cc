#include "libs/process/initialise.h"

#include <fmt/format.h>

#include <cstring>
#include <set>
#include <vector>

#include "libs/base/hex.h"
#include "libs/calendar/parse_date.h"
#include "libs/files/durable.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"

namespace recourse::process {
namespace {

namespace fs = std::filesystem;

Failure Wrong(const char* field, const fs::path& value, const std::string& rule) {
  return {Failure::Kind::kInvalid,
          "INVALID_ARGUMENT",
          fmt::format("{} \"{}\" {}", field, value.string(), rule),
          {{field, value.string()}}};
}

// Takes away again what a failed init has made: all in the data folder, which was empty, and of the
// rest what was not there.
class Undo {
 public:
  explicit Undo(const Installation& installation) : data_(installation.data) {
    Expect(installation.data);
    Expect(installation.master_key);
    for (const std::string service : kServices) {
      for (std::uint32_t writer = 0; writer < kWriters; ++writer) {
        Expect(engine::WitnessFile(installation.storage(service), service, writer));
      }
    }
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    if (kept_) return;
    std::error_code ignored;
    const std::vector<fs::directory_entry> made(fs::directory_iterator(data_, ignored), {});
    for (const auto& entry : made) fs::remove_all(entry, ignored);
    // From behind, since what is in a folder sorts after it. A folder with more in it stays.
    for (auto path = absent_.rbegin(); path != absent_.rend(); ++path) fs::remove(*path, ignored);
  }

  void Keep() { kept_ = true; }

 private:
  // What is not there of `path` and of the folders that lead to it.
  void Expect(fs::path path) {
    std::error_code ignored;
    while (fs::symlink_status(path, ignored).type() == fs::file_type::not_found) {
      absent_.insert(path);
      path = path.parent_path();
    }
  }

  const fs::path data_;
  std::set<fs::path> absent_;
  bool kept_ = false;
};

// Whether a start would believe that day when it reads recourse.toml.
bool Believed(Date day) {
  const int year{date::year_month_day(day).year()};
  return year >= calendar::kFirstYear && year <= calendar::kLastYear;
}

// Whether `path` is `folder` or lies in it.
bool Within(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

Expected<Done, Failure> IssueToken(rpc::TokenStore& tokens, const std::string& principal,
                                   rpc::Role role, const fs::path& file) {
  const auto token = tokens.Issue(principal, role);
  if (!token) return Unexpected{token.error()};
  return rpc::WriteTokenFile(file.string(), *token);
}

Expected<Done, Failure> IssueTokens(const fs::path& data) {
  const auto tokens = rpc::TokenStore::Open(TokensFile(data).string());
  if (!tokens) return Unexpected{tokens.error()};
  auto issued =
      IssueToken(**tokens, "operators/root", rpc::Role::kOperator, OperatorTokenFile(data));
  for (const std::string service : kServices) {
    if (!issued) return issued;
    issued = IssueToken(**tokens, "services/" + service, rpc::Role::kService,
                        ServiceTokenFile(data, service));
  }
  if (!issued) return issued;
  // Dated commands run in this name: an import does what an operator may.
  return IssueToken(**tokens, "services/conductor", rpc::Role::kOperator,
                    ServiceTokenFile(data, "conductor"));
}

Expected<Installation, Failure> Describe(const InitialiseOptions& options) {
  Installation installation;
  installation.data = fs::absolute(options.data).lexically_normal();
  if (!installation.data.has_filename()) installation.data = installation.data.parent_path();
  const fs::path& data = installation.data;
  std::error_code failed;
  if (fs::exists(data, failed) && !fs::is_empty(data, failed)) {
    return Unexpected{Wrong("data", data, "is not an empty folder")};
  }
  if (options.shards < 1 || options.shards > kShardsMax) {
    return Unexpected{Wrong("shards", std::to_string(options.shards), "must be 1 to 256")};
  }
  installation.shards = options.shards;
  if (options.simulated_from && !Believed(*options.simulated_from)) {
    return Unexpected{Wrong("clock", "simulated:" + ToString(*options.simulated_from),
                            fmt::format("must begin on a day from {}-01-01 to {}-12-31",
                                        calendar::kFirstYear, calendar::kLastYear))};
  }
  installation.simulated_from = options.simulated_from;
  installation.witnesses = options.witnesses.empty()
                               ? data / "witness"
                               : fs::absolute(options.witnesses).lexically_normal();
  installation.master_key = options.master_key.empty()
                                ? fs::path(data.string() + ".master-key")
                                : fs::absolute(options.master_key).lexically_normal();
  if (Within(installation.master_key, data)) {
    return Unexpected{
        Wrong("master_key", installation.master_key,
              "must lie outside the data folder, or a backup of the data would hold its key")};
  }
  const std::string random = rpc::RandomBytes(sizeof installation.id);
  std::memcpy(&installation.id, random.data(), sizeof installation.id);
  return installation;
}

Expected<Done, Failure> MakeKeyring(const Installation& installation) {
  const auto keyring = seal::Keyring::Create({.folder = KeysFolder(installation.data).string(),
                                              .master_path = installation.master_key.string()});
  if (keyring) return Done{};
  Failure failure = seal::ToFailure(keyring.error());
  failure.values.emplace_back("detail", keyring.error().detail);  // The operator may see files.
  return Unexpected{failure};
}

Expected<Done, Failure> Make(const Installation& installation) {
  const fs::path& data = installation.data;
  const std::error_code failed = files::MakeFolders(OutboxFolder(data));
  if (failed) return Unexpected{Wrong("data", data, failed.message())};
  // Not before: it may be the one that the data folder was made in.
  std::error_code unknown;
  if (!fs::is_directory(installation.master_key.parent_path(), unknown)) {
    return Unexpected{
        Wrong("master_key", installation.master_key, "must lie in a folder that is there")};
  }
  for (const std::string service : kServices) {
    const auto created = engine::CreateStorage(installation.storage(service),
                                               installation.identity(service), kWriters);
    if (!created) return created;
  }
  if (const auto keyring = MakeKeyring(installation); !keyring) return keyring;
  if (const auto issued = IssueTokens(data); !issued) return issued;
  const auto key = rpc::WriteTokenFile(RequestKeyFile(data).string(),
                                       ToHex(rpc::RandomBytes(rpc::KeyedHash::kKeyBytes)));
  if (!key) return key;
  return WriteInstallation(installation);
}

}  // namespace

fs::path OperatorTokenFile(const fs::path& data) { return data / "operator.token"; }
fs::path ServiceTokenFile(const fs::path& data, const std::string& service) {
  return data / ("service-" + service + ".token");
}
fs::path RequestKeyFile(const fs::path& data) { return data / "request.key"; }
Expected<rpc::KeyedHash, Failure> ReadRequestKey(const fs::path& data) {
  const auto text = rpc::ReadTokenFile(RequestKeyFile(data).string());
  if (!text) return Unexpected{text.error()};
  const auto key = FromHex(*text);
  if (!key || key->size() != rpc::KeyedHash::kKeyBytes) {
    return Unexpected{Failure{Failure::Kind::kInvalid,
                              "REQUEST_KEY",
                              RequestKeyFile(data).string() + ": is not 64 hexadecimal digits",
                              {}}};
  }
  return rpc::KeyedHash(*key);
}

fs::path TokensFile(const fs::path& data) { return data / "tokens"; }
fs::path KeysFolder(const fs::path& data) { return data / "keys"; }
fs::path OutboxFolder(const fs::path& data) { return data / "outbox"; }

Expected<Installation, Failure> Initialise(const InitialiseOptions& options) {
  const auto described = Describe(options);
  if (!described) return described;
  Undo undo(*described);
  const auto made = Make(*described);
  if (!made) return Unexpected{made.error()};
  undo.Keep();
  return described;
}

}  // namespace recourse::process
