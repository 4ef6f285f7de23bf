import Evaluation
import Foundation
import Testing
import Vocabulary

@Suite struct `Results` {
  static func table(_ rows: [[String?]]) -> ResultTable {
    let width = rows.first?.count ?? 1
    return ResultTable(columns: (0..<width).map { .init(name: "c\($0)", type: "text") }, rows: rows)
  }

  static func same(_ ours: [[String?]], _ theirs: [[String?]], ordered: Bool = false) -> Bool {
    ResultComparison.matches(table(ours), table(theirs), ordered: ordered)
  }

  @Test func `are multisets where nobody asked for an order`() {
    #expect(Self.same([["a"], ["b"], ["a"]], [["a"], ["a"], ["b"]]))
    #expect(!Self.same([["a"], ["b"]], [["a"], ["a"], ["b"]]))
    #expect(!Self.same([["a"], ["b"], ["b"]], [["a"], ["a"], ["b"]]))
  }

  @Test func `are sequences where the gold query orders`() {
    #expect(Self.same([["a"], ["b"]], [["a"], ["b"]], ordered: true))
    #expect(!Self.same([["b"], ["a"]], [["a"], ["b"]], ordered: true))
  }

  @Test func `may have their columns in another order, but whole`() {
    #expect(Self.same([["1", "x"], ["2", "y"]], [["x", "1"], ["y", "2"]]))
    // The same values in each column, paired otherwise.
    #expect(!Self.same([["1", "y"], ["2", "x"]], [["x", "1"], ["y", "2"]]))
    #expect(!Self.same([["1", "x"]], [["1"]]))
  }

  @Test func `count numbers as numbers and a midnight as its day`() {
    #expect(Self.same([["2.50"]], [["2.5"]]))
    #expect(Self.same([["33.3333333333333333"]], [["33.33333333333333"]]))
    #expect(Self.same([["100"]], [["100.000"]]))
    #expect(!Self.same([["33.33"]], [["33.34"]]))
    #expect(Self.same([["2024-03-01 00:00:00+00"]], [["2024-03-01"]]))
    #expect(!Self.same([["2024-03-01 10:00:00+00"]], [["2024-03-01"]]))
  }

  @Test func `tell NULL from nothing and from zero`() {
    #expect(Self.same([[nil]], [[nil]]))
    #expect(!Self.same([[nil]], [["0"]]))
    #expect(!Self.same([[nil]], [[""]]))
    #expect(Self.same([], []))
    #expect(!Self.same([], [["1"]]))
  }

  @Test(arguments: [
    ("SELECT a FROM t ORDER BY a", true), ("SELECT a FROM t", false),
    ("SELECT * FROM (SELECT a FROM t ORDER BY a) x", false),
    ("SELECT rank() OVER (ORDER BY a) FROM t", false),
    ("WITH x AS (SELECT 1 ORDER BY 1) SELECT * FROM x order  by 1", true),
  ])
  func `are ordered only by the outermost query`(_ sql: String, _ expected: Bool) {
    #expect(ResultComparison.isOrdered(sql) == expected)
  }
}

/// Cases taken from the conventions of Spider's test-suite evaluation and of sql-eval.
@Suite struct `A difference` {
  typealias Difference = ResultComparison.Difference

  static func of(_ ours: [[String?]], _ theirs: [[String?]], ordered: Bool = false) -> Difference {
    ResultComparison.difference(Results.table(ours), Results.table(theirs), ordered: ordered)
  }

  @Test func `is none where only the order of columns differs, as Spider has it`() {
    #expect(Self.of([["1", "x"], ["2", "y"]], [["x", "1"], ["y", "2"]]) == .none)
    // Columns that hold the same values need the permutation that fits the rows.
    #expect(Self.of([["a", "b", "1"], ["b", "a", "2"]], [["b", "a", "1"], ["a", "b", "2"]]) == .none)
    #expect(Self.of([["1"], ["2"]], [["2"], ["1"]]) == .none)
  }

  @Test func `is one of order only where the gold query orders, as Spider has it`() {
    #expect(Self.of([["1"], ["2"]], [["2"], ["1"]], ordered: true) == .order)
    #expect(Self.of([["1", "x"], ["2", "y"]], [["y"], ["x"]], ordered: true) == .order)
  }

  @Test func `minds how often a row comes, as Spider has it`() {
    #expect(Self.of([["a"], ["a"]], [["a"]]) == .rows)
    #expect(Self.of([["a"], ["b"]], [["a"], ["a"]]) == .rows)
  }

  @Test func `is one of extra columns where the gold's are all there, as sql-eval has it`() {
    #expect(Self.of([["1", "x"], ["2", "y"]], [["x"], ["y"]]) == .extraColumns)
    #expect(Self.of([["1", "x"], ["2", "y"]], [["x"], ["y"]], ordered: true) == .extraColumns)
    #expect(Self.of([["1", "x"], ["2", "y"]], [["x"], ["z"]]) == .columns)
    #expect(Self.of([["x"], ["y"]], [["1", "x"], ["2", "y"]]) == .columns)
    // Each column for itself would fit, the rows do not.
    #expect(Self.of([["1", "y", "n"], ["2", "x", "m"]], [["1", "x"], ["2", "y"]]) == .columns)
  }

  @Test func `tolerates no extra columns beside an empty gold, as sql-eval has it`() {
    let empty = ResultTable(columns: [.init(name: "a", type: "text")], rows: [])
    let wide = ResultTable(columns: empty.columns + [.init(name: "b", type: "text")], rows: [])
    #expect(ResultComparison.difference(wide, empty, ordered: false) == .columns)
    #expect(ResultComparison.difference(empty, empty, ordered: true) == .none)
  }

  @Test func `tells nothing from something`() {
    #expect(Self.of([], [["1"]]) == .empty)
    #expect(Self.of([["1"]], []) == .rows)
  }
}

@Suite struct `A paired test` {
  @Test func `is McNemar's, exact and two-sided`() {
    func test(_ first: Int, _ second: Int) -> Double {
      McNemar(
        pairs: (0..<first).map { _ in (true, false) } + (0..<second).map { _ in (false, true) } + [(true, true)]
      ).probability
    }
    #expect(test(0, 0) == 1)
    #expect(test(5, 5) == 1)
    // Twice the binomial tail: 2 · (1 + 10) / 2¹⁰ and 2 / 2⁶.
    #expect(abs(test(9, 1) - 22.0 / 1024) < 1e-9)
    #expect(abs(test(0, 6) - 2.0 / 64) < 1e-9)
  }

  @Test func `knows each item once and leaves out what cannot be judged`() throws {
    let items = try JSONDecoder().decode(
      [ItemResult].self,
      from: Data(
        #"""
        [{"id": "a", "question": "", "verdict": "right", "milliseconds": 1},
         {"id": "b", "question": "", "verdict": "extraColumns", "milliseconds": 1},
         {"id": "c", "question": "", "verdict": "goldFails", "milliseconds": 1}]
        """#.utf8))
    var others = items
    others[0].verdict = .wrongRows
    #expect(McNemar(items, others, columns: .exact).onlyFirst == 1)
    #expect(McNemar(items, others, columns: .exact).questions == 2)
    #expect(Score(items).accuracy == Proportion(1, of: 2))
    #expect(Score(items, columns: .subset).accuracy == Proportion(2, of: 2))
  }
}

@Suite struct `A proportion` {
  @Test func `has Wilson's interval`() {
    // 49 of 80: the interval by the closed formula.
    let proportion = Proportion(49, of: 80)
    #expect(abs(proportion.interval.lowerBound - 0.5029) < 0.0005)
    #expect(abs(proportion.interval.upperBound - 0.7119) < 0.0005)
    #expect(Proportion(0, of: 0).interval == 0...1)
    #expect(Proportion(5, of: 5).interval.upperBound == 1)
  }
}
