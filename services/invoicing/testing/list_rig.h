#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/invoicing/testing/service_rig.h"

namespace recourse::invoicing {

// A service whose lists are read page by page. Acme has the customer a1.
class ListRig : public ServiceRig {
 protected:
  ListRig() {
    RegisterAcme();
    OpenAccount("a1");
  }

  // The last segments of the names in all pages. `after_first` runs once the first page is there.
  template <class Response, class Request>
  std::vector<std::string> Ids(const std::string& method, Request request,
                               const std::function<void()>& after_first = {}) {
    std::vector<std::string> ids;
    bool is_first = true;
    do {
      const auto page = Call<Response>(method, request);
      EXPECT_TRUE(page) << (page ? "" : page.error().reason);
      if (!page) break;
      if (is_first && after_first) after_first();
      is_first = false;
      AddIds(*page, ids);
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return ids;
  }
  template <class Response, class Request>
  std::vector<std::string> IdsOf(const std::string& method, const std::string& text) {
    return Ids<Response>(method, Text<Request>(text));
  }

  // The first field that is wrong, else the name of the refusal.
  template <class Request>
  std::string Wrong(const std::string& method, const Request& request) {
    const auto answer = Begin(rpc::Role::kOperator, method, request).get();
    if (answer) return "";
    const Failure& failure = answer.error();
    return failure.kind == Failure::Kind::kInvalid ? failure.values.at(0).first : failure.reason;
  }
  // The same of the request with a page token that came from it with other content.
  template <class Response, class Request>
  std::string WrongToken(const std::string& method, const Request& from, Request with) {
    const auto page = Call<Response>(method, from);
    EXPECT_TRUE(page && !page->next_page_token().empty());
    if (page) with.set_page_token(page->next_page_token());
    return Wrong(method, with);
  }

 private:
  // Those of the one repeated field that a page has.
  static void AddIds(const google::protobuf::Message& page, std::vector<std::string>& ids) {
    const auto* const items = page.GetDescriptor()->field(0);
    for (int i = 0; i < page.GetReflection()->FieldSize(page, items); ++i) {
      const auto& item = page.GetReflection()->GetRepeatedMessage(page, items, i);
      const auto* const field = item.GetDescriptor()->FindFieldByName("name");
      const std::string name = item.GetReflection()->GetString(item, field);
      ids.push_back(name.substr(name.rfind('/') + 1));
    }
  }
};

}  // namespace recourse::invoicing
