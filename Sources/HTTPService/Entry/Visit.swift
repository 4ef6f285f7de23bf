internal import Synchronization
internal import Vocabulary

/// What becomes known of a request on its way, for whoever meets it first and last.
final class Visit: Sendable {
  private let known = Mutex<(caller: Principal?, place: Place?)>((nil, nil))

  var caller: Principal? {
    get { known.withLock { $0.caller } }
    set { known.withLock { $0.caller = newValue } }
  }

  /// The caller's place, where the route is one that takes a place.
  var place: Place? {
    get { known.withLock { $0.place } }
    set { known.withLock { $0.place = newValue } }
  }
}
