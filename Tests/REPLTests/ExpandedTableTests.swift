import Testing
import Vocabulary

@testable import REPL

@Suite("Expanded display")
struct ExpandedTableTests {
  // Each expectation is what psql 15 writes for the same rows.
  @Test("records are drawn as psql draws them")
  func records() {
    let table = ResultTable(
      columns: [.init(name: "id", type: "integer"), .init(name: "longname", type: "text")],
      rows: [["1", "é"], ["2", "a\nbcd"], ["3", nil]])
    #expect(
      ExpandedTable.render(table) == """
        -[ RECORD 1 ]-
        id       | 1
        longname | é
        -[ RECORD 2 ]-
        id       | 2
        longname | a  +
                 | bcd
        -[ RECORD 3 ]-
        id       | 3
        longname | 

        """)
  }

  @Test("wide values draw the rule on")
  func wide() {
    let table = ResultTable(columns: [.init(name: "a", type: "text")], rows: [["0123456789012345"]])
    #expect(ExpandedTable.render(table) == "-[ RECORD 1 ]-------\na | 0123456789012345\n")
  }

  @Test("no rows are said to be none")
  func empty() {
    #expect(ExpandedTable.render(ResultTable(columns: [.init(name: "a", type: "text")], rows: [])) == "(0 rows)\n")
  }
}
