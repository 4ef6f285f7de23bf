import DoorTestSupport
import Testing
import Vocabulary

@testable import REPL

@Suite("Tab completes")
struct CompletionTests {
  private static let index = CompletionIndex(
    SchemaSnapshot(
      database: "shop", role: "clerk", serverVersion: 150_018, searchPath: ["sales"],
      relations: [
        Relation(
          name: RelationName("hr", "staff"), kind: .table,
          columns: [Column(name: "salary", type: "numeric", family: .number)]),
        Relation(
          name: RelationName("sales", "customers"), kind: .table,
          columns: [
            Column(name: "id", type: "integer", family: .integer),
            Column(name: "town", type: "text", family: .text, commonValues: ["Köln", "Kiel", "New York"]),
          ]),
        Relation(
          name: RelationName("sales", "order_items"), kind: .table,
          columns: [
            Column(name: "order_id", type: "integer", family: .integer),
            Column(name: "Odd name", type: "text", family: .text),
          ]),
      ], foreignKeys: [], fingerprint: "f"), terms: ["churned", "Net revenue"])

  private func complete(_ line: String, after unfinished: String = "") -> Completion {
    Completion(line, after: unfinished, in: Self.index)
  }

  @Test(
    "what is clear goes in",
    arguments: [
      ("select * from cu", "stomers "), ("select * from customers join ord", "er_items" + " "),
      ("select c.to", "wn "), ("select * from customers c where c.to", "wn "),
      ("select * from customers where tow", "n "),
      ("select * from hr.st", "aff "), ("select * from staff s where s.", ""),
      ("select * from hr.staff s where s.", "salary "),
      ("select * from order_items where order_", "id "), ("SELECT * FROM customers WHER", "E "), ("select cou", "nt "),
      ("select * from customers where town = 'Ki", "el'"),
      ("select * from customers where town in ('Kiel', 'N", "ew York'"),
      ("\\timi", "ng "), ("\\d cust", "omers "), ("\\d+ hr.", "staff "), ("\\pset bord", "er "), ("\\x au", "to "),
      ("customers in Kie", "l "), ("customers in new y", "ork "), ("how many order it", "ems "),
      ("\\ask customers in Kie", "l "), ("how many customers have chu", "rned "), ("net re", "venue "),
      ("\\ask the net rev", "enue "),
    ])
  func clear(line: String, insert: String) {
    // An alias that the statement has not said yet is none.
    #expect(complete(line).insert == (line == "select c.to" ? "" : insert))
  }

  @Test("what is not clear is shown")
  func choices() {
    #expect(complete("select * from customers where town = 'K").choices == ["Kiel", "Köln"])
    #expect(complete("select * from customers where ").choices == ["id", "town"])
    #expect(complete("\\d").choices.contains("\\dt"))
    #expect(complete("select * from order_items where ").choices == ["\"Odd name\"", "order_id"])
  }

  @Test("the lines before count")
  func lines() {
    #expect(complete("where tow", after: "select * from customers").insert == "n ")
    #expect(complete("cust", after: "select * from").insert == "omers ")
  }

  @Test("before the names are there commands complete, and all else says so")
  func early() {
    let completer = Completer()
    #expect(completer.completion(of: "\\timi")?.insert == "ng ")
    #expect(completer.completion(of: "select * from cust")?.choices == [Completer.patience])
  }

  @Test("choices stand side by side")
  func columns() {
    #expect(Completer.columns(["a", "bb", "ccc"], of: 3, width: 12) == "a    bb\nccc\n")
    #expect(Completer.columns((1...100).map(String.init), of: 120, width: 1).hasSuffix("… and 20 more\n"))
  }

  @Test("ten thousand tables are looked through at once")
  func many() {
    let relations = (0..<10_000).map { number in
      Relation(
        name: RelationName("sales", "table_" + String(repeating: "0", count: 5 - "\(number)".count) + "\(number)"),
        kind: .table,
        columns: (0..<5).map { Column(name: "c\($0)", type: "text", family: .text) })
    }
    let index = CompletionIndex(
      SchemaSnapshot(
        database: "big", role: "clerk", serverVersion: 150_018, searchPath: ["sales"], relations: relations,
        foreignKeys: [], fingerprint: "g"))
    #expect(Completion("select * from table_0999", after: "", in: index).choices.count == 10)
    #expect(Completion("select * from table_09999", after: "", in: index).insert == " ")
    // What all of them have in common goes in, not what the first ones have.
    let all = Completion("select * from tab", after: "", in: index)
    #expect(all.insert == "le_0" && all.count == 10_000 && all.choices.count == 100)
    #expect(Completion("select * from sales.", after: "", in: index).count == 10_000)
  }
}
