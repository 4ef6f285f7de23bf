import DoorTestSupport
import Testing
import Vocabulary

@testable import Interpretation

@Suite struct `Choices` {
  private static let cases: [([String], [String?])] = [
    (
      [
        "select count(*) from sales.orders where placed >= date '2024-01-01' and placed < date '2025-01-01'",
        "select count(*) from sales.customers where joined >= date '2024-01-01' and joined < date '2025-01-01'",
      ], ["orders, placed in 2024", "customers, joined in 2024"]
    ),
    (
      ["select name from customers where town = 'Oslo'", "select name from customers"],
      ["town is Oslo", "customers, whatever “town is Oslo”"]
    ),
    (
      [
        "select sum(total) from orders", "select avg(total) from orders",
        "select count(distinct customer_id) from orders",
        "SELECT sum(o.total) FROM orders o",
      ], ["sum of total", "average of total", "count of different customer id", nil]
    ),
    (
      [
        "select c.name, count(*) from customers c left join orders o on o.customer_id = c.id group by c.name",
        "select c.name, count(*) from customers c join orders o on o.customer_id = c.id group by c.name order by 2 desc limit 5",
      ], ["also without orders", "by 2, largest first, first 5"]
    ),
    (
      [
        "select id from orders where placed >= '2024-02-01' and placed < '2024-03-01' and status in ('paid', 'sent')",
        "select id from orders where not exists (select 1 from refunds r where r.order_id = orders.id)",
      ],
      ["placed in 2024-02, status is one of paid, sent", "not with refunds, order id is orders id"]
    ),
    (["select count(*) from customers"], ["count, customers"]), (["no SQL"], [nil]),
  ]

  @Test func `are described by what sets them apart`() async {
    for (statements, expected) in Self.cases {
      let told = await ChoiceWording.descriptions(of: statements)
      #expect(told == expected)
    }
  }

  @Test func `are given where the answer is too unlikely, and a chosen one runs and is marked in the log`() async throws
  {
    let premises = try await Premises("choices", model: "told")
    let asked = Premises.question(
      "how many [select count(*) from customers OR ELSE select count(*) from orders OR ELSE delete from orders]")
    let outcome = try await premises.interpreter.with(.init(askBelow: 1)).ask(asked)
    guard case .refused(let refusal) = outcome else {
      Issue.record("answered")
      return
    }
    #expect(refusal.reason == .unsure)
    #expect(refusal.choices.map(\.description) == ["customers", "orders"])
    #expect(refusal.hint?.contains("Choose what you mean") == true)
    let record = try await premises.reader.record(asked.id)
    #expect(record.sql == nil && record.workings.choices == refusal.choices)

    let question = Question(text: asked.text, database: "shop", principal: asked.principal, regarding: asked.id)
    guard case .answered(let answer) = try await premises.interpreter.choose(2, of: refusal.choices, for: question)
    else {
      Issue.record("not answered")
      return
    }
    #expect(answer.sql == "select count(*) from orders" && answer.table.rows == [["2"]])
    let chosen = try await premises.reader.record(question.id)
    #expect(chosen.workings.chosen == Chosen(questionID: asked.id, number: 2, description: "orders"))
    #expect(chosen.question.regarding == asked.id && chosen.outcome == .answered)
    await #expect(throws: InterpretationError.self) {
      try await premises.interpreter.choose(3, of: refusal.choices, for: question)
    }
  }

  @Test func `pass the gate when they are chosen, whatever it let through before`() async throws {
    let premises = try await Premises("choices_gate")
    let question = Premises.question("tidy up")
    let choice = Choice(description: "all of them", sql: "delete from sales.orders")
    guard case .refused(let refusal) = try await premises.interpreter.choose(1, of: [choice], for: question) else {
      Issue.record("answered")
      return
    }
    #expect(refusal.judgements.last?.findings.first?.rule == "not-a-query")
  }

  @Test func `a follow-up is completed, shown and kept whole`() async throws {
    let premises = try await Premises("follow_ups", model: "told")
    var question = Premises.question("only those from 2024")
    // The stand-in model reads its answer from the question: only a completed one has it.
    question.previous = "orders placed in 2023 [select count(*) from orders]"
    guard case .answered(let answer) = try await premises.interpreter.ask(question) else {
      Issue.record("not answered")
      return
    }
    #expect(answer.question.text == "orders placed in 2024 [select count(*) from orders]")
    #expect(answer.question.typed == question.text)
    let record = try await premises.reader.record(question.id)
    #expect(record.question.text == answer.question.text && record.typed == question.text)
    #expect(record.question.regarding == nil)

    var open = Premises.question("and those?")
    open.previous = question.previous
    guard case .refused(let refusal) = try await premises.interpreter.ask(open) else {
      Issue.record("answered")
      return
    }
    #expect(refusal.reason == .incomplete)
    #expect(try await premises.reader.record(open.id).declined?.reason == .incomplete)
  }
}
