internal import Foundation
internal import Vocabulary

extension Moment {
  /// The system's time.
  static func now() -> Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
}
