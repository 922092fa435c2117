#include "libs/xml/document.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <string>

#include "libs/files/descriptor.h"
#include "libs/xml/file.h"
#include "libs/xml/sax.h"
#include "libs/xml/tree_builder.h"

namespace recourse::xml {
namespace {

class WholeTree final : public Sax::Sink {
 public:
  explicit WholeTree(const Limits& limits) : builder_(limits) {}

  Expected<Done, Failure> Open(const StartTag& tag) override { return builder_.Open(tag); }
  Expected<Done, Failure> Text(std::string_view text, int line) override {
    return builder_.Text(text, line);
  }
  Expected<Done, Failure> Close() override {
    builder_.Close();
    return Done{};
  }
  Element Release() { return builder_.Release(); }

 private:
  TreeBuilder builder_;
};

}  // namespace

Expected<Element, Failure> Parse(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.bytes_max) {
    return Unexpected{
        Failure{.kind = Failure::Kind::kInvalid,
                .reason = "XML_TOO_LARGE",
                .message = fmt::format("The document is larger than {} bytes.", limits.bytes_max),
                .values = {{"line", "1"}, {"bytes_max", std::to_string(limits.bytes_max)}}}};
  }
  WholeTree tree(limits);
  Sax sax(tree, limits.depth_max);
  if (auto fed = sax.Feed(bytes); !fed) return Unexpected{fed.error()};
  if (auto finished = sax.Finish(); !finished) return Unexpected{finished.error()};
  return tree.Release();
}

Expected<Element, Failure> ParseFile(const std::filesystem::path& file, const Limits& limits) {
  const files::Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  std::string bytes;
  if (!opened || !files::ReadAll(opened, limits.bytes_max, bytes)) return Unexpected{NotRead(file)};
  return Parse(bytes, limits);
}

}  // namespace recourse::xml
