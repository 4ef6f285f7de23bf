import Foundation
import Testing

@testable import SafeExecution

@Suite struct RuleTests {
  @Test("Each rule has one file of cases, and each of its cases names it", arguments: Rule.allCases)
  func cases(_ rule: Rule) {
    let folder = [.serverError, .planCost, .planRows, .planRelation].contains(rule) ? "planned" : "hostile"
    let cases = Case.all(in: "\(folder)/\(rule.rawValue).sql-ish")
    #expect(!cases.isEmpty)
    #expect(cases.allSatisfy { $0.expected.contains(rule.rawValue) && !$0.bytes.isEmpty })
  }

  @Test("The files are those of the rules, and no case stands in two places")
  func files() {
    let names = Set(Rule.allCases.map(\.rawValue))
    let cases = CorpusTests.hostile + CorpusTests.planned + CorpusTests.honest + CorpusTests.bombs
    for item in CorpusTests.hostile + CorpusTests.planned {
      #expect(Set(item.expected).isSubset(of: names), "\(item.testDescription)")
    }
    for (statement, same) in Dictionary(grouping: cases, by: \.bytes) where same.count > 1 {
      Issue.record("\(same.map(\.testDescription)): \(String(decoding: statement.prefix(80), as: UTF8.self))")
    }
  }

  @Test("Every rule is explained in one line of the page, and nothing else is")
  func documentation() throws {
    let root = Fixture.corpus("").deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/security.md"), encoding: .utf8)
    let section = page.components(separatedBy: "\n## ").first { $0.hasPrefix("Rules\n") } ?? ""
    let lines = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(
      lines.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) } == Rule.allCases.map(\.rawValue))
  }
}
