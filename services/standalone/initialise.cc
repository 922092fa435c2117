#include "services/standalone/initialise.h"

#include <fmt/format.h>

#include <cstring>

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/token_store.h"
#include "libs/seal/keyring.h"

namespace recourse::standalone {
namespace {

namespace fs = std::filesystem;

Failure Wrong(const char* field, const fs::path& value, const char* rule) {
  return {Failure::Kind::kInvalid,
          "INVALID_ARGUMENT",
          fmt::format("{} \"{}\" {}", field, value.string(), rule),
          {{field, value.string()}}};
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
  installation.simulated_from = options.simulated_from;
  installation.witnesses =
      options.witnesses.empty() ? data / "witness" : fs::absolute(options.witnesses);
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

}  // namespace

fs::path OperatorTokenFile(const fs::path& data) { return data / "operator.token"; }
fs::path ServiceTokenFile(const fs::path& data, const std::string& service) {
  return data / ("service-" + service + ".token");
}
fs::path RequestKeyFile(const fs::path& data) { return data / "request.key"; }
fs::path TokensFile(const fs::path& data) { return data / "tokens"; }
fs::path KeysFolder(const fs::path& data) { return data / "keys"; }
fs::path OutboxFolder(const fs::path& data) { return data / "outbox"; }

Expected<Installation, Failure> Initialise(const InitialiseOptions& options) {
  const auto described = Describe(options);
  if (!described) return described;
  const Installation& installation = *described;
  const fs::path& data = installation.data;
  std::error_code failed;
  fs::create_directories(data, failed);
  if (!failed) fs::create_directories(OutboxFolder(data), failed);
  if (failed) return Unexpected{Wrong("data", data, failed.message().c_str())};

  for (const std::string service : kServices) {
    const auto created =
        engine::CreateStorage(installation.storage(service), installation.identity(service),
                              /*writers=*/1);
    if (!created) return Unexpected{created.error()};
  }
  const auto keyring = seal::Keyring::Create(
      {.folder = KeysFolder(data).string(), .master_path = installation.master_key.string()});
  if (!keyring) return Unexpected{seal::ToFailure(keyring.error())};
  const auto issued = IssueTokens(data);
  if (!issued) return Unexpected{issued.error()};
  const auto key = rpc::WriteTokenFile(RequestKeyFile(data).string(),
                                       ToHex(rpc::RandomBytes(rpc::KeyedHash::kKeyBytes)));
  if (!key) return Unexpected{key.error()};
  const auto written = WriteInstallation(installation);
  if (!written) return Unexpected{written.error()};
  return installation;
}

}  // namespace recourse::standalone
