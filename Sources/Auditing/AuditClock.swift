internal import Foundation
internal import Vocabulary

/// The time as entries carry it: the system's, which may step; the order of entries is their sequence.
enum AuditClock {
  static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
