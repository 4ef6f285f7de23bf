internal import Evaluation

/// A model's card, from `Pages/card.md.mustache`.
package enum TuneCard {
  package static func render(_ context: [String: Any?]) throws -> String {
    try Page.render(EmbeddedText.files["Pages/card.md.mustache"] ?? "", context.compactMapValues { $0 })
  }
}
