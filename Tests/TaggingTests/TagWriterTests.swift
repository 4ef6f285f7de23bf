import Foundation
import Retrieval
import Tagging
import Testing
import Vocabulary

@Suite struct `Tagged SQL` {
  struct Case: CustomTestStringConvertible {
    var title = ""
    var question = ""
    var tagged = ""
    var sql = ""
    var testDescription: String { title }
  }

  /// The blocks of `cases.txt`.
  static let cases: [Case] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cases.txt")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").compactMap { block in
      var found = Case()
      for line in block.split(separator: "\n") where !line.hasPrefix("#") {
        switch line.prefix(2) {
        case "? ": found.question = String(line.dropFirst(2))
        case "> ": found.tagged = String(line.dropFirst(2))
        case "= ": found.sql = String(line.dropFirst(2))
        default: found.title = String(line)
        }
      }
      return found.sql.isEmpty ? nil : found
    }
  }()

  /// The shop's tags, with what the question mentions and names.
  static func tags(_ question: String) -> TagTable {
    var tags = TagTable(catalog: ShopFixture.snapshot)
    let evidence = Retriever(ShopFixture.snapshot).evidence(for: question)
    (tags.mentions, tags.naming) = (evidence.mentions, Naming(evidence.words, question: question))
    return tags
  }

  /// `<customer.city>` as `<c4>`.
  static func numbered(_ text: String, _ tags: TagTable) -> String {
    var result = text
    for (number, column) in tags.columns.enumerated().reversed() {
      guard let column else { continue }
      result = result.replacing("<\(column.relation.name).\(column.column)>", with: "<c\(number)>")
    }
    for (number, relation) in tags.relations.enumerated() {
      if let relation { result = result.replacing("<\(relation.name)>", with: "<t\(number)>") }
    }
    return result
  }

  @Test func `the case file is read`() { #expect(Self.cases.count >= 20) }

  @Test func `is told with names while it is written`() {
    let tags = Self.tags("customers in Berlin")
    let whole = Self.numbered(" select<customer.city>, count(*) from<customer> where<customer.city> =<v0><|end|>", tags)
    let told = " select customer.city, count(*) from shop.customer where customer.city = 'Berlin'"
    #expect(TagPreview.text(whole, tags: tags) == told)
    // A text may end anywhere: what is told only grows.
    var before = ""
    for length in 0...whole.count {
      let text = TagPreview.text(String(whole.prefix(length)), tags: tags)
      #expect(text.hasPrefix(before) && told.hasPrefix(text), "\(text)")
      before = text
    }
    #expect(TagPreview.text(" where a < 1 and b", tags: tags) == " where a < 1 and b")
    #expect(
      TagPreview.text(" where a <> 1 and b < 2 or <t900> > 3", tags: tags) == " where a <> 1 and b < 2 or <t900> > 3")
  }

  @Test(arguments: cases) func `is written out as its case says`(_ item: Case) {
    let tags = Self.tags(item.question)
    #expect(TagWriter(ShopFixture.snapshot).write(Self.numbered(item.tagged, tags), tags: tags) == .sql(item.sql))
  }

  @Test(arguments: cases) func `means the same in its canonical spelling`(_ item: Case) throws {
    let tags = Self.tags(item.question)
    let tokens = try #require(TaggedSQL.tokens(Self.numbered(item.tagged, tags)))
    let canonical = TaggedSQL.canonical(tokens)
    #expect(TaggedSQL.tokens(canonical) == tokens)
    #expect(TagWriter(ShopFixture.snapshot).write(canonical + TaggedSQL.end, tags: tags) == .sql(item.sql))
  }

  @Test(arguments: [
    "", "select", "selec <c1>", "select <c1> )", "select <c1> where '", "drop table x", "\u{0}",
    "select <c1>> 3 where (",
  ])
  func `that is none gives a finding, never a crash`(_ text: String) {
    guard case .problem = TagWriter(ShopFixture.snapshot).write(text, tags: Self.tags("")) else {
      Issue.record("accepted \(text)")
      return
    }
  }

  /// Without any one of their tokens, cut off after any, with one twice, with tags that the prompt lacks.
  @Test(arguments: cases) func `that is mutilated gives a reading, never a crash`(_ item: Case) {
    let tags = Self.tags(item.question)
    let writer = TagWriter(ShopFixture.snapshot)
    let tokens = TaggedSQL.tokens(Self.numbered(item.tagged, tags)) ?? []
    #expect(!tokens.isEmpty)
    var found = 0
    for index in tokens.indices {
      var other = tokens
      switch tokens[index] {
      case .mention: other[index] = .mention(15)
      case .column: other[index] = .column(319, .first)
      case .relation: other[index] = .relation(63)
      default: other.swapAt(index, tokens.count - 1 - index)
      }
      let less = Array(tokens[..<index] + tokens[(index + 1)...])
      let twice = Array(tokens[...index] + tokens[index...])
      for mutilated in [other, less, twice, Array(tokens[...index]), Array(tokens[index...])] {
        if case .sql(let sql) = writer.write(TaggedSQL.canonical(mutilated), tags: tags) { found += sql.utf8.count }
      }
    }
    #expect(found > 0)
  }

  @Test func `never names what the prompt does not hold`() {
    let reading = TagWriter(ShopFixture.snapshot).write(" select<c300> from<t63>", tags: Self.tags(""))
    guard case .problem(let finding) = reading else {
      Issue.record("accepted an unknown tag")
      return
    }
    #expect(finding.rule == "unknown-tag")
  }

  @Test func `compares a value with no column that is known to lack it`() {
    // In no relation of the statement, and no name of what it refers to: nobody can tell where it belongs.
    let tags = Self.tags("employees in Berlin")
    let text = Self.numbered("select count(*) from <employee> where <employee.dept> = <v0>", tags)
    guard case .problem(let finding) = TagWriter(ShopFixture.snapshot).write(text, tags: tags) else {
      Issue.record("accepted a misplaced value")
      return
    }
    #expect(finding.rule == "misplaced-value")
    #expect(finding.hint == "It is a value of shop.customer.city.")
  }

  @Test func `can decline`() {
    #expect(TagWriter(ShopFixture.snapshot).write(TaggedSQL.refusal + TaggedSQL.end, tags: Self.tags("")) == .refusal)
  }
}
