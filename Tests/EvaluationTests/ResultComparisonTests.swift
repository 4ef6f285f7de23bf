import Evaluation
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
    #expect(Evaluator.isOrdered(sql) == expected)
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
