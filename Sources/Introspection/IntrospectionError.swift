internal import Vocabulary

/// What can go wrong while snapshots are kept.
package enum IntrospectionError: Breakage, Hashable {
  /// A snapshot could not be kept on disk; it is still good.
  case cacheNotWritable(path: String, reason: String)

  package var code: String { "DI001" }

  package var message: String {
    switch self {
    case .cacheNotWritable(let path, _): "The schema snapshot could not be kept in \(path)."
    }
  }

  package var detail: String? {
    switch self {
    case .cacheNotWritable(_, let reason): reason
    }
  }

  package var hint: String? {
    "Make the folder writable or set another; until then every start reads the catalog anew."
  }
}
