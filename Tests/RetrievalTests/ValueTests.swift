import Testing
import Vocabulary

@testable import Retrieval

@Suite struct `Values of columns` {
  private static let place = RelationName("shop", "place")
  private static let city = ColumnName(place, "city")
  private static let guest = ColumnName(place, "guest")

  private static let snapshot = SchemaSnapshot(
    database: "shop", role: "reader", serverVersion: 150018, searchPath: [],
    relations: [
      Relation(
        name: place, kind: .table,
        columns: [
          Column(name: "city", type: "text", family: .text, commonValues: ["Oslo"]),
          Column(name: "guest", type: "text", family: .text),
        ])
    ], foreignKeys: [], fingerprint: "0")

  private static func retriever(complete: Bool = true) -> Retriever {
    Retriever(
      snapshot,
      sampled: [
        city: .init(values: ["Oslo", "New York City", "San José", "San Juan del Sur", "Berlin"], isComplete: complete),
        guest: .init(values: ["May", "Red", "Anna Berg", "Anna Lund"], isComplete: false),
      ])
  }

  private static func found(_ question: String, complete: Bool = true) -> [String] {
    retriever(complete: complete).mentions(in: question).map(told)
  }

  private static func told(_ mention: Mention) -> String {
    switch mention.content {
    case .value(let stored): mention.text + "=" + stored.map(\.value).joined(separator: ",")
    case .text(let words): mention.text + "~" + words
    case .number(let number): mention.text + "#" + number
    case .period: mention.text + "@"
    }
  }

  @Test(
    "are found by a part of their words, or almost",
    arguments: [
      ("guests in new york", ["new york=New York City"]), ("guests in san jose", ["san jose=San José"]),
      ("those from New York", ["New York=New York City"]), ("guests in berlin", ["berlin=Berlin"]),
      ("guests in Berlni", ["Berlni=Berlin"]), ("guests in Paris", ["Paris~Paris"]),
      // Three of four words are the larger part, one of four is not.
      ("guests in juan del sur", ["juan del sur=San Juan del Sur"]), ("what san gave", []),
      // A list that goes on gives plain words no meaning, and names only their whole spelling.
      ("red guests", []), ("the guest called Red", ["Red=Red"]), ("rooms of Anna", ["Anna~Anna"]),
      ("rooms of anna berg", ["anna berg=Anna Berg"]), ("which may stay", []),
    ])
  func found(_ question: String, _ expected: [String]) { #expect(Self.found(question) == expected) }

  private static let world: SchemaSnapshot = {
    func table(_ name: String, _ columns: [Column]) -> Relation {
      Relation(name: RelationName("world", name), kind: .table, columns: columns)
    }
    func column(_ name: String, _ values: [String]) -> Column {
      Column(name: name, type: "text", family: .text, commonValues: values, valuesAreComplete: true)
    }
    return SchemaSnapshot(
      database: "world", role: "reader", serverVersion: 150018, searchPath: [],
      relations: [
        table("airport", [column("city", ["Aberdeen", "Ashley"]), column("code", ["APG", "AHD"])]),
        table("airline", [column("airline", ["JetBlue Airways", "United Airlines"])]),
        table(
          "country",
          [
            column("name", ["France", "Italy"]), column("continent", ["Asia", "Europe"]), column("unit", ["IT", "HR"]),
          ]),
        table("language", [column("language", ["French", "Dutch"]), column("isofficial", ["T", "F"])]),
        table(
          "singer",
          [column("country", ["FRA", "NO"]), column("sex", ["F", "M"]), column("status", ["active", "success"])]),
        table(
          "tv_channel", [column("episode", ["A Love of a Lifetime", "Winter"]), column("weekly_rank", ["12", "13"])]),
        table("pet", [column("kind", ["dog", "cat"]), column("season", ["2014/2015"]), column("grade", ["A", "B"])]),
      ], foreignKeys: [], fingerprint: "0")
  }()

  @Test(
    "are found as people speak of them",
    arguments: [
      // What its people are called; of a column of places also by its codes. A column of units holds none.
      ("French singers", "French=French,France,FRA"), ("asian countries", "asian=Asia"),
      ("singers from Norway", "Norway=NO"), ("Italian towns", "Italian=Italy"),
      // Codes, and what a yes stands for.
      ("women and men who sing", "women=F|men=M"), ("singers of sex F", "F=F,F"), ("pets with grade A or B", "A=A|B=B"),
      ("a pet with a name", ""), ("official languages", "official=T"),
      ("where Dutch is officially spoken", "Dutch=Dutch|officially=T"),
      // A quotation is a mention of its own, and so is a value behind a name of the schema.
      ("flights to City 'Aberdeen' from Airport \"APG\"", "Aberdeen=Aberdeen|APG=APG"),
      ("flights from City Ashley", "Ashley=Ashley"),
      ("flights of Airline \"JetBlue Airways\"", "JetBlue Airways=JetBlue Airways"),
      ("the TV Channel with Episode \"A Love of a Lifetime\"", "A Love of a Lifetime=A Love of a Lifetime"),
      ("what is the Weekly Rank of it", ""), ("those with rank '12'", "12=12"),
      // Neither a new sentence nor a list makes one name.
      ("Who sings? Give me all. Return names.", ""), ("those of Ford, Fiat or Opel", "Ford~Ford|Fiat~Fiat|Opel~Opel"),
      ("those of St. Louis", "St. Louis~St. Louis"),
      // One word of a value, its root, its meaning; never its contrary.
      ("flights of JetBlue", "JetBlue=JetBlue Airways"), ("flights of 'JetBlue'", "JetBlue=JetBlue Airways"),
      ("successful ones", "successful=success"), ("who has kittens or a puppy", "kittens=cat|puppy=dog"),
      ("the inactive ones", ""), ("the season 2014-2015", "2014-2015=2014/2015"),
    ])
  func spoken(_ question: String, _ expected: String) {
    let found = Retriever(Self.world).mentions(in: question).map(Self.told)
    #expect(found.joined(separator: "|") == expected)
  }

  @Test("of which nobody knows the rest are not guessed at")
  func samples() {
    #expect(Self.found("guests in New York", complete: false) == ["New York~New York"])
    #expect(Self.found("guests in Berlni", complete: false) == ["Berlni~Berlni"])
  }

  @Test("come near what a statement misspells")
  func misspellings() {
    func near(_ sql: String, complete: Bool = true) -> [Misspelling] {
      Self.retriever(complete: complete).misspellings(in: sql, reading: [Self.place])
    }
    let found = near("select 1 from shop.place where city = 'new york'")
    #expect(found.map(\.said) == ["new york"])
    #expect(found.first?.near.first?.value == "New York City")
    #expect(found.first?.isSure == true)
    #expect(near("select 1 where city = 'new york'", complete: false).first?.isSure == false)
    #expect(near("select 1 where city ilike '%YORK%' and d > '2024-01-01'").isEmpty)
    #expect(near("select 1 where city = 'Oslo' or city = 'Reykjavik'").isEmpty)
    #expect(Self.retriever().misspellings(in: "select 'Olso'", reading: []).isEmpty)
  }

  @Test(arguments: [("berlin", "berlin", 0), ("berlin", "berlni", 1), ("berlin", "brln", 2), ("abc", "xyz", 3)])
  func `distances of edits`(_ a: String, _ b: String, _ expected: Int) {
    #expect(EditDistance.between(Array(a.utf8), Array(b.utf8), most: 9) == expected)
    #expect(EditDistance.between(Array(b.utf8), Array(a.utf8), most: 9) == expected)
  }
}
