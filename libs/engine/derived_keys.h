#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// The tables of the derived store. A key is a table letter, the shard, and what follows; numbers
// are big-endian so that keys sort as they do.
//
//   p shard                                       -> sequence: the last record applied
//   s shard home 0 stream 0 version               -> StreamRun: one command's events
//   s shard home 0 0 sequence                     -> StreamRun of a request without events
//   i shard service                               -> epoch, sequence consumed
//   t shard home 0 stream 0 id                    -> due in microseconds
//   q shard sequence                              -> a promise not yet answered
//   x shard service 0 home 0 sequence             -> sequence of the EventParked that holds it
//   v shard view 0 key                            -> the view's own
//   c view                                        -> code version it was built with (no shard)
//   c                                             -> version of all the tables above (no shard)
namespace recourse::engine::keys {

std::string Applied(std::uint32_t shard);

// All of one stream; StreamVersion adds the version of the first event.
std::string Stream(std::uint32_t shard, std::string_view home, std::string_view stream);
std::string StreamVersion(std::uint32_t shard, std::string_view home, std::string_view stream,
                          std::uint64_t version);
// All streams of one home.
std::string StreamsOfHome(std::uint32_t shard, std::string_view home);

std::string Inboxes(std::uint32_t shard);
std::string Inbox(std::uint32_t shard, std::string_view service);

std::string Timers(std::uint32_t shard);
std::string Timer(std::uint32_t shard, std::string_view home, std::string_view stream,
                  std::string_view id);

std::string Promises(std::uint32_t shard);
std::string Promise(std::uint32_t shard, std::uint64_t sequence);

std::string Parked(std::uint32_t shard);
std::string ParkedEvent(std::uint32_t shard, std::string_view service, std::string_view home,
                        std::uint64_t sequence);

std::string View(std::uint32_t shard, std::string_view view);
std::string ViewRow(std::uint32_t shard, std::string_view view, std::string_view key);
std::string ViewCode(std::string_view view);
std::string TablesCode();

}  // namespace recourse::engine::keys
