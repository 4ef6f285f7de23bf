internal import Vocabulary

/// What can go wrong while snapshots are kept.
package enum IntrospectionError: Breakage, Hashable {
  /// A snapshot could not be kept on disk; it is still good.
  case cacheNotWritable(path: String, reason: String)
  /// The role that reads the catalog is kept from parts of it.
  case catalogClosed(reason: String)

  package var code: String {
    switch self {
    case .cacheNotWritable: "DI001"
    case .catalogClosed: "DI002"
    }
  }

  package var message: String {
    switch self {
    case .cacheNotWritable(let path, _): "The schema snapshot could not be kept in \(path)."
    case .catalogClosed: "The role may not read the catalog."
    }
  }

  package var detail: String? {
    switch self {
    case .cacheNotWritable(_, let reason), .catalogClosed(let reason): reason
    }
  }

  package var hint: String? {
    switch self {
    case .cacheNotWritable: "Make the folder writable or set another; until then every start reads the catalog anew."
    case .catalogClosed:
      "Set database.introspection-url to the role that reads the catalog; `dragoman harden` prints how to make it."
    }
  }
}
