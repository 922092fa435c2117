#pragma once

namespace recourse::wire {

// An empty message of this thread, for short use: it keeps its memory from one use to the next. A
// caller must be done with it before anyone on its thread asks for the same type again.
template <class Message>
Message& Reused() {
  thread_local Message message;
  message.Clear();
  return message;
}

}  // namespace recourse::wire
