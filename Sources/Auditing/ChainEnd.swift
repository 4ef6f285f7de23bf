/// Where a chain stands.
struct ChainEnd: Hashable, Sendable {
  var chain: Int64
  /// 0 before the first entry.
  var sequence: Int64
  /// The digest of that entry; `ChainLink.genesis` before the first one.
  var digest: String
}
