#include "libs/xml/document.h"

#include <fmt/format.h>

#include <string>

#include "libs/xml/file.h"
#include "libs/xml/sax.h"
#include "libs/xml/tree_builder.h"

namespace recourse::xml {
namespace {

// Builds the tree of a document that is handed over in pieces.
class WholeTree final : private Sax::Sink {
 public:
  explicit WholeTree(const Limits& limits)
      : bytes_max_(limits.bytes_max), builder_(limits), sax_(*this, limits.depth_max) {}

  Expected<Done, Failure> Feed(std::string_view piece) {
    bytes_ += piece.size();
    if (bytes_ > bytes_max_) return Unexpected{TooLarge()};
    return sax_.Feed(piece);
  }
  Expected<Element, Failure> Finish() {
    if (auto finished = sax_.Finish(); !finished) return Unexpected{finished.error()};
    return builder_.Release();
  }

 private:
  Expected<Done, Failure> Open(const StartTag& tag) override { return builder_.Open(tag); }
  Expected<Done, Failure> Text(std::string_view text, int line) override {
    return builder_.Text(text, line);
  }
  Expected<Done, Failure> Close() override {
    builder_.Close();
    return Done{};
  }

  Failure TooLarge() const {
    return {.kind = Failure::Kind::kInvalid,
            .reason = "XML_TOO_LARGE",
            .message = fmt::format("The document is larger than {} bytes.", bytes_max_),
            .values = {{"bytes_max", std::to_string(bytes_max_)}}};
  }

  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  TreeBuilder builder_;
  Sax sax_;
};

}  // namespace

Expected<Element, Failure> Parse(std::string_view bytes, const Limits& limits) {
  WholeTree tree(limits);
  if (auto fed = tree.Feed(bytes); !fed) return Unexpected{fed.error()};
  return tree.Finish();
}

Expected<Element, Failure> ParseFile(const std::filesystem::path& file, const Limits& limits) {
  WholeTree tree(limits);
  auto fed = ForEachPiece(file, [&](std::string_view piece) { return tree.Feed(piece); });
  if (!fed) return Unexpected{fed.error()};
  return tree.Finish();
}

}  // namespace recourse::xml
