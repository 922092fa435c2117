#include "services/invoicing/views/issuer_periods.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/history/v1/record.pb.h"
#include "services/invoicing/codec/periods_codec.h"

namespace recourse::invoicing {

ClosedPeriods ReadClosedPeriods(const engine::StreamReader& streams, const std::string& issuer) {
  ClosedPeriods periods;
  history::v1::Record record;
  streams.ScanStream(issuer, std::string(PeriodsAggregate::kStream), 1,
                     [&](std::uint64_t, std::string_view bytes) {
                       CHECK(wire::Unpack(bytes, record));
                       const auto event = PeriodsAggregate::Decode(record.type(), record.payload());
                       CHECK(event);
                       periods.Add(Instant(Instant::duration(record.recorded_at_us())), *event);
                       return true;
                     });
  return periods;
}

}  // namespace recourse::invoicing
