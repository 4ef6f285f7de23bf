import Testing

@testable import Introspection

@Suite("Reading catalog texts")
struct UnitTests {
  private func elements(_ text: String) -> [String] {
    Array(text.utf8).withUnsafeBufferPointer { ArrayText.elements($0) }
  }

  private func numbers(_ text: String) -> [Int16] {
    Array(text.utf8).withUnsafeBufferPointer { ArrayText.numbers($0) }
  }

  @Test("array texts give their elements, quotes and backslashes undone, NULLs left out")
  func arrays() {
    #expect(elements("{}") == [])
    #expect(elements("") == [])
    #expect(
      elements("{a,b c,\"d,e\",\"f\\\"g\\\\h\",NULL,\"NULL\",\"\",ü}") == [
        "a", "b c", "d,e", "f\"g\\h", "NULL", "", "ü",
      ])
    #expect(elements("[0:1]={x,y}") == ["x", "y"])
    #expect(elements("{\"cut") == [])
  }

  @Test("arrays and vectors of numbers are read alike")
  func vectors() {
    #expect(numbers("{1,22}") == [1, 22])
    #expect(numbers("3 4") == [3, 4])
    #expect(numbers("") == [])
  }

  @Test("values are complete only when as many were found as there are and none was left out")
  func completeness() {
    func values(_ distinct: Double, _ rows: Int?, _ frequent: [String], _ share: Double, _ bounds: [String])
      -> CommonValues
    {
      CommonValues(
        nullFraction: 0, distinct: distinct, rows: rows, frequent: frequent, frequency: share, bounds: bounds)
    }
    #expect(values(2, 100, ["a", "b"], 1, []).isComplete)
    #expect(!values(3, 100, ["a", "b"], 0.9, []).isComplete)
    #expect(!values(2, 100, ["a", "b"], 0.9, []).isComplete)
    #expect(values(3, 100, ["a"], 0.5, ["b", "c"]).isComplete)
    #expect(values(-1, 2, [], 0, ["a", "b"]).isComplete)
    #expect(!values(-1, 3, [], 0, ["a", "b"]).isComplete)
    #expect(!values(-1, nil, [], 0, ["a", "b"]).isComplete)
    let long = values(-1, 2, [], 0, ["a", String(repeating: "b", count: 101)])
    #expect(long.values == ["a"] && !long.isComplete)
  }

  @Test(
    "names fall into words",
    arguments: [
      ("customer_id", ["customer", "id"]), ("customerId", ["customer", "id"]), ("CustomerID", ["customer", "id"]),
      ("HTTPServer", ["http", "server"]), ("a__b ", ["a", "b"]), ("Größe", ["größe"]), ("", []), ("line2", ["line2"]),
    ])
  func words(name: String, expected: [String]) {
    #expect(NameWords.split(name) == expected)
  }

  @Test(
    "plurals become singular, other words stay",
    arguments: [
      ("customers", "customer"), ("categories", "category"), ("boxes", "box"), ("addresses", "address"),
      ("classes", "class"), ("address", "address"), ("status", "status"), ("analysis", "analysis"), ("bus", "bus"),
      ("people", "person"), ("houses", "house"), ("invoices", "invoice"), ("gas", "gas"),
    ])
  func singular(word: String, expected: String) {
    #expect(NameWords.singular(word) == expected)
  }
}
