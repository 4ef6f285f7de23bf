import Retrieval
import Testing
import Vocabulary

@Suite struct `Schema linking` {
  /// `count` tables of noise around the three that matter.
  static func snapshot(noise count: Int) -> SchemaSnapshot {
    func relation(_ name: String, _ columns: [String], comment: String? = nil) -> Relation {
      Relation(
        name: RelationName("app", name), kind: .table, comment: comment,
        columns: columns.map { Column(name: $0, type: "text", family: .text) })
    }
    var relations = (0..<count).map { relation("zz_log_\($0)", ["entry_\($0)", "written_at"]) }
    relations.append(relation("customers", ["customer_id", "full_name", "city"]))
    relations.append(relation("order_customer", ["order_id", "customer_id"]))
    relations.append(relation("orders", ["order_id", "orderDate", "amt"], comment: "One purchase by a buyer"))
    relations.sort { $0.name < $1.name }
    let keys = [
      ForeignKey(
        from: RelationName("app", "order_customer"), ["customer_id"], to: RelationName("app", "customers"),
        ["customer_id"]),
      ForeignKey(
        from: RelationName("app", "order_customer"), ["order_id"], to: RelationName("app", "orders"), ["order_id"]),
    ]
    return SchemaSnapshot(
      database: "app", role: "reader", serverVersion: 150018, searchPath: [], relations: relations, foreignKeys: keys,
      fingerprint: "0")
  }

  @Test func `finds relations by the words of their names among many others`() {
    let evidence = Retriever(Self.snapshot(noise: 3000)).evidence(for: "Which customer lives in the city of Oslo?")
    #expect(evidence.relations.first?.name.name == "customers")
    #expect(evidence.columns.first?.name.column == "city")
  }

  @Test func `finds a relation by its comment`() {
    let evidence = Retriever(Self.snapshot(noise: 100)).evidence(for: "all purchases")
    #expect(evidence.relations.first?.name.name == "orders")
    #expect(evidence.relations.first?.reasons.contains(.comment("purchase")) == true)
  }

  @Test func `adds the relation that lies between two that were found`() {
    let evidence = Retriever(Self.snapshot(noise: 100)).evidence(
      for: "purchases by full name and city", maxRelations: 3)
    let names = evidence.relations.map(\.name.name)
    #expect(names.contains("orders") && names.contains("customers") && names.contains("order_customer"))
  }

  @Test func `says when what joins them is inferred`() {
    var snapshot = Self.snapshot(noise: 100)
    for index in snapshot.foreignKeys.indices { snapshot.foreignKeys[index].origin = .inferred }
    let evidence = Retriever(snapshot).evidence(for: "purchases by full name and city", maxRelations: 3)
    let bridge = evidence.relations.first { $0.name.name == "order_customer" }
    #expect(bridge?.reasons == [.inferredJoin])
  }

  @Test func `means the one of several namesakes that stands beside the rest of the question`() {
    var snapshot = Self.snapshot(noise: 10)
    func add(_ schema: String, _ name: String, _ columns: [String]) {
      snapshot.relations.append(
        Relation(
          name: RelationName(schema, name), kind: .table,
          columns: columns.map { Column(name: $0, type: "text", family: .text) }))
    }
    for schema in ["a", "b", "c", "d"] {
      add(schema, "student", ["student_id", "name"])
      add(schema, schema == "c" ? "pet" : "grade", ["student_id", "kind"])
    }
    snapshot.relations.sort { $0.name < $1.name }
    let found = Retriever(snapshot).evidence(for: "How many students have a pet?", maxRelations: 2).relations.map(
      \.name)
    #expect(Set(found) == [RelationName("c", "student"), RelationName("c", "pet")])
  }

  @Test func `takes names apart that nothing separates`() {
    var snapshot = Self.snapshot(noise: 30)
    snapshot.relations.append(
      Relation(
        name: RelationName("app", "sbgasstations"), kind: .table,
        columns: ["sbgsname", "sbgscity", "sbgsowner", "sbgsopened"].map {
          Column(name: $0, type: "text", family: .text)
        }))
    snapshot.relations.sort { $0.name < $1.name }
    let evidence = Retriever(snapshot).evidence(for: "Who is the owner of each gas station?")
    #expect(evidence.relations.first?.name.name == "sbgasstations")
    #expect(evidence.columns.first?.name.column == "sbgsowner")
  }

  /// The words of a question and the names beside them.
  static func links(_ question: String) -> [String: [String]] {
    let bytes = Array(question.utf8)
    return Dictionary(
      uniqueKeysWithValues: Retriever(snapshot(noise: 20)).evidence(for: question).words.map { words in
        (
          String(decoding: bytes[words.range], as: UTF8.self),
          words.relations.map(\.name) + words.columns.map { "\($0.relation.name).\($0.column)" }
        )
      })
  }

  @Test func `says which words name what`() {
    let links = Self.links("Full names of the customers in each city, with the date of their orders")
    #expect(links["Full names"] == ["customers.full_name"])
    #expect(links["customers"]?.first == "customers")
    #expect(links["city"] == ["customers.city"])
    #expect(links["date"] == ["orders.orderDate"])
    #expect(links["orders"]?.first == "orders")
    #expect(links["the"] == nil)
  }

  @Test func `knows words that mean much the same`() {
    #expect(Self.links("Which towns do buyers live in?")["towns"] == ["customers.city"])
    #expect(Self.links("What did the clients pay?")["clients"]?.first == "customers")
  }

  @Test func `writes short forms out`() {
    #expect(Self.links("Which amount was paid?")["amount"] == ["orders.amt"])
  }

  @Test func `leaves the words of a mention to the mention`() {
    #expect(Self.links("customers in 'city' of 2024").keys.sorted() == ["customers"])
  }

  @Test func `gives something to read even where nothing matches`() {
    #expect(!Retriever(Self.snapshot(noise: 2)).evidence(for: "xyzzy").relations.isEmpty)
  }
}

@Suite struct `Adjectives, verbs and plain words` {
  private static let name = RelationName("app", "flights")
  private static let snapshot = SchemaSnapshot(
    database: "app", role: "reader", serverVersion: 150018, searchPath: [],
    relations: [
      Relation(
        name: name, kind: .table,
        columns: [
          Column(name: "destairport", type: "text", family: .text, commonValues: ["OSL"]),
          Column(name: "sourceairport", type: "text", family: .text, commonValues: ["OSL"]),
          Column(
            name: "city", type: "text", family: .text, commonValues: ["Sale", "Oslo"], valuesAreComplete: true),
          Column(
            name: "department", type: "text", family: .text, commonValues: ["People", "Finance"],
            valuesAreComplete: true),
          Column(name: "pilot_age", type: "integer", family: .integer),
        ])
    ], foreignKeys: [], fingerprint: "0")

  private static func evidence(_ question: String) -> Evidence { Retriever(snapshot).evidence(for: question) }

  @Test func `name the attributes that they ask for`() {
    #expect(Self.evidence("the youngest pilot").words.contains { $0.columns.first?.column == "pilot_age" })
    let departing = [ColumnName(Self.name, "sourceairport")]
    #expect(Self.evidence("what departs from here").words.contains { $0.columns == departing })
  }

  @Test func `put the column first that another word names, of those that hold a value`() throws {
    func first(_ question: String) throws -> String? {
      let mention = try #require(Self.evidence(question).mentions.first)
      guard case .value(let stored) = mention.content else { return nil }
      return stored.first?.column.column
    }
    #expect(try first("flights departing from 'OSL'") == "sourceairport")
    #expect(try first("flights landing in 'OSL'") == "destairport")
  }

  @Test func `are no proper names`() {
    #expect(Self.evidence("who sells most").mentions.isEmpty)
    #expect(Self.evidence("how many people fly").mentions.isEmpty)
    #expect(Self.evidence("the people department").mentions.count == 1)
    #expect(Self.evidence("flights of People").mentions.count == 1)
  }
}

@Suite struct `Columns that share words` {
  private static func evidence(_ question: String) -> Evidence {
    let columns = ["outcome_id", "day7_itch_score", "day100_itch_score", "day100_pain_score"]
    let outcomes = Relation(
      name: RelationName("app", "outcomes"), kind: .table,
      columns: columns.map { Column(name: $0, type: "integer", family: .integer) })
    return Retriever(
      SchemaSnapshot(
        database: "app", role: "reader", serverVersion: 150018, searchPath: [], relations: [outcomes], foreignKeys: [],
        fingerprint: "0")
    ).evidence(for: question)
  }

  @Test func `are told apart by what is said around the word`() {
    let evidence = Self.evidence("average itch score at day 100")
    let named = evidence.words.map { $0.columns.map(\.column) }
    #expect(named.allSatisfy { $0 == ["day100_itch_score"] } && named.count > 1)
    // The number only tells which of them.
    #expect(evidence.mentions.isEmpty)
  }

  @Test func `stay several where nothing tells, and numbers of nothing's name stay values`() {
    let evidence = Self.evidence("average itch above 100")
    #expect(evidence.words.first?.columns.count == 2)
    #expect(evidence.mentions.map(\.text) == ["100"])
  }
}

@Suite struct `Words that mean nothing here` {
  @Test func `are told, and how much of the question means something`() {
    let retriever = Retriever(`Schema linking`.snapshot(noise: 10))
    let known = retriever.evidence(for: "How many customers are there in each city?")
    #expect(known.unexplained.isEmpty && known.coverage == 1)
    let half = retriever.evidence(for: "Which customers have the best horoscope?")
    #expect(half.unexplained == ["horoscope"] && half.coverage == 0.5)
    #expect(retriever.evidence(for: "how many are there?").coverage == 1)
    // What the question explains itself.
    let defined = retriever.evidence(for: "Which customers are splendid? Splendid refers to the city")
    #expect(defined.unexplained.isEmpty && defined.coverage == 1)
    #expect(retriever.evidence(for: "Which customers are splendid?").unexplained == ["splendid"])
    // A name as it is stored.
    #expect(retriever.evidence(for: "How many rows in table order_customer?").coverage == 1)
  }
}
