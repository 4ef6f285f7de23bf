internal import Hummingbird
internal import NIOCore

/// What belongs to one request besides itself.
struct DoorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection: who hangs up is noticed there.
  let channel: any Channel
  /// The caller's identifier for it, or ours.
  var requestID = ""
  /// What is found out about it.
  let visit = Visit()

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
