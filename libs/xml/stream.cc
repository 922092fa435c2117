#include "libs/xml/stream.h"

#include <utility>

#include "libs/xml/file.h"
#include "libs/xml/sax.h"
#include "libs/xml/tree_builder.h"

namespace recourse::xml {

class Stream::Router final : public Sax::Sink {
 public:
  Router(std::vector<Route> routes, const Limits& limits)
      : routes_(std::move(routes)), builder_(limits), tags_(limits), sax_(*this, limits.depth_max) {
    // So that a path is matched by whole names.
    for (Route& route : routes_) route.path.insert(0, "/");
  }

  Sax& sax() { return sax_; }

  Expected<Done, Failure> Open(const StartTag& tag) override {
    if (builder_.building()) return builder_.Open(tag);
    path_ += '/';
    path_ += tag.name;
    const Route* const opened = RouteAt(Route::When::kOpened);
    const Route* const closed = RouteAt(Route::When::kClosed);
    if (opened != nullptr || closed != nullptr) {
      if (auto read = tags_.Open(tag); !read) return read;
      tags_.Close();
      const Element element = tags_.Release();
      if (closed != nullptr) closing_.push_back({path_.size(), closed, element});
      if (opened != nullptr) {
        if (auto handled = opened->handler(element); !handled) return handled;
      }
    }
    whole_ = RouteAt(Route::When::kWhole);
    return whole_ != nullptr ? builder_.Open(tag) : Done{};
  }

  Expected<Done, Failure> Text(std::string_view text, int line) override {
    return builder_.building() ? builder_.Text(text, line) : Done{};
  }

  Expected<Done, Failure> Close() override {
    if (builder_.building()) {
      builder_.Close();
      if (builder_.building()) return Done{};
      if (auto handled = whole_->handler(builder_.Release()); !handled) return handled;
    }
    return Leave();
  }

 private:
  // An element that is open and whose end someone waits for.
  struct Closing {
    std::size_t path_size;
    const Route* route;
    Element element;
  };

  Expected<Done, Failure> Leave() {
    if (!closing_.empty() && closing_.back().path_size == path_.size()) {
      const Closing left = std::move(closing_.back());
      closing_.pop_back();
      if (auto handled = left.route->handler(left.element); !handled) return handled;
    }
    path_.resize(path_.rfind('/'));
    return Done{};
  }

  const Route* RouteAt(Route::When when) const {
    for (const Route& route : routes_) {
      if (route.when == when && path_.ends_with(route.path)) return &route;
    }
    return nullptr;
  }

  std::vector<Route> routes_;
  std::string path_;  // "/Document/Stmt", down to the element that is handed over whole.
  TreeBuilder builder_;
  TreeBuilder tags_;
  const Route* whole_ = nullptr;  // Waits for what builder_ builds.
  std::vector<Closing> closing_;
  Sax sax_;
};

Stream::Stream(std::vector<Route> routes, const Limits& limits)
    : router_(std::make_unique<Router>(std::move(routes), limits)) {}

Stream::~Stream() = default;

Expected<Done, Failure> Stream::Feed(std::string_view chunk) { return router_->sax().Feed(chunk); }

Expected<Done, Failure> Stream::Finish() { return router_->sax().Finish(); }

Expected<Done, Failure> StreamFile(const std::filesystem::path& file, std::vector<Route> routes,
                                   const Limits& limits) {
  Stream stream(std::move(routes), limits);
  auto fed = ForEachPiece(file, [&](std::string_view piece) { return stream.Feed(piece); });
  return fed ? stream.Finish() : fed;
}

}  // namespace recourse::xml
