import Testing
@testable import Tuning

struct LexiconTests {
  @Test(
    "plurals and singulars of what tables are called",
    arguments: [
      ("city", "cities"), ("person", "people"), ("order line", "order lines"), ("status", "statuses"),
      ("number of pieces", "numbers of pieces"),
      ("branch", "branches"), ("staff", "staff"), ("employee", "employees"),
    ])
  func plurals(singular: String, plural: String) throws {
    let inflection = try Lexicon.standard().inflection
    #expect(inflection.plural(singular) == plural)
  }

  @Test(
    "identifiers become words",
    arguments: [
      ("orderLine_no", "order line number"), ("cust_dob", "customer date of birth"), ("tbl_product", "product"),
      ("HelpfulVotes", "helpful votes"),
    ])
  func identifiers(name: String, words: String) throws {
    #expect(SpokenName.words(name).joined(separator: " ") == words)
  }

  @Test(
    "a comment's noun is a short phrase or nothing",
    arguments: [
      ("Article number printed on the label, for example TNT-1", "article number"), ("When the order was placed", nil),
      ("card, cash or invoice", nil),
      ("Number of pieces sold", "number of pieces sold"),
    ] as [(String, String?)])
  func nouns(comment: String, noun: String?) {
    #expect(CommentReader.noun(comment) == noun)
  }

  @Test("at least 300 head words have entries")
  func size() throws {
    let lexicon = try Lexicon.standard()
    #expect(lexicon.entities.count + lexicon.attributes.count >= 300)
  }

  @Test("a broken line is named by file and line")
  func brokenLine() {
    #expect(throws: TuningError.self) { try Grammar("[a]\nx (y|z", file: "frames.txt") }
    #expect(TuningError.lexicon(file: "frames.txt", line: 2).description.contains("line 2"))
  }
}
