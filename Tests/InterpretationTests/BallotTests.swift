import Foundation
import Tagging
import Testing
import Vocabulary

@testable import Interpretation

@Suite struct BallotTests {
  private static let price = ColumnName(RelationName("shop", "product"), "price")
  private static let snapshot = SchemaSnapshot(
    database: "shop", role: "reader", serverVersion: 15, searchPath: ["shop"],
    relations: [
      Relation(
        name: price.relation, kind: .table, columns: [Column(name: "price", type: "numeric", family: .number)],
        primaryKey: [])
    ], foreignKeys: [], fingerprint: "f")

  /// The ballot over answers to "products above 10": each a text and its probability.
  private func ballot(_ answers: [(String, Double)]) -> Ballot {
    let tags = TagTable(
      relations: [Self.price.relation], columns: [Self.price],
      mentions: [Mention(range: 15..<17, text: "10", content: .number("10"))])
    let prompt = Prompt(
      template: "test", form: .completion("q"), output: .tagged, stops: [], maxTokens: 9, tokenEstimate: 1, tags: tags)
    let candidates = answers.map { text, probability in
      Candidate(
        text: text, model: "test", meanLogProbability: log(probability), finish: .stop, completionTokens: 1)
    }
    return Ballot(
      candidates, reader: AnswerReader(writer: TagWriter(Self.snapshot)), prompt: prompt,
      plausibility: Plausibility(prompt, Evidence(relations: [], columns: [], mentions: []), Self.snapshot))
  }

  @Test("A likely answer that leaves nothing out needs no other")
  func clear() {
    #expect(ballot([(" select<c0> where<c0> ><v0>", 0.9)]).isClear)
    #expect(!ballot([(" select<c0> where<c0> ><v0>", 0.4)]).isClear)
    #expect(!ballot([(" select<c0>", 0.9)]).isClear)
    #expect(!ballot([(" select<c0> where", 0.9)]).isClear)
  }

  @Test("The likeliest comes first, what leaves out a number of the question last")
  func order() {
    let choices = ballot([
      (" select<c0>", 0.1), (" select<c0> where<c0> <<v0>", 0.22), (" select<c0> where<c0> ><v0>", 0.2),
      (" select<c0> where<c0> ><v0> and<c0> ><v0>", 0.1), (" select<c0>", 0.1), (" select<c0> where<c0> ><v0>", 0.2),
      (" what", 0.1),
    ]).choices
    #expect(choices.map(\.votes) == [1, 2, 2, 1, 1])
    #expect(choices.first?.candidate.text == " select<c0> where<c0> <<v0>")
    #expect(choices.last?.candidate.text == " what")
  }

  @Test("A value that nobody said speaks against an answer")
  func invented() {
    let invented = ballot([(" select<c0> where<c0> ><v0> and<c0> <> 'FA'", 0.3)]).choices[0].faults
    #expect(invented == ballot([(" select<c0> where<c0> ><v0> and<c0> <> 'q'", 0.3)]).choices[0].faults + 1)
    #expect(TaggedSQL.values(in: " select<c0> ->> 'size' where<c0> = 'It''s' and<c1> ->> 'a' = 'B'") == ["it''s", "b"])
  }

  @Test("Of two answers that are as good, the one that finds nothing where the other finds something comes last")
  func empty() {
    let before = ballot([(" select<c0> where<c0> ><v0>", 0.3), (" select<c0> where<c0> <<v0>", 0.28)])
    let columns = [ResultTable.Column(name: "price", type: "numeric")]
    let (nothing, something) = (
      ResultDigest(ResultTable(columns: columns, rows: [])), ResultDigest(ResultTable(columns: columns, rows: [["9"]]))
    )
    let lower = " select<c0> where<c0> <<v0>"
    #expect(before.choices.first?.candidate.text != lower)
    #expect(before.knowing([0: nothing, 1: something]).choices.first?.candidate.text == lower)
    #expect(before.knowing([0: nothing, 1: nothing]).choices.first?.candidate.text != lower)
    #expect(before.knowing([0: something]).choices.first?.candidate.text != lower)
  }

  @Test("A refusal leads where no statement has more votes, and gives way to any other statement")
  func refusal() {
    let doubt = [(" select<c0>", 0.3), (" refuse", 0.2), (" what", 0.1)]
    #expect(ballot(doubt).choices.map(\.candidate.text) == [" refuse", " select<c0>", " what"])
    #expect(
      ballot(doubt + [(" select<c0>", 0.3)]).choices.map(\.candidate.text) == [" select<c0>", " refuse", " what"])
  }
}
