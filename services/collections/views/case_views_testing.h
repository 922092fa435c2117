#pragma once

#include <gtest/gtest.h>

#include <string>

#include "libs/wire/view_log.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {

// For tests: a view that follows the case that a script plays, as account a1.
template <class View>
class ScriptedView {
 public:
  CaseScript script;

  // The row at `key`, after all that the script has played so far.
  template <class Row>
  Row Get(const std::string& key) {
    CatchUp();
    Row row;
    const auto found = log_.rows().find(key);
    EXPECT_TRUE(found != log_.rows().end() && row.ParseFromString(found->second)) << key;
    return row;
  }
  std::vector<std::string> Keys(std::string_view prefix) {
    CatchUp();
    return log_.Keys(prefix);
  }
  void ExpectRebuiltEqual() {
    CatchUp();
    EXPECT_EQ(log_.Rebuilt(), log_.rows());
    EXPECT_EQ(log_.FedTwice(), log_.rows());
  }

 private:
  void CatchUp() {
    for (; applied_ < script.history().size(); ++applied_) {
      const auto& happened = script.history()[applied_];
      log_.template Happens<CaseAggregate>("accounts/a1", "case", happened.event, happened.at);
    }
  }

  wire::ViewLog<View> log_;
  std::size_t applied_ = 0;
};

}  // namespace recourse::collections
