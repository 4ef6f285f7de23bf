package import Prompting
import Retrieval
import Tagging
package import Vocabulary

/// Renders pairs into training rows through the code that serves: the same mentions, links, tags and templates.
package struct PairRenderer: Sendable {
  private let snapshot: SchemaSnapshot
  private let builder: PromptBuilder
  private let retriever: Retriever
  private let writer: TagWriter
  private let graph: JoinGraph
  private let catalog: TagTable

  /// - Parameter tags: of a tuned model; the catalog's when `nil`.
  package init(
    _ snapshot: SchemaSnapshot, profile: PromptProfile, tags: TagTable? = nil
  ) throws(PromptingError) {
    self.snapshot = snapshot
    catalog = tags ?? TagTable(catalog: snapshot)
    builder = try PromptBuilder(profile, fixedTags: profile.schema == .fixedTags ? catalog : nil)
    retriever = Retriever(snapshot)
    writer = TagWriter(snapshot)
    graph = JoinGraph(snapshot)
  }

  /// A row for a tuned model; `nil` when the pair cannot be said in tags.
  package func row(_ pair: SyntheticPair, split: TrainingRow.Split) throws(PromptingError) -> TrainingRow? {
    let evidence = retriever.evidence(for: pair.question)
    var tags = catalog
    tags.mentions = evidence.mentions
    return try row(pair, evidence, tags, prefix: "", split: split)
  }

  /// Rows that share one schema part, for a general model: the relations that the pairs need among others, shuffled.
  package func rows(
    _ pairs: [SyntheticPair], distractors: Int, split: TrainingRow.Split, using random: inout some RandomNumberGenerator
  ) throws(PromptingError) -> [TrainingRow] {
    var names = Set(pairs.flatMap(relations))
    let others = snapshot.relations.filter { $0.kind != .partition && !names.contains($0.name) }.map(\.name)
    names.formUnion(others.shuffled(using: &random).prefix(distractors))
    var tags = TagTable(relations: [], columns: [], mentions: [])
    for name in names.sorted().shuffled(using: &random) {
      guard let relation = snapshot.relation(name), tags.relations.count < TagTable.maxRelations,
        tags.columns.count + relation.columns.count <= TagTable.maxColumns
      else { continue }
      tags.append(relation)
    }
    let prefix = try builder.prefix(snapshot: snapshot, tags: tags)
    var rows: [TrainingRow] = []
    for pair in pairs {
      let evidence = retriever.evidence(for: pair.question)
      tags.mentions = evidence.mentions
      if let row = try row(pair, evidence, tags, prefix: prefix, split: split) { rows.append(row) }
    }
    return rows
  }

  private func row(
    _ pair: SyntheticPair, _ evidence: Evidence, _ tags: TagTable, prefix: String, split: TrainingRow.Split
  ) throws(PromptingError) -> TrainingRow? {
    guard let completion = PairAligner(snapshot: snapshot, tags: tags).completion(for: pair) else { return nil }
    if case .problem = writer.write(completion, tags: tags) { return nil }
    let prompt = try builder.prompt(for: pair.question, evidence: evidence, snapshot: snapshot, tags: tags)
    guard case .completion(let text) = prompt.form, text.hasPrefix(prefix) else { return nil }
    return TrainingRow(
      prefix: prefix, prompt: String(text.dropFirst(prefix.count)), completion: completion, shape: pair.shape,
      split: split)
  }

  /// The relations that a pair's statement reads, those on the way between them included.
  private func relations(_ pair: SyntheticPair) -> [RelationName] {
    var names: [RelationName] = []
    for piece in pair.sql.pieces {
      switch piece {
      case .column(let column, _): names.append(column.relation)
      case .relation(let name): names.append(name)
      case .words, .slot: break
      }
    }
    guard let first = names.first else { return [] }
    var joined = [first]
    for name in names.dropFirst() { joined += graph.path(from: joined, to: name)?.map(\.to) ?? [name] }
    return joined
  }
}
