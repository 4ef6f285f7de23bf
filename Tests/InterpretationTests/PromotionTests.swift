import Foundation
import Interpretation
import Testing
import Vocabulary

@Suite struct `A promotion` {
  @Test func `makes a model answer for its database only, and a rollback goes back step by step`() throws {
    let shelf = try Shelf()
    for name in ["general", "one", "two"] {
      try shelf.add(name, columns: name == "general" ? nil : ["a", "b"])
    }
    func answers(for database: String = "shop") throws -> String {
      try ModelShelf(folder: shelf.folder).model(for: Shelf.snapshot(database)).name
    }
    try shelf.promote("one", for: "shop", after: "general")
    #expect(try answers() == "one")
    try shelf.promote("two", for: "shop", after: "one")
    #expect(try answers() == "two")
    try shelf.promote("one", for: "stock", after: nil)
    #expect(try answers(for: "stock") == "one")
    var promotions = try Promotions(folder: shelf.folder)
    #expect(try promotions.rollBack("shop", at: "later") == "one")
    #expect(try promotions.rollBack("shop", at: "later") == "general")
    try promotions.write(folder: shelf.folder)
    #expect(try answers() == "general")
    #expect(try answers(for: "stock") == "one")
    #expect(throws: InterpretationError.self) { try promotions.rollBack("shop", at: "later") }
    #expect(throws: InterpretationError.self) { try promotions.rollBack("elsewhere", at: "later") }
  }

  @Test func `of the model that answers already is no step to go back`() throws {
    var promotions = Promotions()
    promotions.promote("one", for: "shop", after: "general", at: "1")
    promotions.promote("one", for: "shop", after: "one", at: "2")
    #expect(promotions.databases["shop"]?.previous == ["general"])
  }

  @Test func `counts no more when the schema is another one`() throws {
    let shelf = try Shelf()
    try shelf.add("general")
    try shelf.add("tuned", columns: ["a", "b"], fingerprint: "one")
    try shelf.promote("tuned", for: "shop", after: "general")
    let read = try ModelShelf(folder: shelf.folder)
    #expect(try read.model(for: Shelf.snapshot()).name == "tuned")
    #expect(try read.model(for: Shelf.snapshot(columns: ["x", "y"])).name == "general")
  }

  @Test func `is stale once the schema's fingerprint is another one`() throws {
    let shelf = try Shelf()
    try shelf.add("tuned", columns: ["a", "b"], fingerprint: "one")
    let manifest = try ModelShelf(folder: shelf.folder).entry(named: "tuned").manifest
    #expect(!manifest.isStale(Shelf.snapshot()))
    // A new column is no reason not to answer, but one to tune anew.
    let grown = Shelf.snapshot(columns: ["a", "b", "c"], fingerprint: "two")
    #expect(manifest.fits(grown))
    #expect(manifest.isStale(grown))
  }

  @Test func `names a shelf's broken file rather than choosing another model`() throws {
    let shelf = try Shelf()
    try shelf.add("general")
    try Data("{".utf8).write(to: URL(filePath: shelf.folder + "/promoted.json"))
    #expect(throws: InterpretationError.self) { try ModelShelf(folder: shelf.folder) }
  }

  @Test func `of an unknown model suggests the nearest name`() throws {
    let shelf = try Shelf()
    try shelf.add("fjellvind")
    do {
      _ = try ModelShelf(folder: shelf.folder).entry(named: "fjelvind")
      Issue.record("there is no such model")
    } catch let error as InterpretationError {
      #expect(error.hint == "Did you mean fjellvind?")
    }
  }
}
