import Auditing
import DoorTestSupport
import Testing
import Vocabulary

/// Where the server's own words go, which may repeat values of the data.
@Suite struct ComplaintTests {
  @Test("A value in the server's error is in the audit log, and neither in the outcome nor in the next prompt")
  func apart() async throws {
    let premises = try await Premises("complaints", model: "told")
    // The cast fails on the value that only the data holds.
    let question = Premises.question("gifts [select (details->>'gift')::int from sales.orders]")
    let outcome = try await premises.interpreter.ask(question)
    guard case .refused(let refusal) = outcome else {
      Issue.record("it was answered")
      return
    }
    let value = "[1, 2]"
    #expect(refusal.judgements.last?.findings.first?.sqlState == "22P02")
    #expect(!"\(refusal)".contains(value))
    let record = try await premises.reader.record(question.id)
    let workings = record.workings
    #expect(workings.complaints?.first?.message.contains(value) == true)
    #expect(workings.complaints?.first?.sqlState == "22P02")
    #expect(workings.prompts.count == 2)
    #expect(workings.prompts[1].text.contains("A text cannot be read as a value of the type"))
    #expect(!workings.prompts.contains { $0.text.contains(value) })
    #expect(workings.role == "clerk")
    await premises.database.close()
  }

  @Test("An error of the dry run is told without the server's hints about names")
  func hints() async throws {
    let premises = try await Premises("complaints_hints", model: "told")
    let question = Premises.question("x [select 1 from sales.customers where name = 5]")
    guard case .refused(let refusal) = try await premises.interpreter.ask(question) else {
      Issue.record("it was answered")
      return
    }
    let finding = try #require(refusal.judgements.last?.findings.first)
    #expect(finding.rule == "server-error")
    #expect(finding.sqlState == "42883")
    #expect(finding.position == 41)
    let record = try await premises.reader.record(question.id)
    #expect(record.workings.complaints?.first?.sqlState == "42883")
    await premises.database.close()
  }

  @Test("A sub-query that gives several rows where one was to be is the statement's fault, not a breakage")
  func severalRows() async throws {
    let premises = try await Premises("complaints_rows", model: "told")
    let question = Premises.question("gifts [select (select o.id from sales.orders o), 1 from sales.orders]")
    let outcome = try await premises.interpreter.ask(question)
    guard case .refused(let refusal) = outcome else {
      Issue.record("it was answered")
      return
    }
    #expect(refusal.judgements.last?.findings.first?.sqlState == "21000")
    await premises.database.close()
  }
}
