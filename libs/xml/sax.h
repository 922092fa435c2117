#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/xml/limits.h"

namespace recourse::xml {

Failure Refused(std::string reason, std::string message, int line);

// A start tag as libxml2 gives it. The texts live as long as the call that hands it over.
struct StartTag {
  struct Attribute {
    std::string_view ns;
    std::string_view name;
    std::string_view value;
  };
  std::string_view ns;
  std::string_view name;
  std::vector<Attribute> attributes;
  int line = 0;
};

// For this room only. libxml2's push parser behind plain calls: it refuses a DOCTYPE and what is
// too deep, and ends at the first failure, its own or that of a call of the sink.
class Sax {
 public:
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual Expected<Done, Failure> Open(const StartTag& tag) = 0;
    virtual Expected<Done, Failure> Text(std::string_view text, int line) = 0;
    virtual Expected<Done, Failure> Close() = 0;
  };

  // `sink` outlives this.
  Sax(Sink& sink, int depth_max);
  ~Sax();
  Sax(const Sax&) = delete;
  Sax& operator=(const Sax&) = delete;

  Expected<Done, Failure> Feed(std::string_view chunk);
  Expected<Done, Failure> Finish();

 private:
  struct Callbacks;
  struct Context;

  void Take(Expected<Done, Failure> result);
  Expected<Done, Failure> Standing() const;

  Sink& sink_;
  const int depth_max_;
  int depth_ = 0;
  std::optional<Failure> failure_;
  std::unique_ptr<Context> context_;
};

}  // namespace recourse::xml
