import Testing
import Vocabulary

@testable import Retrieval

@Suite struct `Approved pairs` {
  private static let customer = RelationName("shop", "customer")

  private static let snapshot = SchemaSnapshot(
    database: "shop", role: "reader", serverVersion: 150018, searchPath: [],
    relations: [
      Relation(
        name: customer, kind: .table,
        columns: [
          Column(name: "city", type: "text", family: .text, commonValues: ["Oslo", "Bergen", "New York City"]),
          Column(name: "tier", type: "text", family: .text, commonValues: ["gold", "silver"]),
        ])
    ], foreignKeys: [], fingerprint: "0")
  private static let retriever = Retriever(snapshot)

  private static func pair(_ question: String, _ sql: String, day: Int64 = 1, asker: String = "anna") -> ApprovedPair {
    let moment = Moment(microseconds: day * 86_400_000_000)
    return ApprovedPair(
      questionID: QuestionID(), question: question, sql: sql, database: "shop", asker: Principal(asker),
      askedAt: moment, reviewers: [Principal("rita")], reviewedAt: moment, isCorrected: false, schemaFingerprint: "0")
  }

  private static func entry(_ pair: ApprovedPair, problem: String? = nil) -> ExampleIndex.Entry {
    .init(
      pair: pair, mentions: retriever.mentions(in: pair.question), relations: [customer], problem: problem)
  }

  private static func masked(_ question: String) -> MaskedQuestion {
    MaskedQuestion(question, mentions: retriever.mentions(in: question))
  }

  /// What an approved pair answers to another question; "–" where it answers nothing.
  private static func answer(_ question: String, _ approved: String, _ sql: String) -> String {
    ExampleIndex([entry(pair(approved, sql))]).verified(masked(question))?.sql ?? "–"
  }

  @Test(
    "fill their slots with what the question says",
    arguments: [
      // (asked, approved question, approved statement, what answers)
      (
        "how many customers are in Bergen?", "How many customers are in Oslo?",
        "select count(*) from shop.customer where city = 'Oslo'",
        "select count(*) from shop.customer where city = 'Bergen'"
      ),
      (
        "please show the customers in new york city", "Customers in Oslo",
        "select * from shop.customer where city ilike '%Oslo%' or city = 'Oslo'",
        "select * from shop.customer where city ilike '%New York City%' or city = 'New York City'"
      ),
      (
        "top 7 cities", "top 5 cities", "select city from shop.customer limit 5",
        "select city from shop.customer limit 7"
      ),
      (
        "orders in May 2025", "orders in March 2024",
        "select 1 where d >= date '2024-03-01' and d < date '2024-04-01'",
        "select 1 where d >= date '2025-05-01' and d < date '2025-06-01'"
      ),
      (
        "orders in 2025", "orders in 2024", "select 1 where extract(year from d) = 2024",
        "select 1 where extract(year from d) = 2025"
      ),
      (
        "orders in 2025", "orders in 2024", "select 1 where d >= '2024-01-01' and d < '2025-01-01'",
        "select 1 where d >= '2025-01-01' and d < '2026-01-01'"
      ),
      (
        "orders last month", "orders last month", "select 1 where d >= date_trunc('month', now()) - interval '1 month'",
        "select 1 where d >= date_trunc('month', now()) - interval '1 month'"
      ),
    ])
  func fill(_ asked: String, _ approved: String, _ sql: String, _ expected: String) {
    #expect(Self.answer(asked, approved, sql) == expected)
  }

  @Test(
    "answer nothing that they do not surely fit",
    arguments: [
      // another question
      ("how many gold customers are in Bergen?", "How many customers are in Oslo?", "select 1 where city = 'Oslo'"),
      ("how many customers are not in Oslo?", "How many customers are in Oslo?", "select 1 where city = 'Oslo'"),
      // a value of another column
      ("customers in gold", "customers in Oslo", "select 1 where city = 'Oslo'"),
      // a name that no sample has
      ("customers in Trondheim", "customers in Oslo", "select 1 where city = 'Oslo'"),
      // a number that stands there twice
      ("cities with 6 customers", "cities with 5 customers", "select 5, 5"),
      // a number that does not stand there at all
      ("cities with 6 customers", "cities with 5 customers", "select 1"),
      // another length of time
      ("orders in May 2025", "orders in 2024", "select 1 where d >= date '2024-01-01' and d < date '2025-01-01'"),
      // today was another day then
      ("orders today", "orders today", "select 1 where d = '2026-11-20'"),
      // the end is the same though nobody wrote it
      (
        "orders in the next 30 days", "orders in the last 30 days", "select 1 where d >= now() - interval '30 days'"
      ),
    ])
  func refrain(_ asked: String, _ approved: String, _ sql: String) {
    #expect(Self.answer(asked, approved, sql) == "–")
  }

  @Test("the label says who, when and what was filled in")
  func label() throws {
    let pair = Self.pair("customers in Oslo", "select 1 where city = 'Oslo'", day: 365)
    let found = try #require(ExampleIndex([Self.entry(pair)]).verified(Self.masked("customers in Bergen")))
    #expect(found.verified.label == "verified by rita on 1971-01-01")
    #expect(found.verified.slots == [.init(kind: "value", was: "Oslo", became: "Bergen")])
  }

  @Test("of two the one that says the same answers, then the one that was reviewed last")
  func several() {
    let same = Self.pair("customers in Bergen", "select 2 where city = 'Bergen'", day: 1)
    let newer = Self.pair("customers in Oslo", "select 1 where city = 'Oslo'", day: 9)
    let newest = Self.pair("the customers in Oslo", "select 3 where city = 'Oslo'", day: 10)
    let index = ExampleIndex([same, newer, newest].map { Self.entry($0) })
    #expect(index.verified(Self.masked("customers in Bergen"))?.sql == "select 2 where city = 'Bergen'")
    #expect(index.verified(Self.masked("customers in New York City"))?.sql == "select 3 where city = 'New York City'")
  }

  @Test("the likest are found whatever values they name; what no longer fits is named apart")
  func nearest() {
    let index = ExampleIndex([
      Self.entry(Self.pair("How many customers are in Oslo?", "select 1")),
      Self.entry(Self.pair("names of gold customers", "select 2")),
      Self.entry(Self.pair("how many customers live in Bergen", "select 3"), problem: "gone"),
      Self.entry(Self.pair("revenue by month", "select 4")),
    ])
    let (examples, setAside) = index.nearest(Self.masked("How many people are in New York City?"), limit: 2)
    #expect(examples.map(\.sql).first == "select 1")
    #expect(!examples.contains { $0.sql == "select 4" })
    #expect(setAside.map(\.reason) == ["gone"])
  }

  @Test(
    "of others are kept from whoever may not see what they say",
    arguments: [
      ("customers in Oslo", "select 1 where city = 'Oslo'", true),
      ("by month", "select to_char(d, 'YYYY-MM'), date_trunc('month', d) from o where d > '2024-03-01'", true),
      ("customers in Hamar", "select 1 where city = 'Hamar'", false),
      ("our secret customer", "select 1 where name = 'Kari Nordmann'", false),
      ("orders of Kari Nordmann", "select 1 where id = 17", false),
      ("all", "select 1 where id = '17-3355'", false), ("all", "select U&'d\\0061t'", false),
    ])
  func disclosure(_ question: String, _ sql: String, _ isHarmless: Bool) {
    let disclosure = Disclosure(Self.snapshot, reader: Self.retriever.mentionReader)
    #expect(disclosure.isHarmless(Self.pair(question, sql)) == isHarmless)
  }
}
