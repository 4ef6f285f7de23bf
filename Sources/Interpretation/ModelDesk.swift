package import Generation
package import Prompting
package import Vocabulary

/// A model ready to be asked about one schema: how to word the prompt and whom to send it to.
package struct ReadyModel: Sendable {
  package let builder: PromptBuilder
  package let generator: Generator
  /// Our own name for the model, for answers and the audit log.
  package let name: String
  /// The model's folder, when it is one of ours.
  package var folder: String?
  /// Hex SHA-256 of the model's file, when it is one of ours.
  package var digest: String?
}

/// Chooses the model for a schema and keeps what is running.
package actor ModelDesk {
  /// Where models come from.
  package enum Source: Sendable {
    /// One server for every schema, with the profile that suits its model.
    case server(ModelEndpoint, PromptProfile)
    /// Embedded models; the one that fits the schema is started on demand.
    case shelf(ModelShelf, launch: @Sendable (ModelShelf.Entry) -> EmbeddedModel)
  }

  private let source: Source
  private var running: [String: Generator] = [:]
  private var children: [EmbeddedModel] = []

  package init(_ source: Source) { self.source = source }

  /// The model for a schema. Starting an embedded one is left to the first question that needs it.
  package func model(for snapshot: SchemaSnapshot) throws -> ReadyModel {
    switch source {
    case .server(let endpoint, let profile):
      let generator = running[endpoint.url] ?? Generator(.server(endpoint))
      running[endpoint.url] = generator
      return ReadyModel(
        builder: try PromptBuilder(profile), generator: generator, name: endpoint.model ?? profile.title)
    case .shelf(let shelf, let launch):
      let entry = try shelf.model(for: snapshot)
      let generator = running[entry.path] ?? start(launch(entry))
      running[entry.path] = generator
      let profile = try PromptProfile.named(entry.manifest.profile)
      return ReadyModel(
        builder: try PromptBuilder(profile, fixedTags: entry.manifest.tags), generator: generator,
        name: entry.manifest.name, folder: entry.folder, digest: entry.manifest.sha256)
    }
  }

  /// Stops the embedded models.
  package func close() async {
    for child in children { await child.stop() }
    children = []
    running = [:]
  }

  private func start(_ child: EmbeddedModel) -> Generator {
    children.append(child)
    return Generator(.embedded(child))
  }
}
