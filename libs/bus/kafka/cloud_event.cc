#include "libs/bus/kafka/cloud_event.h"

#include <fmt/format.h>

#include "libs/base/date.h"

namespace recourse::bus::kafka {

CloudEvent DescribeRecord(const history::v1::Record& record) {
  const Instant recorded_at{Instant::duration(record.recorded_at_us())};
  const bool has_home = !record.home().empty();
  return {{
      "application/protobuf",
      "1.0",
      fmt::format("{}-{}-{}", record.shard(), record.epoch(), record.sequence()),
      fmt::format("/recourse/{:016x}/{}", record.installation(), record.service()),
      record.type(),
      has_home ? fmt::format("{}/{}", record.home(), record.stream()) : "",
      ToString(recorded_at),
      record.home(),
      fmt::format("{:020}", record.sequence()),
  }};
}

}  // namespace recourse::bus::kafka
