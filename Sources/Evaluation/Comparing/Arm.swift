/// One of the four ways to answer that a comparison sets side by side.
package enum Arm: String, Sendable, Codable, CaseIterable {
  /// A general model that sees the schema, as far as its prompt holds it.
  case neither
  /// A general model and what retrieval finds.
  case retrieval
  /// A model tuned on the schema, and no retrieval.
  case tuning
  case both

  /// The name in tables and plots.
  package var title: String {
    switch self {
    case .neither: "neither"
    case .retrieval: "RAG"
    case .tuning: "fine-tuned"
    case .both: "both"
    }
  }

  package var isTuned: Bool { self == .tuning || self == .both }
  package var retrieves: Bool { self == .retrieval || self == .both }
}
