/// The SQL that a store speaks.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
  case sqlite, postgresql
}
