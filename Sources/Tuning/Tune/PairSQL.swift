import Retrieval
package import Tagging
package import Vocabulary

/// Writes the plain SQL of pairs over one schema, the way that serving writes it.
package struct PairSQL: Sendable {
  private let snapshot: SchemaSnapshot
  private let retriever: Retriever
  private let writer: TagWriter
  private let catalog: TagTable

  package init(_ snapshot: SchemaSnapshot) {
    self.snapshot = snapshot
    retriever = Retriever(snapshot)
    writer = TagWriter(snapshot)
    catalog = TagTable(catalog: snapshot)
  }

  /// The reading of the right answer; `nil` when the pair cannot be said in tags.
  package func reading(_ pair: SyntheticPair) -> TaggedReading? {
    var tags = catalog
    tags.mentions = retriever.evidence(for: pair.question).mentions
    guard let completion = PairAligner(snapshot: snapshot, tags: tags).completion(for: pair) else { return nil }
    let reading = writer.write(completion, tags: tags)
    if case .problem = reading { return nil }
    return reading
  }
}
