internal import Foundation

/// Where a tuning run lives: what its stages leave, and a stamp for each stage that is done.
///
/// A stage's stamp holds the key of what it was made from; with another key it is made anew, and with it all after it.
package struct TuneFolder: Sendable {
  /// In their order.
  package enum Stage: String, Sendable, CaseIterable {
    case schema, pairs, environment, base, training, export, evaluation, decision

    /// What the person who waits reads.
    package var title: String {
      switch self {
      case .schema: "Reading the schema"
      case .pairs: "Making pairs"
      case .environment: "Preparing PyTorch"
      case .base: "Reading the base model"
      case .training: "Training"
      case .export: "Writing the model"
      case .evaluation: "Measuring it beside the model that answers now"
      case .decision: "Deciding"
      }
    }
  }

  package let path: String

  package init(_ path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path + "/stamps", withIntermediateDirectories: true)
  }

  /// Something that a stage leaves.
  package func file(_ name: String) -> String { path + "/" + name }

  package func isDone(_ stage: Stage, key: String) -> Bool {
    FileManager.default.contents(atPath: stamp(stage)).map { String(decoding: $0, as: UTF8.self) == key } ?? false
  }

  /// Stamps a stage; what came after an earlier one of another key counts no more.
  package func finish(_ stage: Stage, key: String) throws {
    try Data(key.utf8).write(to: URL(filePath: stamp(stage)), options: .atomic)
  }

  /// Whether the run came to its end: the next one begins anew.
  package var isFinished: Bool { FileManager.default.fileExists(atPath: stamp(.decision)) }

  /// Forgets everything.
  package func clear() throws {
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path + "/stamps", withIntermediateDirectories: true)
  }

  private func stamp(_ stage: Stage) -> String { "\(path)/stamps/\(stage.rawValue)" }
}
