// What of ParkedApi the command line does not show; the rest is tested there, in parked_test.cc.

#include "libs/process/parked_api.h"

#include <gtest/gtest.h>

#include "libs/base/testing/temp_folder.h"
#include "libs/process/testing/api_rig.h"
#include "libs/process/testing/counter_host.h"
#include "recourse/admin/v1/parked_service.grpc.pb.h"

namespace recourse::process {
namespace {

namespace v1 = admin::v1;

TEST(ParkedApiTest, APositionOfAnyServiceIsSeenByListsOfAll) {
  const testkit::TempFolder folder;
  const SimulatedClock clock{Date(date::year(2012) / 1 / 1)};
  CounterHost first(folder.path(), clock, "a_counter");
  CounterHost second(folder.path(), clock, "b_counter");
  ApiRig rig(folder.path());
  ParkedApi api(rig.shell(), {&first.engine(), &second.engine()});
  rig.Serve(api);
  const auto stub = v1::ParkedService::NewStub(rig.channel());

  const engine::Position position = second.Add("a", 1);
  v1::ListParkedEventsResponse events;
  const auto listed = stub->ListParkedEvents(rig.Context(position).get(), {}, &events);
  EXPECT_TRUE(listed.ok()) << rpc::ToFailure(listed).reason;
  v1::ListParkedPromisesResponse promises;
  EXPECT_TRUE(stub->ListParkedPromises(rig.Context(position).get(), {}, &promises).ok());
  v1::RetryParkedPromiseRequest retry;
  retry.set_service("b_counter");
  retry.set_home("a");
  retry.set_target("bank");
  v1::RetryParkedPromiseResponse retried;
  const auto status = stub->RetryParkedPromise(rig.Context(position).get(), retry, &retried);
  EXPECT_TRUE(status.ok()) << rpc::ToFailure(status).reason;
  rig.Stop();
}

}  // namespace
}  // namespace recourse::process
