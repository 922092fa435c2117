#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/identity.h"

namespace recourse::rpc {

// Who holds which bearer token. A token is 256 random bits, written as 64 lower-case hexadecimal
// digits; the file holds only SHA-256 of that text, so reading it gives nobody a way in:
//   # hash of the token, principal, role or "revoked"
//   5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d8 operators/root operator
// Thread safe; Find takes no lock. Identities stay valid as long as the store.
class TokenStore {
 public:
  static constexpr std::size_t kTokensMax = 10'000;

  // Reads `path`; if there is no such file, starts empty. A line that cannot be read is a failure
  // (kInvalid) that names it, and so is every other such line: nobody is let in by half a file.
  static Expected<std::unique_ptr<TokenStore>, Failure> Open(std::string path);

  // The caller who holds `token`, or null. It costs one SHA-256: what is compared is the hash, so
  // the time taken tells nothing about a token that is nearly right.
  const Caller* Find(std::string_view token) const;

  // Makes a token for `principal` and adds its hash to the file, synced. This is the only time that
  // the token can be seen. A principal may hold several, to change them without a pause.
  Expected<std::string, Failure> Issue(std::string_view principal, Role role);

  // The same for a token that the caller made (NewToken), whose hash alone is known here. Added
  // again it is the same token; kExists (TOKEN_TAKEN) if it lets somebody else in, kPrecondition
  // (TOKEN_REVOKED) if it was revoked: whoever stole it may still have it.
  Expected<Done, Failure> Add(const Digest& hash, std::string_view principal, Role role);

  // Revokes every token of `principal`: none of them is let in again. Gives how many there were.
  Expected<std::size_t, Failure> Revoke(std::string_view principal);

  // Who holds a token, by principal and hash; one entry a token.
  std::vector<std::pair<Caller, Digest>> List() const;

  // Reads the file again, as another process may have changed it. If it fails, all stays as it is.
  Expected<Done, Failure> Reload();

 private:
  struct First8Bytes {
    std::size_t operator()(const Digest& digest) const {
      std::size_t hash;
      std::memcpy(&hash, digest.data(), sizeof hash);
      return hash;
    }
  };
  using Holders = std::unordered_map<Digest, Caller, First8Bytes>;
  using Revoked = std::map<Digest, std::string>;  // Whose they were.

  explicit TokenStore(std::string path) : path_(std::move(path)) {}

  Expected<Done, Failure> ReloadLocked();
  Expected<Done, Failure> SaveLocked(Holders holders, Revoked revoked);
  void PublishLocked(Holders holders);

  const std::string path_;
  std::mutex mutex_;  // Guards the file, `revoked_` and `versions_`.
  Revoked revoked_;
  // Every version there has been: readers hold no reference count, and tokens change rarely.
  std::vector<std::unique_ptr<const Holders>> versions_;
  std::atomic<const Holders*> holders_ = nullptr;
};

// 256 random bits, as a token is written.
std::string NewToken();

// Keeps a token of one's own: a file that only its owner may read (mode 0600), replaced as a whole.
Expected<Done, Failure> WriteTokenFile(const std::string& path, std::string_view token);
// The token in it. kNotFound if there is no such file; refused (kDenied) if others may read it.
Expected<std::string, Failure> ReadTokenFile(const std::string& path);

}  // namespace recourse::rpc
