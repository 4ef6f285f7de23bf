internal import Vocabulary

/// A model, as the Models page shows it.
enum ModelPage {
  static func card(_ model: ShownModel, canPromote: Bool) -> [String: Any] {
    let scores = (model.manifest?.scores ?? [:]).sorted { $0.key < $1.key }
    var context: [String: Any] = [
      "name": model.name, "current": model.isCurrent, "stale": model.isStale && model.fits, "fits": model.fits,
      "about": about(model.manifest), "hasScores": !scores.isEmpty,
      "scores": scores.map { ["suite": $0.key, "score": $0.value] },
      "canPromote": canPromote && model.fits && !model.isCurrent,
    ]
    context["comparison"] = model.manifest?.comparison.map { one in
      "Beside \(one.incumbent) on \(one.questions) questions: \(one.onlyThis) right only here, "
        + "\(one.onlyIncumbent) only there."
    }
    return context
  }

  private static func about(_ manifest: ModelManifest?) -> String {
    guard let manifest else { return "a server that somebody else runs" }
    return "\(manifest.tags == nil ? "any schema" : "tuned on one schema"), "
      + "\(manifest.parameters / 1_000_000) M parameters, \(manifest.profile)"
  }
}
