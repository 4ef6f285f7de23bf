import Presentation
import Testing
import Vocabulary

@Suite struct `A finding's page` {
  private func page(_ sql: String, _ position: Int?, hint: String? = "Did you mean total?") -> String {
    FindingPage.text(
      Finding(
        rule: "unknown-column", layer: .names, message: "There is no column totl.", hint: hint, position: position),
      in: sql)
  }

  @Test func `has the rule, the sentence, the place and the hint`() {
    #expect(
      page("SELECT totl FROM orders", 7) == """
        unknown-column (names): There is no column totl.
          SELECT totl FROM orders
                 ^
          HINT: Did you mean total?

        """)
  }

  @Test func `shows the line that the place is in, by bytes, under wide letters too`() {
    #expect(
      page("SELECT 1,\n  'é漢', totl\nFROM x", 21, hint: nil).split(separator: "\n").dropFirst() == [
        "    'é漢', totl", "           ^",
      ])
  }

  @Test func `leaves out a place that is none`() {
    #expect(page("SELECT 1", 99, hint: nil).split(separator: "\n").count == 1)
    #expect(page("SELECT 1", -1, hint: nil).split(separator: "\n").count == 1)
    #expect(page("", 0, hint: nil).split(separator: "\n").last == "  ^")
  }

  @Test func `lets nothing steer the terminal, and cuts long lines around the place`() {
    let sql = String(repeating: "x ", count: 400) + "\u{1B}[2Jtotl " + String(repeating: "y ", count: 400)
    let lines = page(sql, 804, hint: "a\u{7}b").split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 130 && !$0.contains("\u{1B}") && !$0.contains("\u{7}") })
    #expect(lines[1].contains("totl"))
  }
}
