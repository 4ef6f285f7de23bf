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
  /// Whether it was tuned on another schema than the one that it is asked about.
  package var isStale = false
  /// Whom it answers for, where the question names what that one cannot know.
  package var standsIn: AuditWorkings.StandIn?
  /// What its answers' signs are worth, where that was measured.
  package var calibration: Calibration?

  /// How often it may be asked: a model that cannot read findings has nothing to gain from a second turn.
  var turns: Int { builder.profile.repair == .findings ? 2 : 1 }
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
  private var shelf = ModelShelf([])
  private var servers: [String: Generator] = [:]
  /// Embedded models that answer for at least one database, by their file and its digest.
  private var children: [String: (generator: Generator, model: EmbeddedModel)] = [:]
  /// Templates read once, by profile and by the model whose tags are fixed.
  private var builders: [String: PromptBuilder] = [:]
  /// Which of them answers for which database.
  private var chosen: [String: String] = [:]
  private var news: [String: SchemaNews] = [:]

  private let calibration: Calibration?
  private let notice: @Sendable (String) -> Void

  /// - Parameters:
  ///   - calibration: what a server's answers are worth, where that was measured; embedded models bring their own.
  ///   - notice: is told what an operator should know and no question fails for.
  package init(
    _ source: Source, calibration: Calibration? = nil, notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.source = source
    self.calibration = calibration
    self.notice = notice
    if case .shelf(let shelf, _) = source { self.shelf = shelf }
  }

  /// The model for a schema. Starting an embedded one is left to the first question that needs it.
  ///
  /// A promotion counts from the next question on. The model that answered before goes on with the questions that it
  /// has, and ends with the last of them: whoever holds a `ReadyModel` keeps it alive.
  ///
  /// - Parameter evidence: what a question names. Where a model that knows the schema by heart never learnt that, a general one,
  ///   which reads the schema, answers in its place.
  package func model(for snapshot: SchemaSnapshot, naming evidence: Evidence? = nil) throws -> ReadyModel {
    switch source {
    case .server(let endpoint, let profile):
      let generator = servers[endpoint.url] ?? Generator(.server(endpoint), notice: notice)
      servers[endpoint.url] = generator
      return ReadyModel(
        builder: try builder(profile), generator: generator, name: endpoint.model ?? profile.title,
        calibration: calibration)
    case .shelf(_, let launch):
      if let fresh = shelf.refreshed() { shelf = fresh }
      let entry = try shelf.model(for: snapshot)
      let unknown = try evidence.map { try news(for: entry, in: snapshot).named(by: $0) } ?? []
      if !unknown.isEmpty, let general = shelf.general {
        var ready = try ready(general, over: snapshot, as: snapshot.database + "\u{0}stand-in", launch)
        ready.standsIn = AuditWorkings.StandIn(model: entry.manifest.name, unknown: unknown)
        return ready
      }
      return try ready(entry, over: snapshot, as: snapshot.database, launch)
    }
  }

  private func ready(
    _ entry: ModelShelf.Entry, over snapshot: SchemaSnapshot, as place: String,
    _ launch: @Sendable (ModelShelf.Entry) -> EmbeddedModel
  ) throws -> ReadyModel {
    ReadyModel(
      builder: try builder(try PromptProfile.named(entry.manifest.profile), entry, over: snapshot),
      generator: generator(of: entry, for: place, launch), name: entry.manifest.name, folder: entry.folder,
      digest: entry.manifest.sha256, isStale: entry.manifest.isStale(snapshot), calibration: entry.calibration)
  }

  /// What the schema has that a model which knows it by heart never learnt, worked out once for each; one that reads the schema
  /// in its prompt reads what is new as well.
  private func news(for entry: ModelShelf.Entry, in snapshot: SchemaSnapshot) throws -> SchemaNews {
    guard let tags = entry.manifest.tags, try PromptProfile.named(entry.manifest.profile).schema == .fixedTags else {
      return .none
    }
    let key = entry.manifest.sha256 + " " + snapshot.fingerprint
    if let known = self.news[key] { return known }
    if self.news.count > 16 { self.news = [:] }
    let fresh = SchemaNews(in: snapshot, since: tags)
    self.news[key] = fresh
    return fresh
  }

  /// - Parameter snapshot: where it is not the one that the model was tuned on, the tags go over to what has changed.
  private func builder(
    _ profile: PromptProfile, _ entry: ModelShelf.Entry? = nil, over snapshot: SchemaSnapshot? = nil
  ) throws -> PromptBuilder {
    let stale = snapshot.flatMap { entry?.manifest.isStale($0) == true ? $0 : nil }
    let key = [profile.name, entry?.path, entry?.manifest.sha256, stale?.fingerprint].compactMap { $0 }
      .joined(separator: "\u{0}")
    if let known = builders[key] { return known }
    // Promotions are rare; whoever promotes for ever must not fill the memory.
    if builders.count > 16 { builders = [:] }
    let tags = entry?.manifest.tags
    let builder = try PromptBuilder(profile, fixedTags: stale.flatMap { tags?.carried(to: $0) } ?? tags)
    builders[key] = builder
    return builder
  }

  /// The embedded models at hand; none where somebody else's server answers.
  package func entries() -> [ModelShelf.Entry] {
    if let fresh = shelf.refreshed() { shelf = fresh }
    return shelf.entries
  }

  /// Stops the embedded models.
  package func close() async {
    for (_, child) in children { await child.model.stop() }
    children = [:]
    chosen = [:]
    servers = [:]
  }

  private func generator(
    of entry: ModelShelf.Entry, for database: String, _ launch: @Sendable (ModelShelf.Entry) -> EmbeddedModel
  ) -> Generator {
    let key = entry.path + " " + entry.manifest.sha256
    if let last = chosen.updateValue(key, forKey: database), last != key, !chosen.values.contains(last) {
      // Not stopped: what it is answering now comes to its end, and then nobody holds it any more.
      children[last] = nil
    }
    if let child = children[key] { return child.generator }
    let model = launch(entry)
    let generator = Generator(.embedded(model), notice: notice)
    children[key] = (generator, model)
    return generator
  }
}
