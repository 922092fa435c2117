#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/xml/element.h"
#include "libs/xml/limits.h"

namespace recourse::xml {

// What is to be done at an element of a stream.
struct Route {
  enum class When {
    kOpened,  // At its start tag: the element with its attributes, as yet without text or children.
    kWhole,   // At its end tag: the element with all that is in it.
    kClosed,  // At its end tag: the same element as for kOpened.
  };
  // An answer that is a failure ends the reading with it.
  using Handler = std::function<Expected<Done, Failure>(const Element&)>;

  // How the path of the element ends, local names from the outside in: "Ntry" is every Ntry,
  // "Stmt/Ntry" those that are children of a Stmt.
  std::string path;
  When when;
  Handler handler;
};

// Reads a document of any length piece by piece and hands over the elements that the routes name,
// in the document's order, as soon as they are complete. Memory holds one subtree and one piece.
// Within a subtree that is handed over whole no other route is looked for; of several routes that
// name an element for the same moment the first one counts. Refusals are those of Parse; what was
// handed over before a refusal is not taken back. One thread at a time.
class Stream {
 public:
  explicit Stream(std::vector<Route> routes, const Limits& limits = {});
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  // The next bytes, cut anywhere. After a failure each further call gives the same failure.
  Expected<Done, Failure> Feed(std::string_view chunk);
  // Says that this was all; a document that is not complete is refused.
  Expected<Done, Failure> Finish();

 private:
  class Router;
  std::unique_ptr<Router> router_;
};

// Feeds the whole file. XML_FILE if it cannot be read.
Expected<Done, Failure> StreamFile(const std::filesystem::path& file, std::vector<Route> routes,
                                   const Limits& limits = {});

}  // namespace recourse::xml
