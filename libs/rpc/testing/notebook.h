#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "libs/rpc/fields.h"
#include "libs/rpc/page.h"
#include "libs/rpc/service.h"
#include "recourse/notebook/v1/notebook_service.pb.h"

namespace recourse::rpc {

// The service under test: a row of each form.
class NotebookApi final : public Service {
 public:
  using Note = notebook::v1::Note;

  NotebookApi(Shell& shell, engine::Commands& commands);

  // Answers the PublishNote that waits.
  void FinishPublishing(const Note& note);
  void AwaitPublishing();

  // Where the last FollowNotes writes to, and what became of it.
  Follower<Note> follower();
  void AwaitRoom();
  // Until so many notes of streams wait to be dealt with.
  void AwaitTaken(std::size_t count);
  // Deals with those that wait, and tells how many they were.
  std::size_t FinishTaken();
  void AwaitEnd();

 private:
  class Count;
  using AddNoteRequest = notebook::v1::AddNoteRequest;
  using GetNoteRequest = notebook::v1::GetNoteRequest;
  using ListNotesRequest = notebook::v1::ListNotesRequest;
  using ListNotesResponse = notebook::v1::ListNotesResponse;
  using PublishNoteRequest = notebook::v1::PublishNoteRequest;
  using FollowNotesRequest = notebook::v1::FollowNotesRequest;

  Expected<Prepared<Note>, Failure> AddNote(const AddNoteRequest& request);
  Expected<Prepared<Note>, Failure> GetNote(const GetNoteRequest& request);
  Expected<ListNotesResponse, Failure> ListNotes(const ListNotesRequest& request,
                                                 const Caller& caller);
  Expected<Begin<Note>, Failure> PublishNote(const Call<PublishNoteRequest>& call);
  Expected<Done, Failure> FollowNotes(const FollowNotesRequest& request, Follower<Note> follower);

  const PageTokens pages_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Note> notes_;  // By name.
  std::optional<Reply<Note>> publishing_;
  std::optional<Follower<Note>> follower_;
  std::vector<std::function<void()>> taken_;
  bool room_ = false;
  bool end_ = false;
};

}  // namespace recourse::rpc
