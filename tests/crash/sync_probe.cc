// Calls each function that sync_counter watches once, on files named after the call.

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "libs/base/check.h"

namespace {

int Open(const std::filesystem::path& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  CHECK(fd >= 0);
  return fd;
}

void CallEach(const std::filesystem::path& folder) {
  char bytes[] = "abc";
  iovec parts[] = {{bytes, 1}, {bytes + 1, 2}};
  const int file = Open(folder / "seen");
  CHECK(write(file, bytes, 3) == 3);
  CHECK(pwrite(file, bytes, 3, 3) == 3);
  CHECK(writev(file, parts, 2) == 3);
  CHECK(pwritev(file, parts, 2, 6) == 3);
  CHECK(fsync(file) == 0);
  CHECK(fdatasync(file) == 0);
  CHECK(sync_file_range(file, 0, 0, 0) == 0);
  close(file);

  const int unseen = Open(folder / "unseen");
  CHECK(write(unseen, bytes, 3) == 3);
  CHECK(fsync(unseen) == 0);
  close(unseen);

  int pair[2];
  CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  CHECK(send(pair[0], bytes, 3, MSG_NOSIGNAL) == 3);
  CHECK(sendmsg(pair[0], &message, MSG_NOSIGNAL) == 3);
  CHECK(recv(pair[1], bytes, 3, 0) == 3);

  // A sync that fails is none, and its errno comes through.
  CHECK(fsync(pair[0]) == -1 && errno == EINVAL);
}

}  // namespace

int main(int, char** argv) {
  CallEach(argv[1]);
  return 0;
}
