#include "libs/xml/sax.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <string>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/freed_by.h"

namespace recourse::xml {
namespace {

// What one call hands to libxml2, which counts in int and keeps the piece.
constexpr std::size_t kPieceBytes = 64 << 10;
// libxml2 tells the encoding from the first four bytes, which it wants in one piece.
constexpr std::size_t kEncodingBytes = 4;

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

}  // namespace

Failure Refused(std::string reason, std::string message, int line) {
  return {.kind = Failure::Kind::kInvalid,
          .reason = std::move(reason),
          .message = fmt::format("{} (line {})", message, line),
          .values = {{"line", std::to_string(line)}}};
}

struct Sax::Context {
  std::unique_ptr<xmlParserCtxt, FreedBy<xmlFreeParserCtxt>> parser;
  std::string first_bytes;  // Held back until there are kEncodingBytes of them.
};

// What libxml2 calls; `user` is the Sax.
struct Sax::Callbacks {
  static int LineOf(const Sax& sax) {
    const xmlParserInput* const input = sax.context_->parser->input;
    return input == nullptr ? 0 : input->line;
  }

  static void Doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    Sax& sax = *static_cast<Sax*>(user);
    sax.Take(
        Unexpected{Refused("XML_DOCTYPE", "A document with a DOCTYPE is not read.", LineOf(sax))});
  }

  static void Open(void* user, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* ns,
                   int /*namespaces*/, const xmlChar** /*namespace_list*/, int attributes,
                   int /*defaulted*/, const xmlChar** attribute_list) {
    Sax& sax = *static_cast<Sax*>(user);
    if (sax.failure_) return;
    StartTag tag{.ns = View(ns), .name = View(name), .attributes = {}, .line = LineOf(sax)};
    if (++sax.depth_ > sax.depth_max_) {
      Failure failure = Refused(
          "XML_TOO_DEEP", fmt::format("More than {} elements within each other.", sax.depth_max_),
          tag.line);
      failure.values.emplace_back("depth_max", std::to_string(sax.depth_max_));
      sax.Take(Unexpected{std::move(failure)});
      return;
    }
    // Five pointers each: name, prefix, namespace, begin and end of the value.
    for (int at = 0; at < 5 * attributes; at += 5) {
      const xmlChar* const begin = attribute_list[at + 3];
      const auto size = static_cast<std::size_t>(attribute_list[at + 4] - begin);
      tag.attributes.push_back({.ns = View(attribute_list[at + 2]),
                                .name = View(attribute_list[at]),
                                .value = {reinterpret_cast<const char*>(begin), size}});
    }
    sax.Take(sax.sink_.Open(tag));
  }

  static void Close(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    Sax& sax = *static_cast<Sax*>(user);
    if (sax.failure_) return;
    --sax.depth_;
    sax.Take(sax.sink_.Close());
  }

  static void Text(void* user, const xmlChar* text, int size) {
    Sax& sax = *static_cast<Sax*>(user);
    if (sax.failure_) return;
    const std::string_view view(reinterpret_cast<const char*>(text),
                                static_cast<std::size_t>(size));
    sax.Take(sax.sink_.Text(view, LineOf(sax)));
  }

  static void Error(void* user, xmlError* error) {
    Sax& sax = *static_cast<Sax*>(user);
    if (sax.failure_ || error->level < XML_ERR_ERROR) return;
    std::string_view message = error->message == nullptr ? "unknown error" : error->message;
    // Of a document that is cut off libxml2 says that it has too much.
    if (error->code == XML_ERR_DOCUMENT_END && sax.depth_ > 0) message = "it ends too early";
    while (message.ends_with('\n') || message.ends_with(' ')) message.remove_suffix(1);
    sax.failure_ =
        Refused("XML_MALFORMED", fmt::format("Not well-formed XML: {}", message), error->line);
  }
};

Sax::Sax(Sink& sink, int depth_max)
    : sink_(sink), depth_max_(depth_max), context_(std::make_unique<Context>()) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
}

Sax::~Sax() = default;

Expected<Done, Failure> Sax::Feed(std::string_view chunk) {
  if (failure_) return Standing();
  if (context_->parser == nullptr) {
    std::string& first = context_->first_bytes;
    const std::size_t missing = std::min(chunk.size(), kEncodingBytes - first.size());
    first.append(chunk.substr(0, missing));
    chunk.remove_prefix(missing);
    if (first.size() < kEncodingBytes) return Done{};
    xmlSAXHandler calls{};
    calls.initialized = XML_SAX2_MAGIC;
    calls.internalSubset = Callbacks::Doctype;
    calls.startElementNs = Callbacks::Open;
    calls.endElementNs = Callbacks::Close;
    calls.characters = Callbacks::Text;
    calls.cdataBlock = Callbacks::Text;
    calls.serror = Callbacks::Error;
    context_->parser.reset(xmlCreatePushParserCtxt(&calls, this, first.data(),
                                                   static_cast<int>(first.size()), nullptr));
    CHECK(context_->parser != nullptr);
    xmlCtxtUseOptions(context_->parser.get(), XML_PARSE_NONET);
  }
  while (!chunk.empty() && !failure_) {
    const std::string_view piece = chunk.substr(0, kPieceBytes);
    chunk.remove_prefix(piece.size());
    xmlParseChunk(context_->parser.get(), piece.data(), static_cast<int>(piece.size()), 0);
  }
  return Standing();
}

Expected<Done, Failure> Sax::Finish() {
  if (!failure_ && context_->parser == nullptr) {
    failure_ = Refused("XML_MALFORMED", "Not well-formed XML: it ends too early", 1);
  }
  if (failure_) return Standing();
  xmlParseChunk(context_->parser.get(), nullptr, 0, 1);
  if (!failure_ && context_->parser->wellFormed == 0) {
    failure_ = Refused("XML_MALFORMED", "Not well-formed XML", Callbacks::LineOf(*this));
  }
  return Standing();
}

void Sax::Take(Expected<Done, Failure> result) {
  if (result || failure_) return;
  failure_ = result.error();
  xmlStopParser(context_->parser.get());
}

Expected<Done, Failure> Sax::Standing() const {
  if (failure_) return Unexpected{*failure_};
  return Done{};
}

}  // namespace recourse::xml
