internal import Vocabulary

// The catalog's one-letter codes as our words. An unknown letter becomes the word that promises least.

extension Relation.Kind {
  /// `pg_class.relkind`.
  init(catalog letter: UInt8) {
    switch letter {
    case UInt8(ascii: "r"): self = .table
    case UInt8(ascii: "p"): self = .partitionedTable
    case UInt8(ascii: "m"): self = .materializedView
    case UInt8(ascii: "f"): self = .foreignTable
    default: self = .view
    }
  }
}

extension UserDefinedType.Kind {
  /// `pg_type.typtype`; `nil` for those that nobody defines by hand.
  init?(catalog letter: UInt8) {
    switch letter {
    case UInt8(ascii: "e"): self = .enumeration
    case UInt8(ascii: "d"): self = .domain
    case UInt8(ascii: "c"): self = .composite
    case UInt8(ascii: "r"): self = .range
    case UInt8(ascii: "b"): self = .base
    default: return nil
    }
  }
}

extension Routine.Kind {
  /// `pg_proc.prokind`.
  init(catalog letter: UInt8) {
    switch letter {
    case UInt8(ascii: "f"): self = .function
    case UInt8(ascii: "a"): self = .aggregate
    case UInt8(ascii: "w"): self = .window
    default: self = .procedure
    }
  }
}

extension Routine.Volatility {
  /// `pg_proc.provolatile`.
  init(catalog letter: UInt8) {
    switch letter {
    case UInt8(ascii: "i"): self = .immutable
    case UInt8(ascii: "s"): self = .stable
    default: self = .volatile
    }
  }
}
