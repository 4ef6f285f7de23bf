import Retrieval
import SQLSyntax
import Tagging
package import Vocabulary

/// A pair that a person wrote, in tagged SQL, and what the writer makes of it again.
package struct NaturalReading: Hashable, Sendable {
  package var pair: SyntheticPair
  /// The plain SQL that the tagged SQL writes out as; it must mean what the person's SQL meant.
  package var written: String
}

/// Turns pairs of a question and plain SQL into pairs in tagged SQL: the inverse of `TagWriter`.
///
/// Each attempt is written back and its joins compared with those of the original, scope by scope; a scope that does
/// not come back as it was is said in more words the next time.
package struct NaturalPairReader: Sendable {
  private static let attempts = 24

  private let snapshot: SchemaSnapshot
  private let graph: JoinGraph
  private let retriever: Retriever
  private let writer: TagWriter

  package init(_ snapshot: SchemaSnapshot) {
    self.snapshot = snapshot
    graph = JoinGraph(snapshot)
    retriever = Retriever(snapshot)
    writer = TagWriter(snapshot)
  }

  /// The pair in tagged SQL, or why it cannot be said.
  package func read(question: String, sql: String) async -> Result<NaturalReading, NaturalGap> {
    guard let statement = try? await SQLParser.shared.parse(sql).onlyStatement, statement.kind == .selectStmt else {
      return .failure(.syntax)
    }
    do throws(NaturalGap) { return .success(try await read(question, statement)) } catch { return .failure(error) }
  }

  private func read(_ question: String, _ statement: SyntaxNode) async throws(NaturalGap) -> NaturalReading {
    let mentions = retriever.mentions(in: question)
    var plans = try SelectWalk(statement, snapshot: snapshot).shapes.map { _ in ScopePlan() }
    for _ in 0..<Self.attempts {
      let swapped = Set(plans.indices.filter { plans[$0].isSwapped })
      let walk = try SelectWalk(statement, snapshot: snapshot, swapped: swapped)
      let reader = QueryReader(
        snapshot: snapshot, graph: graph, selects: walk.selects, plans: plans,
        literals: LiteralReader(question: question, mentions: mentions, snapshot: snapshot))
      let text = try reader.query(statement)
      let written: String
      switch write(text, reader.literals) {
      case .sql(let sql): written = sql
      case .refusal: throw .unwritten("refusal")
      case .problem(let finding):
        guard finding.rule == "no-join-path" else { throw .unwritten(finding.rule) }
        plans = try Self.loosened(plans, walk.shapes)
        continue
      }
      guard let back = try? await SQLParser.shared.parse(written).onlyStatement else { throw .unwritten("syntax") }
      let shapes = try SelectWalk(back, snapshot: snapshot).shapes
      guard shapes.count == walk.shapes.count else { throw .unwritten("scopes") }
      guard let next = try Self.corrected(plans, meant: walk.shapes, written: shapes) else {
        let template = TemplateSQL(pieces: text.pieces, slots: reader.literals.findings.map(\.slot)).inOrder
        return NaturalReading(
          pair: SyntheticPair(question: question, sql: template, shape: PairShape.name(of: statement, walk.shapes)),
          written: written)
      }
      plans = next
    }
    throw .joins
  }

  /// The SQL for pieces whose slots are shown as their own mentions.
  private func write(_ text: QueryText, _ literals: LiteralReader) -> TaggedReading {
    var tags = TagTable(relations: [], columns: [], mentions: literals.findings.map(\.mention))
    for piece in text.pieces {
      switch piece {
      case .column(let name, _): if tags.number(of: name) == nil { tags.columns.append(name) }
      case .relation(let name): if tags.number(of: name) == nil { tags.relations.append(name) }
      case .words, .slot: break
      }
    }
    let tagged = TemplateSQL(pieces: text.pieces, slots: []).text(
      column: { "<c\(tags.number(of: $0) ?? 0)>" }, relation: { "<t\(tags.number(of: $0) ?? 0)>" }, slot: { "<v\($0)>" }
    )
    return writer.write(tagged, tags: tags)
  }

  // MARK: Plans

  /// Plans that say more where the written joins differ; `nil` when none does.
  private static func corrected(
    _ plans: [ScopePlan], meant: [JoinShape], written: [JoinShape]
  ) throws(NaturalGap) -> [ScopePlan]? {
    var next = plans
    for index in plans.indices {
      switch meant[index].difference(to: written[index]) {
      case .none: continue
      case .missing(let edges) where plans[index].extra.isEmpty: next[index].extra = edges
      case .missing, .other:
        guard let plan = plans[index].next(hasTwins: meant[index].hasTwins) else { throw .joins }
        next[index] = plan
      }
    }
    return next == plans ? nil : next
  }

  /// Plans after the writer found no way to join: written conditions wherever there is more than one relation.
  private static func loosened(_ plans: [ScopePlan], _ shapes: [JoinShape]) throws(NaturalGap) -> [ScopePlan] {
    var next = plans
    for index in plans.indices where shapes[index].sources.count > 1 {
      if plans[index].level < .conditions {
        next[index] = ScopePlan(level: .conditions, isSwapped: plans[index].isSwapped)
      } else if let plan = plans[index].next(hasTwins: shapes[index].hasTwins) {
        next[index] = plan
      }
    }
    guard next != plans else { throw .joins }
    return next
  }
}

extension TemplateSQL {
  /// The same with the slots in the order of the question.
  fileprivate var inOrder: TemplateSQL {
    let order = slots.indices.sorted { a, b in
      (slots[a].range.lowerBound, slots[a].range.upperBound, a) < (
        slots[b].range.lowerBound, slots[b].range.upperBound, b
      )
    }
    var places = slots.indices.map { $0 }
    for (place, old) in order.enumerated() { places[old] = place }
    return TemplateSQL(
      pieces: pieces.map { if case .slot(let old) = $0 { .slot(places[old]) } else { $0 } },
      slots: order.map { slots[$0] })
  }
}
