// Who calls, by certificate, over real handshakes; deploy/tls/issue.sh is the authority.

#include "libs/rpc/tls.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "libs/base/testing/temp_folder.h"
#include "libs/rpc/testing/rpc_fixture.h"

namespace recourse::rpc {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class TlsTest : public RpcFixture {
 protected:
  // A certificate of the authority `by`; its folder.
  fs::path Issue(const std::string& principal, const std::string& more = "",
                 const std::string& by = "ours") {
    const fs::path authority = folder_.path() / by;
    const std::string command =
        fmt::format("deploy/tls/issue.sh --folder {} {} {}", authority.string(), principal, more);
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return authority / principal;
  }
  void StartWithTls() {
    server_folder_ = Issue("services/notebook", Host());
    StartServer({}, server_folder_);
  }
  std::unique_ptr<Client> ClientOf(const fs::path& folder, const std::string& token = "") {
    const auto credentials = ClientTls(folder);
    EXPECT_TRUE(credentials) << credentials.error().message;
    return std::make_unique<Client>(Client::Connect(server_->address(), *credentials), token);
  }
  // How a clerk's command ends: "" if it is done, else the reason.
  static std::string AddNoteBy(const Client& client, const std::string& request_id = "r1") {
    grpc::ClientContext context;
    client.Authorise(context);
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
    Note note;
    const auto status = notebook::v1::NotebookService::NewStub(client.channel())
                            ->AddNote(&context, GoodNote(request_id, request_id), &note);
    if (status.ok()) return "";
    const Failure failure = ToFailure(status);
    return failure.reason.empty() ? status.error_message() : failure.reason;
  }

  testkit::TempFolder folder_;
  fs::path server_folder_;
};

TEST_F(TlsTest, TheCertificateSaysWhoCallsAndItsCollectionWhat) {
  StartWithTls();
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("clerks/anna"))), "");
  EXPECT_EQ(commands_.submitted().back().actor, "clerks/anna");
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("partners/nord"))), "ROLE_MAY_NOT_CALL");
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("strangers/anna"))), "UNAUTHENTICATED");
}

TEST_F(TlsTest, WithoutACertificateOfTheAuthorityNobodyIsHeard) {
  StartWithTls();
  const fs::path foreign = Issue("clerks/anna", "", "theirs");
  fs::copy_file(server_folder_ / "ca.crt", foreign / "ca.crt",
                fs::copy_options::overwrite_existing);
  EXPECT_NE(AddNoteBy(*ClientOf(foreign)), "");
  EXPECT_NE(AddNoteBy(Client(Client::Connect(server_->address()), Token(Role::kClerk))), "");
  EXPECT_EQ(commands_.submitted().size(), 0u);
}

TEST_F(TlsTest, NorIsAServerBelievedThatIsCalledOtherwise) {
  server_folder_ = Issue("services/notebook", "elsewhere.example");
  StartServer({}, server_folder_);
  EXPECT_NE(AddNoteBy(*ClientOf(Issue("clerks/anna"))), "");
  EXPECT_EQ(commands_.submitted().size(), 0u);
}

TEST_F(TlsTest, TwoIdentitiesAreNoneAndAnEdgePassesOnTokens) {
  StartWithTls();
  const std::string token = Token(Role::kClerk);
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("clerks/anna"), token)), "UNAUTHENTICATED");
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("edges/front"))), "UNAUTHENTICATED");
  EXPECT_EQ(AddNoteBy(*ClientOf(Issue("edges/front"), token)), "");
  EXPECT_EQ(commands_.submitted().back().actor, "people/clerk");
}

TEST_F(TlsTest, CertificatesAreChangedWithoutARestart) {
  StartWithTls();
  const fs::path old = Issue("clerks/anna");
  EXPECT_EQ(AddNoteBy(*ClientOf(old)), "");
  // Another authority altogether, for both sides.
  const fs::path next_server = Issue("services/notebook", Host(), "next");
  const fs::path next = Issue("clerks/anna", "", "next");
  fs::rename(server_folder_, folder_.path() / "before");
  fs::rename(next_server, server_folder_);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!AddNoteBy(*ClientOf(next), "r2").empty()) {
    ASSERT_LT(std::chrono::steady_clock::now(), until);
  }
  EXPECT_NE(AddNoteBy(*ClientOf(old), "r3"), "");
}

TEST_F(TlsTest, AFolderThatCannotBeUsedIsNamedWithItsFault) {
  const fs::path good = Issue("clerks/anna");
  const auto fault = [&](const char* file, auto spoil) {
    const fs::path folder = folder_.path() / "spoilt";
    fs::remove_all(folder);
    fs::copy(good, folder);
    spoil(folder);
    const auto refused = ClientTls(folder);
    EXPECT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "TLS_FILE");
    EXPECT_THAT(refused.error().message, HasSubstr((folder / file).string()));
    EXPECT_EQ(ServerTls(folder).error(), refused.error());
    return refused.error().message;
  };
  for (const char* file : {"tls.crt", "tls.key", "ca.crt"}) {
    fault(file, [&](const fs::path& folder) { fs::remove(folder / file); });
    fault(file, [&](const fs::path& folder) { std::ofstream(folder / file) << "none"; });
  }
  EXPECT_THAT(
      fault("tls.key",
            [](const fs::path& folder) { fs::permissions(folder / "tls.key", fs::perms(0644)); }),
      HasSubstr("Others may read"));
  EXPECT_THAT(fault("tls.key",
                    [&](const fs::path& folder) {
                      fs::copy_file(Issue("clerks/otto") / "tls.key", folder / "tls.key",
                                    fs::copy_options::overwrite_existing);
                    }),
              HasSubstr("It is not the key of tls.crt"));
  const fs::path expired = Issue("clerks/late", "--days 0");
  EXPECT_THAT(ClientTls(expired).error().message, HasSubstr("It has expired"));
}

TEST_F(TlsTest, OnlyWithCertificatesAServerLeavesTheHost) {
  StartWithTls();
  const auto open = Server::Start({.address = "0.0.0.0:0"}, *shell_, {});
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().reason, "ADDRESS_NOT_LOOPBACK");
  EXPECT_TRUE(Server::Start({.address = "0.0.0.0:0", .tls = server_folder_}, *shell_, {}));
}

}  // namespace
}  // namespace recourse::rpc
