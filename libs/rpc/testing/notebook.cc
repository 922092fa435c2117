#include "libs/rpc/testing/notebook.h"

#include "libs/wire/convert.h"

namespace recourse::rpc {
namespace {

constexpr NamePattern<1> kNotebookName{"notebooks/{notebook}"};
constexpr NamePattern<2> kNoteName{"notebooks/{notebook}/notes/{note}"};
constexpr Roles kStaff = {Role::kOperator, Role::kClerk};

}  // namespace

// Keeps the names of the notes of one stream; the test says when each is dealt with.
class NotebookApi::Count final : public Collector<Note, notebook::v1::CountNotesResponse> {
 public:
  explicit Count(NotebookApi& api) : api_(api) {}

  void Take(const Note& note, std::function<void()> done) override {
    response_.add_names(note.name());
    const std::lock_guard lock(api_.mutex_);
    api_.taken_.push_back(std::move(done));
    api_.changed_.notify_all();
  }
  notebook::v1::CountNotesResponse Answer() override { return response_; }

 private:
  NotebookApi& api_;
  notebook::v1::CountNotesResponse response_;
};

NotebookApi::NotebookApi(Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.notebook.v1.NotebookService"), pages_(shell.hash()) {
  Mutate<AddNoteRequest, Note>(
      "AddNote", kStaff,
      [this](const AddNoteRequest& request, const Caller&) { return AddNote(request); });
  Read<GetNoteRequest, Note>(
      "GetNote", kStaff,
      [this](const GetNoteRequest& request, const Caller&) { return GetNote(request); });
  Query<ListNotesRequest, ListNotesResponse>(
      "ListNotes", {Role::kOperator, Role::kClerk, Role::kAnalyst},
      [this](const ListNotesRequest& request, const Caller& caller) {
        return ListNotes(request, caller);
      });
  AnswerApplied<PublishNoteRequest, Note>(
      "PublishNote", kStaff,
      [this](const Call<PublishNoteRequest>& call) { return PublishNote(call); });
  Follow<FollowNotesRequest, Note>(
      "FollowNotes", {Role::kAgency},
      [this](const FollowNotesRequest& request, const Caller&, Follower<Note> follower) {
        return FollowNotes(request, std::move(follower));
      });
  Collect<Note, notebook::v1::CountNotesResponse>(
      "CountNotes", kStaff,
      [this](const StreamOpening&) { return std::make_unique<Count>(*this); });
}

Expected<Prepared<notebook::v1::Note>, Failure> NotebookApi::AddNote(
    const AddNoteRequest& request) {
  Fields fields;
  const auto [notebook] = fields.Name("parent", request.parent(), kNotebookName);
  const std::string id = fields.Id("note_id", request.note_id());
  Fields inner = fields.Within("note");
  Note note;
  note.set_text(inner.Text("text", request.note().text(), 1000));
  *note.mutable_price() = wire::ToWire(inner.PositiveAmount("price", request.note().price()));
  *note.mutable_day() = wire::ToWire(inner.Day("day", request.note().day()));
  for (int i = 0; i < request.tags_size(); ++i) {
    fields.At("tags", i).Id("value", request.tags(i));
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  note.set_name(kNoteName.Format(notebook, id));
  return Prepared<Note>(kNotebookName.Format(notebook),
                        [this, note](engine::Unit&) -> Expected<Note, Failure> {
                          const std::lock_guard lock(mutex_);
                          const auto [known, added] = notes_.emplace(note.name(), note);
                          if (added) return note;
                          return Unexpected{Failure{Failure::Kind::kExists,
                                                    "NOTE_EXISTS",
                                                    "There is such a note.",
                                                    {{"name", note.name()}}}};
                        });
}

Expected<Prepared<notebook::v1::Note>, Failure> NotebookApi::GetNote(
    const GetNoteRequest& request) {
  Fields fields;
  const auto [notebook, id] = fields.Name("name", request.name(), kNoteName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<Note>(
      kNotebookName.Format(notebook),
      [this, name = request.name()](engine::Unit&) -> Expected<Note, Failure> {
        const std::lock_guard lock(mutex_);
        const auto note = notes_.find(name);
        if (note != notes_.end()) return note->second;
        return Unexpected{Failure{Failure::Kind::kNotFound, "NO_SUCH_NOTE", "No such note.", {}}};
      });
}

Expected<notebook::v1::ListNotesResponse, Failure> NotebookApi::ListNotes(
    const ListNotesRequest& request, const Caller& caller) {
  Fields fields;
  fields.Name("parent", request.parent(), kNotebookName);
  const std::size_t size = fields.PageSize("page_size", request.page_size(), 2, 100);
  const std::string question = caller.principal + " " + request.parent();
  const auto cursor = pages_.Open(question, request.page_token());
  fields.Check(cursor.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  ListNotesResponse response;
  const std::lock_guard lock(mutex_);
  auto note = notes_.upper_bound(*cursor);
  for (; note != notes_.end() && response.notes_size() < int(size); ++note) {
    *response.add_notes() = note->second;
  }
  if (note != notes_.end()) {
    response.set_next_page_token(pages_.Issue(question, std::prev(note)->first));
  }
  return response;
}

Expected<Begin<notebook::v1::Note>, Failure> NotebookApi::PublishNote(
    const Call<PublishNoteRequest>& call) {
  Fields fields;
  const auto [notebook, id] = fields.Name("name", call.request.name(), kNoteName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  auto command = call.Command(kNotebookName.Format(notebook));
  return Begin<Note>([this, command](Reply<Note> reply) mutable {
    command.run = [](engine::Unit&) -> engine::Outcome { return std::string(); };
    command.done = [this, reply](const engine::Result&) {
      const std::lock_guard lock(mutex_);
      publishing_ = reply;
      changed_.notify_all();
    };
    commands().Submit(std::move(command));
  });
}

void NotebookApi::FinishPublishing(const Note& note) {
  const std::lock_guard lock(mutex_);
  publishing_->Send(note, {1, 9});
  publishing_.reset();
}

void NotebookApi::AwaitPublishing() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return publishing_.has_value(); });
}

Expected<Done, Failure> NotebookApi::FollowNotes(const FollowNotesRequest& request,
                                                 Follower<Note> follower) {
  Fields fields;
  fields.Name("parent", request.parent(), kNotebookName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  follower.OnRoom([this] {
    const std::lock_guard lock(mutex_);
    room_ = true;
    changed_.notify_all();
  });
  follower.OnEnd([this] {
    const std::lock_guard lock(mutex_);
    end_ = true;
    changed_.notify_all();
  });
  const std::lock_guard lock(mutex_);
  follower_ = std::move(follower);
  changed_.notify_all();
  return Done{};
}

Follower<notebook::v1::Note> NotebookApi::follower() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return follower_.has_value(); });
  return *follower_;
}

void NotebookApi::AwaitTaken(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return taken_.size() >= count; });
}

std::size_t NotebookApi::FinishTaken() {
  std::vector<std::function<void()>> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(taken_);
  }
  for (const auto& done : taken) done();
  return taken.size();
}

void NotebookApi::AwaitRoom() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return room_; });
}

void NotebookApi::AwaitEnd() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return end_; });
}

}  // namespace recourse::rpc
