#include "libs/bank_statement/statement_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "libs/files/descriptor.h"

namespace recourse::bank_statement {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
// Blank lines before a statement are few; beyond this it is no XML.
constexpr std::size_t kUndecidedBytesMax = 4096;

// How XML begins: '<', in UTF-8 with its mark, and in UTF-16, with its mark and without.
constexpr std::array<std::string_view, 5> kXmlBeginnings = {"<", "\xEF\xBB\xBF<", "\xFE\xFF",
                                                            "\xFF\xFE", std::string_view("\0<", 2)};

// Line breaks before the first line are of no meaning in an MT file, and refused in XML.
std::string_view WithoutBlanks(std::string_view bytes) {
  return bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
}

bool BeginsXml(std::string_view bytes) {
  return std::any_of(kXmlBeginnings.begin(), kXmlBeginnings.end(), [&](std::string_view beginning) {
    return WithoutBlanks(bytes).starts_with(beginning);
  });
}

// Whether what follows could still make it XML.
bool IsUndecided(std::string_view bytes) {
  return bytes.size() < kUndecidedBytesMax &&
         std::any_of(kXmlBeginnings.begin(), kXmlBeginnings.end(), [&](std::string_view beginning) {
           return beginning.starts_with(WithoutBlanks(bytes));
         });
}

Unexpected<Failure> NotRead(const std::filesystem::path& file) {
  return Unexpected{Failure{.kind = Failure::Kind::kNotFound,
                            .reason = "FILE_UNREADABLE",
                            .message = fmt::format("{}: {}", file.string(), std::strerror(errno)),
                            .values = {{"file", file.string()}}}};
}

}  // namespace

StatementReader::StatementReader(StatementSink& sink, std::string mt_encoding)
    : sink_(sink), mt_encoding_(std::move(mt_encoding)) {}

void StatementReader::Decide() {
  if (BeginsXml(begun_)) {
    reader_.emplace<CamtReader>(sink_);
  } else {
    reader_.emplace<Mt940Reader>(sink_, mt_encoding_);
  }
}

Expected<Done, Failure> StatementReader::Feed(std::string_view chunk) {
  std::string first;
  if (std::holds_alternative<std::monostate>(reader_)) {
    begun_ += chunk;
    if (IsUndecided(begun_)) return Done{};
    Decide();
    first = std::exchange(begun_, {});
    chunk = first;
  }
  if (auto* const camt = std::get_if<CamtReader>(&reader_)) return camt->Feed(chunk);
  return std::get<Mt940Reader>(reader_).Feed(chunk);
}

Expected<Done, Failure> StatementReader::Finish() {
  if (std::holds_alternative<std::monostate>(reader_)) {
    Decide();
    const std::string rest = std::exchange(begun_, {});
    if (const auto fed = Feed(rest); !fed) return fed;
  }
  if (auto* const camt = std::get_if<CamtReader>(&reader_)) return camt->Finish();
  return std::get<Mt940Reader>(reader_).Finish();
}

Expected<Done, Failure> ReadStatementFile(const std::filesystem::path& file, StatementSink& sink,
                                          std::string mt_encoding) {
  const files::Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) return NotRead(file);
  StatementReader reader(sink, std::move(mt_encoding));
  std::string piece(kPieceBytes, '\0');
  while (true) {
    const ssize_t count = read(opened.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return NotRead(file);
    if (count == 0) return reader.Finish();
    const auto fed = reader.Feed({piece.data(), static_cast<std::size_t>(count)});
    if (!fed) return fed;
  }
}

}  // namespace recourse::bank_statement
