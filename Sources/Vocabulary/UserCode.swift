// What users and extensions added to the server that runs without being called by name: types, operators, casts.

/// An enum, domain or composite type of a user schema.
package struct UserDefinedType: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable { case enumeration, domain, composite, range, base }

  package var schema: String
  package var name: String
  package var kind: Kind
  /// For a domain, its base type's SQL name.
  package var baseType: String?
  /// The enum's labels in order.
  package var labels: [String]
  /// For a domain, its CHECK expressions as the server prints them (`pg_get_expr`), in which `VALUE` is the value;
  /// `nil` when they are not known.
  package var checks: [String]?
  /// For a composite type, the names of its attributes in order; `nil` when they are not known.
  package var attributes: [String]?
  /// For a composite type, the types of its attributes in the same order; `nil` when they are not known.
  package var attributeTypes: [String]?
  /// The user code that a domain's CHECKs run.
  package var calls: [HiddenCall]
  /// The extension that owns the type, if one does.
  package var ofExtension: String?

  package init(
    schema: String, name: String, kind: Kind, baseType: String? = nil, labels: [String] = [], checks: [String]? = nil,
    attributes: [String]? = nil, attributeTypes: [String]? = nil, calls: [HiddenCall] = [], ofExtension: String? = nil
  ) {
    self.schema = schema
    self.name = name
    self.kind = kind
    self.baseType = baseType
    self.labels = labels
    self.checks = checks
    self.attributes = attributes
    self.attributeTypes = attributeTypes
    self.calls = calls
    self.ofExtension = ofExtension
  }
}

/// An operator of a user schema: it calls a function wherever its symbol stands between operands of its types.
package struct UserDefinedOperator: Hashable, Sendable, Codable {
  package var schema: String
  /// The symbol, e.g. `%`.
  package var name: String
  /// The left operand's SQL type as `format_type` prints it; `nil` for a prefix operator.
  package var left: String?
  /// The right operand's SQL type as `format_type` prints it.
  package var right: String?
  /// The extension that owns the operator, if one does.
  package var ofExtension: String?

  package init(schema: String, name: String, left: String? = nil, right: String? = nil, ofExtension: String? = nil) {
    self.schema = schema
    self.name = name
    self.left = left
    self.right = right
    self.ofExtension = ofExtension
  }
}

/// A cast that calls a function of a user schema.
package struct UserDefinedCast: Hashable, Sendable, Codable {
  /// The source type's SQL name as `format_type` prints it.
  package var source: String
  /// The target type's SQL name as `format_type` prints it.
  package var target: String
  /// Whether the server casts by itself where the types do not fit.
  package var isImplicit: Bool
  /// The extension that owns the cast, if one does.
  package var ofExtension: String?

  package init(source: String, target: String, isImplicit: Bool = false, ofExtension: String? = nil) {
    self.source = source
    self.target = target
    self.isImplicit = isImplicit
    self.ofExtension = ofExtension
  }
}

/// User code that runs because something else is read or made: a function, or the function of an operator or cast.
package struct HiddenCall: Hashable, Sendable, Codable {
  package enum Kind: String, Sendable, Codable { case function, `operator`, cast }

  package var kind: Kind
  package var schema: String
  /// A function's name or an operator's symbol.
  package var name: String
  /// The extension that owns it, if one does.
  package var ofExtension: String?

  package init(kind: Kind, schema: String, name: String, ofExtension: String? = nil) {
    self.kind = kind
    self.schema = schema
    self.name = name
    self.ofExtension = ofExtension
  }
}

/// A view that runs below another one.
package struct HiddenView: Hashable, Sendable, Codable {
  package var name: RelationName
  /// The definition as the server prints it.
  package var definition: String

  package init(name: RelationName, definition: String) {
    self.name = name
    self.definition = definition
  }
}
