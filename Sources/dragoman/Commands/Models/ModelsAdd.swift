import ArgumentParser
import Digests
import Foundation
import Interpretation
import Prompting
import Vocabulary

extension ModelsCommand {
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a model folder from a trained GGUF file: copy, digest, fixed tags, manifest.",
      discussion: """
        dragoman models add run/tuned.gguf --name fjellvind --profile dragoman-tuned-2 --metrics run/metrics.json

        A model tuned on a schema keeps the tags that it learnt: those of the database of the settings, or of --snapshot.
        """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The GGUF file.")
    var file: String

    @Option(help: "The model's name, which is its folder's too.")
    var name: String

    @Option(help: "The prompt profile that it was trained on.")
    var profile: String

    @Option(help: ArgumentHelp("The schema that it was tuned on, instead of the database's.", valueName: "file"))
    var snapshot: String?

    @Option(help: ArgumentHelp("metrics.json of the training run, kept in the manifest.", valueName: "file"))
    var metrics: String?

    @Option(help: ArgumentHelp("A fact about its making; may be repeated.", valueName: "key=value"))
    var note: [String] = []

    @Option(help: "Prompt and answer together, in tokens.")
    var context = 2048

    func run() async throws {
      let settings = try Reporting.usage { try common.settings() }
      try await Reporting.work {
        let profile = try PromptProfile.named(profile)
        guard let bytes = FileManager.default.contents(atPath: file) else { throw TextFile.Unreadable(path: file) }
        var training = Dictionary(
          note.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "")
          }, uniquingKeysWith: { _, last in last })
        let run = try metrics.map { try Metrics(path: $0) }
        training.merge(run?.facts ?? [:]) { told, _ in told }
        var tags: TagTable?
        var fingerprint: String?
        if profile.schema == .fixedTags {
          let schema = try await SynthesizeCommand.schema(snapshot, settings)
          tags = TagTable(catalog: schema)
          fingerprint = schema.fingerprint
        }
        let manifest = ModelManifest(
          name: name, file: "model.gguf", sha256: Digest.sha256(bytes), profile: profile.name, context: context,
          parameters: run?.parameters ?? 0, tags: tags, training: training, scores: [:],
          schemaFingerprint: fingerprint)
        let folder = Places(settings).models + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try bytes.write(to: URL(filePath: folder + "/model.gguf"), options: .atomic)
        try ModelShelf.write(manifest, folder: folder)
        Terminal.line("\(folder): \(bytes.count / 1000) kB, sha256 \(manifest.sha256.prefix(16))")
      }
    }
  }

  /// What the training run says of itself.
  private struct Metrics {
    var parameters: Int?
    var facts: [String: String] = [:]

    init(path: String) throws(TextFile.Unreadable) {
      guard let data = FileManager.default.contents(atPath: path),
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
      else { throw TextFile.Unreadable(path: path) }
      parameters = object["parameters"] as? Int
      for (key, value) in object where value is NSNumber || value is String { facts[key] = "\(value)" }
    }
  }
}
