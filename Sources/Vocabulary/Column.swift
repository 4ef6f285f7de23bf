/// A column as the catalog describes it, with the values that the statistics show where the role may see them.
package struct Column: Hashable, Sendable, Codable {
  package var name: String
  /// The type's SQL name as `format_type` would print it, e.g. `numeric(12,2)`, `timestamp with time zone`, `sales.channel`.
  package var type: String
  /// What the values are, whatever the type's name: a domain has the family of its base type.
  package var family: TypeFamily
  package var nullable: Bool
  package var comment: String?
  /// The labels when the type is an enum, in their declared order; else empty.
  package var enumLabels: [String]
  /// Frequent values, most frequent first, as text; from `pg_stats`, or a bounded read where that is allowed.
  package var commonValues: [String]
  /// Whether `commonValues` (or `enumLabels`) is every value that the column holds, not a sample.
  package var valuesAreComplete: Bool

  package init(
    name: String, type: String, family: TypeFamily, nullable: Bool = true, comment: String? = nil,
    enumLabels: [String] = [], commonValues: [String] = [], valuesAreComplete: Bool = false
  ) {
    self.name = name
    self.type = type
    self.family = family
    self.nullable = nullable
    self.comment = comment
    self.enumLabels = enumLabels
    self.commonValues = commonValues
    self.valuesAreComplete = valuesAreComplete
  }
}

/// What kind of value a type holds, as far as questions and prompts care.
package enum TypeFamily: String, Hashable, Sendable, Codable, CaseIterable {
  case text, integer, number, boolean, date, timestamp, time, interval, json, array, enumeration, uuid, binary, other

  package var isNumeric: Bool { self == .integer || self == .number }
  package var isTemporal: Bool { self == .date || self == .timestamp }
  package var isTextual: Bool { self == .text || self == .enumeration }
}
