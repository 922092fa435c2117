#include "libs/rpc/tls.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "libs/base/freed_by.h"
#include "libs/files/descriptor.h"
#include "libs/rpc/identity.h"
#include "libs/rpc/private_file.h"

namespace recourse::rpc {
namespace {

namespace fs = std::filesystem;
using grpc::experimental::FileWatcherCertificateProvider;

constexpr std::size_t kFileBytesMax = 1 << 20;
constexpr unsigned kReadAgainEvery_s = 2;
constexpr std::string_view kSpiffe = "spiffe://recourse/";

using Bio = std::unique_ptr<BIO, FreedBy<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;

fs::path CertificateFile(const fs::path& folder) { return folder / "tls.crt"; }
fs::path KeyFile(const fs::path& folder) { return folder / "tls.key"; }
fs::path AuthorityFile(const fs::path& folder) { return folder / "ca.crt"; }

Failure Wrong(const fs::path& file, const std::string& fault,
              Failure::Kind kind = Failure::Kind::kInvalid) {
  return {kind, "TLS_FILE", fmt::format("{}: {}", file.string(), fault), {}};
}

Expected<Bio, Failure> Open(const fs::path& file) {
  const files::Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!descriptor || !files::ReadAll(descriptor, kFileBytesMax, text)) {
    return Unexpected{Wrong(file, std::strerror(errno))};
  }
  Bio bio(BIO_new(BIO_s_mem()));
  BIO_write(bio.get(), text.data(), static_cast<int>(text.size()));
  return bio;
}

Expected<Certificate, Failure> ReadCertificate(const fs::path& file) {
  const auto bio = Open(file);
  if (!bio) return Unexpected{bio.error()};
  Certificate certificate(PEM_read_bio_X509(bio->get(), nullptr, nullptr, nullptr));
  if (!certificate) return Unexpected{Wrong(file, "It holds no certificate in PEM.")};
  return certificate;
}

Expected<Key, Failure> ReadKey(const fs::path& file) {
  const auto text = ReadPrivateFile(file, kFileBytesMax);
  if (!text) return Unexpected{Wrong(file, text.error().message, text.error().kind)};
  if (!text->has_value()) return Unexpected{Wrong(file, "It is not there.")};
  const Bio bio(BIO_new_mem_buf((*text)->data(), static_cast<int>((*text)->size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!key) return Unexpected{Wrong(file, "It holds no private key in PEM.")};
  return key;
}

// gRPC would take the folder and then refuse every handshake without a word.
Expected<Done, Failure> Check(const fs::path& folder) {
  const auto certificate = ReadCertificate(CertificateFile(folder));
  if (!certificate) return Unexpected{certificate.error()};
  const auto key = ReadKey(KeyFile(folder));
  if (!key) return Unexpected{key.error()};
  const auto authority = ReadCertificate(AuthorityFile(folder));
  if (!authority) return Unexpected{authority.error()};
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    return Unexpected{Wrong(KeyFile(folder), "It is not the key of tls.crt.")};
  }
  if (X509_cmp_current_time(X509_get0_notAfter(certificate->get())) < 0) {
    return Unexpected{Wrong(CertificateFile(folder), "It has expired.")};
  }
  return Done{};
}

void Fill(grpc::experimental::TlsCredentialsOptions& options) {
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
}

std::shared_ptr<FileWatcherCertificateProvider> Watch(const fs::path& folder) {
  return std::make_shared<FileWatcherCertificateProvider>(
      KeyFile(folder).string(), CertificateFile(folder).string(), AuthorityFile(folder).string(),
      kReadAgainEvery_s);
}

}  // namespace

Expected<std::shared_ptr<grpc::ServerCredentials>, Failure> ServerTls(const fs::path& folder) {
  if (const auto checked = Check(folder); !checked) return Unexpected{checked.error()};
  grpc::experimental::TlsServerCredentialsOptions options(Watch(folder));
  Fill(options);
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return grpc::experimental::TlsServerCredentials(options);
}

Expected<std::shared_ptr<grpc::ChannelCredentials>, Failure> ClientTls(const fs::path& folder) {
  if (const auto checked = Check(folder); !checked) return Unexpected{checked.error()};
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(Watch(folder));
  Fill(options);
  return grpc::experimental::TlsCredentials(options);
}

std::optional<std::string> PrincipalOf(const grpc::AuthContext& context) {
  // gRPC gives this only if the certificate has exactly one such name.
  const auto names = context.FindPropertyValues(GRPC_PEER_SPIFFE_ID_PROPERTY_NAME);
  if (names.size() != 1) return std::nullopt;
  const std::string_view name(names[0].data(), names[0].size());
  if (!name.starts_with(kSpiffe)) return std::nullopt;
  const std::string_view principal = name.substr(kSpiffe.size());
  if (!IsPrincipal(principal)) return std::nullopt;
  return std::string(principal);
}

}  // namespace recourse::rpc
